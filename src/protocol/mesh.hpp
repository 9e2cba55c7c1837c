// The words by which two members make their connection, and by which a third passes words between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ids.hpp"

namespace protocol {

inline constexpr std::size_t max_sdp_bytes = 32 * 1024;  // four transceivers of today's browsers take 9 KB
inline constexpr std::size_t max_candidate_bytes = 1024;
inline constexpr std::uint32_t max_link = 1'000'000'000;  // nobody makes so many, and one more is still a number

// A session description (RFC 8829) of the link number `link` between two members. Numbers rise with each new connection
// that the offerer makes, so that a late word about an old one is recognised; so do the rounds of offer and answer within a link.
struct Description {
    enum class Kind { offer, answer };
    std::uint32_t link = 0;
    Kind kind = Kind::offer;
    std::string sdp;
    std::uint32_t round = 0;
};

// An ICE candidate (RFC 8838); an empty `candidate` ends the list.
struct Candidate {
    std::uint32_t link = 0;
    std::string candidate;
    std::string mid;
    std::uint32_t line = 0;
};

// The answerer's request: link number `link` (0: none was ever seen) does not work, offer again.
struct RequestOffer {
    std::uint32_t link = 0;
};

// Something in your name did not bear your signature, and was refused.
struct Tampered {
    std::uint32_t link = 0;
};

// I am leaving now.
struct Bye {};

// With whom else I talk now: whom words can reach through me.
struct Reach {
    std::string members;  // their ids as text, one behind the other
};

// Relaying for two other members who do not reach each other.
struct RelayRequest {
    enum class Kind {
        forward,     // pass this sealed letter on to `member`
        forwarded,   // `member` asked me to pass this on to you
        introduce,   // who is `member`?
        introduced,  // this is how they introduced themselves: the sealed hello
    };
    Kind kind = Kind::forward;
    MemberId member;
    std::string body{};  // sealed; "" where a question is asked
};

class JsonReader;
class JsonWriter;

// Their fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Description&);
void write(JsonWriter& json, const Candidate&);
void write(JsonWriter& json, const RequestOffer&);
void write(JsonWriter& json, const Tampered&);
void write(JsonWriter& json, const Bye&);
void write(JsonWriter& json, const Reach&);
void write(JsonWriter& json, const RelayRequest&);
std::optional<Description> read_description(const JsonReader& json, Description::Kind kind);
std::optional<Candidate> read_candidate(const JsonReader& json);
std::optional<RequestOffer> read_again(const JsonReader& json);
std::optional<Tampered> read_tampered(const JsonReader& json);
std::optional<Reach> read_reach(const JsonReader& json);
std::optional<RelayRequest> read_favour(const JsonReader& json, std::string_view is);  // nothing, too, where `is` is none of a favour

}  // namespace protocol
