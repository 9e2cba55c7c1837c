// The client core of one tab: facts in, orders out. It decides everything that the chat and the call do, and knows neither JavaScript
// nor clock nor randomness: time is an argument, ids and random bytes arrive in facts.
//
//     orders = session.step(fact, times)     perform each, in order
//     session.wake_at()                      feed a Tick then
//
// It owns the machines, each with one capability. They do not know each other: what one has to tell others is news, and routing.cpp says
// who hears it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "client/access/access.hpp"
#include "client/call/call.hpp"
#include "client/context.hpp"
#include "client/conversation/conversation.hpp"
#include "client/fact.hpp"
#include "client/files/files.hpp"
#include "client/members/members.hpp"
#include "client/mesh/mesh.hpp"
#include "client/network/network.hpp"
#include "client/news.hpp"
#include "client/order.hpp"
#include "client/room/room.hpp"
#include "client/signaling/signaling.hpp"
#include "client/times.hpp"
#include "client/trust/trust.hpp"

namespace client {

class Session {
  public:
    // Defined in session.cpp, the only place that has to know how a machine is made and ends.
    Session();
    Session(const Session&);
    Session(Session&&) noexcept;
    Session& operator=(const Session&);
    Session& operator=(Session&&) noexcept;
    ~Session();

    // The person's and the world's facts go in here, one at a time.
    Orders step(const Fact& fact, const Times& times);

    // When to feed the next Tick, by the steady clock; nothing while there is nothing to wait for.
    std::optional<Millis> wake_at() const;

    // For tests and the page's own console: how many envelopes, hellos and messages were dropped for being nonsense or forged.
    std::uint64_t dropped() const { return dropped_; }
    const conversation::Conversation& conversation() const { return at<conversation::Conversation>(); }
    const std::map<MemberId, mesh::Peer>& peers() const { return at<mesh::Mesh>().peers(); }
    const members::Directory& members() const { return at<members::Members>().directory(); }
    const access::AccessPolicy& rules() const { return at<access::Access>().rules(); }
    bool is_enforcing_rules() const { return at<access::Access>().is_enforced(const_cast<Session*>(this)->context()); }
    bool is_host_missing() const { return at<access::Access>().host_is_missing(); }

  private:
    // The law of order: so they hear news, and so they settle. Identities come before trust, trust before who may be here,
    // that before connections, these before words and the call, and the room, as the page shows it, comes last.
    using Machines = std::tuple<network::Network, members::Members, trust::Trust, access::Access, signaling::Signaling, mesh::Mesh,
                                conversation::Conversation, files::Files, call::Call, room::Room>;

    template <class Machine>
    Machine& at() {
        return std::get<Machine>(machines_);
    }
    template <class Machine>
    const Machine& at() const {
        return std::get<Machine>(machines_);
    }

    // Lets the machines that are named hear it. They are named in the order of all.
    template <class... Named, class Any, class... More>
    void tell(const Context& context, const Any& it, More... more);
    template <class Visit>
    void each_machine(const Visit& visit) {
        std::apply(
            [&](auto&... machines) {
                std::size_t at = 0;
                (visit(machines, settled_[at++]), ...);
            },
            machines_);
    }

    // The machines that hear each fact, word and news (routing.cpp): one line each.
    void hear(const Fact& fact, const Context& context);
    void route(const News& news, const Context& context);
    struct Facts;
    struct Words;
    struct Routes;

    // Of one step: it refers to what is in here.
    Context context() { return {time_, at<members::Members>().directory(), orders_, news_, dropped_}; }
    void drain(const Context& context);
    void tick(const Context& context);
    void settle(const Context& context);
    std::optional<Millis> due_at(const Context& context) const;

    // Whether a machine is to settle: it heard something, or the directory has changed since it last did.
    struct Settled {
        bool touched = false;
        std::uint64_t revision = 0;
    };

    Machines machines_;
    std::array<Settled, std::tuple_size_v<Machines>> settled_;
    Timekeeper time_;
    Orders orders_;           // of the step under way
    std::vector<News> news_;  // told by the machine that is at work
    std::uint64_t dropped_ = 0;
};

}  // namespace client
