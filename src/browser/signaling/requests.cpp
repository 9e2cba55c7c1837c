#include "browser/signaling/requests.hpp"

#include <utility>

namespace browser::signaling {

val Requests::options(const std::string& body) const {
    return object({{"method", js("POST")},
                   {"headers", object({{"Content-Type", js("application/json")}})},
                   {"cache", js("no-store")},
                   {"credentials", js(credentials_ ? "same-origin" : "omit")},
                   {"body", js(body)}});
}

void Requests::post(const char* path, const std::string& body, Answered answered) {
    val how = options(body);
    const val signal = val::global("AbortSignal");
    how.set("signal", signal.call<val>("any", array({signal.call<val>("timeout", val(timeout_ms_)), asking_["signal"]})));
    const auto nothing = [answered](const val& why) { answered(text_of(why["name"]) == "AbortError" ? given_up : no_answer, ""); };
    pending_.settle(
        val::global().call<val>("fetch", js(path), how),
        [this, answered, nothing](val response) {
            const auto status = response["status"].as<unsigned>();
            if (status == 204) return answered(status, "");  // there is nothing to wait for
            pending_.settle(
                response.call<val>("text"), [answered, status](val text) { answered(status, text_of(text)); }, nothing);
        },
        nothing);
}

void Requests::redial() {
    std::exchange(asking_, val::global("AbortController").new_()).call<void>("abort");
    // There are no cookies to send, but browsers keep connections with and without credentials apart (Fetch Standard, "obtain a
    // connection"): the other kind waits for nothing that still hangs.
    credentials_ = !credentials_;
}

}  // namespace browser::signaling
