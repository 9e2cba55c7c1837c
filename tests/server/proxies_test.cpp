// The caller behind a request: addresses, networks, and what proxies tell.
#include "server/proxies.hpp"

#include <doctest/doctest.h>

using namespace server;

namespace {

Address at(std::string_view text) {
    const auto address = parse_address(text);
    REQUIRE_MESSAGE(address, text);
    return *address;
}

Network network(std::string_view text) {
    const auto read = parse_network(text);
    REQUIRE_MESSAGE(read, text);
    return *read;
}

const TrustedProxies proxies{parse_network("10.0.0.0/8").value(), parse_network("2001:db8:1::/48").value()};

}  // namespace

TEST_CASE("addresses of both kinds are read, and nothing else") {
    CHECK(at("::ffff:192.0.2.1") == at("192.0.2.1"));
    CHECK(at("2001:DB8::1") == at("2001:db8:0:0::1"));
    CHECK(at("127.9.9.9").is_loopback());
    CHECK(at("::1").is_loopback());
    CHECK_FALSE(at("128.0.0.1").is_loopback());
    CHECK_FALSE(at("::2").is_loopback());
    for (const std::string_view text : {"", "unknown", "_hidden", "1.2.3", "1.2.3.4.5", "1.2.3.4 ", "::g", "fe80::1%eth0", "[::1]"})
        CHECK_FALSE_MESSAGE(parse_address(text), text);
    CHECK_FALSE(parse_address(std::string_view("1.2.3.4\0", 8)));
}

TEST_CASE("a network holds what begins as it does") {
    CHECK(network("10.0.0.0/8").holds(at("10.255.0.1")));
    CHECK_FALSE(network("10.0.0.0/8").holds(at("11.0.0.1")));
    CHECK(network("192.0.2.128/25").holds(at("192.0.2.255")));
    CHECK_FALSE(network("192.0.2.128/25").holds(at("192.0.2.127")));
    CHECK(network("192.0.2.1").holds(at("192.0.2.1")));
    CHECK_FALSE(network("192.0.2.1").holds(at("192.0.2.2")));
    CHECK(network("0.0.0.0/0").holds(at("203.0.113.9")));
    CHECK_FALSE(network("0.0.0.0/0").holds(at("2001:db8::1")));
    CHECK(network("::/0").holds(at("203.0.113.9")));
    for (const std::string_view text : {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "/8", "office"})
        CHECK_FALSE_MESSAGE(parse_network(text), text);
}

TEST_CASE("the nearest address that is no proxy's is the caller, in either spelling") {
    const auto listed = [](std::string_view list) { return forwarded_for(proxies, list, ""); };
    CHECK(listed("192.0.2.1") == at("192.0.2.1"));
    CHECK(listed("192.0.2.1, 10.1.1.1,\t10.2.2.2") == at("192.0.2.1"));
    CHECK(listed("192.0.2.1:4711") == at("192.0.2.1"));
    CHECK(listed("[2001:db8::7]:80, 2001:db8:1::9") == at("2001:db8::7"));
    CHECK(listed("10.9.9.9") == at("10.9.9.9"));  // somebody in the proxies' own network

    const auto told = [](std::string_view elements) { return forwarded_for(proxies, "", elements); };
    CHECK(told("for=192.0.2.1") == at("192.0.2.1"));
    CHECK(told("For=192.0.2.1;proto=https;by=10.0.0.1, for=10.1.1.1") == at("192.0.2.1"));
    CHECK(told("proto=https; for=\"[2001:db8::7]:4711\"") == at("2001:db8::7"));
    CHECK(told("for=\"192.0.2.1:80\"") == at("192.0.2.1"));
}

TEST_CASE("addresses that the caller itself wrote are not believed") {
    // It wrote the first; the proxy added whom it had that from.
    CHECK(forwarded_for(proxies, "203.0.113.5, 192.0.2.1", "") == at("192.0.2.1"));
    CHECK(forwarded_for(proxies, "", "for=203.0.113.5, for=192.0.2.1") == at("192.0.2.1"));
    CHECK(forwarded_for(proxies, "10.0.0.7, 192.0.2.1, 10.0.0.1", "") == at("192.0.2.1"));
    // Its own spelling beside the proxy's.
    CHECK_FALSE(forwarded_for(proxies, "192.0.2.1", "for=203.0.113.5"));
    CHECK_FALSE(forwarded_for(proxies, "192.0.2.1", "nonsense"));
    CHECK(forwarded_for(proxies, "192.0.2.1", "for=192.0.2.1") == at("192.0.2.1"));
}

TEST_CASE("text that a caller puts into quotes hides nothing that the proxy adds, and adds nothing to it") {
    const auto told = [](std::string_view elements) { return forwarded_for(proxies, "", elements); };
    CHECK(told("for=192.0.2.1;host=\"x,for=203.0.113.5\"") == at("192.0.2.1"));
    CHECK(told("for=192.0.2.1;host=\"x\\\",for=203.0.113.5;y=\\\"\"") == at("192.0.2.1"));
    CHECK(told("host=\"a;for=203.0.113.5\";for=192.0.2.1") == at("192.0.2.1"));
    CHECK_FALSE(told("for=203.0.113.5, for=\"x, for=192.0.2.1"));
    CHECK_FALSE(told("for=203.0.113.5, for=\"x\\, for=\"[2001:db8::7]:1\""));
}

TEST_CASE("nothing is made of nonsense") {
    for (const std::string_view text : {"", ",", ", ,", "unknown", "192.0.2.1, unknown", "192.0.2.1, ", "[", "[::1", "]", ":", "a:b:c"})
        CHECK_FALSE_MESSAGE(forwarded_for(proxies, text, ""), text);
    for (const std::string_view text :
         {"for", "for=", "for=\"", "for=\"\"", "=1.2.3.4", "for=_hidden", "for=unknown", ";;;", "by=192.0.2.1"})
        CHECK_FALSE_MESSAGE(forwarded_for(proxies, "", text), text);
}
