// The addresses under /api/ and the lines of streams: bytes in, bytes out, without a socket.
#include "server/api.hpp"

#include <doctest/doctest.h>

#include <string>

#include "protocol/wire.hpp"
#include "server/store/memory.hpp"
#include "server/stream.hpp"

namespace {

using namespace protocol;
using namespace server;
using store::Subscriber;

Seat seat(std::uint8_t n) {
    Seat seat;
    seat.member.bytes[0] = n;
    seat.token.bytes[0] = n;
    return seat;
}

struct Office {
    explicit Office(Limits limits = {}, IceOptions servers = {{"stun:stun.example.org:3478"}, {}})
        : rooms(limits), callers(CallerLimits{}), ice(std::move(servers), [] { return 1'700'000'000; }), api(rooms, callers, ice) {}

    store::Memory rooms;
    Callers callers;
    IceServers ice;
    Api api;
    Millis now = 1'000;
    Caller from{1};

    Answer ask(std::string_view path, std::string_view body, std::string_view method = "POST") {
        if (const auto refused = Api::refuse_head({method, path, "application/json"})) return *refused;
        if (const auto refused = api.charge(from, body.size(), now)) return *refused;
        const auto outcome = handle(path, body);
        REQUIRE(std::holds_alternative<Answer>(outcome));
        return std::get<Answer>(outcome);
    }

    Api::Outcome handle(std::string_view path, std::string_view body) {
        std::optional<Api::Outcome> heard;
        api.handle(from, path, body, now, [&](Api::Outcome outcome) { heard = std::move(outcome); });
        REQUIRE(heard);
        return *heard;
    }

    Stream stream(Subscriber subscriber) const { return Stream(subscriber, ice, from); }

    // The first lines of the stream, or why there is none.
    Stream::Opened open(Stream& stream, const ReceiveRequest& request) {
        std::optional<Stream::Opened> heard;
        stream.open(rooms, request, [&](Stream::Opened opened) { heard = std::move(opened); });
        REQUIRE(heard);
        return *heard;
    }

    void join(std::uint8_t who) { CHECK(ask("/api/join", encode(JoinRequest{seat(who), "aGk"})).status == 200); }

    Answer post(std::uint8_t sender, std::uint8_t to, std::size_t letters = 1) {
        PostRequest request{seat(sender), 0, {}};
        for (std::size_t i = 0; i < letters; ++i) request.letters.push_back({seat(to).member, "bGV0dGVy"});
        return ask("/api/post", encode(request));
    }
};

void check_error(const Answer& answer, ErrorWord error) {
    CHECK(answer.status == status(error));
    CHECK(decode_error(answer.body) == error);
    CHECK(answer.body.find(sentence(error)) != std::string::npos);
}

std::vector<MailLine> lines_of(const std::string& text) {
    std::vector<MailLine> lines;
    for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
        const auto line = decode_mail_line(std::string_view(text).substr(begin, end - begin));
        REQUIRE(line);
        lines.push_back(*line);
    }
    return lines;
}

}  // namespace

TEST_CASE("join says who is here, how many seats there are and which STUN servers") {
    Office office;
    office.join(1);
    const Answer answer = office.ask("/api/join", encode(JoinRequest{seat(2), "Ym9i"}));
    const auto joined = decode_join_answer(answer.body);
    REQUIRE(joined);
    CHECK(joined->seats == 8);
    CHECK(joined->after == 0);
    REQUIRE(joined->ice.size() == 1);
    CHECK(joined->ice[0].urls == std::vector<std::string>{"stun:stun.example.org:3478"});
    CHECK(joined->ice_seconds == 0);
    REQUIRE(joined->present.size() == 1);
    CHECK(joined->present[0].member == seat(1).member);
    CHECK(joined->present[0].hello == "aGk");
}

TEST_CASE("look tells who is there without joining") {
    Office office;
    office.join(1);
    const auto look = decode_look_answer(office.ask("/api/look", encode(LookRequest{{}})).body);
    REQUIRE(look);
    CHECK(look->seats == 8);
    CHECK(look->present.size() == 1);
}

TEST_CASE("post and leave have nothing to say when all is well") {
    Office office;
    office.join(1);
    office.join(2);
    CHECK(office.post(1, 2).status == 204);
    CHECK(office.post(1, 9).status == 204);  // somebody who left: dropped
    const Answer left = office.ask("/api/leave", encode(LeaveRequest{seat(1)}));
    CHECK(left.status == 204);
    CHECK(left.body.empty());
    CHECK(office.ask("/api/leave", encode(LeaveRequest{seat(1)})).status == 204);
}

TEST_CASE("bodies that are not what an address takes are refused with 400") {
    Office office;
    for (const char* path : {"/api/look", "/api/join", "/api/post", "/api/receive", "/api/leave"})
        for (const char* body : {"", "{}", "[]", "nonsense", "\xff\xfe", R"({"room":7})", R"({"room":"AAAA"})"})
            check_error(office.ask(path, body), ErrorWord::bad_request);
}

TEST_CASE("a receive that names a mailbox twice is refused") {
    Office office;
    office.join(1);
    check_error(office.ask("/api/receive", encode(ReceiveRequest{protocol::Wait::stream, {{seat(1), 0}, {seat(1), 0}}})),
                ErrorWord::bad_request);
}

TEST_CASE("an address that is not there, and a method that does not fit") {
    Office office;
    check_error(office.ask("/api/", ""), ErrorWord::unknown_path);
    check_error(office.ask("/api/join/", ""), ErrorWord::unknown_path);
    for (const char* method : {"GET", "PUT", "DELETE", "OPTIONS", "HEAD", "post"}) {
        const Answer answer = office.ask("/api/join", "{}", method);
        check_error(answer, ErrorWord::wrong_method);
        CHECK(answer.allow == "POST");
    }
}

TEST_CASE("each refusal of the rooms has its own answer") {
    Limits limits;
    limits.seats = 2;
    limits.rooms = 1;
    limits.letters = {4, 60};
    limits.waiting_mail = 2;
    Office office(limits);
    office.join(1);
    Seat thief = seat(1);
    thief.token.bytes[3] = 1;
    check_error(office.ask("/api/join", encode(JoinRequest{thief, "aGk"})), ErrorWord::wrong_token);
    check_error(office.ask("/api/leave", encode(LeaveRequest{thief})), ErrorWord::wrong_token);
    check_error(office.post(9, 1), ErrorWord::unknown_member);
    office.join(2);
    check_error(office.ask("/api/join", encode(JoinRequest{seat(3), "aGk"})), ErrorWord::room_full);
    Seat elsewhere = seat(3);
    elsewhere.room.bytes[0] = 1;
    check_error(office.ask("/api/join", encode(JoinRequest{elsewhere, "aGk"})), ErrorWord::server_full);
    check_error(office.post(1, 2, 3), ErrorWord::mailbox_full);
    CHECK(office.post(1, 9, 4).status == 204);
    const Answer fast = office.post(1, 9, 2);
    check_error(fast, ErrorWord::too_fast);
    CHECK(fast.retry_after == 2);  // two letters at one a second
}

TEST_CASE("a stream opens, brings what comes, and goes on where it ended") {
    Office office;
    office.join(1);
    const auto outcome = office.handle("/api/receive", encode(ReceiveRequest{protocol::Wait::stream, {{seat(1), 0}}}));
    REQUIRE(std::holds_alternative<ReceiveRequest>(outcome));
    Stream stream = office.stream(5);
    auto text = std::get<std::string>(office.open(stream, std::get<ReceiveRequest>(outcome)));
    CHECK(text == "{\"is\":\"open\"}\n");

    office.join(2);
    office.post(2, 1);
    text.clear();
    stream.read(office.rooms, text);
    auto lines = lines_of(text);
    REQUIRE(lines.size() == 2);
    CHECK(std::holds_alternative<Joined>(std::get<Delivery>(lines[0]).what));
    CHECK(std::get<Delivery>(lines[0]).number == 1);
    CHECK(std::get<ReceivedEnvelope>(std::get<Delivery>(lines[1]).what).body == "bGV0dGVy");
    CHECK(std::get<ReceivedEnvelope>(std::get<Delivery>(lines[1]).what).from == seat(2).member);
    text.clear();
    stream.read(office.rooms, text);
    CHECK(text.empty());
    stream.close(office.rooms, office.now);
    CHECK(stream.over());

    Stream next = office.stream(6);
    REQUIRE(std::holds_alternative<std::string>(office.open(next, {protocol::Wait::stream, {{seat(1), 1}}})));
    text.clear();
    next.read(office.rooms, text);
    lines = lines_of(text);
    REQUIRE(lines.size() == 1);
    CHECK(std::get<Delivery>(lines[0]).number == 2);
}

TEST_CASE("a member alone learns that there is a relay; the first to come brings what it takes to use it") {
    Office office({}, {{"stun:here"}, {"turn:there"}, "secret"});
    const auto join = [&](std::uint8_t who) {
        return *decode_join_answer(office.ask("/api/join", encode(JoinRequest{seat(who), "aGk"})).body);
    };
    for (int again = 0; again < 2; ++again) {
        const auto alone = join(1);
        REQUIRE(alone.ice.size() == 2);
        CHECK(alone.ice[1].urls == std::vector<std::string>{"turn:there"});
        CHECK(alone.ice[1].username.empty());
        CHECK(alone.ice[1].credential.empty());
        CHECK(alone.ice_seconds == 0);
    }
    Stream stream = office.stream(5);
    auto text = std::get<std::string>(office.open(stream, {protocol::Wait::stream, {{seat(1), 0}}}));

    office.from = Caller{7};
    const auto second = join(2);
    CHECK(second.ice.at(1).credential == turn_credential("secret", second.ice[1].username));
    CHECK(second.ice_seconds == 7'200);
    text.clear();
    stream.read(office.rooms, text);
    const auto joined = std::get<Joined>(std::get<Delivery>(lines_of(text).at(0)).what);
    CHECK(joined.ice.at(0).urls == std::vector<std::string>{"stun:here"});
    CHECK(joined.ice.at(1).credential == turn_credential("secret", joined.ice[1].username));
    CHECK(joined.ice_seconds == 7'200);
    CHECK(joined.ice[1].username != second.ice[1].username);  // another address
    CHECK(join(2).ice[1].username == second.ice[1].username);
    office.from = Caller{1};
    CHECK(join(1).ice[1].username == joined.ice[1].username);
}

TEST_CASE("a stream brings much mail in pieces of bearable size") {
    Office office;
    office.join(1);
    office.join(2);
    office.post(2, 1, 64);
    Stream stream = office.stream(5);
    auto text = std::get<std::string>(office.open(stream, {protocol::Wait::stream, {{seat(1), 0}}}));
    std::size_t pieces = 0;
    std::size_t lines = 0;
    for (;; ++pieces) {
        text.clear();
        stream.read(office.rooms, text, 1'000);
        if (text.empty()) break;
        CHECK(text.size() < 1'300);
        lines += lines_of(text).size();
    }
    CHECK(pieces > 3);
    CHECK(lines == 65);
}

TEST_CASE("a stream for several mailboxes serves those it may, and says which it may not") {
    Office office;
    office.join(1);
    office.join(2);
    Seat thief = seat(2);
    thief.token.bytes[3] = 1;
    Stream stream = office.stream(5);
    auto text = std::get<std::string>(office.open(stream, {protocol::Wait::stream, {{seat(1), 1}, {thief, 0}, {seat(3), 0}}}));
    auto lines = lines_of(text);
    REQUIRE(lines.size() == 3);
    CHECK(std::holds_alternative<StreamOpen>(lines[0]));
    CHECK(std::get<MailboxRefused>(lines[1]).why == ErrorWord::wrong_token);
    CHECK(std::get<MailboxRefused>(lines[2]).why == ErrorWord::unknown_member);
    CHECK_FALSE(stream.over());

    Stream none = office.stream(6);
    CHECK(std::get<ErrorWord>(office.open(none, {protocol::Wait::stream, {{thief, 0}, {seat(3), 0}}})) == ErrorWord::wrong_token);
}

TEST_CASE("a stream that loses one of its mailboxes to another is over, and gives the rest back") {
    Office office;
    office.join(1);
    office.join(2);
    Stream first = office.stream(1);
    auto text = std::get<std::string>(office.open(first, {protocol::Wait::stream, {{seat(1), 1}, {seat(2), 0}}}));
    Stream second = office.stream(2);
    REQUIRE(std::holds_alternative<std::string>(office.open(second, {protocol::Wait::stream, {{seat(1), 1}}})));
    office.post(1, 2);
    text.clear();
    first.read(office.rooms, text);
    CHECK(lines_of(text).size() == 1);  // what it still may
    CHECK(first.over());
    first.close(office.rooms, office.now);

    // Of the two, only the first is still received.
    office.now += office.rooms.limits().expiry;
    office.rooms.tick(office.now);
    text.clear();
    second.read(office.rooms, text);
    const auto lines = lines_of(text);
    REQUIRE(lines.size() == 1);
    CHECK(std::get<Left>(std::get<Delivery>(lines[0]).what).how == Departure::expired);
    CHECK_FALSE(second.over());
}

TEST_CASE("a stream is over when its members are gone, and says so") {
    Office office;
    office.join(1);
    office.join(2);
    Stream stream = office.stream(1);
    auto text = std::get<std::string>(office.open(stream, {protocol::Wait::stream, {{seat(1), 1}, {seat(2), 0}}}));
    office.ask("/api/leave", encode(LeaveRequest{seat(2)}));
    text.clear();
    stream.read(office.rooms, text);
    auto lines = lines_of(text);
    REQUIRE(lines.size() == 2);
    CHECK(std::get<Delivery>(lines[0]).to == seat(1).member);
    CHECK(std::get<MailboxRefused>(lines[1]).to == seat(2).member);
    CHECK(std::get<MailboxRefused>(lines[1]).why == ErrorWord::unknown_member);
    CHECK_FALSE(stream.over());
    office.ask("/api/leave", encode(LeaveRequest{seat(1)}));
    text.clear();
    stream.read(office.rooms, text);
    CHECK(lines_of(text).size() == 1);
    CHECK(stream.over());
}

TEST_CASE("an address that asks for too much waits; others do not") {
    Office office;
    office.callers = Callers({.joins = {2, 60}, .letters = {3, 60}, .bytes = {10'000, 60'000}});
    office.join(1);
    office.join(2);
    const Answer refused = office.ask("/api/join", encode(JoinRequest{seat(3), "aGk"}));
    check_error(refused, ErrorWord::too_fast);
    CHECK(refused.retry_after == 1);
    CHECK(office.post(1, 2, 3).status == 204);
    check_error(office.post(1, 2), ErrorWord::too_fast);
    check_error(office.ask("/api/look", std::string(20'000, ' ')), ErrorWord::too_fast);
    office.from = Caller{2};
    office.join(3);
    CHECK(office.post(1, 2).status == 204);
}

TEST_CASE("an office of fifty behind one address enters calls of eight at once, and nobody waits") {
    Office office;
    std::vector<Seat> seats;
    for (std::uint8_t n = 0; n < 50; ++n) {
        Seat each = seat(n);
        each.room.bytes[0] = n / 8;
        seats.push_back(each);
        CHECK(office.ask("/api/join", encode(JoinRequest{each, std::string(800, 'A')})).status == 200);
    }
    for (const auto& from : seats)
        for (const auto& to : seats)
            if (from.room == to.room && from.member != to.member)
                for (int letter = 0; letter < 6; ++letter)
                    CHECK(office.ask("/api/post", encode(PostRequest{from, 0, {{to.member, std::string(5'600, 'A')}}})).status == 204);
}
