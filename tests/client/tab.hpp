// A tab of the session's stories: what happens to it, and a look at what it orders.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "client/conversation/log.hpp"
#include "client/session.hpp"
#include "protocol/wire.hpp"
#include "tests/client/orders.hpp"

namespace story {

using namespace client;

inline const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
inline const RoomId our_room = id<RoomId>(99);

inline Introduction greeting(unsigned who, const std::string& name) { return {member(who), protocol::encode(hello(who, name))}; }

// Only the holder of the key can make it: no story signs with another's.
inline std::string signature_of(const protocol::Identity& author, const std::string& transcript) {
    const auto hash = protocol::sha256(author.key + transcript);
    return std::string(protocol::bytes_of(hash)).append(protocol::bytes_of(hash));
}

// The feed of another member.
struct Writer {
    unsigned number;
    protocol::MemberId feed;
    Log log{our_room};

    // To everybody, or to the person of that number.
    explicit Writer(unsigned who, std::optional<unsigned> to = {})
        : number(who), feed(to ? protocol::direct_feed(member(who), identity(*to)) : member(who)) {
        log.begin(feed, identity(who), to ? protocol::Addressee(identity(*to)) : std::nullopt);
    }

    // Returns the entry as it travels.
    protocol::Entries writes(std::uint64_t stamp, decltype(protocol::Entry::says) says) {
        const auto written = log.write(feed, protocol::encode(protocol::Entry{stamp, std::move(says)}));
        log.sign(written.id, signature_of(identity(number), written.transcript));
        return *log.answer({written.id.feed, written.id.number, written.id.number});
    }
    protocol::Entries says(std::uint64_t stamp, const std::string& text) { return writes(stamp, protocol::NewMessage{text, {}}); }
};

// The messages among entries.
inline std::vector<std::string> texts_of(const protocol::Entries& entries) {
    std::vector<std::string> texts;
    for (const auto& body : entries.bodies)
        if (const auto entry = protocol::decode_entry(body))
            if (const auto* message = std::get_if<protocol::NewMessage>(&entry->says)) texts.push_back(message->text);
    return texts;
}

// "I have the first `count` entries of that feed."
inline protocol::Heads has(unsigned feed, std::uint64_t count) { return {{{member(feed), 1, count}}}; }

// A tab of the story, the first member unless told otherwise, and its clocks.
struct Tab {
    Session session;
    Millis now = 1'700'000'000'000;
    std::int64_t lead = 0;  // of the clock on the wall
    unsigned number;
    std::uint64_t mail = 0;      // the last delivery's number
    std::uint32_t stream = 1;    // by which it comes
    std::uint64_t counter = 10;  // of letters to this tab
    std::uint32_t serial = 0;    // of the keys that were asked for last
    std::map<unsigned, Writer> writers{};

    explicit Tab(unsigned who = 1) : number(who) {}

