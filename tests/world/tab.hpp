// One tab: a real session, and pretend hands that perform its orders. There is one `perform` for each order and no other, so
// an order without a pretend does not compile.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "client/session.hpp"
#include "world/clock.hpp"
#include "world/links.hpp"
#include "world/post_office.hpp"
#include "world/round.hpp"
#include "world/toy_seal.hpp"

namespace world {

// What the tabs have in common.
struct Surroundings {
    Clock& clock;
    Dice& dice;
    Weather& weather;
    PostOffice& office;
    Links& links;
    std::string& trouble;             // the first broken promise, in a sentence
    std::set<std::string>& said;      // every letter as its sender wrote it
    Adversary* adversary;             // whose own letters are as true as anybody's
    std::vector<std::string>* trace;  // what happened, where somebody wants to read it
};

// A room of the story, and who made it.
struct Place {
    std::string secret;
    protocol::Fresh nonce;
    const Browser* founder = nullptr;
};

class Tab {
  public:
    Tab(TabNumber number, Browser& browser, unsigned room, const Place& place, Surroundings& around);
    // The same tab in another stay: loaded anew, or made by the browser from the one that is still there.
    Tab(TabNumber number, Tab& before);

    void feed(const client::Fact& fact);
    void open();
    // On the card, where the tab was in a call: as its page does.
    void resume_call(unsigned wishes);
    void close();
    void crash();
    // The browser lets it do nothing: what happens meanwhile is told when it goes on.
    void freeze();
    void go_on();

    TabNumber number() const { return number_; }
    Browser& browser() { return browser_; }
    unsigned room() const { return room_; }
    const protocol::RoomId& room_id() const { return room_id_; }
    const client::MemberId& me() const { return me_; }
    const protocol::TabId& tab() const { return tab_; }
    bool alive() const { return alive_; }
    bool frozen() const { return frozen_; }
    bool inside() const { return alive_ && page.room.stage == client::room::Stage::inside; }
    bool hosts() const { return inside() && page.people.count(me_) && page.people.at(me_).host; }
    // The rules of the house keep it out.
    bool waits() const {
        return alive_ &&
               (page.room.trouble == client::room::RoomTrouble::knocking || page.room.trouble == client::room::RoomTrouble::locked);
    }
    const client::Session& session() const { return session_; }
    unsigned stream() const { return stream_; }
    bool is_carrier() const { return browser_.carrier() == this; }

    // What the person sees.
    struct Page {
        client::room::ShowRoom room;
        client::call::ShowCall call;
        std::map<client::MemberId, client::members::ShowPerson> people;
        std::vector<client::conversation::LineId> lines;
        std::map<std::pair<client::MemberId, std::uint64_t>, std::string> texts;
        std::set<std::pair<client::MemberId, bool>> media;
        std::uint64_t delivered = 0;
        bool guarded = false;
        std::optional<client::trust::ShowSafety> safety;  // of whom codes are being compared with
    } page;
    bool held[3] = {false, false, false};  // which devices are on
    bool muted = false;                    // the microphone that is on is not heard
    std::vector<std::string> typed;        // what this person has said
    std::uint64_t letters_around = 0;      // by way of a friend
    bool relay_lent = false;               // it could be reached through a relay
    std::uint64_t works = 0;               // orders that mean that something is not at rest yet

    void hear(const client::signaling::MailHanded& handed);  // over the browser's round

