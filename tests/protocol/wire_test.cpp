#include "protocol/wire.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <random>

#include "protocol/safety.hpp"
#include "protocol/utf8.hpp"
#include "tests/client/orders.hpp"

using namespace protocol;
using story::id;
using story::member;
using story::seat;

namespace {

// One kind of word: an example's bytes, and what its decoder makes of bytes, written again.
struct Word {
    std::string name;
    std::string bytes;
    std::function<std::optional<std::string>(std::string_view)> again;
};

template <class Value>
Word word_of(std::string name, const Value& value, std::optional<Value> (*decode)(std::string_view)) {
    return {std::move(name), encode(value), [decode](std::string_view bytes) -> std::optional<std::string> {
                const auto read = decode(bytes);
                if (!read) return std::nullopt;
                return encode(*read);
            }};
}

Hello other_scheme() {
    auto hello = story::hello(1, "Ann");
    hello.identity = {Scheme::p256, std::string(p256_key_bytes, '\4')};
    return hello;
}

// `signature`: "" where the chain proves it.
Entries one_entry(const std::string& signature) {
    return {member(1), other_scheme().identity, 2, sha256("x"), {"{}", "any bytes"}, signature};
}

Rules rules() {
    return {7,
            id<Nonce>(1),
            other_scheme().identity,
            Door::knock,
            {std::string(ed25519_key_bytes, 'a')},
            {std::string(p256_key_bytes, 'b')},
            id<RoomId>(4)};
}

Rules rules_with_tickets() {
    auto it = rules();
    it.tickets = {{id<TicketHash>(5), 0, true, true}, {id<TicketHash>(6), 1'700'000'000, false, false}};
    return it;
}

PolicyChain policy_chain() { return {story::identity(1), id<Nonce>(2), {{encode(rules()), std::string(signature_bytes, '\xff')}}}; }

std::vector<Word> words() {
    const Description offer{3, Description::Kind::offer, "v=0\r\no=- 1 2 IN IP4 0\r\n"};
    return {
        word_of<LookRequest>("look", {id<RoomId>(1)}, decode_look_request),
        word_of<LookAnswer>("look answer", {8, {{member(1), "AAAA"}, {member(2), "BBBB"}}}, decode_look_answer),
        word_of<JoinRequest>("join", {seat(1), "AAAA"}, decode_join_request),
        word_of<JoinAnswer>(
            "join answer",
            {5, 8, {{member(1), "AAAA"}}, {{{"stun:a.example:3478"}}, {{"turn:a.example", "turns:a.example"}, "7:me", "s="}}, 60},
            decode_join_answer),
        word_of<PostRequest>("post", {seat(1), 1ULL << 53, {{member(2), "AAAA"}, {member(3), "BBBB"}}}, decode_post_request),
        word_of<PostRequest>("receipt", {seat(1), 0, {}}, decode_post_request),
        word_of<ReceiveRequest>("stream", {Wait::stream, {{seat(1), 4}, {seat(2), 0}}}, decode_receive_request),
        word_of<ReceiveRequest>("poll", {Wait::poll, {{seat(1), 4}}}, decode_receive_request),
        word_of<LeaveRequest>("leave", {seat(1)}, decode_leave_request),
        word_of<MailLine>("open", StreamOpen{}, decode_mail_line),
        word_of<MailLine>("joined", Delivery{member(1), 1, Joined{member(2), "AAAA"}}, decode_mail_line),
        word_of<MailLine>("joined, with a relay",
                          Delivery{member(1), 1, Joined{member(2), "AAAA", {{{"stun:a.example"}}, {{"turn:a.example"}, "7:me", "s="}}, 60}},
                          decode_mail_line),
        word_of<MailLine>("left", Delivery{member(1), 2, Left{member(2), Departure::left}}, decode_mail_line),
        word_of<MailLine>("expired", Delivery{member(1), 3, Left{member(2), Departure::expired}}, decode_mail_line),
        word_of<MailLine>("letter", Delivery{member(1), 4, ReceivedEnvelope{member(2), "AAAA"}}, decode_mail_line),
        word_of<MailLine>("refused", MailboxRefused{member(1), ErrorWord::unknown_member}, decode_mail_line),
        word_of<Hello>("hello", story::hello(1, "김 \"Ann\" \\ 😀"), decode_hello),
        word_of<Hello>("hello with the other scheme", other_scheme(), decode_hello),
        word_of<Signals>("offer", Signals{offer}, decode_signals),
        word_of<Signals>("answer", Signals{Description{3, Description::Kind::answer, "v=0"}}, decode_signals),
        word_of<Signals>("candidate", Signals{Candidate{max_link, "candidate:1 1 udp 2 1.2.3.4 5 typ host", "0", 0}}, decode_signals),
        word_of<Signals>("end of candidates", Signals{Candidate{1, "", "", 0}}, decode_signals),
        word_of<Signals>("again, and tampered", Signals{RequestOffer{0}, Tampered{2}}, decode_signals),
        word_of<Signals>("words that a member relays",
                         Signals{Heads{{{member(1), 1, 3}}}, Status{}, one_entry(""), Signal{RequestOffer{1}}}, decode_signals),
        word_of<Talk>("heads", Heads{{{member(1), 2, 3}, {member(2), 1, 1ULL << 53}}}, decode_talk),
        word_of<Talk>("digest", Digest{sha256("all")}, decode_talk),
        word_of<Talk>("read", Read{{{member(1), 1, 3}}}, decode_talk),
        word_of<Talk>("heads, please", Heads{}, decode_talk),
        word_of<Talk>("entries wanted", EntriesWanted{member(1), 1, 256}, decode_talk),
        word_of<Talk>("entries", one_entry(std::string(signature_bytes, 's')), decode_talk),
        word_of<Talk>("entries that the chain proves", one_entry(""), decode_talk),
        word_of<Talk>("status", Status{true, false, true, false}, decode_talk),
        word_of<Talk>("offer over talk", Signal{offer}, decode_talk),
        word_of<Talk>("typing", Typing{true}, decode_talk),
        word_of<Talk>("status", Status{true, false, true, false, 3}, decode_talk),
        word_of<Talk>("status", Status{true, false, true, false, 0, true}, decode_talk),
        word_of<Talk>("gesture", Gesture::party, decode_talk),
        word_of<Talk>("mute", MuteRequest{}, decode_talk),
        word_of<Talk>("caption", Caption{"좋은 아침", false}, decode_talk),
        word_of<Talk>("profile", Profile{7, "김 Ann", "", ""}, decode_talk),
        word_of<Talk>("profile with a portrait", Profile{1, "Ann", "두 시까지 점심", std::string("\xff\xd8\xff\xc0\0\x11\x8\0\1\0\1", 11)},
                      decode_talk),
        word_of<Talk>("shown", Shown{ShownSize::none, ShownSize::small}, decode_talk),
        word_of<Talk>("bye", Bye{}, decode_talk),
        word_of<Talk>("commit", Commit{std::string(hash_bytes, '\1')}, decode_talk),
        word_of<Rules>("rules", rules(), decode_rules),
        word_of<Rules>("rules with tickets", rules_with_tickets(), decode_rules),
        word_of<PolicyChain>("policy chain", policy_chain(), decode_policy_chain),
        word_of<Signals>("policy chain with a ticket", {EncodedChain{encode(policy_chain()), id<Ticket>(4)}}, decode_signals),
        word_of<Talk>("policy chain over talk", Signal(EncodedChain{encode(policy_chain())}), decode_talk),
        word_of<Signals>("policy chain by envelope", {EncodedChain{encode(policy_chain())}}, decode_signals),
        word_of<Talk>("move", Move{"AAECAwQFBgcICQoLDA0ODw", encode(policy_chain())}, decode_talk),
        word_of<Talk>("reveal", Reveal{std::string(safety_nonce_bytes, '\xff')}, decode_talk),
        word_of<Talk>("reach", Reach{to_text(member(2)) + to_text(member(3))}, decode_talk),
        word_of<Talk>("reach nobody", Reach{}, decode_talk),
        word_of<Talk>("forward", RelayRequest{RelayRequest::Kind::forward, member(2), "AAAA"}, decode_talk),
        word_of<Talk>("forwarded", RelayRequest{RelayRequest::Kind::forwarded, member(2), "AAAA"}, decode_talk),
        word_of<Talk>("introduce", RelayRequest{RelayRequest::Kind::introduce, member(2)}, decode_talk),
        word_of<Talk>("introduced", RelayRequest{RelayRequest::Kind::introduced, member(2), "AAAA"}, decode_talk),
        word_of<Entry>("introduction", {1, Introduction{"김 Ann"}}, decode_entry),
        word_of<Entry>("message", {1ULL << 53, NewMessage{"hello\n\"you\" \x01 é 😀", {}}}, decode_entry),
        word_of<Entry>("reply", {3, NewMessage{"yes", EntryId{member(1), 2}}}, decode_entry),
        word_of<Entry>("edit", {4, Edit{{member(1), 2}, "hello"}}, decode_entry),
        word_of<Entry>("deletion", {5, Deletion{{member(1), 2}}}, decode_entry),
        word_of<Entry>("reaction", {6, Reaction{{member(1), 2}, "👍", false}}, decode_entry),
        word_of<Entry>("pin", {7, Pinning{{member(1), 2}, true}}, decode_entry),
        word_of<Entry>("topic", {8, Topic{""}}, decode_entry),
        word_of<Entry>("poll", {9, Poll{"When?", {"today", "tomorrow"}, true}}, decode_entry),
        word_of<Entry>("vote", {10, Vote{{member(1), 2}, {0, 3}}}, decode_entry),
        word_of<Entry>("file", {11, FileOffer{"a film.webm", 1ULL << 38, "video/webm", sha256("all"), "\xff\xd8"}}, decode_entry),
        word_of<Entry>("file of nothing", {12, FileOffer{"empty", 0, "", sha256(""), ""}}, decode_entry),
        word_of<TransferLabel>("label of a transfer", {{member(1), 2}}, decode_transfer_label),
        word_of<FileWord>("groups wanted", HashesWanted{}, decode_file_word),
        word_of<FileWord>("leaves wanted", HashesWanted{1023}, decode_file_word),
        word_of<FileWord>("groups", Hashes{{}, std::string(32, 'g')}, decode_file_word),
        word_of<FileWord>("leaves", Hashes{0, std::string(64, 'l')}, decode_file_word),
        word_of<FileWord>("slices here", SlicesHere{{{0, 1}, {7, (1U << 20) - 7}}}, decode_file_word),
        word_of<FileWord>("slices wanted", SlicesWanted{{3, 4}}, decode_file_word),
        word_of<FileWord>("paused", SendingPaused{}, decode_file_word),
        word_of<FrameHead>("head of a frame", {(1U << 20) - 1, slice_bytes - 1}, decode_frame_head),
        word_of<Entries>("kept entries", one_entry(std::string(signature_bytes, 's')), decode_entries),
        word_of<Pin>("pin", {story::identity(3), "Ann", Decision::verified, 5}, decode_pin),
    };
}

// The parts of mutations.
const std::vector<std::string> snippets{"null",
                                        "true",
                                        "-1",
                                        "1e999",
                                        "NaN",
                                        "1.5",
                                        "18446744073709551616",
                                        "\"",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        ",",
                                        ":",
                                        "\"is\":\"line\"",
                                        "\"\\ud800\"",
                                        "\"\\u0000\"",
                                        "\xff",
                                        "\xc3",
                                        "\xed\xa0\x80",
                                        "{\"is\":",
                                        "\"number\":0",
                                        std::string(1, '\0'),
                                        "\\",
                                        "[[[[[[[[[[",
                                        "\"link\":4294967296"};

std::string mutated(std::string bytes, std::mt19937_64& random) {
    for (auto times = 1 + random() % 4; times > 0; --times) {
        const auto at = bytes.empty() ? 0 : random() % bytes.size();
        switch (random() % 6) {
            case 0:
                if (!bytes.empty()) bytes[at] = static_cast<char>(random());
                break;
            case 1:
                bytes.erase(at, random() % 8);
                break;
            case 2:
                bytes.insert(at, snippets[random() % snippets.size()]);
                break;
            case 3:
                bytes.insert(at, bytes.substr(random() % (bytes.size() + 1), random() % 40));
                break;
            case 4:
                bytes.resize(at);
                break;
            case 5:
                if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
                break;
        }
    }
    return bytes;
}

bool is_word(const std::string& bytes) { return decode_talk(bytes).has_value() || decode_entry(bytes).has_value(); }

}  // namespace

TEST_CASE("every word is read as it was written") {
    for (const auto& word : words()) CHECK_MESSAGE(word.again(word.bytes) == word.bytes, word.name);
}

TEST_CASE("the values that are read are those that were written") {
    const auto post = decode_post_request(encode(PostRequest{seat(1), 77, {{member(2), "AAAA"}}}));
    REQUIRE(post);
    CHECK(post->seat.member == member(1));
    CHECK(post->seat.token == seat(1).token);
    CHECK(post->after == 77);
    CHECK(post->letters.at(0).to == member(2));
    const auto entry = decode_entry(encode(Entry{8, NewMessage{"text", EntryId{member(2), 7}}}));
    REQUIRE(entry);
    CHECK(entry->stamp == 8);
    CHECK(std::get<NewMessage>(entry->says).text == "text");
    CHECK(std::get<NewMessage>(entry->says).answers == EntryId{member(2), 7});
    const auto mail = decode_mail_line(encode(MailLine{Delivery{member(1), 9, Left{member(2), Departure::expired}}}));
    REQUIRE(mail);
    CHECK(std::get<Left>(std::get<Delivery>(*mail).what).how == Departure::expired);
}

TEST_CASE("every error has a word of its own, a status and a sentence, and is read back") {
    for (int i = 0; i <= static_cast<int>(ErrorWord::unavailable); ++i) {
        const auto error = static_cast<ErrorWord>(i);
        CHECK(decode_error(encode(error)) == error);
        CHECK(status(error) >= 400);
        CHECK(sentence(error).back() == '.');
        for (int k = 0; k < i; ++k) CHECK(word(error) != word(static_cast<ErrorWord>(k)));
    }
    CHECK_FALSE(decode_error(R"({"error":"no such word"})"));
    CHECK_FALSE(decode_error(R"({"error":4})"));
    CHECK_FALSE(decode_error("Bad Gateway"));
}

TEST_CASE("unknown fields and other orders of fields do not matter") {
    CHECK(is_word(R"({"text":"hi","more":[{}],"stamp":1,"is":"message"})"));
    CHECK(is_word(" {\"is\" : \"bye\"}\n"));
}

TEST_CASE("a field of the wrong type, range or length refuses the whole word") {
    CHECK(is_word(R"({"is":"message","stamp":1,"text":"hi"})"));
    for (const auto* bad : {
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":"1","stamp":1})",
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":1.0,"stamp":1})",
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":-1,"stamp":1})",
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":0,"stamp":1})",
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":9007199254740993,"stamp":1})",
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":1e400,"stamp":1})",
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":18446744073709551617,"stamp":1})",
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":NaN,"stamp":1})",
             R"({"is":"deletion","of":"BQAAAAAAAAAAAAAAAAAABw","number":null,"stamp":1})",
             R"({"is":"message","text":"hi"})",
             R"({"is":"message","stamp":1,"text":""})",
             R"({"is":"message","stamp":1,"text":["hi"]})",
             R"({"is":"message","stamp":true,"text":"hi"})",
             R"({"is":["message"],"stamp":1,"text":"hi"})",
             R"({"is":"status","in_call":1,"microphone":true,"camera":true,"screen":true})",
             R"({"is":"status","in_call":true,"microphone":true,"camera":true})",
             R"({"is":"status","in_call":true,"microphone":true,"camera":true,"screen":true,"hand":-1})",
             R"({"is":"status","in_call":true,"microphone":true,"camera":true,"screen":true,"hand":1000001})",
             R"({"is":"status","in_call":true,"microphone":true,"camera":true,"screen":true,"recording":1})",
             R"({"is":"gesture","sign":"rude"})",
             R"({"is":"gesture","sign":1})",
             R"({"is":"shown","camera":"none"})",
             R"({"is":"shown","camera":"none","screen":"huge"})",
             R"({"is":"shown","camera":0,"screen":"large"})",
             R"({"is":"heads"})",
             R"({"is":"heads","heads":[1]})",
             R"({"is":"heads","heads":[{"feed":"BQAAAAAAAAAAAAAAAAAABw","first":2,"count":1}]})",
             R"({"is":"wanted","feed":"BQAAAAAAAAAAAAAAAAAABw","first":0,"last":1})",
             R"({"is":"wanted","feed":"BQAAAAAAAAAAAAAAAAAABw","first":3,"last":2})",
             R"({"is":"offer","link":4294967296,"sdp":"v=0"})",
             R"({"is":"offer","link":1,"sdp":""})",
             R"({"is":"offer","link":1})",
             R"({"is":"candidate","link":1,"candidate":"","mid":"","line":65})",
             R"({"is":"Line"})",
             R"({"is":""})",
             R"({})",
             R"([])",
             R"("bye")",
             "null",
             "",
             " ",
             "{",
             R"({"is":"bye"}{"is":"bye"})",
             R"({"is":"bye")",
             R"({'is':'bye'})",
             R"({"is":"bye",})",
         })
        CHECK_MESSAGE(!is_word(bad), bad);
}

TEST_CASE("a key that is said twice means what was said last, and one word only") {
    const auto talk = decode_talk(R"({"is":"bye","is":"wanted","feed":"BQAAAAAAAAAAAAAAAAAABw","first":1,"last":1,"last":2})");
    REQUIRE(talk);
    CHECK(std::get<EntriesWanted>(*talk).last == 2);
}

TEST_CASE("text that is no UTF-8 is refused") {
    for (const auto* text : {"\xff", "\xc3", "\xc0\x80", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x80\x80\x80", "\x80"}) {
        CHECK_FALSE(count_characters(text));
        CHECK_FALSE(is_word(std::string(R"({"is":"message","stamp":1,"text":")") + text + "\"}"));
    }
    CHECK_FALSE(is_word(R"({"is":"message","stamp":1,"text":"\ud800"})"));
    CHECK(is_word(R"({"is":"message","stamp":1,"text":"\ud83d\ude00"})"));
    CHECK(count_characters("aé한😀") == 4);
    CHECK(count_characters("") == 0);
    // An encoder repairs invalid text that a broken program hands to it; nothing is thrown.
    CHECK(is_word(encode(Entry{1, NewMessage{"a\xff", {}}})));
}

TEST_CASE("each length is allowed up to its limit and not beyond") {
    const auto line = [](std::string text) { return decode_entry(encode(Entry{1, NewMessage{std::move(text), {}}})).has_value(); };
    CHECK(line(std::string(max_text_points, 'a')));
    CHECK_FALSE(line(std::string(max_text_points + 1, 'a')));
    std::string ideographs;
    for (std::size_t i = 0; i < max_text_bytes / 3; ++i) ideographs += "語";
    CHECK(line(ideographs));
    CHECK_FALSE(line(ideographs + "!"));
    const auto hello = [](std::string name) { return decode_hello(encode(story::hello(1, std::move(name)))).has_value(); };
    CHECK(hello(std::string(max_name_characters, 'a')));
    CHECK_FALSE(hello(std::string(max_name_characters + 1, 'a')));
    CHECK_FALSE(hello(""));
    const auto offer = [](std::size_t bytes) {
        return decode_signals(encode(Signals{Description{1, Description::Kind::offer, std::string(bytes, 'v')}})).has_value();
    };
    const auto again = [](std::uint32_t link) { return decode_signals(encode(Signals{RequestOffer{link}})).has_value(); };
    CHECK(again(max_link));
    CHECK_FALSE(again(max_link + 1));
    CHECK_FALSE(again(0xffffffff));
    CHECK(offer(max_sdp_bytes));
    CHECK_FALSE(offer(max_sdp_bytes + 1));
    const auto letters = [](std::size_t count, std::size_t body) {
        PostRequest post{seat(1), 0, std::vector<Envelope>(count, {member(2), std::string(body, 'A')})};
        return decode_post_request(encode(post)).has_value();
    };
    CHECK(letters(max_letters_per_post, 4));
    CHECK_FALSE(letters(max_letters_per_post + 1, 4));
    CHECK(letters(1, max_seal_letters));
    CHECK_FALSE(letters(1, max_seal_letters + 1));
    CHECK_FALSE(letters(1, 0));
    const auto favour = [](RelayRequest::Kind kind, std::size_t body) {
        return decode_talk(encode(Talk{RelayRequest{kind, member(2), std::string(body, 'A')}})).has_value();
    };
    for (const auto kind : {RelayRequest::Kind::forward, RelayRequest::Kind::forwarded}) {
        CHECK(favour(kind, max_seal_letters));
        CHECK_FALSE(favour(kind, max_seal_letters + 1));
        CHECK_FALSE(favour(kind, 0));
    }
    CHECK(favour(RelayRequest::Kind::introduced, max_hello_letters));
    CHECK_FALSE(favour(RelayRequest::Kind::introduced, max_hello_letters + 1));
    const auto reach = [](std::size_t count) { return decode_talk(encode(Talk{Reach{std::string(count * id_letters, 'A')}})).has_value(); };
    CHECK(reach(max_room_seats));
    CHECK_FALSE(reach(max_room_seats + 1));
    CHECK_FALSE(decode_talk(R"({"is":"reach","members":["AAAA"]})"));
    const auto mailboxes = [](std::size_t count) {
        return decode_receive_request(encode(ReceiveRequest{Wait::poll, std::vector<Mailbox>(count, {seat(1), 0})})).has_value();
    };
    CHECK(mailboxes(max_mailboxes_per_stream));
    CHECK_FALSE(mailboxes(max_mailboxes_per_stream + 1));
    CHECK_FALSE(mailboxes(0));
    CHECK_FALSE(is_word(std::string(max_talk_bytes, ' ') + R"({"is":"bye"})"));
}

TEST_CASE("sealed text that would break out of its line is refused") {
    const std::string head =
        R"({"is":"letter","to":")" + to_text(member(1)) + R"(","number":1,"from":")" + to_text(member(2)) + R"(","body":")";
    CHECK(decode_mail_line(head + "AAAA\"}"));
    for (const auto* body : {"AA AA", "AA\\nAA", "AA\\\"AA", "AA+/", "AA==", ""}) CHECK_FALSE(decode_mail_line(head + body + "\"}"));
}

TEST_CASE("nesting without end costs nothing and means nothing") {
    for (const auto* brick : {"[", "{\"a\":", "[{\"a\":[", "{\"is\":"}) {
        std::string tower;
        while (tower.size() < 200'000) tower += brick;
        CHECK_FALSE(is_word(tower));
        CHECK_FALSE(is_word(R"({"is":"bye","x":)" + tower));
    }
    CHECK_FALSE(is_word(R"({"is":"bye","x":)" + std::string(50, '[') + std::string(50, ']') + "}"));
}

TEST_CASE("a decoder answers any bytes, and what it accepts it can write and read again") {
    const auto all = words();
    std::mt19937_64 random(20'240'601);
    unsigned accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto& from = all[random() % all.size()];
        const auto bytes = mutated(from.bytes, random);
        // Now and then a decoder gets a word that was meant for another.
        const auto& by = random() % 4 == 0 ? all[random() % all.size()] : from;
        const auto once = by.again(bytes);
        if (!once) continue;
        ++accepted;
        if (by.again(*once) != once) FAIL(by.name << " is not read as it was written: " << bytes);
    }
    CHECK(accepted > 200);  // else the mutations prove nothing
}
