// The client core of one tab: facts in, orders out. It decides everything that the chat and the call do, and knows neither JavaScript
// nor clock nor randomness: time is an argument, ids and random bytes arrive in facts.
//
//     orders = session.step(fact, times)     perform each, in order
//     session.wake_at()                      feed a Tick then
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "client/allowance.hpp"
#include "client/call.hpp"
#include "client/carrier.hpp"
#include "client/counters.hpp"
#include "client/fact.hpp"
#include "client/history.hpp"
#include "client/house.hpp"
#include "client/invitation.hpp"
#include "client/order.hpp"
#include "client/outbox.hpp"
#include "client/peer.hpp"
#include "client/text.hpp"
#include "client/times.hpp"
#include "client/trust.hpp"
#include "protocol/talk.hpp"

namespace client {

class Session {
  public:
    // The person's and the world's facts go in here, one at a time.
    Orders step(const Fact& fact, const Times& times);

    // When to feed the next Tick, by the steady clock; nothing while there is nothing to wait for.
    std::optional<Millis> wake_at() const;

    // For tests and the page's own console: how many letters, hellos and messages were dropped for being nonsense or forged.
    std::uint64_t dropped() const { return dropped_; }
    const History* history() const { return history_ ? &*history_ : nullptr; }
    const std::map<MemberId, Peer>& peers() const { return peers_; }
    const House& house() const { return house_; }
    // Nobody is connected whom the rules keep out.
    bool obeys() const;
    // The rules keep somebody out, and nobody is here who could change them.
    bool misses_host() const { return host_away_since_ && !lapsed_; }

  private:
    // One for each fact; a missing one does not compile.
    void on(const room::PageOpened&);
    void on(const room::RoomNamed&);
    void on(const room::AddressChosen&);
    void on(const room::EnterPressed&);
    void on(const room::RoomLeft&);
    void on(const room::PageClosed&);
    void on(const room::KeysDerived&);
    void on(const room::Founded&);
    void on(const signaling::LookAnswered&);
    void on(const signaling::Admitted&);
    void on(const signaling::RequestFailed&);
    void on(const signaling::PostTaken&);
    void on(const signaling::LetterOpened&);
    void on(const signaling::SealBroken&);
    void on(const signaling::CarrierChosen&);
    void on(const signaling::BoxAnnounced&);
    void on(const signaling::BoxesAsked&);
    void on(const signaling::BoxClosed&);
    void on(const signaling::StreamLine&);
    void on(const signaling::StreamEnded&);
    void on(const signaling::MailHanded&);
    void on(const members::IdentityKnown&);
    void on(const members::IdentityFailed&);
    void on(const members::NewcomerGreeted&);
    void on(const mesh::RelayOnlyChosen&);
    void on(const mesh::LinkDescribed&);
    void on(const mesh::LinkGathered&);
    void on(const mesh::LinkChanged&);
    void on(const mesh::LinkBroke&);
    void on(const mesh::LinkHeard&);
    void on(const mesh::TalkOpened&);
    void on(const mesh::TalkClosed&);
    void on(const mesh::TalkArrived&);
    void on(const mesh::LetterSealed&);
    void on(const access::DoorChosen&);
    void on(const access::KnockAnswered&);
    void on(const access::RemovalChosen&);
    void on(const access::RoleHanded&);
    void on(const access::RulesSigned&);
    void on(const access::CharterChecked&);
    void on(const trust::PinLoaded&);
    void on(const trust::CompareAsked&);
    void on(const trust::CompareClosed&);
    void on(const trust::Compared&);
    void on(const trust::StrangerAccepted&);
    void on(const trust::NonceDrawn&);
    void on(const trust::CodeDerived&);
    void on(const conversation::TextTyped&);
    void on(const conversation::ReaderLooked&);
    void on(const call::CallJoined&);
    void on(const call::CallLeft&);
    void on(const call::SourceToggled&);
    void on(const call::DeviceChosen&);
    void on(const call::SourceGranted&);
    void on(const call::SourceRefused&);
    void on(const call::SourceEnded&);
    void on(const network::Tick&);
    void on(const network::NetworkChanged&);
    void on(const network::Woke&);

