#include "browser/mesh/peer_connection.hpp"

#include <algorithm>

#include "client/call/start_rate.hpp"

namespace browser::mesh {
namespace {

// The order of the transceivers, the same in every connection (docs/protocol.md, "The channel talk").
enum Section { voice, camera, screen, sound };
constexpr std::array<const char*, 4> section_kinds{"audio", "video", "video", "audio"};

// A channel that has more to send than the browser holds for it (Chromium: 16 MiB) refuses, though nothing is wrong with it.
constexpr unsigned most_buffered_bytes = 4 * 1024 * 1024;

}  // namespace

PeerConnection::PeerConnection(const client::mesh::OpenLink& order, const val& connection, const LocalTracks& local_tracks,
                               const TakeChannel& take_channel, Feed feed)
    : peer_(order.peer),
      number_(order.link),
      local_tracks_(local_tracks),
      take_channel_(take_channel),
      feed_(feed),
      connection_(connection),
      channel_(connection_.call<val>("createDataChannel", js("talk"),
                                     object({{"negotiated", val(true)}, {"id", val(0)}, {"ordered", val(true)}}))),
      transceivers_{val::null(), val::null(), val::null(), val::null()},
      camera_(val::global("MediaStream").new_()),
      screen_(val::global("MediaStream").new_()) {
    channel_.set("bufferedAmountLowThreshold", val(most_buffered_bytes / 2));
    add_listeners();
    if (order.transceivers) make_transceivers();
    if (order.offers) make_offer();
}

PeerConnection::~PeerConnection() {
    // `close` fires nothing on this object itself, but a data channel may still have events under way.
    for (auto& [name, callback] : on_connection_) connection_.set(name, val::null());
    for (auto& [name, callback] : on_channel_) channel_.set(name, val::null());
    connection_.call<void>("close");
}

void PeerConnection::add_listeners() {
    const auto on = [](val& target, std::vector<std::pair<const char*, Callback>>& list, const char* name, SharedFunction<void(val)> body) {
        list.emplace_back(name, Callback(std::move(body)));
        target.set(name, list.back().second.function());
    };
    on(connection_, on_connection_, "onicecandidate", [this](const val& event) {
        const val found = event["candidate"];
        if (found.isNull() || found.isUndefined()) return;
        protocol::Candidate candidate{number_, text_of(found["candidate"]), text_of(found["sdpMid"]), 0};
        if (candidate.candidate.empty()) return;  // the end of the list, which the other side need not know
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
    on(connection_, on_connection_, "ondatachannel", [this](const val& event) { take_channel_(peer_, event["channel"]); });
    on(channel_, on_channel_, "onopen", [this](const val&) { feed_(client::mesh::ChannelOpened{peer_, number_}); });
    on(channel_, on_channel_, "onclose", [this](const val&) { feed_(client::mesh::ChannelClosed{peer_, number_}); });
    on(channel_, on_channel_, "onbufferedamountlow", [this](const val&) { send_buffered(); });
    on(channel_, on_channel_, "onmessage", [this](const val& event) {
        feed_(client::mesh::MessageReceived{peer_, number_, text_of(event["data"])});
    });
}

void PeerConnection::make_transceivers() {
    for (const auto* kind : section_kinds) connection_.call<val>("addTransceiver", js(kind), object({{"direction", js("sendrecv")}}));
    take_transceivers();
}

void PeerConnection::add_transceivers() {
    enqueue([this] {
        make_transceivers();
        next();
    });
    make_offer();
}

void PeerConnection::make_offer() {
    enqueue([this] {
        ++negotiation_;
        await(connection_.call<val>("setLocalDescription"), [this] { report_local(); });
    });
}

// Where the browser refuses the change, the connection keeps its configuration.
void PeerConnection::use(const val& configuration) { attempt(connection_, "setConfiguration", {configuration}); }

void PeerConnection::restart() {
    connection_.call<void>("restartIce");
    make_offer();
}

void PeerConnection::apply(const protocol::Description& description) {
    const bool offer = description.kind == protocol::Description::Kind::offer;
    const val given = object({{"type", js(offer ? "offer" : "answer")}, {"sdp", js(client::call::with_start_rate(description.sdp))}});
    enqueue([this, given, offer, round = description.round] {
        if (offer) negotiation_ = round;
        if (round != negotiation_) return next();  // the answer to an earlier offer
        await(connection_.call<val>("setRemoteDescription", given), [this, offer] {
            has_remote_ = true;
            for (auto& candidate : std::exchange(early_candidates_, {})) apply(candidate);
            if (!offer) {
                on_negotiated();
                return next();
            }
            if (!has_transceivers_) take_transceivers();
            await(connection_.call<val>("setLocalDescription"), [this] {
                on_negotiated();
                report_local();
            });
        });
    });
}

void PeerConnection::apply(const protocol::Candidate& candidate) {
    if (!has_remote_) return early_candidates_.push_back(candidate);
    const val given =
        object({{"candidate", js(candidate.candidate)}, {"sdpMid", js(candidate.mid)}, {"sdpMLineIndex", val(candidate.line)}});
    enqueue([this, given] {
        // One bad candidate is no reason to give up: others may work.
        pending_.settle(
            connection_.call<val>("addIceCandidate", given), [this](const val&) { next(); }, [this](const val&) { next(); });
    });
}

// A first offer without transceivers is followed by one with them.
void PeerConnection::take_transceivers() {
    const val all = connection_.call<val>("getTransceivers");
    const auto count = all["length"].as<std::size_t>();
    if (count == 0) return;
    if (count != transceivers_.size()) return fail();
    for (std::size_t section = 0; section < transceivers_.size(); ++section) {
        transceivers_[section] = all[section];
        transceivers_[section].set("direction", js("sendrecv"));
        val& stream = section == voice || section == camera ? camera_ : screen_;
        val track = transceivers_[section]["receiver"]["track"];
        if (section == camera || section == screen) {
            // Chromium plays no voice of a stream whose video track has delivered no picture yet.
            on_tracks_.push_back(Callback([&stream, track](const val&) { stream.call<void>("addTrack", track); }));
            track.set("onunmute", on_tracks_.back().function());
        } else {
            stream.call<void>("addTrack", track);
        }
    }
    has_transceivers_ = true;
}

// An offer was answered: both sides know the same transceivers.
void PeerConnection::on_negotiated() {
    if (!has_transceivers_ || std::exchange(negotiated_, true)) return;
    if (unsent_media_) send(*unsent_media_);
    unsent_media_.reset();
}

// W3C WebRTC section 5.3: the sources whose packets were played lately. Unlike statistics, these are there at once.
void PeerConnection::poll_receivers() {
    if (!has_transceivers_) return;
    double newest = 0;
    for (const auto section : {voice, camera, screen}) {
        const val sources = transceivers_[section]["receiver"].call<val>("getSynchronizationSources");
        if (sources["length"].as<unsigned>()) newest = std::max(newest, sources[0]["timestamp"].as<double>());
    }
    feed_(client::mesh::MediaActivity{peer_, number_, static_cast<std::uint64_t>(newest)});
}

void PeerConnection::send(const std::string& bytes) {
    unsent_.push_back(bytes);
    send_buffered();
}

void PeerConnection::send_buffered() {
    while (!unsent_.empty() && channel_["bufferedAmount"].as<double>() < most_buffered_bytes) {
        const auto bytes = std::move(unsent_.front());
        unsent_.pop_front();
        // A closing channel refuses; messages without a receipt are sent again over the next one.
        if (!attempt(channel_, "send", {js(bytes)}).ok) return fail();
    }
}

void PeerConnection::send(const client::call::SendMedia& order) {
    if (!negotiated_) {
        unsent_media_ = order;
        return;
    }
    const auto tracks = local_tracks_(order);
    for (std::size_t section = 0; section < tracks.size(); ++section) {
        const val sender = transceivers_[section]["sender"];
        if (sender["track"] == tracks[section]) continue;
        pending_.settle(
            sender.call<val>("replaceTrack", tracks[section]), [](const val&) {}, [](const val&) {});
    }
    if (!order.whole_picture) {
        if (order.camera) limit_bitrate(transceivers_[camera]["sender"], order.picture);
        if (order.screen_active != std::exchange(screen_active_, order.screen_active))
            change_encoding(transceivers_[screen]["sender"], {{"active", val(order.screen_active)}});
        return;
    }
    shrunk_ = !shrunk_;
    if (order.picture.active) restart_encoder(transceivers_[camera]["sender"], order.picture.shrink * (shrunk_ ? 1.02 : 1));
    if (order.screen_active) restart_encoder(transceivers_[screen]["sender"], 1);
}

// An encoder that is turned off and on begins with a key frame; so does one of another size, also in Chromium's first moments after an
// outage, in which turning it off and on has no effect.
void PeerConnection::restart_encoder(const val& sender, double shrink) {
    change_encoding(sender, {{"active", val(false)}, {"scaleResolutionDownBy", val(shrink)}});
    change_encoding(sender, {{"active", val(true)}});
}

void PeerConnection::limit_bitrate(const val& sender, const client::call::Picture& picture) {
    change_encoding(sender, {{"maxBitrate", val(picture.kilobits_per_second * 1000)},
                             {"scaleResolutionDownBy", val(picture.shrink)},
                             {"maxFramerate", val(picture.frames_per_second)},
                             {"active", val(picture.active)}});
}

// One change after the other: what is read before another one is done would be refused (W3C WebRTC section 5.2, setParameters).
void PeerConnection::change_encoding(const val& sender, std::vector<std::pair<const char*, val>> fields) {
    enqueue([this, sender, fields = std::move(fields)] {
        val parameters = sender.call<val>("getParameters");
        const val encodings = parameters["encodings"];
        // Before it is negotiated, the browser's own limits hold.
        if (encodings.isUndefined() || encodings["length"].as<unsigned>() == 0) return next();
        const val encoding = encodings[0];
        for (const auto& [name, value] : fields) val(encoding).set(name, value);
        pending_.settle(
            attempt(sender, "setParameters", {parameters}), [this](const val&) { next(); }, [this](const val&) { next(); });
    });
}

void PeerConnection::enqueue(Step step) {
    steps_.push_back(std::move(step));
    if (!busy_) next();
}

void PeerConnection::next() {
    busy_ = !steps_.empty();
    if (!busy_) return;
    const auto step = std::move(steps_.front());
    steps_.erase(steps_.begin());
    step();
}

void PeerConnection::await(const val& promise, SharedFunction<void()> ok) {
    pending_.settle(
        promise, [ok = std::move(ok)](const val&) { ok(); }, [this](const val&) { fail(); });
}

void PeerConnection::report_local() {
    const val local = connection_["localDescription"];
    const auto kind = text_of(local["type"]) == "offer" ? protocol::Description::Kind::offer : protocol::Description::Kind::answer;
    protocol::Description description{number_, kind, text_of(local["sdp"]), negotiation_};
    next();
    feed_(client::mesh::LinkDescribed{peer_, std::move(description)});
}

void PeerConnection::fail() {
    const client::mesh::LinkBroke fact{peer_, number_};
    next();
    feed_(fact);
}

}  // namespace browser::mesh
