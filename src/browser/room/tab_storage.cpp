#include "browser/room/tab_storage.hpp"

#include <charconv>

#include "browser/js/random_id.hpp"

namespace browser::room {
namespace {

constexpr const char* tab_key = "tincan.tab";
constexpr const char* epoch_key = "tincan.epoch";
constexpr const char* call_key = "tincan.call";

std::string kept(const char* key) { return text_of(attempt(storage("sessionStorage"), "getItem", {js(key)}).value); }
void keep(const char* key, const std::string& text) { attempt(storage("sessionStorage"), "setItem", {js(key), js(text)}); }

}  // namespace

protocol::TabId this_tab() {
    if (const auto known = protocol::id_from_text<protocol::TabId>(kept(tab_key))) return *known;
    const auto made = random_id<protocol::TabId>();
    keep(tab_key, protocol::to_text(made));
    return made;
}

std::uint64_t last_epoch() {
    const auto text = kept(epoch_key);
    std::uint64_t epoch = 0;
    std::from_chars(text.data(), text.data() + text.size(), epoch);
    return epoch;
}

void keep_epoch(std::uint64_t epoch) { keep(epoch_key, std::to_string(epoch)); }

std::string kept_call() { return kept(call_key); }
void keep_call(const std::string& text) { keep(call_key, text); }

}  // namespace browser::room
