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

}  // namespace

std::string encode(const Signals& signals) {
    return JsonWriter().list("signals", signals, [](JsonWriter& json, const Signal& signal) { write(json, signal); }).done();
}

std::optional<Signals> decode_signals(std::string_view bytes) {
    return JsonText(bytes).list("signals", max_signals_per_letter, [](const JsonReader& json) -> std::optional<Signal> {
        const auto is = json.text("is", 16);
        if (!is) return std::nullopt;
        return read_signal(json, *is);
    });
}

std::string encode(const Talk& talk) {
    struct Encoder {
        std::string operator()(const Line& it) const {
            return JsonWriter().field("is", "line").field("number", it.number).field("stamp", it.stamp).field("text", it.text).done();
        }
        std::string operator()(const Have& it) const { return JsonWriter().field("is", "have").field("lines", it.lines).done(); }
        std::string operator()(const Status& it) const {
            return JsonWriter()
                .field("is", "status")
                .field("in_call", it.in_call)
                .field("microphone", it.microphone)
                .field("camera", it.camera)
                .field("screen", it.screen)
                .done();
        }
        std::string operator()(const Signal& it) const {
            JsonWriter json;
            write(json, it);
            return json.done();
        }
        std::string operator()(const Bye&) const { return JsonWriter().field("is", "bye").done(); }
        std::string operator()(const Commit& it) const {
            return JsonWriter().field("is", "commit").field("hash", letters_of(it.hash)).done();
        }
        std::string operator()(const Reveal& it) const {
            return JsonWriter().field("is", "reveal").field("nonce", letters_of(it.nonce)).done();
        }
        std::string operator()(const Move& it) const {
            return JsonWriter().field("is", "move").field("secret", it.secret).field("charter", it.charter).done();
        }
    };
    return std::visit(Encoder{}, talk);
}

std::optional<Talk> decode_talk(std::string_view bytes) {
    if (bytes.size() > max_talk_bytes) return std::nullopt;
    const JsonText json(bytes);
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
    auto signal = read_signal(json, *is);
    if (!signal) return std::nullopt;
    return Talk{std::move(*signal)};
}

namespace {

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