    Orders does(const Fact& fact) {
        auto out = session.step(fact, {now, now + static_cast<Millis>(lead)});
        for (const auto& order : all<DeriveKeys>(out)) serial = order.serial;
        signs_and_verifies(out);
        return out;
    }
    // As the browser does: at once, here.
    void signs_and_verifies(Orders& out) {
        const auto then = [&](const Fact& fact) {
            for (auto& order : does(fact)) out.push_back(std::move(order));
        };
        for (const auto& order : all<SignEntry>(out))
            then(EntrySigned{order.id, order.transcript, signature_of(identity(number), order.transcript)});
        for (const auto& order : all<DecomposeName>(out)) then(NameDecomposed{order.member, order.serial, order.name, ""});
        for (const auto& order : all<VerifyEntries>(out))
            then(EntriesVerified{order.serial, order.words.signature == signature_of(order.words.signer, order.words.transcript)});
    }
    Orders wait(Millis ms) {
        now += ms;
        return does(Tick{});
    }
    Orders opens(const std::string& invitation = "/room/" + secret, std::uint64_t epoch = 0, Navigation navigation = Navigation::other,
                 const std::string& kept_call = "") {
        does(IdentityKnown{identity(number)});
        return does(PageOpened{invitation, "https://tincan.example/", id<protocol::Nonce>(77), "calm-blue-owl", member(number),
                               id<protocol::Token>(number), id<protocol::TabId>(number), id<protocol::Nonce>(number), "build", epoch,
                               navigation, kept_call});
    }
    // Opens the bare address; the browser makes the secret of the room.
    Orders founds() {
        auto out = opens("");
        for (auto& order : does(Founded{id<protocol::Nonce>(77), secret})) out.push_back(std::move(order));
        return out;
    }
    // The keys that were asked for last.
    Orders derives(const RoomId& of = our_room, const std::string& chain = "") { return does(KeysDerived{serial, of, chain}); }
    Orders arrives() {
        opens();
        return derives();
    }
    Orders enters(const std::string& name, std::vector<Introduction> present = {}) {
        arrives();
        does(EnterPressed{name});
        auto out = does(Admitted{0, 8, std::move(present), {{{"stun:here"}}}});
        does(LeaderChosen{});
        does(StreamLine{1, protocol::encode(protocol::StreamOpen{})});
        return out;
    }
    Orders delivers(const std::variant<protocol::Joined, protocol::Left, protocol::ReceivedEnvelope>& what) {
        return does(StreamLine{stream, protocol::encode(protocol::Delivery{member(number), ++mail, what})});
    }
    Orders joined(unsigned who, const std::string& name) {
        delivers(protocol::Joined{member(who), "AAAA"});
        return does(MemberIntroduced{greeting(who, name)});
    }
    Orders left(unsigned who, protocol::Departure how) { return delivers(protocol::Left{member(who), how}); }
    Orders letter(unsigned who, const protocol::Signal& signal) {
        delivers(protocol::ReceivedEnvelope{member(who), "AAAA"});
        return does(EnvelopeOpened{member(who), ++counter, protocol::encode(protocol::Signals{signal})});
    }
    std::uint32_t link(unsigned who) const { return session.peers().at(member(who)).link(); }
    Orders connects(unsigned who) {
        does(LinkChanged{member(who), link(who), LinkState::connected});
        return does(ChannelOpened{member(who), link(who)});
    }
    // Comes in and is connected to.
    Orders meets(unsigned who, const std::string& name) {
        joined(who, name);
        return connects(who);
    }
    Writer& writer(unsigned who) { return writers.try_emplace(who, who).first->second; }
    // That member writes a message, and sends it.
    Orders reads(unsigned who, std::uint64_t stamp, const std::string& text) { return hears(who, writer(who).says(stamp, text)); }
    // That member asks for all that we have of the feed. Returns the messages that it gets, from the first to the last.
    std::vector<std::string> gives(unsigned who, unsigned feed) {
        std::vector<std::string> texts;
        const auto head = session.conversation().log()->head(member(feed));
        for (auto last = head ? head->count : 0; last > 0;) {
            const auto out = hears(who, protocol::EntriesWanted{member(feed), 1, last});
            protocol::Entries given;
            for (const auto& order : all<SendMessage>(out))
                if (const auto word = protocol::decode_talk(order.bytes); word && std::holds_alternative<protocol::Entries>(*word))
                    given = std::get<protocol::Entries>(*word);
            if (given.bodies.empty()) break;
            const auto some = texts_of(given);
            texts.insert(texts.begin(), some.begin(), some.end());
            last = given.first - 1;
        }
        return texts;
    }
    // The messages that are here, in their order.
    std::vector<std::string> texts() const {
        const auto& conversation = session.conversation();
        std::vector<std::string> texts;
        for (const auto& place : conversation.timeline().places()) {
            const auto post = conversation.timeline().message(*conversation.log(), place.id);
            if (post && !post->versions.empty()) texts.push_back(post->versions.back().text);
        }
        return texts;
    }
    // How many entries of that feed are here.
    std::uint64_t count_of(unsigned feed) const {
        const auto head = session.conversation().log()->head(member(feed));
        return head ? head->count : 0;
    }
    Orders hears(unsigned who, const protocol::Talk& word) { return does(MessageReceived{member(who), link(who), protocol::encode(word)}); }
};

// Ann, inside and alone.
inline Tab inside() {
    Tab tab;
    tab.enters("Ann");
    return tab;
}

// Ann, inside and connected to Ben, who is member 2.
inline Tab together() {
    Tab tab = inside();
    tab.meets(2, "Ben");
    return tab;
}

// The words of a step to one peer over `talk`.
inline std::vector<protocol::Talk> said(const Orders& orders, unsigned to) {
    std::vector<protocol::Talk> words;
    for (const auto& order : all<SendMessage>(orders))
        if (order.peer == member(to)) words.push_back(*protocol::decode_talk(order.bytes));
    return words;
}

template <class Word>
std::vector<Word> said_of(const Orders& orders, unsigned to) {
    std::vector<Word> words;
    for (const auto& word : said(orders, to))
        if (const auto* one = std::get_if<Word>(&word)) words.push_back(*one);
    return words;
}

// The messages that a step sends to one peer.
inline std::vector<std::string> texts_said(const Orders& orders, unsigned to) {
    std::vector<std::string> texts;
    for (const auto& entries : said_of<protocol::Entries>(orders, to))
        for (auto& text : texts_of(entries)) texts.push_back(std::move(text));
    return texts;
}

inline std::vector<NoticeKind> notices(const Orders& orders) {
    std::vector<NoticeKind> kinds;
    for (const auto& notice : all<ShowNotice>(orders)) kinds.push_back(notice.kind);
    return kinds;
}

inline bool has_notice(const Orders& orders, NoticeKind kind) {
    const auto kinds = notices(orders);
    return std::count(kinds.begin(), kinds.end(), kind) > 0;
}

}  // namespace story
