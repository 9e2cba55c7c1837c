#include "browser/trust/to_js.hpp"

#include <vector>

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

template <class Number>
val numbers(const std::vector<Number>& all) {
    val list = val::array();
    for (const auto number : all) list.call<void>("push", val(static_cast<unsigned>(number)));
    return list;
}

}  // namespace

val to_js(const client::trust::ShowSafety& order) {
    const val who = order.who == client::MemberId{} ? js("") : members::to_js(order.who);
    return object({{"person", who},
                   {"state", js(word(order.state))},
                   {"words", numbers(order.code.words)},
                   {"pictures", numbers(order.code.pictures)}});
}

}  // namespace browser::trust
