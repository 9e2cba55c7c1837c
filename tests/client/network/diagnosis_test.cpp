// The diagnostics' conclusions: one evening each, of somebody whose connection is as it is.
#include "client/network/diagnosis.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace client::network;

namespace {

constexpr Path near{.connected = true, .over_udp = true};
constexpr Path by_tcp{.connected = true};
constexpr Path weak{.connected = true, .over_udp = true, .weak = true};
constexpr Path away{};

// Two others are there, and everything is well.
struct Evening {
    std::vector<Path> others = std::vector<Path>(2, near);
    Findings found = [] {
        Findings it;
        it.secure = it.online = it.webrtc = it.inside = true;
        it.stun = it.turn_udp = it.turn_tcp = Reach::ok;
        it.turn_tls = Reach::none;
        it.microphone = it.camera = Device::ok;
        return it;
    }();

    Evening& meets(std::vector<Path> these) {
        others = std::move(these);
        return *this;
    }
    Evening& asks_turn(Reach udp, Reach tcp, Reach tls) {
        found.turn_udp = udp;
        found.turn_tcp = tcp;
        found.turn_tls = tls;
        return *this;
    }
    Evening& has_no_turn() { return asks_turn(Reach::none, Reach::none, Reach::none); }
    Evening& hears_no_stun() {
        found.stun = Reach::failed;
        return *this;
    }
    Evening& asks_server(Answer answer) {
        found.server = answer;
        return *this;
    }

    Diagnosis diagnosed() {
        found.others = others;
        return diagnose(found);
    }
    std::string_view cause() { return cause_words[static_cast<std::size_t>(diagnosed().cause)]; }
    std::string_view weight() { return weight_words[static_cast<std::size_t>(diagnosed().weight)]; }
};

}  // namespace

TEST_CASE("where all is well, diagnostics say so") {
    Evening evening;
    CHECK(evening.cause() == "well");
    CHECK(evening.weight() == "ok");
    CHECK(evening.diagnosed().udp == Reach::ok);
    CHECK_FALSE(evening.diagnosed().about);
    // A person who muted the microphone knows that, and a browser that cannot tell accuses nobody.
    evening.found.microphone = Device::muted;
    evening.found.camera = Device::unknown;
    CHECK(evening.cause() == "well");
}

TEST_CASE("the cause that makes everything else moot comes first") {
    Evening evening;
    evening.hears_no_stun().asks_turn(Reach::failed, Reach::failed, Reach::failed).meets({away, away}).asks_server(Answer::away);
    evening.found.secure = evening.found.webrtc = evening.found.online = false;
    CHECK(evening.cause() == "insecure");
    evening.found.secure = true;
    CHECK(evening.cause() == "no_webrtc");
    evening.found.webrtc = true;
    CHECK(evening.cause() == "offline");
    evening.found.online = true;
    CHECK(evening.cause() == "nothing_reached");
    CHECK(evening.asks_server(Answer::foreign).cause() == "foreign");
    CHECK(evening.weight() == "bad");
}

TEST_CASE("a server that is away is no trouble to those who are connected") {
    CHECK(Evening().asks_server(Answer::away).cause() == "server_away");
    CHECK(Evening().asks_server(Answer::away).weight() == "warn");
    CHECK(Evening().asks_server(Answer::away).meets({away, away}).cause() == "nothing_reached");
    Evening at_the_door;
    at_the_door.found.inside = false;
    CHECK(at_the_door.asks_server(Answer::away).meets({}).cause() == "nothing_reached");
}

TEST_CASE("a network that blocks UDP is told by what is left of it") {
    for (const auto& others : {std::vector<Path>{}, {away}}) {
        CHECK(Evening().hears_no_stun().has_no_turn().meets(others).cause() == "udp_no_turn");
        CHECK(Evening().hears_no_stun().asks_turn(Reach::failed, Reach::none, Reach::none).meets(others).cause() == "udp_turn_udp_only");
        CHECK(Evening().hears_no_stun().asks_turn(Reach::failed, Reach::failed, Reach::none).meets(others).cause() == "udp_turn_failed");
    }
    for (const auto& [tcp, tls] : {std::pair{Reach::ok, Reach::none}, {Reach::failed, Reach::ok}, {Reach::none, Reach::ok}}) {
        Evening around;
        around.hears_no_stun().asks_turn(Reach::failed, tcp, tls).meets({by_tcp});
        CHECK(around.cause() == "udp_around");
        CHECK(around.weight() == "warn");
        CHECK(around.diagnosed().udp == Reach::failed);
    }
}

TEST_CASE("a person alone learns nothing of the relay, and is told so") {
    Evening alone;
    alone.meets({}).asks_turn(Reach::unknown, Reach::unknown, Reach::none);
    CHECK(alone.cause() == "alone");
    CHECK(alone.weight() == "ok");
    CHECK(alone.hears_no_stun().cause() == "udp_alone");
    CHECK(alone.weight() == "warn");
    CHECK(alone.asks_turn(Reach::unknown, Reach::none, Reach::none).cause() == "udp_turn_udp_only");
}

