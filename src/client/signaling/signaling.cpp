#include "client/signaling/signaling.hpp"

#include <algorithm>
#include <utility>

#include "client/backoff.hpp"
#include "protocol/wire.hpp"

namespace client::signaling {
namespace {

constexpr Millis first_join_pause_ms = 500;
constexpr Millis last_join_pause_ms = 8'000;
// After so many relapses in a row the server is of no use to us, and the page says so; it is again when it has gone well for so long.
constexpr unsigned relapses_before_doubt = 3;
constexpr Millis settled_after_ms = 20'000;
// How often, at most, the server is asked anew who is here, because what we know does not fit what we see.
constexpr Millis doubt_pause_ms = 60'000;
// And because something in a member's name is forged, or seems so: so long after it was last asked.
constexpr Millis ask_pause_ms = 5'000;
// Between two looks at who is inside, from the arrival card; and after one that failed.
constexpr Millis look_pause_ms = 10'000;
constexpr Millis look_again_ms = 5'000;

bool has_relay(const std::vector<protocol::IceServer>& servers) { return std::any_of(servers.begin(), servers.end(), protocol::is_relay); }

// With what it takes to use it, which the server gives only where there is somebody to reach.
bool lends_relay(const std::vector<protocol::IceServer>& servers) {
    return std::any_of(servers.begin(), servers.end(),
                       [](const auto& server) { return protocol::is_relay(server) && !server.credential.empty(); });
}

}  // namespace

protocol::Seat Signaling::seat(const Context& context) const { return {*context.stay().room, context.self().id, context.self().token}; }

// --- looking from outside ----------------------------------------------------------------------------------------------------

void Signaling::on(const room::LookWanted&, const Context& context) { look(context); }

void Signaling::look(const Context& context) {
    look_at_.reset();
    if (context.stay().room && context.stay().stage == room::Stage::arriving) context.order(Look{*context.stay().room});
}

void Signaling::on(const LookAnswered& answered, const Context& context) {
    if (context.stay().stage != room::Stage::arriving) return;
    look_at_ = context.now() + look_pause_ms;
    context.tell(Looked{answered.seats, answered.present});
}

// --- being let in ------------------------------------------------------------------------------------------------------------

void Signaling::on(const room::Entering&, const Context& context) {
    look_at_.reset();
    join(context);
    leader_.stand(context.self().id, context.orders);
}

void Signaling::join(const Context& context) {
    if (joining_) return;
    joining_ = true;
    join_at_.reset();
    context.order(Join{seat(context), context.self().hello});
}

void Signaling::join_later(const Context& context) {
    join_at_ = context.now() + pause_after(join_failures_++, first_join_pause_ms, last_join_pause_ms, context.self().id);
}

// The server let us in, and does not serve us as it should: it was restarted, or gave us up during a sleep. Where that goes on, as with two
// servers that do not know of each other, it is asked ever less often.
void Signaling::join_again(const Context& context) {
    if (is_waiting_to_join()) return;
    if (relapses_++ == 0) return join(context);
    join_at_ = context.now() + pause_after(relapses_ - 2, first_join_pause_ms, last_join_pause_ms, context.self().id);
}

// Says to the server how we are called, and hears from it how the others are.
void Signaling::ask_anew(const Context& context) {
    if (!context.stay().inside() || join_at_) return;  // we left while the envelope was being opened; or it is to be done
    const auto at = admitted_at_ + ask_pause_ms;
    if (context.now() >= at) return join(context);
    renew_at_ = std::min(renew_at_.value_or(at), at);
}

std::optional<Millis> Signaling::settled_at() const {
    if (relapses_ == 0 || is_waiting_to_join()) return std::nullopt;
    return admitted_at_ + settled_after_ms;
}

bool Signaling::unreachable() const {
    return join_failures_ > 0 || relapses_ >= relapses_before_doubt || post_failing_ || !leader_.reached().value_or(true);
}

void Signaling::on(const Admitted& admitted, const Context& context) {
    joining_ = false;
    const auto& stay = context.stay();
    if (std::exchange(stale_join_, false) && stay.inside()) return join(context);
    // We left while the answer was under way, and our goodbye may have come before we were let in.
    if (!stay.entered()) return say_goodbye(context);
    const bool first = !stay.inside();
    if (first && stay.relay_only && !has_relay(admitted.ice)) {  // going on would show our address
        say_goodbye(context);
        leader_.close(context.orders);
        return context.tell(EntryFailed{room::RoomTrouble::no_relay});
    }
    if (first && context.policy().removed) return context.tell(EntryFailed{room::RoomTrouble::removed});
    join_failures_ = 0;
    post_failing_ = false;
    admitted_at_ = context.now();
    use_servers(admitted.ice, admitted.ice_seconds, context);
    after_ = admitted.after;
    outbox_.admitted(after_);
    context.tell(LetIn{admitted.seats, admitted.present, first});
}

void Signaling::on(const room::Entered&, const Context& context) { leader_.open({seat(context), after_}, context.now(), context.orders); }

void Signaling::on(const room::Readmitted& news, const Context& context) {
    if (news.moved) return leader_.open({seat(context), after_}, context.now(), context.orders);
    leader_.reopen(after_, context.now(), context.orders);
}

// The old room's server side is not told: to those who go over later we have not left.
void Signaling::on(const room::Moved&, const Context& context) {
    leader_.close(context.orders);
    if (joining_)
        stale_join_ = true;
    else
        join(context);
}

void Signaling::use_servers(const std::vector<protocol::IceServer>& servers, std::uint32_t seconds, const Context& context) {
    renew_at_.reset();
    if (seconds) renew_at_ = context.now() + seconds * Millis{500};  // at half time: there may be trouble then
    // The server counts us as alone, yet connections that stand may be restarted over the relay; new credentials come with a newcomer.
    const bool lent = lends_relay(servers);
    if (relay_lent_ && !lent && has_relay(servers)) return;
    relay_lent_ = lent;
    context.order(mesh::UseServers{servers, context.stay().relay_only});
    context.tell(ServersTold{servers});
}

// To the server, also where the room has moved and its old mailbox may still be read by another tab.
void Signaling::say_goodbye(const Context& context) {
    if (!context.stay().room) return;
    auto mine = seat(context);
    context.order(Leave{mine});
    if (!context.stay().before) return;
    mine.room = *context.stay().before;
    context.order(Leave{mine});
}

void Signaling::on(const room::Leaving& leaving, const Context& context) {
    // The server is told first: a page that closes may not get to do more. A removed client leaves without a goodbye: the others hear the
    // reason from the host, and should not see it leave before.
    if (!leaving.silently) say_goodbye(context);
    leader_.close(context.orders);
    stale_join_ = false;
    joining_ = false;
    join_at_.reset();
    relapses_ = 0;
    renew_at_.reset();
    relay_lent_ = false;
    envelopes_.leave();
}

void Signaling::on(const RequestFailed& failed, const Context& context) {
    const auto& stay = context.stay();
    if (failed.what == Request::look) {
        look_at_ = failed.why == Trouble::given_up ? context.now() : context.now() + look_again_ms;
        return;
    }
    if (failed.what == Request::post) {
        outbox_.on(failed, context.now());
        if (failed.why == Trouble::given_up) return outbox_.hurry();
        post_failing_ = failed.why == Trouble::unreachable;
        if ((failed.why == Trouble::unknown_member || failed.why == Trouble::wrong_token) && stay.inside()) join_again(context);
        return;
    }
    joining_ = false;
    stale_join_ = false;
    if (failed.why == Trouble::given_up && stay.entered()) return join(context);
    if (stay.inside()) return join_later(context);
    if (!stay.entered()) return;
    // Where nothing is wrong with the person's wish, it is tried again.
    if (failed.why == Trouble::unreachable || failed.why == Trouble::too_fast) {
        join_later(context);
        return context.tell(EntryFailed{room::RoomTrouble::unreachable, false});
    }
    leader_.close(context.orders);
    look_at_ = context.now() + look_again_ms;
    context.tell(EntryFailed{failed.why == Trouble::room_full     ? room::RoomTrouble::room_full
                             : failed.why == Trouble::server_full ? room::RoomTrouble::server_full
                                                                  : room::RoomTrouble::refused});
}

// --- envelopes that arrive ---------------------------------------------------------------------------------------------------

void Signaling::on(const LeaderChosen& chosen, const Context& context) { leader_.on(chosen, context.now(), context.orders); }
void Signaling::on(const MailboxAnnounced& announced, const Context& context) { leader_.on(announced, context.now(), context.orders); }
void Signaling::on(const MailboxesAsked& asked, const Context& context) { leader_.on(asked, context.now(), context.orders); }
void Signaling::on(const MailboxClosed& closed, const Context& context) { leader_.on(closed, context.now(), context.orders); }

void Signaling::on(const StreamLine& line, const Context& context) {
    const bool reached = leader_.reached().value_or(true);
    if (const auto mail = leader_.on(line, context.now(), context.orders)) mail_arrived(*mail, context);
    // The network is back, or the server; not every browser says so.
    if (!reached && leader_.reached().value_or(true)) reach_again(context);
}

void Signaling::on(const StreamEnded& ended, const Context& context) {
    if (leader_.on(ended, context.now(), context.orders) && context.stay().inside()) join_again(context);
}

void Signaling::on(const LineForwarded& handed, const Context& context) {
    leader_.heard();
    const auto line = protocol::decode_mail_line(handed.line);
    if (!line) return;
    if (context.stay().stage != room::Stage::left) return mail_arrived(*line, context);
    // Our goodbye to the server was lost, and with our mailbox read on we would never expire.
    if (!std::holds_alternative<protocol::MailboxRefused>(*line)) say_goodbye(context);
}

void Signaling::mail_arrived(const protocol::MailLine& line, const Context& context) {
    if (const auto* delivery = std::get_if<protocol::Delivery>(&line)) {
        deliver(*delivery, context);
    } else if (std::holds_alternative<protocol::MailboxRefused>(line) && context.stay().inside()) {
        join_again(context);
    }
}

void Signaling::deliver(const protocol::Delivery& delivery, const Context& context) {
    // A line of an earlier stay that another tab hands us comes again, if it is ours at all.
    if (!leader_.has_mailbox()) return;
    if (!context.stay().inside() || delivery.number <= after_) return;  // a broken stream's last lines come again
    // A delivery is missing: the server began to count anew, or took a number of an earlier stay for a receipt. Mail that was lost
    // cannot be had again; joining anew tells who is here.
    if (delivery.number > after_ + 1) return join_again(context);
    after_ = delivery.number;
    // Where the server lets us in again, it may deliver once more what it had delivered: an envelope was opened then, or was no good.
    const bool repeated = std::exchange(newest_, std::max(newest_, after_)) >= after_;
    leader_.advance(after_);
    outbox_.received(after_, context.now());
    if (const auto* joined = std::get_if<protocol::Joined>(&delivery.what)) {
        context.tell(MemberListed{joined->member});
        if (!joined->ice.empty()) use_servers(joined->ice, joined->ice_seconds, context);
        context.order(members::OpenHello{joined->member, joined->hello});
    } else if (const auto* letter = std::get_if<protocol::ReceivedEnvelope>(&delivery.what)) {
        if (!repeated) receive(letter->from, letter->body, context);
    } else if (const auto* left = std::get_if<protocol::Left>(&delivery.what)) {
        context.tell(MemberGone{left->member, left->how});
    }
}

void Signaling::on(const mesh::EnvelopePassed& passed, const Context& context) { receive(passed.from, passed.body, context); }

void Signaling::receive(MemberId from, const std::string& body, const Context& context) {
    const auto* known = context.members.find(from);
    if ((!known || !known->is_known()) && !context.members.is_here(from)) {
        doubt(context);
        return;
    }
    envelopes_.receive(from, body, context);
}

void Signaling::on(const members::MemberKnown& known, const Context& context) { envelopes_.introduced(known.member, known.anew, context); }

void Signaling::on(const EnvelopeOpened& opened, const Context& context) {
    // It was said by or to somebody as they were called before: the server may have us by an old name, where one request overtook another.
    if (opened.outdated) return ask_anew(context);
    if (!envelopes_.is_new(opened)) return;
    if (!context.charge(opened.from, members::cost_of_word(opened.content.size()))) return;
    auto words = protocol::decode_signals(opened.content);
    if (!words) {
        ++context.dropped;
        return;
    }
    context.tell(EnvelopeFrom{opened.from, std::move(*words)});
}

void Signaling::on(const EnvelopeBroken& broken, const Context& context) {
    if (!context.stay().inside() || !context.stay().room) return;
    if (envelopes_.broken(broken, admitted_at_, context)) ask_anew(context);
}

// News of somebody's coming or going was lost: joining anew tells who is here, and how they introduce themselves now. False if
// that was done just now, or is to be done: a server that does not let us in has its pauses, whatever we hear meanwhile.
bool Signaling::doubt(const Context& context) {
    if (!context.stay().inside() || join_at_ || context.now() < admitted_at_ + doubt_pause_ms) return false;
    join(context);
    return true;
}

void Signaling::on(const mesh::RosterDoubted&, const Context& context) { doubt(context); }

// --- envelopes that wait -----------------------------------------------------------------------------------------------------

void Signaling::on(const PostTaken& taken, const Context&) {
    post_failing_ = false;
    outbox_.on(taken);
}

void Signaling::on(const mesh::EnvelopeWritten& written, const Context&) { outbox_.add(written.to, written.hello, written.signal); }

void Signaling::on(const mesh::EnvelopesOutdated& outdated, const Context&) { outbox_.forget(outdated.to); }

// The server may take long, or not have the member; another member that is connected to it is quicker.
void Signaling::relay_what_waits(const Context& context) {
    for (const auto& to : outbox_.waiting_for()) {
        const auto* known = context.members.find(to);
        if (!known || !known->connection || !known->connection->relayed || known->connection->relay_busy) continue;
        if (known->listed && !unreachable()) continue;
        if (auto letter = outbox_.around(to))
            context.tell(RelayWanted{to, known->connection->link, letter->counter, std::move(letter->content)});
    }
}

void Signaling::on(const conversation::RelayWords& words, const Context& context) {
    context.tell(RelayWanted{words.to, words.turn, outbox_.count(words.to), words.content});
}

// --- the network -------------------------------------------------------------------------------------------------------------

void Signaling::on(const mesh::NetworkDoubted&, const Context& context) { leader_.doubt(context.now()); }

void Signaling::on(const network::Changed& change, const Context& context) {
    leader_.on(change, context.now());
    if (change.online) reach_again(context);
}

// There is reason to think that requests are answered again.
void Signaling::reach_again(const Context& context) {
    context.order(Redial{});
    context.tell(network::Returned{});
}

void Signaling::on(const network::Returned&, const Context& context) {
    if (join_at_) join(context);
    outbox_.hurry();
}

void Signaling::tick(const Context& context) {
    const auto now = context.now();
    if (look_at_ && now >= *look_at_) look(context);
    if (join_at_ && now >= *join_at_) join(context);
    envelopes_.tick(context);
    if (const auto at = settled_at(); at && now >= *at) relapses_ = 0;
    if (renew_at_ && now >= *renew_at_) {
        renew_at_.reset();
        join(context);
    }
}

void Signaling::settle(const Context& context) {
    leader_.tick(context.now(), context.orders);
    envelopes_.settle(context);
    if (context.stay().inside() && context.stay().room && !is_waiting_to_join()) {
        outbox_.flush(seat(context), context.self().hello, context.now(), context.orders);
        relay_what_waits(context);
    }
    const auto relayed = [](const auto& each) { return each.second->connection->relayed; };
    const auto& peers = context.members.peers();
    if (post_failing_ && outbox_.idle() && std::none_of(peers.begin(), peers.end(), relayed))
        post_failing_ = false;  // what failed was for somebody who left
    if (service() != told_) {
        told_ = service();
        context.tell(ServiceChanged{});
    }
}

std::optional<Millis> Signaling::wake_at(const Context& context) const {
    std::optional<Millis> at;
    const auto sooner = [&](std::optional<Millis> when) {
        if (when) at = at ? std::min(*at, *when) : *when;
    };
    sooner(look_at_);
    sooner(join_at_);
    sooner(settled_at());
    sooner(renew_at_);
    sooner(leader_.wake_at());
    sooner(envelopes_.wake_at());
    if (context.stay().inside() && !is_waiting_to_join()) sooner(outbox_.wake_at());
    return at;
}

}  // namespace client::signaling
