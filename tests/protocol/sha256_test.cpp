// SHA-256 gives what its standard and NIST's examples say, however the bytes come.
#include "protocol/sha256.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

std::string hex(const protocol::Hash& hash) {
    std::string text;
    for (const auto byte : hash) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

}  // namespace

TEST_CASE("SHA-256 of NIST's examples") {
    CHECK(hex(protocol::sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(protocol::sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(protocol::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hex(protocol::sha256(std::string(1'000'000, 'a'))) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 is the same in whatever pieces the bytes come, also around the length of a block") {
    for (std::size_t length = 0; length < 140; ++length) {
        std::string bytes;
        for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(i * 7);
        protocol::Sha256 pieces;
        for (std::size_t at = 0; at < length; at += 1 + at % 5) pieces.add(std::string_view(bytes).substr(at, 1 + at % 5));
        CHECK(pieces.finish() == protocol::sha256(bytes));
    }
}
