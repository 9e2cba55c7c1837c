#include "browser/room/performer.hpp"

#include <utility>

#include "browser/js/random_id.hpp"
#include "browser/keys/web_crypto.hpp"
#include "browser/room/tab_storage.hpp"
#include "browser/room/to_js.hpp"

namespace browser::room {

Performer::Performer(keys::Encryption& encryption, KeptCharter kept_charter, const View& view, Feed feed)
    : encryption_(encryption),
      kept_charter_(std::move(kept_charter)),
      view_(view),
      feed_(feed),
      on_close_(listen("pagehide", [feed](const val&) { feed(client::room::PageClosed{}); })) {}

void Performer::open(client::MemberId me, std::string fresh_name) {
    const val location = val::global("location");
    auto fragment = text_of(location["hash"]);
    if (!fragment.empty()) fragment.erase(0, 1);
    const auto origin = text_of(location["origin"]) + text_of(location["pathname"]);
    const auto build = text_of(val::global("document")["documentElement"]["dataset"]["build"]);
    feed_(client::room::PageOpened{fragment, origin, random_id<protocol::Nonce>(), std::move(fresh_name), me, random_id<protocol::Token>(),
                                   this_tab(), random_id<protocol::Nonce>(), build, last_epoch()});
}

void Performer::perform(const client::room::SetAddress& order) {
    val::global("history").call<void>("replaceState", val::null(), js(""), js("#" + order.invitation));
}

void Performer::perform(const client::room::Found& order) {
    pending_.settle(
        keys::digest(order.transcript),
        [this, nonce = order.nonce](const val& hash) {
            feed_(client::room::Founded{nonce, keys::room_secret(hash)});
        },
        keys::impossible);
}

void Performer::perform(const client::room::DeriveKeys& order) {
    encryption_.derive(order, [this, serial = order.serial](protocol::RoomId room) {
        feed_(client::room::KeysDerived{serial, room, kept_charter_(room)});
    });
}

void Performer::perform(const client::room::UseKeys& order) { encryption_.use(order.serial); }

void Performer::perform(const client::room::KeepEpoch& order) { keep_epoch(order.epoch); }

void Performer::perform(const client::room::ShowArrival& order) { view_.call("arrival", {to_js(order)}); }

void Performer::perform(const client::room::ShowRoom& order) { view_.call("room", {to_js(order)}); }

}  // namespace browser::room
