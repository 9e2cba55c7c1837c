#include "client/room/room.hpp"

#include <utility>

#include "client/members/names.hpp"
#include "protocol/hello.hpp"

namespace client::room {
namespace {

constexpr std::size_t max_passphrase_characters = 256;
// As many members may be removed one after the other while an envelope is on its way.
constexpr std::size_t max_earlier_rooms = 4;

}  // namespace

// --- its address -------------------------------------------------------------------------------------------------------------

void Room::on(const PageOpened& opened, const Context& context) {
    origin_ = opened.origin;
    founding_ = opened.founding;
    context.tell(PageReady{opened.me, opened.token, opened.tab, opened.fresh, opened.build, opened.epoch});
    if (auto invitation = parse_invitation(opened.invitation)) {
        invitation_ = std::move(*invitation);
        by_hand_ = invitation_.secret.empty();
        // Additions made on the way go, so that nobody hands them on.
        if (write_invitation(invitation_) != opened.invitation) write_address(context);
    } else {
        fresh_ = true;
        broken_link_ = !opened.invitation.empty() && opened.invitation != "/";
        invitation_ = {members::clean_name(opened.fresh_name, max_room_name_characters), "", {}};
        known_ = true;  // nobody can be in a room that was not made yet
        made_here_ = true;
        found(context);
    }
    derive(context);
    context.tell(StayChanged{});
    kept_call_ = opened.kept_call;
    if (const auto call = resumed(opened.navigation, opened.kept_call, link()))
        context.tell(CallResumed{call->microphone, call->camera, call->muted});
}

// A room named by hand waits for its passphrase, and one that is made here for its secret.
void Room::derive(const Context& context) {
    room_.reset();
    if (by_hand_ ? passphrase_.has_value() : !invitation_.secret.empty()) return derive_keys(context);
    ++derivation_;
}

void Room::derive_keys(const Context& context) {
    context.order(DeriveKeys{++derivation_, name_for_keys(invitation_), invitation_.secret, passphrase_.value_or("")});
}

void Room::on(const RelayOnlyChosen& chosen, const Context& context) {
    if (stage_ == Stage::inside) return;
    relay_only_ = chosen.only;
    context.tell(StayChanged{});
}

void Room::on(const RoomNamed& named, const Context& context) {
    if (!fresh_ || stage_ != Stage::arriving) return;
    auto name = members::clean_name(named.name, max_room_name_characters);
    if (name.empty() || name == invitation_.room) return;
    invitation_.room = std::move(name);
    derive(context);
    context.tell(StayChanged{});
}

void Room::on(const AddressChosen& chosen, const Context& context) {
    if (stage_ != Stage::arriving) return;
    if (fresh_) {
        by_hand_ = chosen.by_hand;
        invitation_.secret = by_hand_ ? "" : fresh_secret_;
        derive(context);
    }
    if (by_hand_) proposal_ = spoken_passphrase(chosen.random);
    context.tell(StayChanged{});
}

void Room::on(const KeptDaysChosen& chosen, const Context& context) {
    if (!fresh_ || stage_ != Stage::arriving || chosen.days == invitation_.kept_days) return;
    if (chosen.days.value_or(0) > max_kept_days) return;
    invitation_.kept_days = chosen.days;
    derive(context);
    context.tell(StayChanged{});
}

void Room::on(const KeysDerived& derived, const Context& context) {
    if (derived.serial != derivation_) {
        // Another name or passphrase was chosen while this was under way; or the room has moved on, and others may have stayed there.
        if (!moving_) return;
        keep_earlier(derived.room);
        return context.tell(StayChanged{});
    }
    context.order(UseKeys{derived.serial});
    if (moving_) {
        room_before_ = room_;
        keep_earlier(*room_);
    }
    room_ = derived.room;
    context.tell(StayChanged{});
    if (moving_) return context.tell(Moved{});
    if (!by_hand_) context.tell(PolicyChainKept{derived.chain});
    if (stage_ == Stage::joining) return enter(context);
    if (!fresh_ && stage_ == Stage::arriving) context.tell(LookWanted{});
}

void Room::keep_earlier(const RoomId& room) {
    earlier_rooms_.insert(earlier_rooms_.begin(), room);
    if (earlier_rooms_.size() > max_earlier_rooms) earlier_rooms_.pop_back();
}

void Room::on(const members::SelfKnown&, const Context& context) {
    found(context);
    if (stage_ == Stage::joining) enter(context);
}

void Room::on(const members::NoKey&, const Context& context) {
    keyless_ = true;
    trouble_ = RoomTrouble::no_key;
    if (stage_ == Stage::joining) stage_ = Stage::arriving;
    context.tell(StayChanged{});
}

// The secret of a room that is made here is made of our key.
void Room::found(const Context& context) {
    const auto& mine = context.self().identity;
    if (mine && made_here_) context.order(Found{founding_, protocol::founding_transcript(*mine, founding_)});
}

void Room::on(const Founded& founded, const Context& context) {
    if (stage_ == Stage::inside) return context.tell(SecretFounded{founded.nonce, founded.secret});
    if (founded.nonce != founding_) return;
    fresh_secret_ = founded.secret;
    if (by_hand_) return;
    invitation_.secret = founded.secret;
    if (stage_ == Stage::joining) write_address(context);
    derive(context);
    context.tell(StayChanged{});
}

// An invitation without a secret has no address yet.
void Room::write_address(const Context& context) {
    if (by_hand_ || !invitation_.secret.empty()) context.order(SetAddress{write_invitation(invitation_)});
}

std::string Room::link_with(const std::optional<protocol::Ticket>& ticket) const {
    auto invitation = invitation_;
    invitation.ticket = ticket;
    return origin_ + "#" + write_invitation(invitation);
}

void Room::on(const access::Rekeyed& rekeyed, const Context& context) {
    invitation_.ticket.reset();
    invitation_.secret = rekeyed.secret;
    write_address(context);
    moving_ = true;
    derive_keys(context);
    context.tell(StayChanged{});
}

// --- our stay ----------------------------------------------------------------------------------------------------------------

// As soon as it is known where and as whom.
void Room::enter(const Context& context) {
    if (!room_ || !context.self().identity) return;
    context.tell(Entering{made_here_ && !by_hand_ ? std::optional(founding_) : std::nullopt});
}

void Room::on(const EnterPressed& pressed, const Context& context) {
    if (entered() || keyless_) return;
    auto name = members::clean_name(pressed.name, protocol::max_name_characters);
    if (name.empty()) return;
    stage_ = Stage::joining;
    trouble_ = RoomTrouble::none;
    write_address(context);
    fresh_ = false;
    if (by_hand_) {
        auto passphrase = members::clean_name(pressed.passphrase, max_passphrase_characters);
        if (passphrase_ != passphrase) {
            passphrase_ = std::move(passphrase);
            known_ = false;  // who is inside with this one
            inside_ = 0;
            derive(context);
        }
    }
    context.tell(NameTaken{std::move(name), pressed.decomposed});
    context.tell(StayChanged{});
    enter(context);
}

void Room::on(const signaling::Looked& looked, const Context&) {
    if (stage_ != Stage::arriving) return;
    known_ = true;
    seats_ = looked.seats;
    inside_ = looked.present.size();
    if (trouble_ == RoomTrouble::room_full && inside_ < seats_) trouble_ = RoomTrouble::none;
}

void Room::on(const signaling::LetIn& let_in, const Context& context) {
    trouble_ = RoomTrouble::none;
    seats_ = let_in.seats;
    stage_ = Stage::inside;
    const bool moved = room_before_.has_value();
    if (!let_in.first && moved) {
        moving_ = false;
        room_before_.reset();
    }
    context.tell(StayChanged{});
    if (let_in.first)
        context.tell(Entered{});
    else
        context.tell(Readmitted{moved});
    if (const auto call = std::exchange(handed_over_, std::nullopt)) context.tell(CallResumed{call->microphone, call->camera, call->muted});
}

void Room::on(const signaling::EntryFailed& failed, const Context& context) {
    if (failed.why == RoomTrouble::removed) return leave(failed.why, false, context);
    trouble_ = failed.why;
    if (failed.final) stage_ = Stage::arriving;
    context.tell(StayChanged{});
}

void Room::on(const members::Elsewhere&, const Context& context) { leave(RoomTrouble::elsewhere, false, context); }
void Room::on(const access::SelfRemoved&, const Context& context) { leave(RoomTrouble::removed, false, context); }
void Room::on(const RoomLeft&, const Context& context) {
    if (entered()) leave(RoomTrouble::none, false, context);
}

void Room::on(const PageClosed&, const Context& context) {
    leave(trouble_, true, context);
    stage_ = Stage::left;
    context.tell(StayChanged{});
}

void Room::leave(RoomTrouble why, bool closing, const Context& context) {
    trouble_ = why;
    if (!entered()) return;
    context.tell(Leaving{context.policy().removed, closing});
    stage_ = Stage::left;
    room_before_.reset();
    if (std::exchange(moving_, false)) derive(context);  // the keys of the new one may be on their way
    context.tell(StayChanged{});
}

// --- the call that outlives a reload -----------------------------------------------------------------------------------------

void Room::on(const call::IntentChanged& changed) { call_ = changed.intent; }

void Room::on(const CallHandedOver& handed, const Context& context) {
    auto call = read_saved_call(handed.text);
    if (!call || call->link != link()) return;
    if (stage_ == Stage::inside) return context.tell(CallResumed{call->microphone, call->camera, call->muted});
    handed_over_ = std::move(call);
}

void Room::keep_call(const Context& context) {
    auto text = call_ ? write_saved_call({link(), call_->microphone, call_->camera, call_->muted}) : "";
    if (text != kept_call_) context.order(KeepCall{kept_call_ = std::move(text)});
}

// --- shown -------------------------------------------------------------------------------------------------------------------

ShowArrival Room::arrival(const Context& context) const {
    const bool full = seats_ > 0 && inside_ >= seats_;
    const bool stretching = by_hand_ && stage_ == Stage::joining && !room_;
    ShowArrival arrival{invitation_.room, fresh_, broken_link_, known_, {}, seats_, full, by_hand_, stretching, proposal_};
    if (inside_ == 0) return arrival;
    unsigned taken = 0;
    for (const auto& visitor : context.members.visitors()) {
        const auto colour = members::free_colour(members::wished_colour(visitor.key.identity), taken);
        arrival.inside.push_back({visitor.name, "", colour, visitor.stranger});
        taken |= 1U << colour;
    }
    return arrival;
}

// One who is away may have the trouble themselves. That several have it at once, or one and the server, is told from here.
bool Room::is_cut_off(const Context& context) const {
    unsigned away = !context.self().service.answers;
    for (const auto& [id, peer] : context.members.peers()) {
        if (peer->lost()) continue;
        if (!peer->connection->away_since) return false;
        ++away;
    }
    return away >= 2;
}

ShowRoom Room::shown(const Context& context) const {
    const auto& self = context.self();
    const bool inside = stage_ == Stage::inside;
    const bool waits = inside && self.policy.waiting;
    auto trouble = trouble_;
    if (inside && self.service.mail_missed) trouble = RoomTrouble::no_mail;
    if (inside && !self.service.answers) trouble = RoomTrouble::unreachable;
    if (inside && is_cut_off(context)) trouble = RoomTrouble::cut_off;
    if (waits) trouble = self.policy.rule == protocol::Door::knock ? RoomTrouble::knocking : RoomTrouble::locked;
    ShowRoom room{
        waits ? Stage::joining : stage_, entered() ? room_ : std::nullopt, invitation_.room, link(), trouble, self.offline, by_hand_,
        passphrase_.value_or("")};
    room.has_host = self.policy.has_host;
    room.door = self.policy.door;
    room.kept_days = stay().kept_days;
    if (self.policy.issued) room.ticket_link = link_with(self.policy.issued);
    room.ticket = self.policy.ticket;
    return room;
}

// Where there is no secret, nothing can be kept sealed.
members::Stay Room::stay() const {
    return {stage_,
            room_,
            room_before_,
            earlier_rooms_,
            invitation_.secret,
            by_hand_ ? KeptDays(0) : invitation_.kept_days,
            relay_only_,
            invitation_.ticket};
}

void Room::settle(const Context& context) {
    keep_call(context);
    if (stage_ == Stage::arriving || stage_ == Stage::joining) {
        if (auto now = arrival(context); shown_arrival_ != now) context.order(*(shown_arrival_ = std::move(now)));
    }
    if (auto now = shown(context); shown_room_ != now) context.order(*(shown_room_ = std::move(now)));
}

}  // namespace client::room
