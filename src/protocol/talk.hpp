// The words between two members: what a sealed letter holds, and what travels over the data channel `talk` once it is open.
// The author of a word is never written in it: it is whoever the letter or the channel comes from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "protocol/charter.hpp"
#include "protocol/identity.hpp"
#include "protocol/ids.hpp"

namespace protocol {

inline constexpr std::size_t max_name_bytes = 128;  // 32 characters of four bytes
inline constexpr std::size_t max_build_letters = 64;
inline constexpr std::size_t max_name_characters = 32;      // Unicode code points
inline constexpr std::size_t max_text_characters = 10'000;  // Unicode code points of one message
inline constexpr std::size_t max_text_bytes = 40'000;       // the same in UTF-8, at worst
inline constexpr std::size_t max_sdp_bytes = 32 * 1024;     // four transceivers of today's browsers take 9 KB
inline constexpr std::size_t max_candidate_bytes = 1024;
inline constexpr std::size_t max_signals_per_letter = 32;
inline constexpr std::size_t max_talk_bytes = 256 * 1024;  // the smallest message size that both engines take whole

// The introduction of a member, signed for the whole room on joining.
struct Hello {
    std::string name;
    Identity identity;
    TabId tab;
    std::uint64_t epoch = 0;  // of that tab's stays, ms since 1970: a later stay of one tab replaces an earlier one
    Fresh fresh;
    std::string build;  // which page it runs: what `data-build` of the HTML says, "" where it says nothing
};

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

// The answerer's plea: link number `link` (0: none was ever seen) does not work, offer again.
struct Again {
    std::uint32_t link = 0;
};

// Something in your name did not bear your signature, and was refused.
struct Tampered {
    std::uint32_t link = 0;
};

// Signaling between two members, and the rules that say who may connect. Travels as sealed letters, and over `talk` once that is
// open.
using Signal = std::variant<Description, Candidate, Again, Tampered, Charter>;

// A message of the conversation. The author numbers its own from 1.
struct Line {
    std::uint64_t number = 0;
    std::uint64_t stamp = 0;  // hybrid logical clock, ms since 1970: orders the conversation the same for everybody
    std::string text;
};

// "I have the first `lines` lines of yours": the receipt, and on opening a channel the place to go on from.
struct Have {
    std::uint64_t lines = 0;
};

// The media that a member sends in the call.
struct Status {
    bool in_call = false;
    bool microphone = false;  // live and not muted
    bool camera = false;
    bool screen = false;
    friend bool operator==(const Status&, const Status&) = default;
};

// I am leaving now.
struct Bye {};

// Comparing safety codes (docs/protocol.md): the hash that binds me to my nonce, and then the nonce.
struct Commit {
    std::string hash;  // raw: hash_bytes
};
struct Reveal {
    std::string nonce;  // raw: safety_nonce_bytes
};

// With whom else I talk now: whom words can reach through me.
struct Reach {
    std::string members;  // their ids as text, one behind the other
};

// Relaying for two other members who do not reach each other.
struct Favour {
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

using Talk = std::variant<Line, Have, Status, Signal, Bye, Commit, Reveal, Move, Reach, Favour>;

// The content of one letter: signals, and in one that goes through a friend also lines, receipts and statuses.
using Signals = std::vector<Talk>;

}  // namespace protocol
