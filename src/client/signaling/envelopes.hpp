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

    // Whether what was opened is news: an envelope that came twice, or that somebody plays back, is none.
    bool is_new(const EnvelopeOpened& opened) { return members_[opened.from].seen.take(opened.counter); }

    // An envelope did not open. True where nothing explains it, and the server has to be asked how everybody is called.
    bool broken(const EnvelopeBroken& broken, Millis admitted_at, const Context&);

  private:
    struct Member {
        std::vector<std::string> unopened;
        std::optional<Millis> suspected_at;  // when something came in its name that nothing explains
        members::ReplayWindow seen;
    };

    std::vector<protocol::Passage> passages(MemberId from, const Context&) const;
    bool suspect(MemberId member, Millis admitted_at, const Context&);

    std::map<MemberId, Member> members_;
};

}  // namespace client::signaling