    // The room's keys
    void derive();
    void derive_keys();
    void found();
    void write_address();
    void enter();
    std::uint64_t next_epoch() const;
    // Enter was pressed, and the room has not been left since.
    bool entered() const { return stage_ == room::Stage::joining || stage_ == room::Stage::inside; }

    // Mail (session_mail.cpp)
    void join();
    void join_later();
    void join_again();
    bool unreachable() const;
    std::optional<Millis> settled_at() const;
    bool doubt();
    void reach_again();
    void use_servers(const std::vector<protocol::IceServer>& servers, std::uint32_t seconds);
    void say_goodbye();
    void turn_back();
    void leave(room::RoomTrouble why);
    void mail_arrived(const protocol::MailLine& line);
    void deliver(const protocol::Delivery& delivery);

    // Letters (session_letters.cpp)
    void open_letter(MemberId from, const std::string& body);
    std::vector<protocol::Passage> passages(MemberId from) const;
    void suspect(MemberId member);
    void ask_anew();
    static void keep_earlier(std::vector<std::string>& hellos, std::string hello);
    void hear_letter(MemberId from, const protocol::Talk& word);

    // People (session_people.cpp)
    void greet(const members::Greeting& greeting);
    void warn(MemberId member, conversation::NoticeKind kind);
    void meet(MemberId member);
    // Charges the member's rate limit. False where it was overdrawn: then the member is put out, and nothing of it is left.
    bool afford(MemberId member, Millis cost);
    bool replaces(MemberId newer, MemberId older) const;
    void replace_older(MemberId id);
    bool replaced(MemberId member) const;
    void depart(MemberId member, protocol::Departure how);
    void remove(MemberId member, conversation::NoticeKind why);
    void forget(Peer& peer);
    void notice_losses();
    void forget_lost();
    enum class Links { close, let_be };
    void leave_everybody(Links links);
    template <class AnyFact>
    void tell_peer(const AnyFact& fact);
    Ties ties();

    // Relaying through another member (session_friends.cpp)
    void use_friends();
    void tell_reach();
    void seek_introductions(Peer& peer);
    void go_around(Peer& peer);
    void send_around(Peer& peer, MemberId through, std::uint64_t counter, std::string content);
    void hear_around(MemberId from, const protocol::Talk& word);
    void hear(Peer& peer, const protocol::Reach& reach);
    void hear(Peer& peer, const protocol::Favour& favour);
    // Of those who talk with that member, one, each in its turn; nobody where there is none.
    const Peer* friend_of(MemberId member, std::uint64_t turn = 0) const;
    bool put_out(MemberId member) const;
    // The server counts that member among those in the room, or a friend talks with it.
    bool is_here(MemberId member) const { return roster_.count(member) || friend_of(member); }

    // Trust (session_trust.cpp)
    members::Standing standing(MemberId member) const;
    void hear(Peer& peer, const protocol::Commit& commit);
    void hear(Peer& peer, const protocol::Reveal& reveal);
    void begin_comparison(Peer& peer);
    void show_nonce(Peer& peer);
    void compare();
    void compare_room();
    trust::ShowSafety comparison() const;

    // The rules of the house (session_house.cpp)
    bool i_am_host() const { return identity_ && house_.is_host(*identity_); }
    bool welcome(MemberId member) const;
    bool kept_out() const;
    bool outside() const;
    bool knocks(MemberId member) const;
    void hear_charter(MemberId from, const std::string& charter, const std::string& new_secret = "");
    void adopt(const std::string& charter, MemberId from);
    void spread(MemberId from);
    void move_to(const room::Founded& founded);
    void take_up(const protocol::Move& move, MemberId from);
    void sign_move();
    void go_over();
    void keep_charter();
    void say_what_changed(const protocol::Rules& before);
    void obey();
    void tell_rules(MemberId member);
    void answer_with_rules(MemberId member);
    void turned_away(MemberId by);
    void watch_host();
    bool host_is_here() const;
    protocol::Rules draft() const;
    void make(protocol::Rules rules);

