// Pretend connections between tabs. Two connections find each other when each has applied the other's description and at
// least one candidate of it; then the channel `talk` opens on both. Paths between tabs can be cut for a while or for good.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/fact.hpp"
#include "client/order.hpp"
#include "world/clock.hpp"

namespace world {

using TabNumber = unsigned;

class Links {
  public:
    using Tell = std::function<void(TabNumber, client::Fact)>;

    Links(Clock& clock, Dice& dice, const NetworkConditions& conditions, Tell tell)
        : clock_(clock), dice_(dice), conditions_(conditions), tell_(std::move(tell)) {}

    void perform(TabNumber tab, const client::mesh::OpenLink& order);
    void perform(TabNumber tab, const client::mesh::AddTransceivers& order);
    void perform(TabNumber tab, const client::mesh::CloseLink& order);
    void perform(TabNumber tab, const client::mesh::ApplyDescription& order);
    void perform(TabNumber tab, const client::mesh::ApplyCandidate& order);
    void perform(TabNumber tab, const client::mesh::RestartLink& order);
    void perform(TabNumber tab, const client::mesh::PollReceivers& order);
    void perform(TabNumber tab, const client::mesh::SendMessage& order);
    void perform(TabNumber tab, const client::call::SendMedia& order);

    // The tab is no more; with a goodbye its connections are closed, without they just fall silent.
    void end(TabNumber tab, bool goodbye);

    // Nothing passes between two tabs for a while; `broken`: the connections do not come back by themselves.
    void cut(TabNumber a, TabNumber b, Millis how_long, bool broken);
    void heal();
    // A firewall between two tabs: no connection of theirs ever comes about, and what there is falls silent.
    void keep_apart(TabNumber a, TabNumber b);
    void let_together(TabNumber a, TabNumber b) { apart_.erase(std::minmax(a, b)); }
    bool apart(TabNumber a, TabNumber b) const { return apart_.count(std::minmax(a, b)) > 0; }

    struct Seen {
        std::uint32_t number = 0;
        bool works = false;
        client::call::SendMedia sending;
        TabNumber other = 0;
    };
    struct Connection {
        unsigned id = 0;  // 0: there is none
        client::MemberId me;
        TabNumber other = 0;
    };
    // Between a tab and that peer, where it works; whether it is there still; whether anything passes now.
    Connection connection(TabNumber tab, const client::MemberId& peer) const;
    bool stands(unsigned id) const;
    bool carries(unsigned id) const { return flows(ends_[id]); }

    // The connections between `tab` and its peers.
    std::map<client::MemberId, Seen> of(TabNumber tab) const;

  private:
    struct End {
        unsigned id = 0;
        TabNumber tab = 0;
        client::MemberId peer;
        std::uint32_t number = 0;
        bool alive = true;
        bool offered = false;  // an offer of ours is unanswered
        std::uint32_t round = 0;
        unsigned ice = 0;     // how often we have described ourselves with new credentials
        unsigned remote = 0;  // the end that we have a description of; 0 for none
        unsigned remote_ice = 0;
        unsigned candidate_ice = 0;  // the newest credentials of theirs that we have a candidate for
        unsigned met_ice = 0;        // the own credentials with which we were connected last
        client::mesh::LinkState state = client::mesh::LinkState::connecting;
        bool talk = false;
        bool timed_out = false;     // the channel was given up on this side; it does not come back
        bool dead = false;          // the path that was found is no more: only new credentials help
        bool transceivers = false;  // for media: media flow when both sides have agreed on them
        bool lanes_agreed = false;
        client::call::SendMedia sending;
        Millis played_at = 0;  // when something of theirs was last played
        Ordered facts;
        std::deque<std::string> unsent;
    };

    End* find(TabNumber tab, const client::MemberId& peer);
    End* partner(const End& end) { return const_cast<End*>(std::as_const(*this).partner(end)); }
    const End* partner(const End& end) const;
    bool path(TabNumber a, TabNumber b) const { return !cut_.count(std::minmax(a, b)) && !apart(a, b); }
    bool flows(const End& end) const;
    void describe(End& end, protocol::Description::Kind kind, bool with_new_credentials);
    static client::call::SendMedia sent(const End& end);
    void broke(const End& end);
    void say(End& end, Millis delay, client::Fact fact);
    void change(End& end, client::mesh::LinkState state);
    void try_to_meet(End& end);
    void meet(unsigned id);
    void lose(End& end);
    void give_up_talk(unsigned id, unsigned met);
    void close(End& end, bool goodbye);
    void flush(End& end);

    Clock& clock_;
    Dice& dice_;
    const NetworkConditions& conditions_;
    Tell tell_;
    std::vector<End> ends_{End{}};  // by id
    std::map<std::pair<TabNumber, client::MemberId>, unsigned> open_;
    std::set<std::pair<TabNumber, TabNumber>> apart_;
    std::map<std::pair<TabNumber, TabNumber>, unsigned> cut_;  // how many cuts lie on a path
};

}  // namespace world
