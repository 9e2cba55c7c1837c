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
    bool inside() const { return alive_ && page.room.stage == client::Stage::inside; }
    bool hosts() const { return inside() && page.people.count(me_) && page.people.at(me_).host; }
    // The rules of the house keep it out.
    bool waits() const {
        return alive_ && (page.room.trouble == client::RoomTrouble::knocking || page.room.trouble == client::RoomTrouble::locked);
    }
    const client::Session& session() const { return session_; }
    unsigned stream() const { return stream_; }
    bool is_carrier() const { return browser_.carrier() == this; }

    // What the person sees.
    struct Page {
        client::ShowRoom room;
        client::ShowCall call;
        std::map<client::MemberId, client::ShowPerson> people;
        std::vector<client::LineId> lines;
        std::map<std::pair<client::MemberId, std::uint64_t>, std::string> texts;
        std::set<std::pair<client::MemberId, bool>> media;
        std::uint64_t delivered = 0;
        bool guarded = false;
        std::optional<client::ShowSafety> safety;  // of whom codes are being compared with
    } page;
    bool held[3] = {false, false, false};  // which devices are on
    bool muted = false;                    // the microphone that is on is not heard
    std::vector<std::string> typed;        // what this person has said
    std::uint64_t letters_around = 0;      // by way of a friend
    bool relay_lent = false;               // it could be reached through a relay
    std::uint64_t works = 0;               // orders that mean that something is not at rest yet

    void hear(const client::signaling::MailHanded& handed);  // over the browser's round

  private:
    void perform(const client::SetAddress&);
    void perform(const client::Found&);
    void perform(const client::DeriveKeys&);
    void perform(const client::UseKeys&);
    void perform(const client::SignRules&);
    void perform(const client::CheckCharter&);
    void perform(const client::KeepCharter&);
    void perform(const client::Look&);
    void perform(const client::Join&);
    void perform(const client::Leave&);
    void perform(const client::Post&);
    void perform(const client::Redial&);
    void perform(const client::SealLetter&);
    void perform(const client::OpenHello&);
    void perform(const client::OpenLetter&);
    void perform(const client::StandAsCarrier&);
    void perform(const client::AskBoxes&);
    void perform(const client::Announce&);
    void perform(const client::WatchTab&);
    void perform(const client::OpenStream&);
    void perform(const client::StandDown&);
    void perform(const client::HandOn&);
    void perform(const client::UseServers& order) {  // pretend links need none
        relay_lent = std::any_of(order.servers.begin(), order.servers.end(), [](const auto& it) { return !it.credential.empty(); });
    }
    void perform(const client::OpenLink&);
    void perform(const client::AddLanes&);
    void perform(const client::CloseLink&);
    void perform(const client::ApplyDescription&);
    void perform(const client::ApplyCandidate&);
    void perform(const client::RestartLink&);
    void perform(const client::ListenTo&);
    void perform(const client::SendTalk&);
    void perform(const client::SendMedia&);
    void perform(const client::KeepEpoch& order) { epoch_ = order.epoch; }
    void perform(const client::KeepPin&);
    void perform(const client::DropPin&);
    void perform(const client::DrawNonce&);
    void perform(const client::DeriveCode&);
    void perform(const client::AskDevices&);
    void perform(const client::AskScreen&);
    void perform(const client::StopSource&);
    void perform(const client::MuteMicrophone&);
    void perform(const client::ShowArrival&);
    void perform(const client::ShowRoom&);
    void perform(const client::ShowPerson&);
    void perform(const client::RemovePerson&);
    void perform(const client::ShowLine&);
    void perform(const client::ForgetLine&);
    void perform(const client::ShowDelivered&);
    void perform(const client::GuardPage&);
    void perform(const client::ShowNotice&);
    void perform(const client::ShowSafety&);
    void perform(const client::ShowUnread&);
    void perform(const client::ShowCall&);
    void perform(const client::ShowDevices&);
    void perform(const client::ShowMedia&);

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
