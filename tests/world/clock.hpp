// The one clock of the world and its dice: everything that happens, happens at a moment of this clock, and everything that is
// left to chance comes from one seed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "client/times.hpp"

namespace world {

using client::Millis;

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}
    // From 0 to `limit` - 1.
    unsigned below(std::uint64_t limit) { return static_cast<unsigned>(random_() % limit); }
    Millis between(Millis least, Millis most) { return least + random_() % (most - least + 1); }
    bool chance(unsigned per_thousand) { return below(1000) < per_thousand; }
    std::uint64_t any() { return random_(); }

  private:
    std::mt19937_64 random_;
};

// A way on which nothing overtakes anything.
struct Ordered {
    Millis last = 0;
};

class Clock {
  public:
    using Act = std::function<void()>;

    explicit Clock(Millis start) : now_(start) {}

    Millis now() const { return now_; }

    void in(Millis delay, Act act) { push(now_ + delay, std::move(act)); }
    void in(Ordered& ordered, Millis delay, Act act) {
        ordered.last = std::max(ordered.last, now_ + delay);
        push(ordered.last, std::move(act));
    }

    // Lets everything happen that happens before `until`, unless `stop` says so.
    template <class Stop>
    void run(Millis until, Stop stop) {
        while (!stop() && !coming_.empty() && coming_.front().at <= until) {
            std::pop_heap(coming_.begin(), coming_.end(), later);
            auto next = std::move(coming_.back());
            coming_.pop_back();
            now_ = next.at;
            next.act();
        }
        now_ = std::max(now_, until);
    }

  private:
    struct Coming {
        Millis at;
        std::uint64_t order;  // within one moment, first said is first done
        Act act;
    };
    static bool later(const Coming& a, const Coming& b) { return std::pair(a.at, a.order) > std::pair(b.at, b.order); }

    void push(Millis at, Act act) {
        coming_.push_back({at, order_++, std::move(act)});
        std::push_heap(coming_.begin(), coming_.end(), later);
    }

    Millis now_;
    std::uint64_t order_ = 0;
    std::vector<Coming> coming_;
};

// The conditions of the network and of devices at the moment; each in cases per thousand.
struct NetworkConditions {
    unsigned lost = 0;        // a request that never arrives, or whose answer does not
    unsigned doubled = 0;     // a request that the server gets twice
    unsigned slow = 0;        // a word that takes seconds
    unsigned broken = 0;      // a connection that the browser cannot make
    unsigned refused = 0;     // a device that is not to be had
    Millis usual_delay = 30;  // at most, of a word that is not slow

    Millis delay(Dice& dice) const { return dice.chance(slow) ? dice.between(500, 6'000) : dice.between(1, usual_delay); }
};

// The internet as one browser has it.
struct Network {
    bool up = true;
};

}  // namespace world
