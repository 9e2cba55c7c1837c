#include "browser/call/devices.hpp"

#include "client/call/refusal.hpp"

namespace browser::call {
namespace {

using client::call::DeviceError;
using client::call::Source;

// Enough for a tile on a large screen, and a laptop encodes it for several people without its fan.
constexpr int camera_width = 960;
constexpr int camera_height = 540;
constexpr int camera_frames_per_second = 30;

DeviceError refusal_of(const val& error) { return client::call::refusal_of(name_of_error(error)); }

val devices() { return val::global("navigator")["mediaDevices"]; }

val audio_constraints(const std::string& id, const client::call::SoundProcessing& processing) {
    val wanted = object({{"echoCancellation", val(processing.echo_cancellation)},
                         {"noiseSuppression", val(processing.noise_suppression)},
                         {"autoGainControl", val(processing.gain_control)}});
    if (!id.empty()) wanted.set("deviceId", object({{"exact", js(id)}}));
    return wanted;
}

val video_constraints(const std::string& id) {
    const auto ideal = [](int value) { return object({{"ideal", val(value)}}); };
    val wanted = object({{"width", ideal(camera_width)}, {"height", ideal(camera_height)}, {"frameRate", ideal(camera_frames_per_second)}});
    if (!id.empty()) wanted.set("deviceId", object({{"exact", js(id)}}));
    return wanted;
}

val empty_stream() { return val::global("MediaStream").new_(); }

// Puts `track`, or nothing, in the place of the track of that kind.
void replace_track(val stream, const char* kind, const val& track) {
    const val tracks = stream.call<val>("getTracks");
    for (unsigned i = 0; i < tracks["length"].as<unsigned>(); ++i)
        if (text_of(tracks[i]["kind"]) == kind) stream.call<void>("removeTrack", tracks[i]);
    if (!track.isNull()) stream.call<void>("addTrack", track);
}

}  // namespace

Devices::Devices(const View& view, Feed feed) : view_(view), feed_(feed), camera_view_(empty_stream()), screen_view_(empty_stream()) {}

void Devices::perform(const client::call::AskDevices& order) {
    const auto refuse = [this](Source source) {
        return [this, source](DeviceError why) { feed_(client::call::DeviceRefused{source, why, false}); };
    };
    if (!order.microphone || !order.camera) {
        const auto source = order.microphone ? Source::microphone : Source::camera;
        return ask_for(order.microphone, order.camera, order, refuse(source));
    }
    // Both in one request. Where that fails, each is requested alone: the other one may well be there.
    ask_for(true, true, order, [this, order, refuse](DeviceError) {
        ask_for(true, false, order, refuse(Source::microphone));
        ask_for(false, true, order, refuse(Source::camera));
    });
}

void Devices::ask_for(bool microphone, bool camera, const client::call::AskDevices& order, SharedFunction<void(DeviceError)> refused) {
    if (devices().isUndefined()) return refused(DeviceError::unsupported);
    const val constraints = object({{"audio", microphone ? audio_constraints(order.microphone_id, order.processing) : val(false)},
                                    {"video", camera ? video_constraints(order.camera_id) : val(false)}});
    const auto asked = attempt(devices(), "getUserMedia", {constraints});
    if (!asked.ok) return refused(refusal_of(asked.value));
    pending_.settle(
        asked.value,
        [this, microphone, camera](val stream) {
            if (microphone) prepare(Source::microphone, stream.call<val>("getAudioTracks")[0]);
            if (camera) prepare(Source::camera, stream.call<val>("getVideoTracks")[0]);
        },
        [refused](const val& error) { refused(refusal_of(error)); });
}

void Devices::perform(const client::call::AskScreen&) {
    if (devices().isUndefined() || devices()["getDisplayMedia"].isUndefined())
        return feed_(client::call::DeviceRefused{Source::screen, DeviceError::unsupported, false});
    const val constraints = object({{"video", val(true)}, {"audio", val(true)}});
    const auto asked = attempt(devices(), "getDisplayMedia", {constraints});
    if (!asked.ok) return feed_(client::call::DeviceRefused{Source::screen, refusal_of(asked.value), false});
    pending_.settle(
        asked.value,
        [this](val stream) {
            val picture = stream.call<val>("getVideoTracks")[0];
            picture.set("contentHint", js("detail"));  // text stays sharp, at the price of smoothness (W3C mst-content-hint)
            take(Source::screen, picture, picture);
            const val sounds = stream.call<val>("getAudioTracks");
            if (sounds["length"].as<unsigned>() > 0) sound_.track = sounds[0];
            feed_(client::call::DeviceGranted{Source::screen});
        },
        [this](const val& error) {
            const auto why = refusal_of(error);
            // Closing the picker and being forbidden have one name; the former is by far the commoner and needs no sentence.
            feed_(client::call::DeviceRefused{Source::screen, why, why == DeviceError::denied});
        });
}

void Devices::perform(const client::call::PrepareAgain& order) {
    const auto& own = held(order.source);
    if (!own.track.isNull()) prepare(order.source, own.track);
}

void Devices::prepare(Source source, const val& track) {
    const char* kind = source == Source::microphone ? "microphone" : "camera";
    const auto refuse = [this, source, track](DeviceError why) {
        val(track).call<void>("stop");
        feed_(client::call::DeviceRefused{source, why, false});
    };
    pending_.settle(
        view_.ask("prepare", {js(kind), track}),
        [this, source, track, refuse](const val& sent) {
            if (text_of(track["readyState"]) != "live") return refuse(DeviceError::missing);
            take(source, track, sent);
            feed_(client::call::DeviceGranted{source});
        },
        [refuse](const val&) { refuse(DeviceError::failed); });
}

void Devices::perform(const client::call::StopSource& order) { drop(order.source); }

void Devices::perform(const client::call::MuteMicrophone& order) {
    auto& microphone = held(Source::microphone);
    if (!microphone.track.isNull()) microphone.track.set("enabled", !order.muted);
}

val Devices::sent(Source source) const { return held_[static_cast<std::size_t>(source)].sent; }

std::array<val, 4> Devices::tracks(const client::call::SendMedia& wanted) const {
    const val nothing = val::null();
    return {wanted.microphone ? sent(Source::microphone) : nothing, wanted.camera ? sent(Source::camera) : nothing,
            wanted.screen ? sent(Source::screen) : nothing, wanted.screen ? sound_.track : nothing};
}

val Devices::stream(bool screen) const { return screen ? screen_view_ : camera_view_; }

void Devices::take(Source source, const val& track, const val& sent) {
    auto& own = held(source);
    if (own.track.strictlyEquals(track)) {
        own.sent = sent;
        return show(source, sent);
    }
    drop(source);
    own.track = track;
    own.sent = sent;
    own.on_ended.emplace([this, source](const val&) { end(source); });
    own.track.set("onended", own.on_ended->function());
    own.permitted = false;
    if (source != Source::screen) ask_permission(source, [&own](bool granted) { own.permitted = granted; });
    show(source, sent);
}

// W3C Permissions section 6.2. Not every browser tells of these permissions, and some ask each time, so what counts is that it was given
// and is no more.
void Devices::ask_permission(Source source, SharedFunction<void(bool)> told) {
    const val wanted = object({{"name", js(source == Source::microphone ? "microphone" : "camera")}});
    pending_.settle(
        attempt(val::global("navigator")["permissions"], "query", {wanted}),
        [told](const val& status) { told(text_of(status["state"]) == "granted"); }, [told](const val&) { told(false); });
}

void Devices::end(Source source) {
    const bool permitted = held(source).permitted;
    drop(source);
    if (!permitted) return feed_(client::call::DeviceEnded{source});
    ask_permission(source, [this, source](bool granted) {
        if (held(source).track.isNull()) feed_(client::call::DeviceEnded{source, !granted});
    });
}

void Devices::drop(Source source) {
    auto& own = held(source);
    if (own.track.isNull()) return;
    own.track.set("onended", val::null());
    own.on_ended.reset();
    own.track.call<void>("stop");
    own.sent.call<void>("stop");
    own.track = own.sent = val::null();
    show(source, val::null());
    // Firefox lists devices only to a tab in front. A tab that has released all of them does not wait for that.
    if (held(Source::microphone).track.isNull() && held(Source::camera).track.isNull()) listing_ = Pending();
    if (source != Source::screen) return;
    if (!sound_.track.isNull()) sound_.track.call<void>("stop");
    sound_.track = val::null();
}

void Devices::show(Source source, const val& track) {
    replace_track(source == Source::screen ? screen_view_ : camera_view_, source == Source::microphone ? "audio" : "video", track);
}

void Devices::list(SharedFunction<void(val)> done) {
    if (devices().isUndefined()) return;
    listing_ = Pending();  // a newer list replaces one that is still awaited
    listing_.settle(
        devices().call<val>("enumerateDevices"),
        [done = std::move(done)](val all) {
            val microphones = val::array();
            val cameras = val::array();
            val speakers = val::array();
            for (unsigned i = 0; i < all["length"].as<unsigned>(); ++i) {
                const auto kind = text_of(all[i]["kind"]);
                const val device = object({{"id", all[i]["deviceId"]}, {"label", all[i]["label"]}});
                if (kind == "audioinput") microphones.call<void>("push", device);
                if (kind == "videoinput") cameras.call<void>("push", device);
                if (kind == "audiooutput") speakers.call<void>("push", device);
            }
            done(object({{"microphones", microphones}, {"cameras", cameras}, {"speakers", speakers}}));
        },
        [](const val&) {});
}

}  // namespace browser::call
