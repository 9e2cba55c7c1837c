#include "browser/members/to_js.hpp"

#include <vector>

namespace browser::members {
namespace {

const char* word(client::members::PersonState state) {
    switch (state) {
        case client::members::PersonState::connecting:
            return "connecting";
        case client::members::PersonState::connected:
            return "connected";
        case client::members::PersonState::reconnecting:
            return "reconnecting";
        case client::members::PersonState::gone:
            return "gone";
        case client::members::PersonState::knocking:
            return "knocking";
    }
    return "";
}

const char* word(client::members::TrustLevel trust_level) {
    switch (trust_level) {
        case client::members::TrustLevel::fresh:
            return "new";
        case client::members::TrustLevel::known:
            return "known";
        case client::members::TrustLevel::verified:
            return "verified";
        case client::members::TrustLevel::stranger:
            return "stranger";
    }
    return "";
}

val ids(const std::vector<client::MemberId>& members) {
    val list = val::array();
    for (const auto& member : members) list.call<void>("push", to_js(member));
    return list;
}

}  // namespace

val to_js(const client::MemberId& id) { return js(protocol::to_text(id)); }

client::MemberId member_id(const val& id) { return protocol::id_from_text<client::MemberId>(text_of(id)).value_or(client::MemberId{}); }

val card(const client::members::DisplayName& card) {
    return object({{"name", js(card.name)},
                   {"tag", js(card.tag)},
                   {"colour", val(card.colour)},
                   {"stranger", val(card.stranger)},
                   {"face", js(card.face)}});
}

val to_js(const client::members::ShowPerson& order) {
    val person = card(order.card);
    person.set("id", to_js(order.id));
    person.set("me", order.me);
    person.set("state", js(word(order.state)));
    person.set("same_build", order.same_build);
    person.set("in_call", order.status.in_call);
    person.set("microphone", order.status.microphone);
    person.set("camera", order.status.camera);
    person.set("screen", order.status.screen);
    person.set("hand", order.status.hand);
    person.set("recording", order.status.recording);
    person.set("known", js(word(order.trust_level)));
    person.set("renamed_from", js(order.renamed_from));
    person.set("away_since", js(order.away_since));
    person.set("host", order.host);
    person.set("through", js(order.through));
    person.set("about", js(order.about));
    return person;
}

val to_js(const client::members::ShowListing& order) {
    return object({{"here", ids(order.here)}, {"knocking", ids(order.knocking)}, {"reaching", val(order.reaching)}});
}

}  // namespace browser::members