TEST_CASE("a path over UDP proves more than a server that does not answer") {
    Evening evening;
    evening.hears_no_stun().asks_turn(Reach::failed, Reach::failed, Reach::failed);
    CHECK(evening.diagnosed().udp == Reach::ok);
    CHECK(evening.cause() == "turn_failed");
    CHECK(Evening().asks_turn(Reach::failed, Reach::ok, Reach::failed).cause() == "well");
    // Of nothing that was asked, nothing is known.
    Evening nothing;
    nothing.found.stun = Reach::unknown;
    CHECK(nothing.has_no_turn().meets({}).diagnosed().udp == Reach::unknown);
}

TEST_CASE("is it me? One person's trouble looks different from everybody's") {
    CHECK(Evening().meets({away, away}).cause() == "nobody_reached");
    CHECK_FALSE(Evening().meets({away, away}).diagnosed().about);
    CHECK(Evening().meets({near, away}).cause() == "one_away");
    CHECK(Evening().meets({near, away}).diagnosed().about == 1);
    CHECK(Evening().meets({away}).cause() == "only_one_away");
    CHECK(Evening().meets({away}).diagnosed().about == 0);
    CHECK(Evening().meets({away, near}).has_no_turn().cause() == "one_no_turn");
    CHECK(Evening().meets({away, near}).has_no_turn().diagnosed().about == 0);

    CHECK(Evening().meets({weak, weak}).cause() == "all_weak");
    CHECK(Evening().meets({near, weak, weak}).cause() == "one_weak");
    CHECK(Evening().meets({near, weak, weak}).diagnosed().about == 1);
    CHECK(Evening().meets({weak}).cause() == "one_weak");
}

TEST_CASE("devices come after the ways to others, the microphone first") {
    const std::pair<Device, std::string_view> states[] = {{Device::silent, "silent"},
                                                          {Device::denied, "denied"},
                                                          {Device::missing, "missing"},
                                                          {Device::busy, "busy"},
                                                          {Device::failed, "failed"}};
    for (const auto& [state, word] : states) {
        CHECK(device_words[static_cast<std::size_t>(state)] == word);
        Evening evening;
        evening.found.camera = state;
        CHECK(evening.cause() == "camera_" + std::string(word));
        evening.found.microphone = state;
        CHECK(evening.cause() == "microphone_" + std::string(word));
        CHECK(evening.weight() == "warn");
        CHECK(evening.meets({weak, near}).cause() == "one_weak");
    }
}

TEST_CASE("the visible measurements are not taken for all there is") {
    Evening bare;
    bare.found.stun = Reach::none;
    CHECK(bare.has_no_turn().cause() == "no_servers");
    Evening outside;
    outside.found.inside = false;
    outside.found.stun = Reach::unknown;
    outside.asks_turn(Reach::unknown, Reach::unknown, Reach::unknown).meets({});
    CHECK(outside.cause() == "outside");
    CHECK(outside.weight() == "ok");
}

TEST_CASE("there is one cause for any findings, and the member it names is really there and as it says") {
    std::minstd_rand chance(4);
    const auto below = [&](unsigned most) { return static_cast<unsigned>(chance() % most); };
    std::set<Cause> told;
    for (int evening = 0; evening < 100'000; ++evening) {
        Evening it;
        auto& found = it.found;
        // Mostly well: otherwise what is moot is hardly ever heard of.
        const auto well = [&] { return below(8) != 0; };
        found.secure = well();
        found.webrtc = well();
        found.online = well();
        found.inside = well();
        found.server = well() ? Answer::ok : static_cast<Answer>(below(3));
        for (auto* reach : {&found.stun, &found.turn_udp, &found.turn_tcp, &found.turn_tls}) *reach = static_cast<Reach>(below(4));
        for (auto* device : {&found.microphone, &found.camera}) *device = well() ? Device::ok : static_cast<Device>(below(8));
        it.others.resize(below(4));
        for (auto& path : it.others) path = {well(), well(), !well()};
        const auto said = it.diagnosed();
        told.insert(said.cause);
        if (!said.about) continue;
        REQUIRE(*said.about < it.others.size());
        const auto& path = it.others[*said.about];
        CHECK(path.connected == (said.cause == Cause::one_weak));
        CHECK((!path.connected || path.weak));
    }
    CHECK(told.size() == std::size(cause_words));
}

namespace {

using Words = std::set<std::string>;

template <std::size_t count>
Words all(const char* const (&words)[count]) {
    return {std::begin(words), std::end(words)};
}

// The quoted words of that type in the page's declarations: `@typedef {'one'|'two'} Name`.
Words declared(const std::string& surface, const std::string& name) {
    const auto end = surface.find("} " + name);
    REQUIRE(end != std::string::npos);
    Words words;
    for (auto at = surface.rfind("@typedef {", end); (at = surface.find('\'', at) + 1) < end;) {
        const auto closing = surface.find('\'', at);
        words.insert(surface.substr(at, closing - at));
        at = closing + 1;
    }
    return words;
}

}  // namespace

TEST_CASE("the page's declarations have the words of the diagnosis, and no others") {
    std::ifstream file(TINCAN_SURFACE);
    const std::string surface(std::istreambuf_iterator<char>(file), {});
    CHECK(declared(surface, "Reach") == all(reach_words));
    CHECK(declared(surface, "Answer") == all(answer_words));
    CHECK(declared(surface, "DeviceState") == all(device_words));
    CHECK(declared(surface, "Cause") == all(cause_words));
    CHECK(declared(surface, "Weight") == all(weight_words));
}
