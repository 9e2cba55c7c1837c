#include "client/mesh/peer.hpp"

#include <algorithm>

#include "client/backoff.hpp"
#include "protocol/wire.hpp"

namespace client::mesh {
namespace {

// A connection is made within a second or two, even through a relay; the answerer waits a little longer than the offerer, so
// that mostly only one of them starts over.
constexpr Millis offerer_patience_ms = 10'000;
constexpr Millis answerer_patience_ms = 12'000;
// `disconnected` mostly passes by itself (W3C WebRTC section 5.6.4): a few lost checks.
constexpr Millis disconnected_patience_ms = 3'000;
constexpr Millis failed_patience_ms = 0;
// Not so after the network has changed: browsers notice within this time that the old paths are dead (RFC 7675: consent expires).
constexpr Millis aftershock_ms = 40'000;
// How long a restarted link has before the next attempt, and one that fails sooner; each further one waits longer, up to a limit.
constexpr Millis retry_ms = 5'000;
constexpr Millis first_pause_ms = 500;
constexpr Millis last_pause_ms = 30'000;
// As often a link gets an ICE restart before a new connection is made. One that is restarted again before it was answered fails in
// Firefox, for good.
constexpr unsigned restarts_per_link = 1;
// A request sooner after our last attempt was sent before that attempt arrived.
constexpr Millis attempt_overlap_ms = 2'000;
// A channel that the other side closes for a new link is followed by that link's offer within this time, if mail passes at all.
constexpr Millis hung_up_after_ms = 1'000;
// Voice comes many times a second, and who is not heard some times in a row is silent. When media begin, they may take a moment.
constexpr Millis listen_every_ms = 500;
constexpr Millis listen_when_silent_ms = 250;
constexpr unsigned silences_before_doubt = 5;
// After so many, a restart has not helped and a new connection is made: Chromium stays on a dead path for 5 s, also after a restart.
constexpr unsigned silences_before_giving_up = 10;
constexpr Millis media_begin_ms = 2'000;
constexpr Millis forget_after_ms = 120'000;

// The fingerprint of the certificate that a description binds its connection to (RFC 8122 section 5); "" where there is none, or
// more than one.
std::string fingerprint(std::string_view sdp) {
    constexpr std::string_view head = "a=fingerprint:";
    std::string found;
    for (auto at = sdp.find(head); at != std::string_view::npos; at = sdp.find(head, at + 1)) {
        const std::string line(sdp.substr(at, sdp.find_first_of("\r\n", at) - at));
        if (!found.empty() && found != line) return "";
        found = line;
    }
    return found;
}

}  // namespace

void Peer::open(const Context& context, bool called) {
    new_link(context);
    if (called && !offers_) request_offer(context);
}

void Peer::on(const mesh::LinkDescribed& fact, const Context& context) {
    if (fact.description.link != link_) return;
    if (fact.description.kind == protocol::Description::Kind::offer)
        context.tell(EnvelopesOutdated{id_});  // what waits belongs to an earlier one
    send(fact.description, context);
}

void Peer::on(const mesh::LinkGathered& fact, const Context& context) {
    // Both ends are browsers, which call others by TCP and are not called by it (RFC 6544 section 4.5).
    if (fact.candidate.candidate.find(" tcptype active") != std::string::npos) return;
    if (fact.candidate.link == link_) send(fact.candidate, context);
}

void Peer::on(const mesh::LinkChanged& fact, const Context& context) {
    if (fact.link != link_) return;  // the last word of a link that was replaced meanwhile
    switch (fact.state) {
        case mesh::LinkState::connecting:
            return;
        case mesh::LinkState::connected:
            if (!talks_) return;  // a link without its channel is of no use
            if (phase_ == Phase::degraded) recover(context);
            phase_ = Phase::working;
            channel_suspect_ = false;
            attempts_ = 0;
            return;
        case mesh::LinkState::disconnected:
            return degrade(context.now() < network_at_ + aftershock_ms ? failed_patience_ms : disconnected_patience_ms, context.now());
        case mesh::LinkState::failed:
            return degrade(failed_patience_ms, context.now());
    }
}

void Peer::on(const mesh::LinkBroke& fact, const Context& context) {
    if (fact.link == link_) degrade(pause(attempts_, first_pause_ms), context.now());
}

// Only a doubt: it has two attempts at restarting, and the link counts as working until the browser says otherwise.
bool Peer::on(const mesh::MediaActivity& fact, const Context& context) {
    if (fact.link != link_ || !works() || !sends_) return false;
    if (fact.played_at != played_at_ || fact.played_at == 0) {
        played_at_ = fact.played_at;
        if (silences_ >= silences_before_doubt) recover(context);
        silences_ = 0;
        return false;
    }
    ++silences_;
    const bool gives_up = offers_ && silences_ == silences_before_giving_up;
    if (silences_ != silences_before_doubt && !gives_up) return false;
    channel_suspect_ = true;
    if (context.now() < attempted_at_ + attempt_overlap_ms && !gives_up) return true;
    if (offers_)
        restart_or_replace(context);
    else
        request_offer(context);
    return true;
}

// Requests from before are outdated.
void Peer::recover(const Context& context) {
    came_back = true;
    channel_suspect_ = false;
    attempted_at_ = context.now();
    context.tell(KeyFrameWanted{id_});
}

void Peer::expect_media(bool expected, Millis now) {
    if (expected && !sends_) listen_at_ = now + media_begin_ms;
    sends_ = expected;
}

void Peer::call_is_on(bool on, const Context& context) {
    call_on_ = on;
    settle(context);
}

void Peer::add_transceivers(const Context& context) {
    if (transceivers_ || !offers_ || !works()) return;
    transceivers_ = true;
    context.order(mesh::AddTransceivers{id_});
}

bool Peer::on(const mesh::ChannelOpened& fact, const Context&) {
    if (fact.link != link_) return false;
    talks_ = worked_ = true;
    hung_up_at_.reset();
    hung_up_ = false;
    channel_suspect_ = false;
    phase_ = Phase::working;
    attempts_ = 0;
    return true;
}

void Peer::on(const mesh::ChannelClosed& fact, const Context& context) {
    if (fact.link != link_) return;
    talks_ = false;
    // A browser without a network closes it as well, and says first that the link is broken.
    if (context.self().service.answers && phase_ == Phase::working) hung_up_at_ = context.now();
    degrade(500, context.now());  // most often its tab closed, and its leaving is about to be told
}

void Peer::network_returned(Millis now) {
    network_at_ = now;
    if (phase_ == Phase::working) return;
    // The last attempt may be on its way over the new network.
    act_at_ = std::min(act_at_, std::max(now, attempted_at_ + attempt_overlap_ms));
    attempts_ = std::min(attempts_, 1U);  // what failed on the old network says nothing about the new one
}

void Peer::hear(const protocol::Signal& signal, Road road, const Context& context) {
    if (const auto* description = std::get_if<protocol::Description>(&signal)) {
        const bool offer = description->kind == protocol::Description::Kind::offer;
        if (offer == offers_) return;  // only one side offers: this is a fault of theirs
        if (offer ? description->link < link_ : description->link != link_) {
            // It has forgotten how far we had come, unless it is only late.
            if (offer && round_ == 0) request_offer(context);
            return;
        }
        // A letter's description is signed. One over `talk` comes from whoever holds that certificate, and must keep it.
        auto certificate = fingerprint(description->sdp);
        if (certificate.empty() || (road == Road::talk && certificate != certificate_)) return;
        certificate_ = std::move(certificate);
        if (!offer) return context.order(mesh::ApplyDescription{id_, *description});
        // One that came by the slower road, after its successor.
        if (description->link == link_ && description->round < round_) return;
        channel_suspect_ = road == Road::mail;
        hung_up_at_.reset();
        hung_up_ = false;
        offered_ = phase_ == Phase::degraded && description->link == link_;
        if (description->link > link_) {
            link_ = description->link - 1;
            new_link(context);
        }
        round_ = description->round;
        context.order(mesh::ApplyDescription{id_, *description});
    } else if (const auto* candidate = std::get_if<protocol::Candidate>(&signal)) {
        if (candidate->link == link_) context.order(mesh::ApplyCandidate{id_, *candidate});
    } else if (const auto* again = std::get_if<protocol::RequestOffer>(&signal)) {
        if (!offers_) return;
        if (road == Road::mail) channel_suspect_ = true;
        if (again->link > link_) {  // its channel is closed, or we forgot it and it did not forget us: nothing less helps
            link_ = again->link;
            new_link(context);
        } else if (context.now() >= attempted_at_ + attempt_overlap_ms) {
            restart_or_replace(context);
        }
    }
}

void Peer::set_present(bool present, Millis now) {
    if (here() && !present && !reached_) absent_since_ = now;
    if (present) left_at.reset();
    present_ = present;
}

void Peer::set_reached(bool reached, Millis now) {
    if (here() && !reached && !present_) absent_since_ = now;
    reached_ = reached;
}

void Peer::returned(const Context& context) {
    set_present(true, context.now());
    attempts_ = 0;
    if (phase_ != Phase::working && offers_) new_link(context);
}

void Peer::tick(const Context& context) {
    if (hung_up_at_ && context.now() >= *hung_up_at_ + hung_up_after_ms) hung_up_ = true;
    if (works() && sends_ && context.now() >= listen_at_) {
        listen_at_ = context.now() + (silences_ ? listen_when_silent_ms : listen_every_ms);
        context.order(mesh::PollReceivers{id_});
    }
    // A member in no room gets no mail, but a link whose channel still works can be restarted over the channel.
    if (phase_ == Phase::working || context.now() < act_at_ || (!here() && !talks_)) return;
    if (offers_) return restart_or_replace(context);
    request_offer(context);
    act_at_ = context.now() + pause(++attempts_, retry_ms);
}

std::optional<Millis> Peer::wake_at() const {
    const auto at = attempt_at();
    if (!hung_up_at_ || hung_up_) return at;
    const auto gone_at = *hung_up_at_ + hung_up_after_ms;
    return std::min(at.value_or(gone_at), gone_at);
}

std::optional<Millis> Peer::attempt_at() const {
    if (!here() && phase_ != Phase::working) return talks_ ? std::min(act_at_, forget_at()) : forget_at();
    if (phase_ != Phase::working) return act_at_;
    return talks_ && sends_ ? std::optional(listen_at_) : std::nullopt;
}

bool Peer::forgettable(Millis now) const { return !here() && lost() && now >= forget_at(); }

members::PersonState Peer::state() const {
    if (lost()) return members::PersonState::gone;
    if (works()) return members::PersonState::connected;
    return worked_ ? members::PersonState::reconnecting : members::PersonState::connecting;
}

void Peer::new_link(const Context& context) {
    if (phase_ == Phase::working) broken_since_ = context.now();
    context.tell(EnvelopesOutdated{id_});  // letters about an older link
    ++link_;
    phase_ = Phase::making;
    talks_ = false;
    played_at_ = 0;
    silences_ = 0;
    round_ = 0;
    attempted_at_ = context.now();
    act_at_ = context.now() + pause(attempts_ / 2, offers_ ? offerer_patience_ms : answerer_patience_ms);
    transceivers_ = offers_ && call_on_;
    context.order(mesh::OpenLink{id_, link_, offers_, transceivers_});
}

void Peer::restart_or_replace(const Context& context) {
    if (phase_ == Phase::working && context.now() > attempted_at_ + last_pause_ms) attempts_ = 0;
    ++attempts_;
    if (phase_ == Phase::making || !talks_ || attempts_ > restarts_per_link) return new_link(context);
    attempted_at_ = context.now();
    act_at_ = context.now() + retry_ms;
    context.order(mesh::RestartLink{id_});
}

// A closed channel does not open again, whatever becomes of its link: only a newer one helps.
void Peer::request_offer(const Context& context) { send(protocol::RequestOffer{talks_ ? link_ : link_ + 1}, context); }

void Peer::send(const protocol::Signal& signal, const Context& context) {
    const bool trusted = phase_ == Phase::working && !channel_suspect_;
    const bool by_talk = talks_ && (trusted || !(reached_ || (context.self().service.answers && present_)));
    if (by_talk) {
        context.order(mesh::SendMessage{id_, protocol::encode(protocol::Talk{signal})});
    } else {
        context.tell(EnvelopeWritten{id_, hello_, signal});
    }
}

void Peer::degrade(Millis patience, Millis now) {
    // One that fails as soon as it is made, as where there is no network, would otherwise be made again at once, and so for ever.
    const auto soonest = attempts_ ? attempted_at_ + pause(attempts_, first_pause_ms) : now;
    if (phase_ == Phase::working) {
        broken_since_ = now;
        offered_ = false;
    }
    // The offering side acts first; the other waits longer, unless an offer has come already and did not help.
    const auto act_at = std::max(now + patience, soonest) + (offers_ || offered_ ? 0 : retry_ms / 2);
    act_at_ = phase_ == Phase::degraded ? std::min(act_at_, act_at) : act_at;
    phase_ = Phase::degraded;
}

Millis Peer::pause(unsigned attempts, Millis first) const { return pause_after(attempts, first, last_pause_ms, me_); }

Millis Peer::forget_at() const { return std::max(absent_since_, broken_since_) + forget_after_ms; }

}  // namespace client::mesh
