// The bytes that safety codes are made of: everything that somebody between two others would have to change changes the bytes.
#include "protocol/safety.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/client/orders.hpp"

using namespace protocol;
using story::identity;
using story::member;

TEST_CASE("every part of a code counts, and nothing can move over a border") {
    const std::string print(32, 'p');
    const auto ann = safety_record(member(1), identity(1), "nonce") + print;
    const auto ben = safety_record(member(2), identity(2), "other") + print;
    std::set<std::string> transcripts;
    const auto is_new = [&](const std::string& one, const std::string& other) {
        return transcripts.insert(safety_transcript({one, other})).second;
    };
    CHECK(is_new(ann, ben));
    CHECK_FALSE(is_new(ben, ann));  // both sides see the same
    CHECK(is_new(safety_record(member(3), identity(1), "nonce") + print, ben));
    CHECK(is_new(safety_record(member(1), identity(3), "nonce") + print, ben));
    CHECK(is_new(safety_record(member(1), {Scheme::p256, std::string(65, '\1')}, "nonce") + print, ben));
    CHECK(is_new(safety_record(member(1), identity(1), "Nonce") + print, ben));
    CHECK(is_new(safety_record(member(1), identity(1), "nonce") + std::string(32, 'q'), ben));
    CHECK(is_new(safety_record(member(1), identity(1), "noncep") + print.substr(1), ben));
    CHECK(transcripts.insert(safety_transcript({ann})).second);
}

TEST_CASE("a commitment is of one pair, one direction and one nonce") {
    std::set<std::string> transcripts;
    const auto is_new = [&](unsigned from, unsigned to, const char* nonce) {
        return transcripts.insert(commitment_transcript(member(from), member(to), nonce)).second;
    };
    CHECK(is_new(1, 2, "n"));
    CHECK(is_new(2, 1, "n"));  // so it cannot be sent back as one's own
    CHECK(is_new(1, 3, "n"));
    CHECK(is_new(1, 2, "m"));
    CHECK_FALSE(is_new(1, 2, "n"));
}
