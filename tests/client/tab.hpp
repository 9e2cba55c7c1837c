// A tab of the session's stories: what happens to it, and a look at what it orders.
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "client/session.hpp"
#include "protocol/wire.hpp"
#include "tests/client/orders.hpp"

namespace story {

using namespace client;

inline const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
inline const RoomId our_room = id<RoomId>(99);

inline Introduction greeting(unsigned who, const std::string& name) { return {member(who), protocol::encode(hello(who, name))}; }

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

    explicit Tab(unsigned who = 1) : number(who) {}

    Orders does(const Fact& fact) {
        auto out = session.step(fact, {now, now + static_cast<Millis>(lead)});
        for (const auto& order : all<DeriveKeys>(out)) serial = order.serial;
        return out;
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
