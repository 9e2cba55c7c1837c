#include "browser/trust/to_js.hpp"

#include "browser/members/to_js.hpp"

namespace browser::trust {
namespace {

const char* word(client::trust::CodeState state) {
    switch (state) {
        case client::trust::CodeState::waiting:
            return "waiting";
        case client::trust::CodeState::ready:
            return "ready";
        case client::trust::CodeState::failed:
            return "failed";
    }
    return "";
}

}  // namespace

val to_js(const client::trust::ShowSafety& order) {
    const val who = order.who == client::MemberId{} ? js("") : members::to_js(order.who);
    return object({{"person", who}, {"state", js(word(order.state))}, {"code", to_bytes(order.code)}});
}

}  // namespace browser::trust
