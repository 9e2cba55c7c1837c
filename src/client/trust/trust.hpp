// The people this browser knows: names pinned to keys (pins.hpp), and the comparison of safety codes, with one member over one connection,
// or of all in the room (docs/protocol.md, "Safety codes"). It rates each member; what follows from that is for others.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "client/context.hpp"
#include "client/trust/comparison.hpp"
#include "client/trust/facts.hpp"
#include "client/trust/pins.hpp"

namespace client::trust {

class Trust {
  public:
    void on(const PinLoaded&, const Context&);
    void on(const PinDropped&, const Context&);
    void on(const CompareAsked&, const Context&);
    void on(const CompareClosed&, const Context&);
    void on(const Compared&, const Context&);
    void on(const StrangerAccepted&, const Context&);
    void on(const NonceDrawn&, const Context&);
    void on(const CodeDerived&, const Context&);

    void on(const members::MemberKnown&, const Context&);
    void on(const members::ProfileChanged&, const Context&);
    void on(const mesh::ChannelReady&, const Context&);
    void on(const members::MemberForgotten& forgotten) { comparisons_.erase(forgotten.member); }
    void on(const signaling::Looked&, const Context&);
    void on(const protocol::Commit&, MemberId from, const Context&);
    void on(const protocol::Reveal&, MemberId from, const Context&);

    void settle(const Context&);

  private:
    struct OverLink {
        std::uint32_t link = 0;
        Comparison comparison;
    };

    // The comparison over the present connection; nothing where there is no connection.
    Comparison* comparison_with(MemberId member, const Context&);
    void meet(MemberId member, const Context&);
    void begin(MemberId member, Comparison& comparison, const Context&);
    void show_nonce(MemberId member, Comparison& comparison, const Context&);
    void compare(const Context&);
    void compare_room(const Context&);
    ShowSafety shown(const Context&);
    void rate(MemberId member, const Context&);
    void rate_all(const Context&);

    Pins pins_;
    bool pins_changed_ = false;
    std::map<MemberId, OverLink> comparisons_;
    std::optional<MemberId> comparing_;  // whose card is open; zeros: that of all
    std::uint32_t room_asks_ = 0;
    std::string room_asked_;  // between whom, over which connections, the room's code was asked for
    ShowSafety room_code_;
    std::optional<ShowSafety> shown_;
};

}  // namespace client::trust
