// Relaying through another member: a client that is connected to two members passes sealed envelopes on between them, and gives one the
// hello of the other. An envelope that comes this way is opened and checked as if the server had brought it, so the member in between can
// withhold, but neither forge, replay nor redirect anything.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "client/context.hpp"
#include "client/mesh/facts.hpp"

namespace client::mesh {

class Relays {
  public:
    void on(const protocol::Reach&, MemberId from, const Context&);
    void on(const protocol::RelayRequest&, MemberId from, const Context&);
    void on(const signaling::RelayWanted&, const Context&);
    void on(const EnvelopeSealed&, const Context&);
    void on(const conversation::RelayFailing& failing) { paths_[failing.to].heard = false; }

    // Words of that member came through another one: the path is good.
    void heard(MemberId from) { paths_[from].heard = true; }
    void forgotten(MemberId member) { forwards_.erase(member); }
    // The channel to that member has opened anew.
    void opened(MemberId peer) { neighbours_[peer] = {}; }
    // There is no connection to that member any more.
    void forget(MemberId peer);

    void tick(const Context&);
    void settle(const Context&);
    std::optional<Millis> wake_at(const Context&) const;

    // Another member could pass envelopes on to that one.
    bool reached(MemberId id) const { return paths_.count(id) && paths_.at(id).reached; }
    bool is_busy(MemberId id) const { return paths_.count(id) && paths_.at(id).sealing; }
    // The member through whom words pass to that one; nothing where none came back that way.
    std::optional<MemberId> through(MemberId id) const;

  private:
    // To a member whose connection does not work.
    struct Path {
        bool reached = false;
        bool sealing = false;  // an envelope is being sealed: one at a time, so that they keep their order
        bool heard = false;
        MemberId through;
    };
    // A member whose connection works.
    struct Neighbour {
        std::string told;              // with whom we are connected, as it was told
        std::optional<Millis> ask_at;  // when to ask it who those are whom we have never met
    };

    void tell_reach(const Context&);
    void seek_introductions(MemberId from, Neighbour&, const Context&);

    std::map<MemberId, Path> paths_;
    std::map<MemberId, Neighbour> neighbours_;
    std::map<MemberId, members::RateLimit> forwards_;  // what others pass on to a member through us
    std::string reach_;                                // with whom we are connected
};

}  // namespace client::mesh
