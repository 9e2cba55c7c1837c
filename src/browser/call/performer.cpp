#include "browser/call/performer.hpp"

#include "browser/call/to_js.hpp"
#include "browser/members/to_js.hpp"

namespace browser::call {

void Performer::perform(const client::call::ShowCall& order) { view_.call("call", {to_js(order)}); }

void Performer::perform(const client::call::ShowDevices& order) {
    devices_.list([this, order](val listed) {
        listed.set("microphone", js(order.microphone));
        listed.set("camera", js(order.camera));
        view_.call("devices", {listed});
    });
}

void Performer::perform(const client::call::ShowMedia& order) {
    val stream = val::null();
    if (order.on) stream = order.who == me_ ? devices_.stream(order.screen) : connections_.stream(order.who, order.screen);
    view_.call("media", {members::to_js(order.who), js(order.screen ? "screen" : "camera"), stream});
}

}  // namespace browser::call
