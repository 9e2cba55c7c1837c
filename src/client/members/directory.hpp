// The directory: what is known of ourselves and of each member. Every machine reads it; only Members (members.hpp) writes it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/ids.hpp"
#include "client/members/rate_limit.hpp"
#include "client/order.hpp"
#include "client/times.hpp"
#include "protocol/access.hpp"
#include "protocol/call.hpp"
#include "protocol/identity.hpp"

namespace client::members {

// A key, and the name that its holder goes by.
struct NamedKey {
    protocol::Identity identity;
    std::string name;      // in Unicode normalisation form KD
    std::string skeleton;  // of the name (lookalike.hpp)
};

// Our stay in a room, as the room machine tells it.
struct Stay {
    room::Stage stage = room::Stage::arriving;
    std::optional<RoomId> room;                // once its keys are derived
    std::optional<RoomId> before;              // the room we moved from, while its mailbox is still ours
    std::vector<RoomId> earlier;               // rooms that ours was: a late envelope may be sealed for one
    std::string secret;                        // "" where there is none, or none yet
    std::optional<std::uint32_t> kept_days{};  // of messages; 0: nothing is kept; nothing: until the person forgets the room
    bool relay_only = false;                   // nobody may see this computer's address
    std::optional<protocol::Ticket> ticket{};  // of the link by which we came

    bool inside() const { return stage == room::Stage::inside; }
    // Enter was pressed, and the room has not been left since.
    bool entered() const { return stage == room::Stage::joining || inside(); }
    friend bool operator==(const Stay&, const Stay&) = default;
};

// The host's rules as far as they are about us, as the access machine tells them.
struct Policy {
    bool has_host = false;
    std::optional<protocol::Identity> host;
    protocol::Door door = protocol::Door::open;                  // open, too, where the host has been away for long
    protocol::Door rule = protocol::Door::open;                  // as the host set it
    bool hosting = false;                                        // we are the host
    bool excluded = false;                                       // the rules keep us out
    bool waiting = false;                                        // and nobody inside has called us in
    bool removed = false;                                        // the host does not want us here
    std::set<MemberId> knocking;                                 // members who wait for the host: us
    std::optional<RoomId> log;                                   // the id that the room had at first, where it has moved
    std::optional<protocol::Ticket> issued;                      // the one that we made last, once the rules name it
    protocol::TicketState ticket = protocol::TicketState::good;  // of ours, while we wait
    friend bool operator==(const Policy&, const Policy&) = default;
};

// The state of the server's service for us, as the signaling machine tells it.
struct Service {
    bool answers = true;
    bool mail_missed = false;  // another tab of this browser should fetch our mail, and does not
    friend bool operator==(const Service&, const Service&) = default;
};

struct Self {
    MemberId id;
    protocol::Token token;
    protocol::Nonce fresh;
    std::string build;
    std::uint64_t last_epoch = 0;  // of this tab
    std::optional<protocol::Identity> identity;
    std::string hello;                 // of this stay; "" before it begins
    std::vector<std::string> earlier;  // our hellos before, the newest first
    Stay stay;
    Policy policy;
    Service service;
    protocol::Status status;  // our part in the call
    bool offline = false;     // the browser says that it has no network
};

// The connection to a member, as the mesh machine tells it.
struct Connection {
    std::uint32_t link = 0;
    bool talks = false;  // its channel is open
    bool works = false;  // words and pictures pass
    bool lost = false;
    PersonState state = PersonState::connecting;
    Millis away_since = 0;  // since when it is reconnecting; 0: it is not
    bool relayed = false;   // another member could pass envelopes on, while the connection does not work
    bool relay_busy = false;
    std::optional<MemberId> through;  // of whom words pass that way
    bool announced = false;           // a letter or the channel has shown that the member is there
    friend bool operator==(const Connection&, const Connection&) = default;
};

// A member as this tab knows it, present or not; of those who have gone, the last some hundred are kept.
struct Record {
    std::string name;
    std::string hello;                 // as it introduced itself; "" while that is not known
    std::vector<std::string> earlier;  // its hellos before, the newest first
    std::string sealed;                // its hello as it came, for a member that asks us who that is
    NamedKey key;
    protocol::TabId tab;
    std::uint64_t epoch = 0;
    std::string build;
    bool has_ticket = false;  // it will show the host one
    std::optional<unsigned> colour;
    bool listed = false;            // the server counts it among those in the room
    bool left = false;              // it said so: only a later hello brings it back
    bool met = false;               // we were in the room with it
    bool was_here = false;          // before us
    std::optional<Millis> came_at;  // when it came; nothing where it was there before us
    Millis here_at = 0;             // when it was heard of, or went
    bool banned = false;            // it said far too much, and is not heard any more
    RateLimit heard;                // of what it says to us
    RateLimit said;                 // of what we say to it
    TrustLevel trust_level = TrustLevel::known;
    std::uint32_t profile = 0;      // the serial of its last profile (protocol/profile.hpp); 0: it never had another than its hello
    std::string about;              // what the person says of themselves
    std::string portrait;           // "" for none
    std::uint32_t portrait_of = 0;  // the serial of the profile that brought it
    std::string told_name;          // where the name has changed, and the person was not told yet: the one before
    Millis tell_name_at = 0;        // not before
    std::string renamed_from;       // the name by which its key was known before; "" where that is the same
    protocol::Status status;        // its part in the call
    std::optional<Connection> connection;
    std::set<MemberId> reaches;  // with whom else it is connected, as it says

