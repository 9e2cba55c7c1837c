// Links that let past the door: for one person, or until a time.
#include <doctest/doctest.h>

#include "tests/client/host.hpp"

using namespace story;
using protocol::Ticket;
using protocol::TicketState;

namespace {

const auto ticket = id<Ticket>(55);

std::uint64_t seconds(const Tab& tab) { return (tab.now + static_cast<Millis>(tab.lead)) / 1000; }

// Comes with a link that has a ticket.
Orders comes_with_ticket(Tab& host, unsigned who, const std::string& name) {
    host.delivers(protocol::Joined{member(who), "AAAA"});
    auto said = hello(who, name);
    said.has_ticket = true;
    return host.does(MemberIntroduced{{member(who), protocol::encode(said)}});
}
Orders shows(Tab& host, unsigned who, const Ticket& shown = ticket) {
    return host.letter(who, EncodedChain{host.session.rules().chain(), shown});
}
// A host who has made a link.
Tab host_with(bool once, std::uint64_t ends = 0) {
    Tab ann = host();
    sign(ann, ann.does(TicketWanted{ticket, ends, once}));
    return ann;
}
// Comes to the room of person 9 with a ticket, and is told the rules.
Orders waits(Tab& cem, const EncodedChain& rules) {
    cem.opens("/room/" + secret + "/t" + protocol::to_text(ticket));
    cem.derives();
    cem.does(EnterPressed{"Cem"});
    cem.does(Admitted{0, 8, {greeting(2, "Ben"), greeting(9, "Nina")}, {{{"stun:here"}}}});
    cem.does(LeaderChosen{});
    cem.does(StreamLine{1, protocol::encode(protocol::StreamOpen{})});
    cem.does(PostTaken{});
    return check(cem, cem.letter(9, rules));
}
EncodedChain knock_at_nine(std::vector<protocol::IssuedTicket> tickets) {
    return nines([&](Rules& rules) {
        rules.door = Door::knock;
        AccessPolicy::admit(rules, identity(2));
        rules.tickets = std::move(tickets);
    });
}

}  // namespace

TEST_CASE("a link for one person has newcomers knock, keeps those who are inside, and lets in one without a knock") {
    Tab ann = host();
    ann.meets(2, "Ben");
    auto out = ann.does(TicketWanted{ticket, 0, true});
    CHECK(count<ShowRoom>(out) == 0);  // the link is there as soon as the rules are signed
    out = sign(ann, out);
    CHECK(only<ShowRoom>(out).ticket_link == "https://tincan.example/#/calm-blue-owl/" + secret + "/t" + protocol::to_text(ticket));
    CHECK(only<ShowRoom>(out).link == "https://tincan.example/#/calm-blue-owl/" + secret);
    CHECK(only<ShowRoom>(out).door == Door::knock);
    CHECK_FALSE(closes_link(out, 2));
    // All are told only its hash.
    CHECK(chains_said(out, 2).front().text.find(protocol::to_text(ticket)) == std::string::npos);

    out = comes_with_ticket(ann, 3, "Cem");
    CHECK_FALSE(has_notice(out, NoticeKind::knocks));
    CHECK_FALSE(opens_link(out, 3));
    out = sign(ann, shows(ann, 3));
    CHECK(opens_link(out, 3));
    CHECK(only<ShowRoom>(out).ticket_link.empty());  // it is of no use any more

    out = comes_with_ticket(ann, 4, "Dan");
    CHECK_FALSE(has_notice(out, NoticeKind::knocks));
    out = shows(ann, 4);
    CHECK(count<SignRules>(out) == 0);
    CHECK(has_notice(out, NoticeKind::knocks));
    CHECK(only<ShowPerson>(out).state == PersonState::knocking);
    CHECK(notices(shows(ann, 4)).empty());
    CHECK(opens_link(sign(ann, ann.does(KnockAnswered{member(4), true})), 4));
}

TEST_CASE("of two who come with a link for one person at the same time, one comes in") {
    Tab ann = host_with(true);
    comes_with_ticket(ann, 3, "Cem");
    comes_with_ticket(ann, 4, "Dan");
    const auto first = shows(ann, 3);
    CHECK(count<SignRules>(shows(ann, 3)) == 0);  // the same again
    CHECK(count<SignRules>(shows(ann, 4)) == 0);
    const auto out = sign(ann, first);
    CHECK(opens_link(out, 3));
    CHECK_FALSE(opens_link(out, 4));
}

TEST_CASE("a host in two tabs that lets in two with one link signs at the same time: both tabs come to keep the same one") {
    Tab ann = host_with(true);
    Tab other = ann;
    for (auto* tab : {&ann, &other}) {
        comes_with_ticket(*tab, 3, "Cem");
        comes_with_ticket(*tab, 4, "Dan");
    }
    sign(ann, shows(ann, 3));
    sign(other, shows(other, 4));
    const EncodedChain here{ann.session.rules().chain()}, there{other.session.rules().chain()};
    for (auto [tab, heard] : {std::pair(&ann, &there), std::pair(&other, &here)}) {
        const auto out = tab->letter(3, *heard);
        if (count<CheckPolicyChain>(out)) check(*tab, out);
    }
    CHECK(ann.session.rules().chain() == other.session.rules().chain());
    CHECK(ann.session.rules().may_enter(identity(3)) != ann.session.rules().may_enter(identity(4)));
}

