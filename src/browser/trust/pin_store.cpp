#include "browser/trust/pin_store.hpp"

#include "protocol/wire.hpp"

namespace browser::trust {
namespace {

constexpr std::string_view prefix = "tincan.pin.";

bool is_pin(const val& key) { return text_of(key).rfind(prefix, 0) == 0; }

val key_of(const protocol::Pin& pin) {
    std::string key(prefix);
    key += protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(pin.identity.key.data()), pin.identity.key.size());
    key += '.';
    return js(key += pin.name);
}

}  // namespace

PinStore::PinStore(Feed feed)
    : feed_(feed), storage_(storage("localStorage")), on_storage_([this](const val& event) { on_change(event); }) {
    val::global().call<void>("addEventListener", js("storage"), on_storage_.function());
}

void PinStore::load() {
    const auto entries = attempt(val::global("Object"), "entries", {storage_});
    const auto count = entries.ok ? entries.value["length"].as<std::size_t>() : 0;
    for (std::size_t at = 0; at < count; ++at) report(entries.value[at][0], entries.value[at][1]);
}

// Another tab keeps one, or drops it, as where this browser is to forget everybody.
void PinStore::on_change(const val& event) {
    if (!event["newValue"].isNull()) return report(event["key"], event["newValue"]);
    if (!is_pin(event["key"])) return;
    if (auto pin = protocol::decode_pin(text_of(event["oldValue"]))) feed_(client::trust::PinDropped{std::move(*pin)});
}

void PinStore::report(const val& key, const val& value) {
    if (!is_pin(key)) return;
    if (auto pin = protocol::decode_pin(text_of(value))) feed_(client::trust::PinLoaded{std::move(*pin)});
}

void PinStore::perform(const client::trust::KeepPin& order) {
    // A full or forbidden storage keeps nothing, and the page goes on.
    attempt(storage_, "setItem", {key_of(order.pin), js(protocol::encode(order.pin))});
}

void PinStore::perform(const client::trust::DropPin& order) { attempt(storage_, "removeItem", {key_of(order.pin)}); }

}  // namespace browser::trust