  private:
    void perform(const client::room::SetAddress&);
    void perform(const client::room::Found&);
    void perform(const client::room::DeriveKeys&);
    void perform(const client::room::UseKeys&);
    void perform(const client::room::KeepEpoch& order) { epoch_ = order.epoch; }
    void perform(const client::room::ShowArrival&);
    void perform(const client::room::ShowRoom&);
    void perform(const client::signaling::Look&);
    void perform(const client::signaling::Join&);
    void perform(const client::signaling::Leave&);
    void perform(const client::signaling::Post&);
    void perform(const client::signaling::Redial&);
    void perform(const client::signaling::OpenLetter&);
    void perform(const client::signaling::StandAsCarrier&);
    void perform(const client::signaling::AskBoxes&);
    void perform(const client::signaling::Announce&);
    void perform(const client::signaling::WatchTab&);
    void perform(const client::signaling::OpenStream&);
    void perform(const client::signaling::StandDown&);
    void perform(const client::signaling::HandOn&);
    void perform(const client::members::OpenHello&);
    void perform(const client::members::ShowPerson&);
    void perform(const client::members::RemovePerson&);
    void perform(const client::mesh::UseServers& order) {  // pretend links need none
        relay_lent = std::any_of(order.servers.begin(), order.servers.end(), [](const auto& it) { return !it.credential.empty(); });
    }
    void perform(const client::mesh::OpenLink&);
    void perform(const client::mesh::AddLanes&);
    void perform(const client::mesh::CloseLink&);
    void perform(const client::mesh::ApplyDescription&);
    void perform(const client::mesh::ApplyCandidate&);
    void perform(const client::mesh::RestartLink&);
    void perform(const client::mesh::ListenTo&);
    void perform(const client::mesh::SendTalk&);
    void perform(const client::mesh::SealLetter&);
    void perform(const client::access::SignRules&);
    void perform(const client::access::CheckCharter&);
    void perform(const client::access::KeepCharter&);
    void perform(const client::trust::KeepPin&);
    void perform(const client::trust::DropPin&);
    void perform(const client::trust::DrawNonce&);
    void perform(const client::trust::DeriveCode&);
    void perform(const client::trust::ShowSafety&);
    void perform(const client::conversation::ShowLine&);
    void perform(const client::conversation::ForgetLine&);
    void perform(const client::conversation::ShowDelivered&);
    void perform(const client::conversation::GuardPage&);
    void perform(const client::conversation::ShowNotice&);
    void perform(const client::conversation::ShowUnread&);
    void perform(const client::call::AskDevices&);
    void perform(const client::call::AskScreen&);
    void perform(const client::call::StopSource&);
    void perform(const client::call::MuteMicrophone&);
    void perform(const client::call::SendMedia&);
    void perform(const client::call::ShowCall&);
    void perform(const client::call::ShowDevices&);
    void perform(const client::call::ShowMedia&);

    void later(Lane& lane, Millis delay, client::Fact fact);
    // Answered by anything but `good`, it has failed.
    void ask(client::signaling::Request what, const std::string& body, unsigned good, std::function<void(const std::string&)> answered);
    void fail(client::signaling::Request what, unsigned status, const std::string& text);
    void check_answer(unsigned status, const std::string& text);
    std::vector<client::members::Greeting> open_hellos(const std::vector<protocol::Present>& present) const;
    void ask_for(client::call::Source source);
    void set_timer();
    void check_rules();
    bool were_made(const std::string& charter) const;
    void check_letter(const protocol::Passage& passage, const Opened& opened);
    void wrong(const std::string& sentence);
    template <class Value>
    void note(const char* arrow, const Value& it);

    TabNumber number_;
    Browser& browser_;
    unsigned room_;
    const Place& place_;
    Surroundings& around_;
    client::Session session_;
    client::MemberId me_;
    protocol::Token token_;
    protocol::TabId tab_;
    std::uint64_t epoch_ = 0;  // of its last stay, as the browser keeps it
    std::string address_;
    std::map<std::uint32_t, protocol::RoomId> derived_;
    protocol::RoomId room_id_;
    bool alive_ = true;
    bool page_closing_ = false;
    bool frozen_ = false;
    std::vector<client::Fact> missed_;
    unsigned stream_ = 0;
    std::map<unsigned, client::signaling::Request> asked_;  // of the server, by number
    unsigned asks_ = 0;
    Lane seal_lane_;  // what is opened is told in the order in which it was asked for
    std::optional<Millis> timer_at_;
    std::uint64_t timer_ = 0;
    Millis ticked_at_ = 0;
    unsigned ticks_at_once_ = 0;
    std::string charter_;            // that was looked at last
    std::set<std::string> applied_;  // descriptions, each at most once
};

// The room's id by its number in the story.
protocol::RoomId room_id(unsigned room);

}  // namespace world
