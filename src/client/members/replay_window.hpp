// Which of one member's letters were heard. Letters by two roads may overtake each other, so the last ones are known one by one (a
// window as in RFC 4303 section 3.4.3); what is older counts as heard.
#pragma once

#include <cstdint>

namespace client::members {

class ReplayWindow {
  public:
    // True the first time, for a counter from 1 that is not older than the window.
    bool take(std::uint64_t counter) {
        if (counter > highest_) {
            const auto ahead = counter - highest_;
            heard_ = ahead < window ? heard_ << ahead : 0;
            highest_ = counter;
        }
        const auto behind = highest_ - counter;
        if (behind >= window || (heard_ >> behind & 1) != 0) return false;
        heard_ |= std::uint64_t{1} << behind;
        return true;
    }

  private:
    static constexpr std::uint64_t window = 64;

    std::uint64_t highest_ = 0;
    std::uint64_t heard_ = 1;  // bit n: the counter that is n below the highest; no letter has the counter 0
};

}  // namespace client::members
