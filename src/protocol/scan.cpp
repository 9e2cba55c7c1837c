#include "protocol/scan.hpp"

#include <utility>

namespace protocol {
namespace {

constexpr std::size_t max_digits = 15;  // always below 2^53, up to which whole numbers are exact

// The text that is left, and whether all before it was as expected.
struct Scan {
    std::string_view left;
    bool good = true;

    bool take(char expected) {
        if (left.empty() || left.front() != expected) return false;
        left.remove_prefix(1);
        return true;
    }

    void need(char expected) { good = good && take(expected); }

    // A string of base64url letters or a key; whoever uses it checks its letters, and so that no escape is in it.
    std::string_view text() {
        need('"');
        const auto end = left.find('"');
        if (!good || end == std::string_view::npos) {
            good = false;
            return {};
        }
        const auto text = left.substr(0, end);
        left.remove_prefix(end + 1);
        return text;
    }

    std::uint64_t whole() {
        std::uint64_t value = 0;
        std::size_t digits = 0;
        for (; digits < left.size() && left[digits] >= '0' && left[digits] <= '9' && digits <= max_digits; ++digits)
            value = value * 10 + static_cast<std::uint64_t>(left[digits] - '0');
        good = good && digits > 0 && digits <= max_digits && (digits == 1 || left.front() != '0');
        left.remove_prefix(digits);
        return value;
    }

    template <class AnyId>
    void id(std::optional<AnyId>& field) {
        good = good && !field;  // once
        field = id_from_text<AnyId>(text());
        good = good && field;
    }

    // {"key":value,...}: `read_value(key)` reads each value.
    template <class ReadValue>
    void object(ReadValue read_value) {
        need('{');
        do {
            const auto key = text();
            need(':');
            if (good) read_value(key);
        } while (good && take(','));
        need('}');
    }
};

Envelope scan_envelope(Scan& scan) {
    std::optional<MemberId> to;
    std::string_view body;
    scan.object([&](std::string_view key) {
        if (key == "to") return scan.id(to);
        scan.good = key == "body" && body.empty();
        body = scan.text();
        scan.good = scan.good && !body.empty() && body.size() <= max_seal_letters && is_base64url(body);
    });
    scan.good = scan.good && to && !body.empty();
    if (!scan.good) return {};
    return {*to, std::string(body)};
}

}  // namespace

std::optional<PostRequest> scan_post_request(std::string_view bytes) {
    Scan scan{bytes};
    std::optional<RoomId> room;
    std::optional<MemberId> member;
    std::optional<Token> token;
    std::optional<std::uint64_t> after;
    std::optional<std::vector<Envelope>> letters;
    scan.object([&](std::string_view key) {
        if (key == "room") return scan.id(room);
        if (key == "member") return scan.id(member);
        if (key == "token") return scan.id(token);
        if (key == "after") {
            scan.good = !after;
            after = scan.whole();
        } else if (key == "letters") {
            scan.good = !letters;
            letters.emplace();
            scan.need('[');
            if (scan.take(']')) return;
            do {
                letters->push_back(scan_envelope(scan));
            } while (scan.good && letters->size() < max_letters_per_post && scan.take(','));
            scan.need(']');
        } else {
            scan.good = false;
        }
    });
    if (!scan.good || !scan.left.empty() || !room || !member || !token || !after || !letters) return std::nullopt;
    return PostRequest{{*room, *member, *token}, *after, std::move(*letters)};
}

}  // namespace protocol
