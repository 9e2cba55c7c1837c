// Sealed envelopes of members: which keys and hellos they may be opened by, which were heard before, and what to think of those that do not
// open.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/context.hpp"
#include "client/members/replay_window.hpp"
#include "client/signaling/facts.hpp"

namespace client::signaling {

class Envelopes {
  public:
    // An envelope came from a member that is here. It waits where the member's hello is still being opened. -> OpenEnvelope
    void receive(MemberId from, const std::string& body, const Context&);
    // The member's hello is known: what waited for it is opened.
    void introduced(MemberId member, bool anew, const Context&);

    void forget(MemberId member) { members_.erase(member); }
    // We leave: what is still unexplained will not be.
    void leave();

    // Whether what was opened is news: an envelope that came twice, or that somebody plays back, is none.
    bool is_new(const EnvelopeOpened& opened) { return members_[opened.from].seen.take(opened.counter); }

    // An envelope did not open. True where nothing explains it, and the server has to be asked how everybody is called. It is held for some
    // seconds: the room may have moved, and we hear of it later than its author did.
    bool broken(const EnvelopeBroken& broken, Millis admitted_at, const Context&);

    void tick(const Context&);
    void settle(const Context&);
    std::optional<Millis> wake_at() const;

  private:
    struct Held {
        std::string body;
        Millis until = 0;
        bool warns = false;  // if nothing explains it until then: the server had been asked before it came
    };
    struct Member {
        std::vector<std::string> unopened;
        std::vector<Held> unexplained;
        std::optional<Millis> suspected_at;  // when something came in its name that nothing explains
        members::ReplayWindow seen;
    };

    std::vector<protocol::Passage> passages(MemberId from, const Context&) const;
    void try_again(MemberId from, Member& member, const Context&);

    std::map<MemberId, Member> members_;
    std::vector<RoomId> rooms_;  // whose envelopes can be opened
};

}  // namespace client::signaling
