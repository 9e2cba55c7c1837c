// A host, the rules that are signed and heard, and what is ordered because of them: for the tests of access.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/client/tab.hpp"

namespace story {

using protocol::Delegation;
using protocol::Door;
using protocol::EncodedChain;
using protocol::Move;
using protocol::Nonce;
using protocol::PolicyChain;
using protocol::RelayRequest;
using protocol::Rules;

inline const auto nonce = id<Nonce>(77);
inline const auto next_nonce = id<Nonce>(78);
inline const std::string next_secret = "DwECAwQFBgcICQoLDA0ODw";
inline const std::string signature(protocol::signature_bytes, 's');

inline Delegation signed_rules(const Rules& rules) { return {protocol::encode(rules), signature}; }

// Ann, who makes the room and is inside, alone.
inline Tab host() {
    Tab ann;
    ann.founds();
    ann.derives();
    ann.does(EnterPressed{"Ann"});
    ann.does(Admitted{0, 8, {}, {}});
    ann.does(LeaderChosen{});
    ann.does(StreamLine{1, protocol::encode(protocol::StreamOpen{})});
    return ann;
}

// The browser signs what is to be signed.
inline Orders sign(Tab& tab, const Orders& orders) {
    const auto order = only<SignRules>(orders);
    return tab.does(RulesSigned{order.nonce, {order.rules, signature}});
}

// The browser finds every signature good.
inline Orders check(Tab& tab, const Orders& orders) { return tab.does(PolicyChainChecked{only<CheckPolicyChain>(orders).ask, true}); }

// Person 9 is the host of the room, and `change` is what they decided at last.
template <class Change>
inline EncodedChain nines(Change change, std::uint64_t serial = 1) {
    Rules rules{serial, nonce, identity(9), Door::open, {}, {}};
    change(rules);
    return {protocol::encode(PolicyChain{identity(9), nonce, {signed_rules(rules)}})};
}
inline EncodedChain locked_by_nine(std::vector<unsigned> but = {}) {
    return nines([&](Rules& rules) {
        rules.door = Door::locked;
        for (const auto each : but) AccessPolicy::admit(rules, identity(each));
    });
}

inline std::vector<EncodedChain> chains_in_letters(const Orders& orders, unsigned to) {
    std::vector<EncodedChain> found;
    for (const auto& post : all<Post>(orders))
        for (const auto& letter : post.letters) {
            if (letter.to != member(to)) continue;
            const auto signals = protocol::decode_signals(letter.content).value();
            for (const auto& word : signals)
                if (const auto* chain = std::get_if<EncodedChain>(&std::get<protocol::Signal>(word))) found.push_back(*chain);
        }
    return found;
}

inline bool requests_offer(const Orders& orders, unsigned to) {
    const auto is_offer_request = [](const protocol::Talk& word) {
        const auto* signal = std::get_if<protocol::Signal>(&word);
        return signal && std::holds_alternative<protocol::RequestOffer>(*signal);
    };
    for (const auto& post : all<Post>(orders))
        for (const auto& letter : post.letters) {
            const auto signals = protocol::decode_signals(letter.content).value();
            if (letter.to == member(to) && std::any_of(signals.begin(), signals.end(), is_offer_request)) return true;
        }
    return false;
}

inline std::vector<EncodedChain> chains_said(const Orders& orders, unsigned to) {
    std::vector<EncodedChain> found;
    for (const auto& signal : said_of<protocol::Signal>(orders, to))
        if (const auto* chain = std::get_if<EncodedChain>(&signal)) found.push_back(*chain);
    return found;
}

inline bool opens_link(const Orders& orders, unsigned to) {
    const auto links = all<OpenLink>(orders);
    return std::any_of(links.begin(), links.end(), [&](const auto& link) { return link.peer == member(to); });
}
inline bool closes_link(const Orders& orders, unsigned to) {
    const auto links = all<CloseLink>(orders);
    return std::any_of(links.begin(), links.end(), [&](const auto& link) { return link.peer == member(to); });
}

}  // namespace story
