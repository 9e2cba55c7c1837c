// The plan for the mesh: at which rate, and so how large, each of the others gets the camera's picture. Everybody sends to everybody, so
// the more watch, the less each of them can get of one uplink and one processor; what a way really carries, and what the processor does, is
// measured. Voices are not planned: they are small, and browsers send them before pictures. Rates are kbit/s.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "client/call/connection_quality.hpp"
#include "client/call/orders.hpp"

namespace client::call {

// The picture that is worth so much: below what a size needs, a smaller one looks better, and costs less to encode.
Picture picture_at(double rate);

// The most for each of those who watch: those who show it small leave the more to the others.
double large_share(std::size_t large, std::size_t small = 0);
inline constexpr double small_share = 150;

// Whether to give way, or to dare more. One bad look means nothing, several in a row do; after many good ones more is dared, and each time
// that this was too much, it takes twice as long until the next.
class Caution {
  public:
    enum class Move : std::uint8_t { stay, less, more };

    // bad: looks in a row until there is to be less; good: until there may be more.
    Caution(unsigned bad, unsigned good) : bad_(bad), first_good_(good), good_(good) {}

    // limited: there is less than could be.
    Move look(bool is_bad, bool limited);

  private:
    unsigned bad_;
    unsigned first_good_;
    unsigned good_;
    unsigned in_row_ = 0;
    bool was_bad_ = false;
    bool dared_ = false;
};

// The most that one way carries of a picture. Another connection is another way.
class WayLimit {
  public:
    // One look, at what passed since the last one. asked: the rate of the picture that is sent that way; 0: none.
    void look(double asked, const Sample& sample, const Pace& pace);

    std::optional<double> rate() const { return rate_; }

  private:
    std::optional<double> rate_;
    Caution caution_{3, 4};
};

// The largest picture that the processor encodes as often as there are people.
class ProcessorLimit {
  public:
    // busy: the browser makes pictures smaller by itself, since it does not keep up.
    void look(bool busy);

    std::optional<double> rate() const;
    bool is_busy() const { return steps_ > 0; }

  private:
    std::size_t steps_ = 0;
    Caution caution_{2, 15};
};

}  // namespace client::call
