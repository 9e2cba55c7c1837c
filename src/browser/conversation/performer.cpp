#include "browser/conversation/performer.hpp"

#include "browser/conversation/to_js.hpp"

namespace browser::conversation {
namespace {

Performer* the_current = nullptr;

// The day of that time by the clock of this computer, whose distance from UTC changes with the season.
std::int64_t day_of(client::Millis time) {
    const auto behind = val::global("Date").new_(js(time)).call<int>("getTimezoneOffset");
    return client::conversation::local_day(time, -behind);
}

std::int64_t today() { return day_of(static_cast<client::Millis>(val::global("Date").call<double>("now"))); }

}  // namespace

Performer::Performer(const View& view) : view_(view) { the_current = this; }

Performer::~Performer() { the_current = nullptr; }

Performer& Performer::current() { return *the_current; }

void Performer::perform(const client::conversation::ShowMessage& order) {
    const auto changed = grouping_.show(order.id, order.before, order.time, day_of(order.time), today());
    view_.call("line", {to_js(order)});
    show(changed);
}

void Performer::perform(const client::conversation::PruneMessage& order) {
    const auto changed = grouping_.forget(order.id, today());
    view_.call("line_gone", {to_js(order.id)});
    show(changed);
}

void Performer::show(const std::vector<client::conversation::Heading>& changed) const {
    for (const auto& heading : changed) view_.call("heading", {to_js(heading.line), val(heading.follows), val(heading.new_day)});
}

void Performer::perform(const client::conversation::ShowDelivered& order) { view_.call("delivery", {to_js(order.id), js("delivered")}); }

void Performer::perform(const client::conversation::GuardPage& order) { view_.call("guard", {val(order.on)}); }

void Performer::perform(const client::conversation::ShowNotice& order) {
    grouping_.add_notice();
    view_.call("notice", {to_js(order)});
}

void Performer::perform(const client::conversation::ShowUnread& order) { view_.call("unread", {val(order.count)}); }

}  // namespace browser::conversation