TEST_CASE("a link with an end lets in everybody before it, by the host's clock") {
    Tab ann = host();
    const auto ends = seconds(ann) + 10;
    sign(ann, ann.does(TicketWanted{ticket, ends, false}));
    ann.wait(9'000);
    for (const unsigned who : {3U, 4U}) {
        comes_with_ticket(ann, who, "Guest");
        CHECK(opens_link(sign(ann, shows(ann, who)), who));
    }
    ann.wait(1'000);
    comes_with_ticket(ann, 5, "Eve");
    const auto out = shows(ann, 5);
    CHECK(count<SignRules>(out) == 0);
    CHECK(has_notice(out, NoticeKind::knocks));
    // One that was let in stays that.
    ann.left(3, protocol::Departure::left);
    CHECK(ann.session.rules().may_enter(identity(3)));
}

TEST_CASE("a ticket that the host's rules do not name, or one shown to somebody else, lets nobody in") {
    Tab ann = host_with(true);
    comes_with_ticket(ann, 3, "Cem");
    CHECK(count<SignRules>(shows(ann, 3, id<Ticket>(56))) == 0);
    const auto hash = protocol::hash_of(ticket);
    Ticket as_told;  // what everybody can read in the rules
    as_told.bytes = hash.bytes;
    CHECK(count<SignRules>(shows(ann, 3, as_told)) == 0);
    // Ben is no host, and makes no link.
    Tab ben = together();
    CHECK(count<SignRules>(ben.does(TicketWanted{ticket, 0, true})) == 0);
    check(ben, ben.hears(2, protocol::Signal(knock_at_nine({{hash, 0, true, false}}))));
    ben.joined(3, "Cem");
    CHECK(count<SignRules>(ben.letter(3, EncodedChain{ben.session.rules().chain(), ticket})) == 0);
    CHECK_FALSE(ben.session.rules().may_enter(identity(3)));
}

TEST_CASE("whom the host has removed does not come back by a link with an end, and its ticket is not one of the next room") {
    Tab ann = host_with(false);
    comes_with_ticket(ann, 3, "Cem");
    sign(ann, shows(ann, 3));
    sign(ann, ann.does(RemovalChosen{member(3), next_nonce}));
    CHECK(count<SignRules>(shows(ann, 3)) == 0);
    sign(ann, ann.does(Founded{next_nonce, next_secret}));
    CHECK(ann.session.rules().rules().tickets.empty());
}

TEST_CASE("a link that many use puts out nobody whom the host has let in") {
    Tab ann = host_with(false);
    for (unsigned who = 2; who < 2 + protocol::max_listed_keys; ++who) {
        comes_with_ticket(ann, who, "Guest");
        sign(ann, shows(ann, who));
        ann.left(who, protocol::Departure::left);
    }
    comes_with_ticket(ann, 200, "Guest");
    CHECK(count<SignRules>(shows(ann, 200)) == 0);
    CHECK(ann.session.rules().may_enter(identity(2)));
}

TEST_CASE("a guest shows the ticket to the host, to nobody else, and hands on the plain link") {
    Tab cem(3);
    const auto out = waits(cem, knock_at_nine({{protocol::hash_of(ticket), 0, true, false}}));
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::knocking);
    CHECK(only<ShowRoom>(out).ticket == TicketState::good);
    CHECK(only<ShowRoom>(out).link == "https://tincan.example/#/room/" + secret);
    const auto to_host = chains_in_letters(out, 9);
    REQUIRE(to_host.size() == 1);
    CHECK(to_host.front().ticket == ticket);
    for (const auto& other : chains_in_letters(out, 2)) CHECK_FALSE(other.ticket);
}

TEST_CASE("a guest is told why a link does not let in any more") {
    const auto hash = protocol::hash_of(ticket);
    const auto told = [&](std::vector<protocol::IssuedTicket> tickets) {
        Tab cem(3);
        return only<ShowRoom>(waits(cem, knock_at_nine(std::move(tickets)))).ticket;
    };
    CHECK(told({{hash, 0, true, true}}) == TicketState::used);
    CHECK(told({{hash, 1'600'000'000, false, false}}) == TicketState::ended);
    CHECK(told({}) == TicketState::ended);  // the host has made many since

    // A clock that is a day ahead says so too early; the host lets in all the same.
    Tab cem(3);
    cem.lead = 86'400'000;
    const auto ends = cem.now / 1000 + 3600;
    auto out = waits(cem, knock_at_nine({{hash, ends, false, false}}));
    CHECK(only<ShowRoom>(out).ticket == TicketState::ended);
    const auto to_host = chains_in_letters(out, 9);
    REQUIRE(to_host.size() == 1);
    CHECK(to_host.front().ticket == ticket);
}
