#include "protocol/mesh.hpp"

#include <utility>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/mail.hpp"

namespace protocol {
namespace {

constexpr std::string_view favours[]{"forward", "forwarded", "introduce", "introduced"};

}  // namespace

void write(JsonWriter& json, const Description& it) {
    json.field("is", it.kind == Description::Kind::offer ? "offer" : "answer")
        .field("link", it.link)
        .field("round", it.round)
        .field("sdp", it.sdp);
}
void write(JsonWriter& json, const Candidate& it) {
    json.field("is", "candidate").field("link", it.link).field("candidate", it.candidate).field("mid", it.mid).field("line", it.line);
}
void write(JsonWriter& json, const RequestOffer& it) { json.field("is", "again").field("link", it.link); }
void write(JsonWriter& json, const Tampered& it) { json.field("is", "tampered").field("link", it.link); }
void write(JsonWriter& json, const Bye&) { json.field("is", "bye"); }
void write(JsonWriter& json, const Reach& it) { json.field("is", "reach").field("members", it.members); }
void write(JsonWriter& json, const RelayRequest& it) {
    json.field("is", favours[static_cast<std::size_t>(it.kind)]).field("member", to_text(it.member)).field("body", it.body);
}

std::optional<Description> read_description(const JsonReader& json, Description::Kind kind) {
    const auto link = json.small("link", max_link);
    auto sdp = json.text("sdp", max_sdp_bytes);
    const auto round = json.small("round");
    if (!link || !sdp || sdp->empty() || !round) return std::nullopt;
    return Description{*link, kind, std::move(*sdp), *round};
}

std::optional<Candidate> read_candidate(const JsonReader& json) {
    const auto link = json.small("link", max_link);
    auto candidate = json.text("candidate", max_candidate_bytes);
    auto mid = json.text("mid", 32);
    const auto line = json.small("line", 64);
    if (!link || !candidate || !mid || !line) return std::nullopt;
    return Candidate{*link, std::move(*candidate), std::move(*mid), *line};
}

std::optional<RequestOffer> read_again(const JsonReader& json) {
    const auto link = json.small("link", max_link);
    if (!link) return std::nullopt;
    return RequestOffer{*link};
}

std::optional<Tampered> read_tampered(const JsonReader& json) {
    const auto link = json.small("link", max_link);
    if (!link) return std::nullopt;
    return Tampered{*link};
}

std::optional<Reach> read_reach(const JsonReader& json) {
    auto members = json.text("members", max_room_seats * id_letters);
    if (!members || members->size() % id_letters != 0) return std::nullopt;
    return Reach{std::move(*members)};
}

std::optional<RelayRequest> read_favour(const JsonReader& json, std::string_view is) {
    for (const auto kind :
         {RelayRequest::Kind::forward, RelayRequest::Kind::forwarded, RelayRequest::Kind::introduce, RelayRequest::Kind::introduced}) {
        if (is != favours[static_cast<std::size_t>(kind)]) continue;
        const auto member = json.id<MemberId>("member");
        const bool asks = kind == RelayRequest::Kind::introduce;
        auto body =
            asks ? std::string() : json.sealed("body", kind == RelayRequest::Kind::introduced ? max_hello_letters : max_seal_letters);
        if (!member || !body) return std::nullopt;
        return RelayRequest{kind, *member, std::move(*body)};
    }
    return std::nullopt;
}

}  // namespace protocol
