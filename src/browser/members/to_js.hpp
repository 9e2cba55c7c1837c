// Members as values for the page (web/surface/people.js).
#pragma once

#include "browser/js/js.hpp"
#include "client/ids.hpp"
#include "client/members/orders.hpp"

namespace browser::members {

val to_js(const client::MemberId& id);
// The id in a value of the page; zeros where it is none.
client::MemberId member_id(const val& id);

// How the page names a member.
val card(const client::members::DisplayName& card);
val to_js(const client::members::ShowPerson& order);
val to_js(const client::members::ShowListing& order);

}  // namespace browser::members
