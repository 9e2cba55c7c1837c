// Our stay in a room: its address and keys, how far we are in it, and what stands in the way. It says when to enter and when to leave;
// others do it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/context.hpp"
#include "client/room/facts.hpp"
#include "client/room/invitation.hpp"
#include "client/room/resume.hpp"

namespace client::room {

class Room {
  public:
    void on(const PageOpened&, const Context&);
    void on(const RoomNamed&, const Context&);
    void on(const AddressChosen&, const Context&);
    void on(const KeptDaysChosen&, const Context&);
    void on(const EnterPressed&, const Context&);
    void on(const RoomLeft&, const Context&);
    void on(const PageClosed&, const Context&);
    void on(const KeysDerived&, const Context&);
    void on(const Founded&, const Context&);
    void on(const RelayOnlyChosen&, const Context&);
    void on(const CallHandedOver&, const Context&);

    void on(const members::SelfKnown&, const Context&);
    void on(const members::NoKey&, const Context&);
    void on(const members::Elsewhere&, const Context&);
    void on(const signaling::Looked&, const Context&);
    void on(const signaling::LetIn&, const Context&);
    void on(const signaling::EntryFailed&, const Context&);
    void on(const access::Rekeyed&, const Context&);
    void on(const access::SelfRemoved&, const Context&);
    void on(const call::IntentChanged&);

    void settle(const Context&);

    // As it is now, for the directory.
    members::Stay stay() const;

  private:
    void derive(const Context&);
    void derive_keys(const Context&);
    void keep_earlier(const RoomId& room);
    void found(const Context&);
    void write_address(const Context&);
    void enter(const Context&);
    void leave(RoomTrouble why, bool closing, const Context&);
    void keep_call(const Context&);
    std::string link_with(const std::optional<protocol::Ticket>& ticket) const;
    // For anybody: our own ticket is not handed on.
    std::string link() const { return link_with(std::nullopt); }
    bool entered() const { return stage_ == Stage::joining || stage_ == Stage::inside; }
    ShowArrival arrival(const Context&) const;
    ShowRoom shown(const Context&) const;
    bool is_cut_off(const Context&) const;

    std::string origin_;
    Invitation invitation_;
    protocol::Nonce founding_;  // what the secret of a room that we make is made of
    std::string fresh_secret_;  // that secret, once it is known
    bool made_here_ = false;
    bool by_hand_ = false;
    std::optional<std::string> passphrase_;  // of a room named by hand, once Enter was pressed
    std::string proposal_;
    bool fresh_ = false;
    bool broken_link_ = false;
    bool keyless_ = false;          // this browser has no key for us
    std::uint32_t derivation_ = 0;  // the latest; what an earlier one brings is not wanted any more
    std::optional<RoomId> room_;
    std::optional<RoomId> room_before_;  // whose mailbox is still ours
    std::vector<RoomId> earlier_rooms_;  // that ours was, or was about to be; the latest first
    bool moving_ = false;                // the new room's server side is still to be joined
    bool relay_only_ = false;
    Stage stage_ = Stage::arriving;
    RoomTrouble trouble_ = RoomTrouble::none;

    // The members inside, before we enter
    bool known_ = false;
    std::uint32_t seats_ = 0;
    std::size_t inside_ = 0;

    std::optional<call::Intent> call_;      // ours
    std::optional<SavedCall> handed_over_;  // until we are inside
    std::string kept_call_;                 // with the tab

    std::optional<ShowArrival> shown_arrival_;
    std::optional<ShowRoom> shown_room_;
};

}  // namespace client::room
