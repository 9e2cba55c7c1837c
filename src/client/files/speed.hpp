// How fast something goes: over the last seconds, so that the figure is calm.
#pragma once

#include <cstdint>
#include <deque>

#include "client/times.hpp"

namespace client::files {

class Speed {
  public:
    // So much has been done by now, of all.
    void note(std::uint64_t done, Millis now) {
        if (!samples_.empty() && now < samples_.back().at + sample_ms) return;
        samples_.push_back({now, done});
        if (samples_.size() > most_samples) samples_.pop_front();
    }
    void stop() { samples_.clear(); }
    // Bytes a second; 0 where that is not known.
    std::uint64_t now() const {
        if (samples_.size() < 2) return 0;
        const auto& [first_at, first] = samples_.front();
        const auto& [last_at, last] = samples_.back();
        return last > first && last_at > first_at ? (last - first) * 1000 / (last_at - first_at) : 0;
    }

  private:
    static constexpr Millis sample_ms = 500;
    static constexpr std::size_t most_samples = 12;
    struct Sample {
        Millis at;
        std::uint64_t done;
    };
    std::deque<Sample> samples_;
};

}  // namespace client::files
