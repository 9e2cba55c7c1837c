#include "browser/conversation/performer.hpp"

#include "browser/conversation/to_js.hpp"

namespace browser::conversation {

void Performer::perform(const client::conversation::ShowMessage& order) { view_.call("line", {to_js(order)}); }

void Performer::perform(const client::conversation::PruneMessage& order) { view_.call("line_gone", {to_js(order.id)}); }

void Performer::perform(const client::conversation::ShowDelivered& order) { view_.call("delivery", {to_js(order.id), js("delivered")}); }

void Performer::perform(const client::conversation::GuardPage& order) { view_.call("guard", {val(order.on)}); }

void Performer::perform(const client::conversation::ShowNotice& order) { view_.call("notice", {to_js(order)}); }

void Performer::perform(const client::conversation::ShowUnread& order) { view_.call("unread", {val(order.count)}); }

}  // namespace browser::conversation