    bool is_known() const { return !hello.empty(); }
    bool talks() const { return connection && connection->talks; }
    bool works() const { return connection && connection->works; }
    bool lost() const { return connection && connection->lost; }
};

// Somebody who is inside, as the arrival card shows them.
struct Visitor {
    MemberId id;
    NamedKey key;
    std::string name;
    bool stranger = false;
};

inline constexpr unsigned colours = 8;

// The wished colour of a person, or the next one that is free; the wished one where none is. `taken` has a bit for each colour.
unsigned free_colour(unsigned wish, unsigned taken);
// A person has it in every stay.
unsigned wished_colour(const protocol::Identity& key);

class Directory {
  public:
    const Self& self() const { return self_; }
    const Record* find(MemberId id) const {
        const auto at = records_.find(id);
        return at == records_.end() ? nullptr : &at->second;
    }
    // Of somebody who is known for certain.
    const Record& at(MemberId id) const { return records_.at(id); }
    const std::map<MemberId, Record>& all() const { return records_; }
    // Those to whom there is a connection, whether it works or not.
    const std::map<MemberId, const Record*>& peers() const { return peers_; }
    // Those whom the server counts among those in the room.
    const std::set<MemberId>& listed() const { return listed_; }
    const std::vector<Visitor>& visitors() const { return visitors_; }

    bool is_listed(MemberId id) const { return listed_.count(id) > 0; }
    // The server lists that member, or another member is connected to it.
    bool is_here(MemberId id) const { return is_listed(id) || relay_for(id); }
    // Of the members that are connected to that one, one, each in its turn; nothing where there is none.
    std::optional<MemberId> relay_for(MemberId id, std::uint64_t turn = 0) const;
    // A later stay of the same tab is here.
    bool is_replaced(MemberId id) const;
    // `newer` and `older` are stays of one tab, or of one that the browser has doubled.
    bool replaces(MemberId newer, MemberId older) const;
    // How the page calls that member. Names that look alike are read as one name, so they get a tag.
    DisplayName card(MemberId id) const;
    // The author of words that were written in that stay, who may have left before we came: as they are called now where they are here,
    // else by the name that they gave then.
    DisplayName card(MemberId stay, const protocol::Identity& key, const std::string& name) const;

    // Names the portrait of that member, which it has with no other name; "" where it has none.
    std::string face(MemberId id) const;

    // Rises with each change that anything shown or decided may depend on; what rate limits have left is none.
    std::uint64_t revision() const { return revision_; }

  private:
    friend class Members;

    // Somebody else who is here, we ourselves among them, has a name that looks the same.
    bool shares_name(const NamedKey& who, MemberId but) const;

    Self self_;
    std::map<MemberId, Record> records_;
    std::map<MemberId, const Record*> peers_;
    std::set<MemberId> listed_;
    std::vector<Visitor> visitors_;
    std::uint64_t revision_ = 0;
};

}  // namespace client::members
