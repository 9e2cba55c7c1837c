#include "protocol/talk.hpp"

#include <utility>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/wire.hpp"

namespace protocol {
namespace {

void write(JsonWriter& json, const Signal& signal) {
    std::visit([&json](const auto& it) { write(json, it); }, signal);
}
void write(JsonWriter& json, const Talk& talk) {
    std::visit([&json](const auto& it) { write(json, it); }, talk);
}

std::optional<Talk> read_signal(const JsonReader& json, std::string_view is) {
    const auto signal = [](auto read) { return read ? std::optional<Talk>(Signal(std::move(*read))) : std::nullopt; };
    if (is == "offer") return signal(read_description(json, Description::Kind::offer));
    if (is == "answer") return signal(read_description(json, Description::Kind::answer));
    if (is == "candidate") return signal(read_candidate(json));
    if (is == "again") return signal(read_again(json));
    if (is == "tampered") return signal(read_tampered(json));
    if (is == "charter") return signal(read_chain(json));
    return std::nullopt;
}

std::optional<Talk> read_talk(const JsonReader& json) {
    const auto is = json.text("is", 16);
    if (!is) return std::nullopt;
    if (*is == "entries") return read_entries(json);
    if (*is == "heads") return read_heads(json);
    if (*is == "digest") return read_digest(json);
    if (*is == "read") return read_read(json);
    if (*is == "wanted") return read_entries_wanted(json);
    if (*is == "status") return read_status(json);
    if (*is == "typing") return read_typing(json);
    if (*is == "shown") return read_shown(json);
    if (*is == "gesture") return read_gesture(json);
    if (*is == "mute") return MuteRequest{};
    if (*is == "caption") return read_caption(json);
    if (*is == "profile") return read_profile(json);
    if (*is == "bye") return Bye{};
    if (*is == "commit") return read_commit(json);
    if (*is == "reveal") return read_reveal(json);
    if (*is == "move") return read_move(json);
    if (*is == "reach") return read_reach(json);
    if (auto favour = read_favour(json, *is)) return favour;
    return read_signal(json, *is);
}

}  // namespace

std::string encode(const Signals& signals) {
    return JsonWriter().list("signals", signals, [](JsonWriter& json, const Talk& word) { write(json, word); }).done();
}

std::optional<Signals> decode_signals(std::string_view bytes) {
    return JsonText(bytes).list("signals", max_signals_per_letter, [](const JsonReader& json) {
        auto word = read_talk(json);
        // Nothing else is true where it did not come over a channel of one's own.
        if (word && !std::holds_alternative<Signal>(*word) && !std::holds_alternative<Entries>(*word) &&
            !std::holds_alternative<Heads>(*word) && !std::holds_alternative<Status>(*word))
            word.reset();
        return word;
    });
}

std::string encode(const Talk& talk) {
    JsonWriter json;
    write(json, talk);
    return json.done();
}

std::optional<Talk> decode_talk(std::string_view bytes) {
    if (bytes.size() > max_talk_bytes) return std::nullopt;
    return read_talk(JsonText(bytes));
}

}  // namespace protocol