    // Talk (session_talk.cpp)
    void catch_up(Peer& peer);
    void repeat(MemberId member);
    void confirm_lines();
    void tell_lines(Peer& peer);
    std::uint64_t untold(MemberId member);
    void talk(Peer& peer, const protocol::Talk& word);
    void hear_word(Peer& peer, const protocol::Talk& word);
    void hear(Peer& peer, const protocol::Line& line);
    void hear(Peer& peer, const protocol::Have& have);
    void hear(Peer& peer, const protocol::Status& status);
    void hear(Peer& peer, const protocol::Signal& signal, Peer::Road road = Peer::Road::talk);
    void hear(Peer& peer, const protocol::Bye& bye);
    void hear(Peer& peer, const protocol::Move& move);
    void show_entry(std::size_t place, bool now);

    // The view, derived from the state after each step and sent where it changed (session_view.cpp)
    void show_changes();
    void show_room();
    bool cut_off() const;
    void show_call();
    void show_people();
    void show_media();
    void show_delivered();
    void notice(conversation::NoticeKind kind, MemberId who);
    members::Namecard card(MemberId id) const;
    void paint(MemberId who);

    std::optional<Millis> due_at() const;
    void order(Order it) { out_.push_back(std::move(it)); }

    // A member as this tab knows it, present or not; kept as long as the tab lives.
    struct Acquaintance {
        std::string name;
        std::string hello;  // as it introduced itself; "" while that is not known
        Bearer bearer;
        protocol::TabId tab;
        std::uint64_t epoch = 0;
        std::string build;
        std::optional<unsigned> colour;
        std::uint32_t links = 0;             // the highest number of a link with it
        std::string sealed;                  // its hello as it came, for whoever asks us who that is
        bool called = false;                 // when we could not hear it yet
        std::vector<std::string> earlier;    // hellos, the newest first
        std::optional<Millis> suspected_at;  // when something came in its name that nothing explains
        bool met = false;                    // we were in the room with it
        std::optional<Millis> came_at;       // when; nothing where it was there before us
        bool left = false;                   // it said so: only a later hello brings it back
        Counters letters_seen;               // no letter is heard twice
        std::vector<std::string> unopened;   // letters that came while its hello was being opened
        Millis warned_at = 0;                // of words in its name that it did not sign
        Millis told_rules_at = 0;            // when it was told by letter what the rules are, and their serial
        std::uint64_t told_rules = 0;
        Allowance allowance;
        Allowance forwards;  // what others pass on to it through us
        Allowance said;      // what we may say to it
        protocol::Status status_told;
        std::optional<std::uint64_t> untold;  // of our lines, how many it was not told: there were too many when it came
        bool put_out = false;                 // it said far too much, and is not heard any more
    };

    Orders out_;  // of the step under way
    Timekeeper time_;
    Millis now_ = 0;  // of it
    std::uint64_t dropped_ = 0;

