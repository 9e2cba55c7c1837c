#include "browser/link.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include "client/start_rate.hpp"
#include "protocol/wire.hpp"

using emscripten::EM_VAL;

// clang-format off
EM_JS(EM_VAL, tincan_certificate, (), { return Emval.toHandle(early_certificate); });
// clang-format on

namespace browser {
namespace {

// The order of the transceivers, the same in every connection (docs/protocol.md, "The channel talk").
enum Lane { voice, camera, screen, sound };
constexpr std::array<const char*, 4> lane_kinds{"audio", "video", "video", "audio"};

// A channel that has more to send than the browser holds for it (Chromium: 16 MiB) refuses, though nothing is wrong with it.
constexpr unsigned most_buffered_bytes = 4 * 1024 * 1024;

val rtc_ice_server(const protocol::IceServer& server) {
    val urls = val::array();
    for (const auto& url : server.urls) urls.call<void>("push", js(url));
    return object({{"urls", urls}, {"username", js(server.username)}, {"credential", js(server.credential)}});
}

// A browser takes no configuration in which a relay has no credential (WebRTC section 4.4.1.6).
bool is_usable(const protocol::IceServer& server) { return !protocol::is_relay(server) || !server.credential.empty(); }

val configuration(const client::mesh::UseServers& order) {
    val list = val::array();
    for (const auto& server : order.servers)
        if (is_usable(server)) list.call<void>("push", rtc_ice_server(server));
    return object(
        {{"iceServers", list}, {"bundlePolicy", js("max-bundle")}, {"iceTransportPolicy", js(order.relay_only ? "relay" : "all")}});
}

}  // namespace

Link::Link(const client::mesh::OpenLink& order, const val& connection, Media& media, Feed feed)
    : peer_(order.peer),
      number_(order.link),
      media_(media),
      feed_(feed),
      connection_(connection),
      channel_(connection_.call<val>("createDataChannel", js("talk"),
                                     object({{"negotiated", val(true)}, {"id", val(0)}, {"ordered", val(true)}}))),
      transceivers_{val::null(), val::null(), val::null(), val::null()},
      camera_(val::global("MediaStream").new_()),
      screen_(val::global("MediaStream").new_()) {
    channel_.set("bufferedAmountLowThreshold", val(most_buffered_bytes / 2));
    listen();
    if (order.lanes) make_lanes();
    if (order.offers) describe();
}

Link::~Link() {
    // `close` fires nothing on this object itself, but a data channel may still have events under way.
    for (auto& [name, callback] : on_connection_) connection_.set(name, val::null());
    for (auto& [name, callback] : on_channel_) channel_.set(name, val::null());
    connection_.call<void>("close");
}

void Link::listen() {
    const auto on = [](val& target, std::vector<std::pair<const char*, Callback>>& list, const char* name, SharedFunction<void(val)> body) {
        list.emplace_back(name, Callback(std::move(body)));
        target.set(name, list.back().second.function());
    };
    on(connection_, on_connection_, "onicecandidate", [this](const val& event) {
        const val found = event["candidate"];
        if (found.isNull() || found.isUndefined()) return;
        protocol::Candidate candidate{number_, text_of(found["candidate"]), text_of(found["sdpMid"]), 0};
        if (candidate.candidate.empty()) return;  // the end of the list: the other side needs no word of it
        if (found["sdpMLineIndex"].isNumber()) candidate.line = found["sdpMLineIndex"].as<std::uint32_t>();
        feed_(client::mesh::LinkGathered{peer_, std::move(candidate)});
    });
    on(connection_, on_connection_, "onconnectionstatechange", [this](const val&) {
        const auto state = text_of(connection_["connectionState"]);
        using client::mesh::LinkState;
        if (state == "connecting") return feed_(client::mesh::LinkChanged{peer_, number_, LinkState::connecting});
        if (state == "connected") return feed_(client::mesh::LinkChanged{peer_, number_, LinkState::connected});
        if (state == "disconnected") return feed_(client::mesh::LinkChanged{peer_, number_, LinkState::disconnected});
        if (state == "failed") return feed_(client::mesh::LinkChanged{peer_, number_, LinkState::failed});
    });
    on(channel_, on_channel_, "onopen", [this](const val&) { feed_(client::mesh::TalkOpened{peer_, number_}); });
    on(channel_, on_channel_, "onclose", [this](const val&) { feed_(client::mesh::TalkClosed{peer_, number_}); });
    on(channel_, on_channel_, "onbufferedamountlow", [this](const val&) { send_waiting(); });
    on(channel_, on_channel_, "onmessage", [this](const val& event) {
        feed_(client::mesh::TalkArrived{peer_, number_, text_of(event["data"])});
    });
}

void Link::make_lanes() {
    for (const auto* kind : lane_kinds) connection_.call<val>("addTransceiver", js(kind), object({{"direction", js("sendrecv")}}));
    take_lanes();
}

void Link::add_lanes() {
    then([this] {
        make_lanes();
        next();
    });
    describe();
}

void Link::describe() {
    then([this] {
        ++round_;
        await(connection_.call<val>("setLocalDescription"), [this] { tell_local(); });
    });
}

// What the browser refuses to change, it goes on with.
void Link::use(const val& configuration) { attempt(connection_, "setConfiguration", {configuration}); }

void Link::restart() {
    connection_.call<void>("restartIce");
    describe();
}

void Link::apply(const protocol::Description& description) {
    const bool offer = description.kind == protocol::Description::Kind::offer;
    const val given = object({{"type", js(offer ? "offer" : "answer")}, {"sdp", js(client::with_start_rate(description.sdp))}});
    then([this, given, offer, round = description.round] {
        if (offer) round_ = round;
        if (round != round_) return next();  // the answer to an earlier offer
        await(connection_.call<val>("setRemoteDescription", given), [this, offer] {
            has_remote_ = true;
            for (auto& candidate : std::exchange(early_, {})) apply(candidate);
            if (!offer) {
                agree();
                return next();
            }
            if (!has_lanes_) take_lanes();
            await(connection_.call<val>("setLocalDescription"), [this] {
                agree();
                tell_local();
            });
        });
    });
}

void Link::apply(const protocol::Candidate& candidate) {
    if (!has_remote_) return early_.push_back(candidate);
    const val given =
        object({{"candidate", js(candidate.candidate)}, {"sdpMid", js(candidate.mid)}, {"sdpMLineIndex", val(candidate.line)}});
    then([this, given] {
        // One bad candidate is no reason to give up: others may work.
        pending_.settle(
            connection_.call<val>("addIceCandidate", given), [this](const val&) { next(); }, [this](const val&) { next(); });
    });
}

// A first offer without lanes is followed by one with them.
void Link::take_lanes() {
    const val all = connection_.call<val>("getTransceivers");
    const auto count = all["length"].as<std::size_t>();
    if (count == 0) return;
    if (count != transceivers_.size()) return broke();
    for (std::size_t lane = 0; lane < transceivers_.size(); ++lane) {
        transceivers_[lane] = all[lane];
        transceivers_[lane].set("direction", js("sendrecv"));
        val& stream = lane == voice || lane == camera ? camera_ : screen_;
        val track = transceivers_[lane]["receiver"]["track"];
        if (lane == camera || lane == screen) {
            // Chromium plays no voice either before a picture has come that was promised.
            on_tracks_.push_back(Callback([&stream, track](const val&) { stream.call<void>("addTrack", track); }));
            track.set("onunmute", on_tracks_.back().function());
        } else {
            stream.call<void>("addTrack", track);
        }
    }
    has_lanes_ = true;
}

// Both sides know all that was described.
void Link::agree() {
    if (!has_lanes_ || std::exchange(lanes_agreed_, true)) return;
    if (wanted_) send(*wanted_);
    wanted_.reset();
}

// W3C WebRTC section 5.3: the sources whose packets were played lately. Unlike statistics, these are told at once.
void Link::listen_to() {
    if (!has_lanes_) return;
    double newest = 0;
    for (const auto lane : {voice, camera, screen}) {
        const val sources = transceivers_[lane]["receiver"].call<val>("getSynchronizationSources");
        if (sources["length"].as<unsigned>()) newest = std::max(newest, sources[0]["timestamp"].as<double>());
    }
    feed_(client::mesh::LinkHeard{peer_, number_, static_cast<std::uint64_t>(newest)});
}

void Link::send(const std::string& bytes) {
    waiting_.push_back(bytes);
    send_waiting();
}

void Link::send_waiting() {
    while (!waiting_.empty() && channel_["bufferedAmount"].as<double>() < most_buffered_bytes) {
        const auto bytes = std::move(waiting_.front());
        waiting_.pop_front();
        // A closing channel refuses; what was not confirmed is said again over the next one.
        if (!attempt(channel_, "send", {js(bytes)}).ok) return broke();
    }
}

void Link::send(const client::call::SendMedia& order) {
    if (!lanes_agreed_) {
        wanted_ = order;
        return;
    }
    const val nothing = val::null();
    const std::array<val, 4> tracks{order.microphone ? media_.track(client::call::Source::microphone) : nothing,
                                    order.camera ? media_.track(client::call::Source::camera) : nothing,
                                    order.screen ? media_.track(client::call::Source::screen) : nothing,
                                    order.screen ? media_.screen_sound() : nothing};
    for (std::size_t lane = 0; lane < tracks.size(); ++lane) {
        const val sender = transceivers_[lane]["sender"];
        if (sender["track"] == tracks[lane]) continue;
        pending_.settle(
            sender.call<val>("replaceTrack", tracks[lane]), [](const val&) {}, [](const val&) {});
    }
    if (!order.whole_picture) {
        if (order.camera) limit(transceivers_[camera]["sender"], order.picture);
        return;
    }
    smaller_ = !smaller_;
    begin_anew(transceivers_[camera]["sender"], order.picture.shrink * (smaller_ ? 1.02 : 1));
    begin_anew(transceivers_[screen]["sender"], 1);
}

// An encoder that is turned off and on begins with a key frame; so does one of another size, also in Chromium's first moments after an
// outage, in which it makes little of being turned off and on.
void Link::begin_anew(const val& sender, double shrink) {
    const auto turn = [this, sender, shrink](bool active, SharedFunction<void()> then) {
        val parameters = sender.call<val>("getParameters");
        const val encodings = parameters["encodings"];
        if (encodings.isUndefined() || encodings["length"].as<unsigned>() == 0) return;
        encodings[0].set("active", val(active));
        encodings[0].set("scaleResolutionDownBy", val(shrink));
        const auto turned = attempt(sender, "setParameters", {parameters});
        if (!turned.ok) return;
        pending_.settle(
            turned.value, [then](const val&) { then(); }, [then](const val&) { then(); });
    };
    turn(false, [turn] { turn(true, [] {}); });
}

void Link::limit(const val& sender, const client::call::Picture& picture) {
    val parameters = sender.call<val>("getParameters");
    val encodings = parameters["encodings"];
    if (encodings.isUndefined() || encodings["length"].as<unsigned>() == 0) return;  // not negotiated yet: the browser's own limits hold
    val encoding = encodings[0];
    encoding.set("maxBitrate", val(picture.kilobits_per_second * 1000));
    encoding.set("scaleResolutionDownBy", val(picture.shrink));
    const auto limited = attempt(sender, "setParameters", {parameters});
    if (!limited.ok) return;
    pending_.settle(
        limited.value, [](const val&) {}, [](const val&) {});
}

void Link::then(Step step) {
    steps_.push_back(std::move(step));
    if (!busy_) next();
}

void Link::next() {
    busy_ = !steps_.empty();
    if (!busy_) return;
    const auto step = std::move(steps_.front());
    steps_.erase(steps_.begin());
    step();
}

void Link::await(const val& promise, SharedFunction<void()> ok) {
    pending_.settle(
        promise, [ok = std::move(ok)](const val&) { ok(); }, [this](const val&) { broke(); });
}

void Link::tell_local() {
    const val local = connection_["localDescription"];
    const auto kind = text_of(local["type"]) == "offer" ? protocol::Description::Kind::offer : protocol::Description::Kind::answer;
    protocol::Description description{number_, kind, text_of(local["sdp"]), round_};
    next();
    feed_(client::mesh::LinkDescribed{peer_, std::move(description)});
}

void Link::broke() {
    const client::mesh::LinkBroke fact{peer_, number_};
    next();
    feed_(fact);
}

// --- all of them ------------------------------------------------------------------------------------------------------

Links::Links(Media& media, Feed feed) : media_(media), feed_(feed), certificate_(val::take_ownership(tincan_certificate())) {}

void Links::certify(SharedFunction<void()> done) {
    pending_.settle(
        certificate_,
        [this, done = std::move(done)](val certificate) {
            certificate_ = std::move(certificate);
            done();
        },
        [](const val&) {});
}

void Links::perform(const client::mesh::UseServers& order) {
    configuration_ = configuration(order);
    servers_ = val::array();
    for (const auto& server : order.servers) servers_.call<void>("push", rtc_ice_server(server));
    for (const auto& [peer, link] : links_) link->use(configuration_);
}

void Links::perform(const client::mesh::OpenLink& order) {
    links_.erase(order.peer);
    // The browser refuses what it can not read in the server's list of addresses, and when it has too many connections.
    if (!certificate_.isNull()) configuration_.set("certificates", array({certificate_}));
    const auto made = attempt_new(val::global("RTCPeerConnection"), {configuration_});
    if (!made.ok) return feed_(client::mesh::LinkBroke{order.peer, order.link});
    links_.emplace(order.peer, std::make_unique<Link>(order, made.value, media_, feed_));
}

void Links::perform(const client::mesh::AddLanes& order) {
    if (auto* link = find(order.peer)) link->add_lanes();
}

void Links::perform(const client::mesh::CloseLink& order) { links_.erase(order.peer); }

void Links::perform(const client::mesh::ApplyDescription& order) {
    if (auto* link = find(order.peer)) link->apply(order.description);
}

void Links::perform(const client::mesh::ApplyCandidate& order) {
    if (auto* link = find(order.peer)) link->apply(order.candidate);
}

void Links::perform(const client::mesh::RestartLink& order) {
    if (auto* link = find(order.peer)) link->restart();
}

void Links::perform(const client::mesh::ListenTo& order) {
    if (auto* link = find(order.peer)) link->listen_to();
}

void Links::perform(const client::mesh::SendTalk& order) {
    if (auto* link = find(order.peer)) link->send(order.bytes);
}

void Links::perform(const client::call::SendMedia& order) {
    if (auto* link = find(order.peer)) link->send(order);
}

val Links::stream(client::MemberId peer, bool screen) const {
    const auto* link = find(peer);
    return link ? link->stream(screen) : val::null();
}

val Links::connection(client::MemberId peer) const {
    const auto* link = find(peer);
    return link ? link->connection() : val::null();
}

Link* Links::find(client::MemberId peer) const {
    const auto at = links_.find(peer);
    return at == links_.end() ? nullptr : at->second.get();
}

}  // namespace browser
