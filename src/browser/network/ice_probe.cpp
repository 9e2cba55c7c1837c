#include "browser/network/ice_probe.hpp"

#include <utility>

namespace browser::network {
namespace {

using client::network::Gathered;
using client::network::Wanted;

double now_ms() { return val::global("performance").call<double>("now"); }

val configuration(const protocol::IceServer& server, Wanted wanted) {
    val urls = val::array();
    for (const auto& url : server.urls) urls.call<void>("push", js(url));
    const val one = object({{"urls", urls}, {"username", js(server.username)}, {"credential", js(server.credential)}});
    return object({{"iceServers", array({one})}, {"iceTransportPolicy", js(wanted == Wanted::relay ? "relay" : "all")}});
}

}  // namespace

IceProbe::IceProbe(const protocol::IceServer& server, Wanted wanted, client::Millis patience, Answered answered)
    : answered_(std::move(answered)), from_(now_ms()) {
    // Where the browser cannot ask, the answer comes when patience ends: so it is not asked to again at once.
    callbacks_.emplace_back([this](const val&) { end(Gathered::nothing); });
    timer_ = val::global().call<val>("setTimeout", callbacks_.back().function(), js(patience));
    ask(server, wanted);
}

IceProbe::~IceProbe() { close(); }

void IceProbe::ask(const protocol::IceServer& server, Wanted wanted) {
    const auto made = attempt_new(val::global("RTCPeerConnection"), {configuration(server, wanted)});
    if (!made.ok) return;
    connection_ = made.value;
    const auto on = [this](const char* name, SharedFunction<void(val)> body) {
        callbacks_.emplace_back(std::move(body));
        connection_.set(name, callbacks_.back().function());
    };
    on("onicecandidateerror", [this](const val&) { refused_ = true; });
    on("onicecandidate", [this, kind = wanted == Wanted::relay ? "relay" : "srflx"](const val& event) {
        const val candidate = event["candidate"];
        if (candidate.isNull()) return end(Gathered::ended);
        if (text_of(candidate["type"]) == kind) end(Gathered::found);
    });
    connection_.call<val>("createDataChannel", js(""));
    pending_.settle(
        attempt(connection_, "setLocalDescription"), [](const val&) {}, [](const val&) {});
}

void IceProbe::end(Gathered how) {
    close();
    const auto answered = answered_;
    answered({how, refused_, now_ms() - from_});
}

void IceProbe::close() {
    val::global().call<void>("clearTimeout", timer_);
    if (connection_.isNull()) return;
    connection_.set("onicecandidate", val::null());
    connection_.set("onicecandidateerror", val::null());
    std::exchange(connection_, val::null()).call<void>("close");
}

}  // namespace browser::network
