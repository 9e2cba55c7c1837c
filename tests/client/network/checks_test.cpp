// The measurements of the connection diagnostics, as findings.
#include "client/network/checks.hpp"

#include <doctest/doctest.h>

#include <string>

#include "protocol/wire.hpp"

using namespace client::network;

TEST_CASE("a server that gives what it was asked for is reached") {
    for (const auto wanted : {Wanted::own_address, Wanted::relay}) {
        CHECK(reach_of({Gathered::found, false, 20}, wanted) == Reach::ok);
        CHECK(reach_of({Gathered::found, true, 9'000}, wanted) == Reach::ok);
        CHECK(reach_of({Gathered::nothing, false, 10'000}, wanted) == Reach::failed);
        CHECK(reach_of({}, wanted) == Reach::failed);
    }
}

TEST_CASE("an address that is ours anyway is not told as a new one, and proves nothing") {
    CHECK(reach_of({Gathered::ended, false, 1'999}, Wanted::own_address) == Reach::unknown);
    CHECK(reach_of({Gathered::ended, false, 2'000}, Wanted::own_address) == Reach::failed);
    CHECK(reach_of({Gathered::ended, true, 20}, Wanted::own_address) == Reach::failed);
    CHECK(reach_of({Gathered::ended, false, 20}, Wanted::relay) == Reach::failed);
}

TEST_CASE("servers are asked where there are some, and relays where they lend something") {
    const IceServers bare{{{"turn:a.example"}}};
    const IceServers lent{{{"turn:a.example"}, "me", "secret"}};
    const IceServers mixed{lent[0], bare[0]};
    CHECK(asking({}, Wanted::relay, true) == Asking::none);
    CHECK(asking({}, Wanted::own_address, false) == Asking::outside);
    CHECK(asking(bare, Wanted::own_address, true) == Asking::asked);
    CHECK(asking(bare, Wanted::relay, true) == Asking::alone);
    CHECK(asking(mixed, Wanted::relay, true) == Asking::alone);
    CHECK(asking(lent, Wanted::relay, true) == Asking::asked);
    CHECK(reach_unasked(Asking::none) == Reach::none);
    CHECK(reach_unasked(Asking::outside) == Reach::unknown);
    CHECK(reach_unasked(Asking::alone) == Reach::unknown);
}

TEST_CASE("of several servers, one that answers is enough") {
    const auto all = [](std::initializer_list<Reach> answers) { return reach_of_all({answers.begin(), answers.size()}); };
    CHECK(all({Reach::failed, Reach::unknown, Reach::ok}) == Reach::ok);
    CHECK(all({Reach::failed, Reach::unknown}) == Reach::unknown);
    CHECK(all({Reach::failed, Reach::failed}) == Reach::failed);
}

TEST_CASE("our server answers in its own words, whichever they are; anything else is something in its place") {
    const auto answer = [](std::initializer_list<ServerAnswer> answers) { return answer_of({answers.begin(), answers.size()}); };
    const std::string looked = protocol::encode(protocol::LookAnswer{8, {}});
    const std::string error = protocol::encode(protocol::ErrorWord::too_fast);
    CHECK(answer({{true, looked}, {true, looked}}) == Answer::ok);
    CHECK(answer({{true, looked}, {true, error}}) == Answer::ok);
    CHECK(answer({{true, looked}, {true, "<html>Welcome to our hotel</html>"}}) == Answer::foreign);
    CHECK(answer({{true, "{}"}, {true, looked}}) == Answer::foreign);
    CHECK(answer({{true, ""}, {true, looked}}) == Answer::foreign);
    CHECK(answer({{true, looked}, {}}) == Answer::away);
    CHECK(answer({{true, "<html>"}, {}}) == Answer::away);
}

TEST_CASE("a microphone is heard, muted, silent, or nothing is known of it") {
    CHECK(microphone_of({0.11, true, true}) == Device::ok);
    CHECK(microphone_of({0.11, false, false}) == Device::ok);
    CHECK(microphone_of({0.1, true, true}) == Device::silent);
    CHECK(microphone_of({0.1, false, true}) == Device::muted);
    CHECK(microphone_of({0, true, false}) == Device::unknown);
}

TEST_CASE("a camera without a picture is silent") {
    CHECK(camera_of(true) == Device::ok);
    CHECK(camera_of(false) == Device::silent);
}
