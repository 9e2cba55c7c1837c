#include "client/session.hpp"

#include <algorithm>
#include <utility>

#include "client/dispatch.hpp"
#include "client/lookalike.hpp"
#include "client/spoken.hpp"
#include "protocol/wire.hpp"

namespace client {
namespace {

constexpr std::size_t max_passphrase_characters = 256;

}  // namespace

Orders Session::step(const Fact& fact, const Times& times) {
    out_.clear();
    const auto slept = time_.tell(times);
    now_ = time_.now();
    if (slept) {
        if (host_away_since_) *host_away_since_ += slept;  // we cannot say whether the host was there
        on(network::Woke{});
    }
    dispatch(fact, [this](const auto& it) { on(it); });
    if (std::exchange(elsewhere_, false)) leave(room::RoomTrouble::elsewhere);
    carrier_.tick(now_, out_);
    if (stage_ == room::Stage::inside && room_ && !joining_ && !join_at_) outbox_.flush({*room_, me_, token_}, my_hello_, now_, out_);
    if (outbox_.idle() && std::none_of(peers_.begin(), peers_.end(), [](const auto& each) { return each.second.detour.begins_at; }))
        post_failing_ = false;  // what failed was for somebody who left
    watch_host();
    use_friends();
    notice_losses();
    if (stage_ == room::Stage::inside) compare();  // elsewhere there is nobody to compare with, and maybe no key yet
    show_changes();
    return std::move(out_);
}

std::optional<Millis> Session::wake_at() const {
    const auto at = due_at();
    return at ? std::optional(time_.steady(*at)) : std::nullopt;
}

std::optional<Millis> Session::due_at() const {
    std::optional<Millis> at;
    const auto sooner = [&](std::optional<Millis> when) {
        if (when) at = at ? std::min(*at, *when) : *when;
    };
    sooner(look_at_);
    sooner(join_at_);
    sooner(settled_at());
    sooner(renew_at_);
    sooner(carrier_.wake_at());
    if (host_away_since_ && !lapsed_) sooner(*host_away_since_ + host_patience_ms);
    if (stage_ == room::Stage::inside && !joining_ && !join_at_) sooner(outbox_.wake_at());
    for (const auto& [id, peer] : peers_) {
        sooner(peer.wake_at());
        sooner(peer.receipt_at);
        if (peer.talks()) sooner(peer.tell_at);
        sooner(peer.detour.wake_at(peer.lines_confirmed));
        if (peer.works()) sooner(peer.ask_at);
    }
    return at;
}

void Session::on(const room::PageOpened& opened) {
    me_ = opened.me;
    token_ = opened.token;
    met_[me_].tab = opened.tab;
    fresh_value_ = opened.fresh;
    build_ = opened.build;
    last_epoch_ = opened.epoch;
    origin_ = opened.origin;
    founding_ = opened.founding;
    history_.emplace(me_);
    if (auto invitation = parse_invitation(opened.invitation)) {
        invitation_ = std::move(*invitation);
        by_hand_ = invitation_.secret.empty();
        // Additions made on the way go, so that nobody hands them on.
        if (write_invitation(invitation_) != opened.invitation) write_address();
    } else {
        fresh_ = true;
        broken_link_ = !opened.invitation.empty() && opened.invitation != "/";
        invitation_ = {clean_name(opened.fresh_name, max_room_name_characters), ""};
        known_ = true;  // nobody can be in a room that was not made yet
        made_here_ = true;
        found();
    }
    derive();
}

// A room named by hand waits for its passphrase, and one that is made here for its secret.
void Session::derive() {
    room_.reset();
    if (by_hand_ ? passphrase_.has_value() : !invitation_.secret.empty()) return derive_keys();
    ++derivation_;
}

void Session::derive_keys() { order(room::DeriveKeys{++derivation_, invitation_.room, invitation_.secret, passphrase_.value_or("")}); }

void Session::on(const mesh::RelayOnlyChosen& chosen) {
    if (stage_ != room::Stage::inside) relay_only_ = chosen.only;
}

void Session::on(const room::RoomNamed& named) {
    if (!fresh_ || stage_ != room::Stage::arriving) return;
    auto name = clean_name(named.name, max_room_name_characters);
    if (name.empty() || name == invitation_.room) return;
    invitation_.room = std::move(name);
    derive();
}

void Session::on(const room::AddressChosen& chosen) {
    if (stage_ != room::Stage::arriving) return;
    if (fresh_) {
        by_hand_ = chosen.by_hand;
        invitation_.secret = by_hand_ ? "" : fresh_secret_;
        derive();
    }
    if (by_hand_) proposal_ = spoken_passphrase(chosen.random);
}

void Session::on(const room::KeysDerived& derived) {
    if (derived.serial != derivation_) return;  // another name or passphrase was chosen while this was under way
    order(room::UseKeys{derived.serial});
    if (moving_) room_before_ = earlier_room_ = room_;
    room_ = derived.room;
    if (moving_) return go_over();
    if (!by_hand_) hear_charter(me_, derived.charter);
    if (stage_ == room::Stage::joining) return enter();
    if (!fresh_ && stage_ == room::Stage::arriving) order(signaling::Look{*room_});
}

void Session::on(const members::IdentityKnown& known) {
    identity_ = known.mine;
    found();
    if (stage_ == room::Stage::joining) enter();
}

void Session::on(const members::IdentityFailed&) {
    keyless_ = true;
    trouble_ = room::RoomTrouble::no_key;
    if (stage_ == room::Stage::joining) stage_ = room::Stage::arriving;
}

// The secret of a room that is made here is made of our key.
void Session::found() {
    if (identity_ && made_here_) order(room::Found{founding_, protocol::founding_transcript(*identity_, founding_)});
}

void Session::on(const room::Founded& founded) {
    if (stage_ == room::Stage::inside) return move_to(founded);
    if (founded.nonce != founding_) return;
    fresh_secret_ = founded.secret;
    if (by_hand_) return;
    invitation_.secret = founded.secret;
    if (stage_ == room::Stage::joining) write_address();
    derive();
}

// An invitation without a secret has no address yet.
void Session::write_address() {
    if (by_hand_ || !invitation_.secret.empty()) order(room::SetAddress{write_invitation(invitation_)});
}

// As soon as it is known where and as whom.
void Session::enter() {
    if (!room_ || !identity_) return;
    if (made_here_ && !by_hand_ && !house_.has_host()) house_.take(protocol::encode(protocol::Deeds{*identity_, founding_, {}}));
    if (my_hello_.empty()) {
        auto& me = met_[me_];
        me.bearer.identity = *identity_;
        me.epoch = last_epoch_ = next_epoch();
        order(room::KeepEpoch{me.epoch});
        my_hello_ = protocol::encode(protocol::Hello{name_, *identity_, me.tab, me.epoch, fresh_value_, build_});
    }
    join();
    carrier_.stand(me_, out_);
}

// A stay begins later than all others of its tab, also where the clock was set back since.
std::uint64_t Session::next_epoch() const {
    auto last = last_epoch_;
    const auto& tab = met_.at(me_).tab;
    for (const auto& [id, known] : met_)
        if (known.tab == tab && known.bearer.identity == *identity_) last = std::max(last, known.epoch);
    return std::max<std::uint64_t>(time_.wall(), last + 1);
}

void Session::on(const room::EnterPressed& pressed) {
    if (entered() || keyless_) return;
    auto name = clean_name(pressed.name, protocol::max_name_characters);
    if (name.empty()) return;
    name_ = std::move(name);
    auto& me = met_[me_];
    me.name = name_;
    me.bearer.skeleton = skeleton(pressed.decomposed.empty() ? name_ : pressed.decomposed);
    stage_ = room::Stage::joining;
    trouble_ = room::RoomTrouble::none;
    look_at_.reset();
    write_address();
    fresh_ = false;
    if (by_hand_) {
        auto passphrase = clean_name(pressed.passphrase, max_passphrase_characters);
        if (passphrase_ != passphrase) {
            passphrase_ = std::move(passphrase);
            known_ = false;  // who is inside with this one
            inside_.clear();
            derive();
        }
    }
    keep_earlier(earlier_, std::exchange(my_hello_, ""));
    enter();
}

void Session::on(const signaling::LookAnswered& answered) {
    if (stage_ != room::Stage::arriving) return;
    known_ = true;
    seats_ = answered.seats;
    inside_ = answered.present;
    if (trouble_ == room::RoomTrouble::room_full && inside_.size() < seats_) trouble_ = room::RoomTrouble::none;
    look_at_ = now_ + 10'000;
}

void Session::on(const conversation::ReaderLooked& looked) {
    looking_ = looked.looking;
    if (looking_) unread_ = 0;
}

void Session::on(const room::RoomLeft&) {
    if (!entered()) return;
    leave_everybody(Links::close);
    call_.on(call::CallLeft{}, out_);
    stage_ = room::Stage::left;
    trouble_ = room::RoomTrouble::none;
}

// Not by our own wish: the card says why.
void Session::leave(room::RoomTrouble why) {
    on(room::RoomLeft{});
    trouble_ = why;
}

void Session::on(const room::PageClosed&) {
    // The browser closes links and devices itself. Closing them here as well makes Firefox drop the last words.
    if (entered()) leave_everybody(Links::let_be);
    stage_ = room::Stage::left;
}

void Session::on(const network::Tick&) {
    // So late is a timer that was suspended with its tab.
    if (const auto due = due_at(); due && now_ > *due + Timekeeper::slept_ms) on(network::Woke{});
    if (look_at_ && now_ >= *look_at_) {
        look_at_.reset();
        if (room_ && stage_ == room::Stage::arriving) order(signaling::Look{*room_});
    }
    if (join_at_ && now_ >= *join_at_) join();
    if (const auto at = settled_at(); at && now_ >= *at) relapses_ = 0;
    if (renew_at_ && now_ >= *renew_at_) {
        renew_at_.reset();
        join();
    }
    for (auto& [id, peer] : peers_) {
        peer.tick(ties());
        if (peer.struggles()) doubt();
        if (peer.works() && peer.ask_at && now_ >= *peer.ask_at) seek_introductions(peer);
        if (peer.talks() && peer.tell_at && now_ >= *peer.tell_at) tell_lines(peer);
    }
    confirm_lines();
    forget_lost();
}

void Session::on(const network::NetworkChanged& change) {
    offline_ = !change.online;
    carrier_.on(change, now_);
    if (change.online) reach_again();
}

void Session::on(const network::Woke&) {
    if (join_at_) join();
    outbox_.hurry();
    for (auto& [id, peer] : peers_) peer.network_returned(now_);
}

void Session::on(const call::CallJoined& joined) {
    if ((stage_ == room::Stage::inside || stage_ == room::Stage::arriving) && !call_.in_call()) call_.on(joined, out_);
}
void Session::on(const call::CallLeft& left) { call_.on(left, out_); }
void Session::on(const call::SourceToggled& toggled) {
    // Devices are turned on at the door and in the call; a click just after the call was left is too late.
    if (stage_ == room::Stage::left || (stage_ == room::Stage::inside && !call_.in_call())) return;
    call_.on(toggled, out_);
}
void Session::on(const call::DeviceChosen& chosen) { call_.on(chosen, out_); }
void Session::on(const call::SourceGranted& granted) { call_.on(granted, out_); }
void Session::on(const call::SourceRefused& refused) { call_.on(refused, out_); }
void Session::on(const call::SourceEnded& ended) { call_.on(ended); }

}  // namespace client