    // Our own identity and room
    MemberId me_;
    protocol::Token token_;
    protocol::Fresh fresh_value_;
    std::string build_;
    bool relay_only_ = false;
    std::uint64_t last_epoch_ = 0;  // of this tab
    std::optional<protocol::Identity> identity_;
    bool keyless_ = false;              // this browser has no key for us
    std::string my_hello_;              // of this stay; "" before it begins
    std::vector<std::string> earlier_;  // of ours before, the newest first
    std::string origin_;
    std::string name_;
    Invitation invitation_;
    protocol::Fresh founding_;  // what the secret of a room that we make is made of
    std::string fresh_secret_;  // that secret, once it is known
    bool made_here_ = false;
    bool by_hand_ = false;
    std::optional<std::string> passphrase_;  // of a room named by hand, once Enter was pressed
    std::string proposal_;
    bool fresh_ = false;
    bool broken_link_ = false;
    std::uint32_t derivation_ = 0;  // the latest; what an earlier one brings is not wanted any more
    std::optional<RoomId> room_;
    std::optional<RoomId> room_before_;   // whose mailbox is still ours
    std::optional<RoomId> earlier_room_;  // from which we moved
    room::Stage stage_ = room::Stage::arriving;
    room::RoomTrouble trouble_ = room::RoomTrouble::none;
    bool offline_ = false;
    bool elsewhere_ = false;  // a later stay of this tab has come

    // The members inside, before we enter
    bool known_ = false;
    std::uint32_t seats_ = 0;
    std::vector<members::Greeting> inside_;
    std::optional<Millis> look_at_;

    // Mail
    std::uint64_t after_ = 0;  // the last delivery that was taken in
    bool joining_ = false;
    Millis admitted_at_ = 0;
    unsigned join_failures_ = 0;
    std::optional<Millis> join_at_;
    unsigned relapses_ = 0;  // how often, since all was well for a while, the server let us in and then did not know us
    bool post_failing_ = false;
    Outbox outbox_;
    Carrier carrier_;
    std::optional<Millis> renew_at_;  // when to ask for new credentials of the servers that relay
    bool relay_lent_ = false;         // we have some

    // People and words
    std::map<MemberId, Peer> peers_;
    std::map<MemberId, Acquaintance> met_;  // also those who left: their lines stay, and they may come back
    std::set<MemberId> roster_;             // whom the server counts among those in the room
    std::optional<History> history_;
    std::uint64_t delivered_ = 0;  // of our own lines, how many everybody present has or had
    bool looking_ = true;
    std::uint32_t unread_ = 0;
    Call call_;

    // The rules of the house
    struct Heard {
        std::uint32_t ask = 0;
        MemberId from;
        std::string charter;
        std::string secret;  // that the room moves to; "" where it does not move
    };
    House house_;
    std::vector<Heard> hearing_;  // being checked
    std::optional<Heard> early_move_;
    std::uint32_t asks_ = 0;
    std::optional<protocol::Rules> draft_;  // ours, being signed
    struct Leaving {
        protocol::Fresh nonce;
        std::string secret;  // "" until it is founded
    };
    std::optional<Leaving> leaving_;           // the room is to move
    std::optional<protocol::Move> last_move_;  // for whoever has not heard of it
    bool moving_ = false;                      // the new room's server side is still to be joined
    bool stale_join_ = false;                  // the answer under way is about the room that was left
    std::optional<Millis> host_away_since_;    // while the door is not open
    bool lapsed_ = false;                      // so long that the rules keep nobody out

    // Pinned identities, and the comparison of safety codes
    Trust trust_;
    std::optional<MemberId> comparing_;  // whose card is open; zeros: that of all
    std::uint32_t room_asks_ = 0;
    std::string room_asked_;  // between whom, over which links, the room's code was asked for
    trust::ShowSafety room_code_;

    // The view as it was last sent
    std::optional<room::ShowArrival> shown_arrival_;
    std::optional<room::ShowRoom> shown_room_;
    std::optional<call::ShowCall> shown_call_;
    std::optional<call::ShowDevices> shown_devices_;
    std::optional<trust::ShowSafety> shown_safety_;
    std::uint32_t shown_unread_ = 0;
    std::map<MemberId, members::ShowPerson> shown_people_;
    std::map<std::pair<MemberId, bool>, std::uint32_t> shown_media_;  // by person and kind: the link it came over
    std::uint64_t shown_delivered_ = 0;
    bool guarded_ = false;
    unsigned grants_sent_[3] = {0, 0, 0};
};

}  // namespace client
