// One tab: a real session, and for each capability a performer that pretends to perform its orders. An order that no performer performs
// does not compile.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/session.hpp"
#include "world/browser.hpp"
#include "world/clock.hpp"
#include "world/file_channels.hpp"
#include "world/links.hpp"
#include "world/performers/access.hpp"
#include "world/performers/call.hpp"
#include "world/performers/conversation.hpp"
#include "world/performers/files.hpp"
#include "world/performers/members.hpp"
#include "world/performers/mesh.hpp"
#include "world/performers/network.hpp"
#include "world/performers/room.hpp"
#include "world/performers/signaling.hpp"
#include "world/performers/trust.hpp"
#include "world/signaling_server.hpp"

namespace world {

// The world around the tabs, which they have in common.
struct Environment {
    Clock& clock;
    Dice& dice;
    NetworkConditions& conditions;
    SignalingServer& server;
    Links& links;
    FileChannels& file_channels;
    std::string& trouble;             // the first broken promise, in a sentence
    std::set<std::string>& said;      // every letter as its sender wrote it
    Adversary* adversary;             // whose own letters are as true as anybody's
    std::vector<std::string>* trace;  // what happened, where somebody wants to read it
};

// A room of the story, and who made it.
struct Place {
    std::string secret;
    protocol::Nonce nonce;
    const Browser* founder = nullptr;
};

class Tab {
  public:
    Tab(TabNumber number, Browser& browser, unsigned room, const Place& place, Environment& around);
    // The same tab in another stay: loaded anew, or made by the browser from the one that is still there.
    Tab(TabNumber number, Tab& before);

    void feed(const client::Fact& fact);
    void open(client::room::Navigation navigation = client::room::Navigation::other);
    void close();
    void crash();
    // The browser lets it do nothing: what happens meanwhile is told when it goes on.
    void freeze();
    void go_on();

    TabNumber number() const { return number_; }
    Browser& browser() const { return browser_; }
    unsigned room() const { return room_number_; }
    const Place& place() const { return place_; }
    const protocol::RoomId& room_id() const { return room_.id(); }
    const client::MemberId& me() const { return me_; }
    const protocol::TabId& tab() const { return tab_; }
    bool alive() const { return alive_; }
    bool frozen() const { return frozen_; }
    bool inside() const { return alive_ && page.room.stage == client::room::Stage::inside; }
    bool hosts() const { return inside() && page.people.count(me_) && page.people.at(me_).host; }
    // The rules of the room keep it out.
    bool waits() const {
        return alive_ &&
               (page.room.trouble == client::room::RoomTrouble::knocking || page.room.trouble == client::room::RoomTrouble::locked);
    }
    const client::Session& session() const { return session_; }
    unsigned stream() const { return signaling_.stream(); }
    bool is_leader() const { return browser_.leader() == this; }

    // The page as the person sees it.
    struct Page {
        client::room::ShowRoom room;
        client::call::ShowCall call;
        std::map<client::MemberId, client::members::ShowPerson> people;
        std::vector<client::conversation::MessageId> lines;
        bool has_earlier = false;  // there are messages before those, and behind them
        bool has_later = false;
        std::map<std::pair<client::MemberId, std::uint64_t>, std::string> texts;
        std::set<std::pair<client::MemberId, bool>> media;
        std::set<client::conversation::MessageId> delivered;  // of ours
        std::set<client::conversation::MessageId> kept;       // of ours, as far as that was shown
        bool guarded = false;
        std::optional<client::trust::ShowSafety> safety;  // of whom codes are being compared with
    } page;
    std::vector<std::string> typed;  // what this person has said to everybody
    std::uint64_t works = 0;         // orders that mean that something is not at rest yet

    const performers::Mesh& mesh() const { return mesh_; }
    const performers::Conversation& conversation() const { return conversation_; }
    performers::Files& files() { return files_; }
    const performers::Files& files() const { return files_; }
    performers::Call& call() { return call_; }
    const performers::Call& call() const { return call_; }

    // For the performers: the rest of the world; an answer of the fake crypto, in the order in which it was asked; a promise that is
    // broken.
    Environment& around() { return around_; }
    void answer(Millis delay, client::Fact fact);
    void wrong(const std::string& sentence);

  private:
    // A performer has one `perform` for each order of its capability and no other.
    void perform(const client::room::Order& order) { forward(order, room_); }
    void perform(const client::signaling::Order& order) { forward(order, signaling_); }
    void perform(const client::members::Order& order) { forward(order, members_); }
    void perform(const client::mesh::Order& order) { forward(order, mesh_); }
    void perform(const client::access::Order& order) { forward(order, access_); }
    void perform(const client::trust::Order& order) { forward(order, trust_); }
    void perform(const client::conversation::Order& order) { forward(order, conversation_); }
    void perform(const client::files::Order& order) { forward(order, files_); }
    void perform(const client::call::Order& order) { forward(order, call_); }
    void perform(const client::network::Order& order) { forward(order, network_); }

    template <class Group, class Performer>
    void forward(const Group& order, Performer& performer);
    void set_timer();
    template <class Value>
    void note(const char* arrow, const Value& it);

    TabNumber number_;
    Browser& browser_;
    unsigned room_number_;
    const Place& place_;
    Environment& around_;
    client::Session session_;
    client::MemberId me_;
    protocol::Token token_;
    protocol::TabId tab_;
    bool alive_ = true;
    bool frozen_ = false;
    std::vector<client::Fact> missed_;
    Ordered answers_;
    std::optional<Millis> timer_at_;
    std::uint64_t timer_ = 0;
    Millis ticked_at_ = 0;
    unsigned ticks_at_once_ = 0;
    performers::Room room_{*this};
    performers::Signaling signaling_{*this};
    performers::Members members_{*this};
    performers::Mesh mesh_{*this};
    performers::Access access_{*this};
    performers::Trust trust_{*this};
    performers::Conversation conversation_{*this};
    performers::Files files_{*this};
    performers::Call call_{*this};
    performers::Network network_{*this};
};

// The room's id by its number in the story.
protocol::RoomId room_id(unsigned room);

}  // namespace world
