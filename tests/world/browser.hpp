// One browser: its tabs, the lock that makes one of them the leader, and the channel on which they all hear each other.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "client/fact.hpp"
#include "client/times.hpp"
#include "world/clock.hpp"

namespace world {

class Tab;

class Browser {
  public:
    Browser(Clock& clock, Dice& dice) : clock_(clock), dice_(dice), stands_still_(dice.chance(500)) {
        for (std::size_t i = 0; i < protocol::ed25519_key_bytes; ++i) identity.key.push_back(static_cast<char>(dice.below(256)));
    }

    void enter(Tab& tab) { tabs_.push_back(&tab); }
    // The tab is no more, said or not: the browser lets its locks go.
    void end(Tab& tab);

    void request_leadership(Tab& tab);
    void give_up_leadership(Tab& tab);
    // Of those that share a stream; where the browser forbids what they share it by, each carries its own mail.
    Tab* leader() const { return queue_.empty() ? nullptr : queue_.front(); }
    void watch(Tab& watcher, const client::MemberId& member);

    // To every other tab, in order.
    void say(Tab& from, const client::Fact& fact);
    void say_to(Tab& from, const client::MemberId& to, const client::Fact& fact);

    protocol::Identity identity;
    std::map<std::pair<std::string, std::string>, protocol::Pin> pins;           // what it remembers of people, by key and name
    std::map<protocol::RoomId, std::string> chains;                              // and of rooms whose host it is
    std::map<std::string, std::vector<client::conversation::KeptEntries>> logs;  // by their name on its disk
    std::map<std::string, protocol::LogId> log_ids;                              // to which they are bound
    std::set<std::string> left_stores;                                           // of rooms that have moved
    // Files as the disk has them: a slice that is not there is "".
    struct KeptFile {
        std::vector<std::string> content;
        std::string leaves;
    };
    std::map<client::files::FileKey, KeptFile> files;
    Network network;
    bool forbids_site_data = false;   // and with it the locks between its tabs
    unsigned disk_fails = 0;          // so often, of 1,000 times, it does not keep what it is to keep
    bool holds_streams_back = false;  // something between this browser and the server does

    // This computer's clocks. The steady one stands still in some while they sleep.
    client::Times times() const;
    std::int64_t clock_error = 0;  // ms, of the clock on the wall
    void fall_asleep();
    void wake_up();

  private:
    void choose();
    void tell(Tab& from, Tab& to, const client::Fact& fact);

    Clock& clock_;
    Dice& dice_;
    bool stands_still_;                  // its steady clock, in sleep
    std::optional<Millis> asleep_from_;  // while it does
    Millis slept_ = 0;
    std::vector<Tab*> tabs_;
    std::deque<Tab*> queue_;  // for the leader's lock; the first holds it
    std::vector<std::pair<Tab*, client::MemberId>> watches_;
    std::map<std::pair<Tab*, Tab*>, Ordered> transceivers_;
};

}  // namespace world
