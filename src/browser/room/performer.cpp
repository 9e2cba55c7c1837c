#include "browser/room/performer.hpp"

#include <cstdint>
#include <utility>

#include "browser/js/random_id.hpp"
#include "browser/keys/web_crypto.hpp"
#include "browser/room/tab_storage.hpp"
#include "browser/room/to_js.hpp"
#include "client/room/proposed_name.hpp"

namespace browser::room {
namespace {

// How this page came to be there (W3C Navigation Timing).
client::room::Navigation navigation() {
    const val entries = val::global("performance").call<val>("getEntriesByType", js("navigation"));
    const bool reloaded = entries["length"].as<unsigned>() > 0 && text_of(entries[0]["type"]) == "reload";
    return reloaded ? client::room::Navigation::reload : client::room::Navigation::other;
}

}  // namespace

Performer::Performer(keys::Encryption& encryption, KeptChain kept_chain, const View& view, Feed feed)
    : encryption_(encryption),
      kept_chain_(std::move(kept_chain)),
      view_(view),
      feed_(feed),
      on_close_(listen("pagehide", [feed](const val&) { feed(client::room::PageClosed{}); })) {}

void Performer::open(client::MemberId me, const NameWords& words) {
    const val location = val::global("location");
    auto fragment = text_of(location["hash"]);
    if (!fragment.empty()) fragment.erase(0, 1);
    const auto origin = text_of(location["origin"]) + text_of(location["pathname"]);
    const auto build = text_of(val::global("document")["documentElement"]["dataset"]["build"]);
    const auto chance = random_bytes(2 * words.lists.size());
    auto fresh_name =
        client::room::proposed_name(words.lists, words.joint, {reinterpret_cast<const std::uint8_t*>(chance.data()), chance.size()});
    feed_(client::room::PageOpened{fragment, origin, random_id<protocol::Nonce>(), std::move(fresh_name), me, random_id<protocol::Token>(),
                                   this_tab(), random_id<protocol::Nonce>(), build, last_epoch(), navigation(), kept_call()});
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
        feed_(client::room::KeysDerived{serial, room, kept_chain_(room)});
    });
}

void Performer::perform(const client::room::UseKeys& order) { encryption_.use(order.serial); }

void Performer::perform(const client::room::KeepEpoch& order) { keep_epoch(order.epoch); }

void Performer::perform(const client::room::KeepCall& order) { keep_call(order.text); }

void Performer::perform(const client::room::ShowArrival& order) { view_.call("arrival", {to_js(order)}); }

void Performer::perform(const client::room::ShowRoom& order) { view_.call("room", {to_js(order)}); }

}  // namespace browser::room
