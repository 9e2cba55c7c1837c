#include "browser/members/performer.hpp"

#include <optional>
#include <string>
#include <utility>

#include "browser/members/greeting.hpp"
#include "browser/members/to_js.hpp"

namespace browser::members {

void Performer::perform(const client::members::OpenHello& order) {
    encryption_.open_hello(order.member, order.hello, [this, order](std::optional<std::string> hello) {
        if (!hello) return feed_(client::signaling::EnvelopeBroken{order.member});
        feed_(client::members::MemberIntroduced{greeting(order.member, std::move(*hello), order.hello)});
    });
}

void Performer::perform(const client::members::DecomposeName& order) {
    feed_(client::members::NameDecomposed{order.member, order.serial, order.name, decomposed(order.name)});
}

void Performer::perform(const client::members::ShowPortrait& order) {
    view_.call("portrait", {to_js(order.id), js(order.face), to_bytes(order.bytes)});
}

void Performer::perform(const client::members::ShowPerson& order) { view_.call("person", {to_js(order)}); }

void Performer::perform(const client::members::RemovePerson& order) { view_.call("person_gone", {to_js(order.id)}); }

void Performer::perform(const client::members::ShowListing& order) { view_.call("listing", {to_js(order)}); }

}  // namespace browser::members
