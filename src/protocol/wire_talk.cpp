// The words between two members.
#include <utility>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/utf8.hpp"
#include "protocol/wire.hpp"

namespace protocol {

std::string encode(const Hello& hello) { return JsonWriter().field("name", hello.name).done(); }

std::optional<Hello> decode_hello(std::string_view bytes) {
    const JsonText json(bytes);
    auto name = json.text("name", max_name_bytes);
    if (!name) return std::nullopt;
    const auto characters = count_characters(*name);
    if (!characters || *characters == 0 || *characters > max_name_characters) return std::nullopt;
    return Hello{std::move(*name)};
}

namespace {

std::optional<Signal> read_signal(const JsonReader& json, std::string_view is) {
    const auto link = json.small("link");
    if (!link) return std::nullopt;
    if (is == "offer" || is == "answer") {
        auto sdp = json.text("sdp", max_sdp_bytes);
        if (!sdp || sdp->empty()) return std::nullopt;
        return Description{*link, is == "offer" ? Description::Kind::offer : Description::Kind::answer, std::move(*sdp)};
    }
    if (is == "candidate") {
        auto candidate = json.text("candidate", max_candidate_bytes);
        auto mid = json.text("mid", 32);
        const auto line = json.small("line", 64);
        if (!candidate || !mid || !line) return std::nullopt;
        return Candidate{*link, std::move(*candidate), std::move(*mid), *line};
    }
    if (is == "again") return Again{*link};
    return std::nullopt;
}

}  // namespace

std::string encode(const Signal& signal) {
    struct Encoder {
        std::string operator()(const Description& it) const {
            const auto* is = it.kind == Description::Kind::offer ? "offer" : "answer";
            return JsonWriter().field("is", is).field("link", it.link).field("sdp", it.sdp).done();
        }
        std::string operator()(const Candidate& it) const {
            return JsonWriter()
                .field("is", "candidate")
                .field("link", it.link)
                .field("candidate", it.candidate)
                .field("mid", it.mid)
                .field("line", it.line)
                .done();
        }
        std::string operator()(const Again& it) const { return JsonWriter().field("is", "again").field("link", it.link).done(); }
    };
    return std::visit(Encoder{}, signal);
}

std::optional<Signal> decode_signal(std::string_view bytes) {
    const JsonText json(bytes);
    const auto is = json.text("is", 16);
    if (!is) return std::nullopt;
    return read_signal(json, *is);
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
        std::string operator()(const Signal& it) const { return encode(it); }
        std::string operator()(const Bye&) const { return JsonWriter().field("is", "bye").done(); }
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
    auto signal = read_signal(json, *is);
    if (!signal) return std::nullopt;
    return Talk{std::move(*signal)};
}

}  // namespace protocol
