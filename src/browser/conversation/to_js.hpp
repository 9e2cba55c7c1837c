// The conversation as values for the page (web/surface/conversation.js).
#pragma once

#include "browser/js/js.hpp"
#include "client/conversation/attention.hpp"
#include "client/conversation/orders.hpp"

namespace browser::conversation {

val to_js(const client::conversation::MessageId& line);
// And back; one with the number 0 where the text is none, or "".
client::conversation::MessageId message_id(const val& text);
// `me`: only of what was written in this stay it is known how far it has come.
val to_js(const client::conversation::ShowMessage& order);
val to_js(const client::conversation::PinnedMessage& pin);
val to_js(const client::conversation::ShowNotice& order);
// `about`: the line or the notice.
val to_js(const client::conversation::Alert& alert, const val& about);

}  // namespace browser::conversation
