// Whether somebody speaks, and how loud that looks, from the loudness of a voice. Numbers in, numbers out; time is an argument.
#pragma once

#include "client/times.hpp"

namespace client::call {

// The loudness of the last 43 ms or so: the root mean square of its samples, of which 1 is full scale (W3C Web Audio).
using Loudness = double;

// Loudness is heard by ratios, so a meter shows decibels below full scale: 0 stands for -50 dB and less, 1 for 0 dB.
double meter_level(Loudness loudness);

// One voice that is measured some ten times a second.
class Speaker {
  public:
    // `now` is never less than at an earlier call.
    void sample(Loudness loudness, Millis now);

    // A loud sample counts for 700 ms: a mark that went out between two words would flicker.
    bool speaks(Millis now) const { return now < until_; }

    // When, without a further sample, `speaks` ends; 0 before anything was heard.
    Millis until() const { return until_; }

  private:
    Millis until_ = 0;
};

}  // namespace client::call
