#include "browser/call/to_js.hpp"

namespace browser::call {
namespace {

const char* word(client::call::MicrophoneState state) {
    switch (state) {
        case client::call::MicrophoneState::off:
            return "off";
        case client::call::MicrophoneState::asking:
            return "asking";
        case client::call::MicrophoneState::live:
            return "live";
        case client::call::MicrophoneState::muted:
            return "muted";
    }
    return "";
}

const char* word(client::call::DeviceState state) {
    switch (state) {
        case client::call::DeviceState::off:
            return "off";
        case client::call::DeviceState::asking:
            return "asking";
        case client::call::DeviceState::live:
            return "live";
    }
    return "";
}

const char* word(client::call::DeviceError why) {
    switch (why) {
        case client::call::DeviceError::denied:
            return "denied";
        case client::call::DeviceError::missing:
            return "missing";
        case client::call::DeviceError::busy:
            return "busy";
        case client::call::DeviceError::unsupported:
            return "unsupported";
        case client::call::DeviceError::failed:
            return "failed";
    }
    return "";
}

}  // namespace

val to_js(const client::call::ShowCall& order) {
    const auto trouble = [&](client::call::Source source) {
        for (const auto& [which, why] : order.troubles)
            if (which == source) return js(word(why));
        return js("");
    };
    return object({{"in_call", val(order.in_call)},
                   {"microphone", js(word(order.microphone))},
                   {"camera", js(word(order.camera))},
                   {"screen", js(word(order.screen))},
                   {"microphone_trouble", trouble(client::call::Source::microphone)},
                   {"camera_trouble", trouble(client::call::Source::camera)},
                   {"screen_trouble", trouble(client::call::Source::screen)},
                   {"wishes", val(order.wishes)}});
}

}  // namespace browser::call
