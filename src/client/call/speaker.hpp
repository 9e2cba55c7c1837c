// The one who speaks, and how loud that looks, from the loudness of voices. Numbers in, numbers out; time is an argument.
#pragma once

#include <iterator>
#include <map>
#include <optional>

#include "client/ids.hpp"
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

    // A loud sample counts for 400 ms: a mark that went out between two words would flicker.
    bool speaks(Millis now) const { return now < until_; }

    // When, without a further sample, `speaks` ends; 0 before anything was heard.
    Millis until() const { return until_; }

    // Of the last half second or so.
    Loudness loudness() const { return loudness_; }

  private:
    Millis until_ = 0;
    Loudness loudness_ = 0;
};

// The voices of the others in a call.
class Voices {
  public:
    void sample(MemberId member, Loudness loudness, Millis now);

    // Those whom `is_heard` gives false for are forgotten, and so are voices that have ended.
    template <class IsHeard>
    void keep(const IsHeard& is_heard, Millis now) {
        for (auto at = voices_.begin(); at != voices_.end();)
            at = is_heard(at->first) && at->second.speaks(now) ? std::next(at) : voices_.erase(at);
        choose(now);
    }

    // One at a time, since a ring around everybody tells nothing; another one must be clearly louder.
    std::optional<MemberId> loudest() const { return loudest_; }
    // The last one who was the loudest for more than a word: a picture that jumps at every "yes" is not to be looked at.
    std::optional<MemberId> speaker() const { return speaker_; }

    // When, without a further sample, something changes.
    std::optional<Millis> until() const;

  private:
    void choose(Millis now);

    std::map<MemberId, Speaker> voices_;  // those who speak
    std::optional<MemberId> loudest_;
    Millis loudest_since_ = 0;
    std::optional<MemberId> speaker_;
};

}  // namespace client::call
