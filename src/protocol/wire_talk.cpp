// The words between two members, and what a browser remembers of them.
#include <utility>

#include "protocol/safety.hpp"
#include "protocol/utf8.hpp"
#include "protocol/wire.hpp"
#include "protocol/wire_identity.hpp"

namespace protocol {

std::string encode(const Hello& hello) {
    JsonWriter json;
    json.field("name", hello.name);
    return write(json, hello.identity)
        .field("tab", to_text(hello.tab))
        .field("epoch", hello.epoch)
        .field("fresh", to_text(hello.fresh))
        .field("build", hello.build)
        .done();
}

std::optional<Hello> decode_hello(std::string_view bytes) {
    const JsonText json(bytes);
    auto name = json.text("name", max_name_bytes);
    auto identity = read_identity(json);
    const auto tab = json.id<TabId>("tab");
    const auto epoch = json.whole("epoch");
    const auto fresh = json.id<Fresh>("fresh");
    auto build = json.text("build", max_build_letters);
    if (!name || !identity || !tab || !epoch || !fresh || !build) return std::nullopt;
    const auto characters = count_characters(*name);
    if (!characters || *characters == 0 || *characters > max_name_characters) return std::nullopt;
    return Hello{std::move(*name), std::move(*identity), *tab, *epoch, *fresh, std::move(*build)};
}

namespace {

std::optional<Signal> read_signal(const JsonReader& json, std::string_view is) {
    if (is == "charter") {
        auto text = json.text("charter", max_charter_bytes);
        if (!text) return std::nullopt;
        return Charter{std::move(*text)};
    }
    const auto link = json.small("link");
    if (!link) return std::nullopt;
    if (is == "offer" || is == "answer") {
        auto sdp = json.text("sdp", max_sdp_bytes);
        const auto round = json.small("round");
        if (!sdp || sdp->empty() || !round) return std::nullopt;
        return Description{*link, is == "offer" ? Description::Kind::offer : Description::Kind::answer, std::move(*sdp), *round};
    }
    if (is == "candidate") {
        auto candidate = json.text("candidate", max_candidate_bytes);
        auto mid = json.text("mid", 32);
        const auto line = json.small("line", 64);
        if (!candidate || !mid || !line) return std::nullopt;
        return Candidate{*link, std::move(*candidate), std::move(*mid), *line};
    }
    if (is == "again") return Again{*link};
    if (is == "tampered") return Tampered{*link};
    return std::nullopt;
}

}  // namespace

namespace {

void write(JsonWriter& json, const Description& it) {
    json.field("is", it.kind == Description::Kind::offer ? "offer" : "answer")
        .field("link", it.link)
        .field("round", it.round)
        .field("sdp", it.sdp);
}
void write(JsonWriter& json, const Candidate& it) {
    json.field("is", "candidate").field("link", it.link).field("candidate", it.candidate).field("mid", it.mid).field("line", it.line);
}
void write(JsonWriter& json, const Again& it) { json.field("is", "again").field("link", it.link); }
void write(JsonWriter& json, const Charter& it) { json.field("is", "charter").field("charter", it.text); }
void write(JsonWriter& json, const Tampered& it) { json.field("is", "tampered").field("link", it.link); }
void write(JsonWriter& json, const Signal& signal) {
    std::visit([&json](const auto& it) { write(json, it); }, signal);
}

constexpr std::string_view favours[]{"forward", "forwarded", "introduce", "introduced"};

std::optional<Favour> read_favour(const JsonReader& json, std::string_view is) {
    for (const auto kind : {Favour::Kind::forward, Favour::Kind::forwarded, Favour::Kind::introduce, Favour::Kind::introduced}) {
        if (is != favours[static_cast<std::size_t>(kind)]) continue;
        const auto member = json.id<MemberId>("member");
        const bool asks = kind == Favour::Kind::introduce;
        auto body = asks ? std::string() : json.sealed("body", kind == Favour::Kind::introduced ? max_hello_letters : max_seal_letters);
        if (!member || !body) return std::nullopt;
        return Favour{kind, *member, std::move(*body)};
    }
    return std::nullopt;
}

void write(JsonWriter& json, const Line& it) {
    json.field("is", "line").field("number", it.number).field("stamp", it.stamp).field("text", it.text);
}
void write(JsonWriter& json, const Have& it) { json.field("is", "have").field("lines", it.lines); }
void write(JsonWriter& json, const Status& it) {
    json.field("is", "status")
        .field("in_call", it.in_call)
        .field("microphone", it.microphone)
        .field("camera", it.camera)
        .field("screen", it.screen);
}
void write(JsonWriter& json, const Bye&) { json.field("is", "bye"); }
void write(JsonWriter& json, const Commit& it) { json.field("is", "commit").field("hash", letters_of(it.hash)); }
void write(JsonWriter& json, const Reveal& it) { json.field("is", "reveal").field("nonce", letters_of(it.nonce)); }
void write(JsonWriter& json, const Move& it) { json.field("is", "move").field("secret", it.secret).field("charter", it.charter); }
void write(JsonWriter& json, const Reach& it) { json.field("is", "reach").field("members", it.members); }
void write(JsonWriter& json, const Favour& it) {
    json.field("is", favours[static_cast<std::size_t>(it.kind)]).field("member", to_text(it.member)).field("body", it.body);
}
void write(JsonWriter& json, const Talk& talk) {
    std::visit([&json](const auto& it) { write(json, it); }, talk);
}

std::optional<Talk> read_talk(const JsonReader& json);

}  // namespace

std::string encode(const Signals& signals) {
    return JsonWriter().list("signals", signals, [](JsonWriter& json, const Talk& word) { write(json, word); }).done();
}

std::optional<Signals> decode_signals(std::string_view bytes) {
    return JsonText(bytes).list("signals", max_signals_per_letter, [](const JsonReader& json) {
        auto word = read_talk(json);
        // Nothing else is true where it did not come over a channel of one's own.
        if (word && !std::holds_alternative<Signal>(*word) && !std::holds_alternative<Line>(*word) &&
            !std::holds_alternative<Have>(*word) && !std::holds_alternative<Status>(*word))
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

namespace {

std::optional<Talk> read_talk(const JsonReader& json) {
    const auto is = json.text("is", 16);
    if (!is) return std::nullopt;
    if (*is == "line") {
        const auto number = json.whole("number");
        const auto stamp = json.whole("stamp");
        auto text = json.text("text", max_text_bytes);
        if (!number || *number == 0 || !stamp || !text) return std::nullopt;
        const auto characters = count_characters(*text);
        if (!characters || *characters == 0 || *characters > max_text_characters) return std::nullopt;
        return Line{*number, *stamp, std::move(*text)};
    }
    if (*is == "have") {
        const auto lines = json.whole("lines");
        if (!lines) return std::nullopt;
        return Have{*lines};
    }
    if (*is == "status") {
        const auto in_call = json.flag("in_call");
        const auto microphone = json.flag("microphone");
        const auto camera = json.flag("camera");
        const auto screen = json.flag("screen");
        if (!in_call || !microphone || !camera || !screen) return std::nullopt;
        return Status{*in_call, *microphone, *camera, *screen};
    }
    if (*is == "bye") return Bye{};
    if (*is == "commit") {
        auto hash = read_bytes(json, "hash", hash_bytes);
        if (!hash) return std::nullopt;
        return Commit{std::move(*hash)};
    }
    if (*is == "reveal") {
        auto nonce = read_bytes(json, "nonce", safety_nonce_bytes);
        if (!nonce) return std::nullopt;
        return Reveal{std::move(*nonce)};
    }
    if (*is == "move") {
        auto secret = json.sealed("secret", secret_letters);
        auto charter = json.text("charter", max_charter_bytes);
        if (!secret || secret->size() != secret_letters || !charter) return std::nullopt;
        return Move{std::move(*secret), std::move(*charter)};
    }
    if (*is == "reach") {
        auto members = json.text("members", max_room_seats * id_letters);
        if (!members || members->size() % id_letters != 0) return std::nullopt;
        return Reach{std::move(*members)};
    }
    if (auto favour = read_favour(json, *is)) return Talk{std::move(*favour)};
    auto signal = read_signal(json, *is);
    if (!signal) return std::nullopt;
    return Talk{std::move(*signal)};
}

constexpr std::string_view regards[]{"seen", "verified", "doubted"};

}  // namespace

std::string encode(const Pin& pin) {
    JsonWriter json;
    return write(json, pin.identity)
        .field("name", pin.name)
        .field("regard", regards[static_cast<std::size_t>(pin.regard)])
        .field("seen_at", pin.seen_at)
        .done();
}

std::optional<Pin> decode_pin(std::string_view bytes) {
    const JsonText json(bytes);
    auto identity = read_identity(json);
    auto name = json.text("name", max_pinned_name_bytes);
    const auto regard = json.text("regard", 16);
    const auto seen_at = json.whole("seen_at");
    if (!identity || !name || !regard || !seen_at) return std::nullopt;
    for (const auto each : {Regard::seen, Regard::verified, Regard::doubted})
        if (*regard == regards[static_cast<std::size_t>(each)]) return Pin{std::move(*identity), std::move(*name), each, *seen_at};
    return std::nullopt;
}

}  // namespace protocol
