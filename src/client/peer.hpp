// Another member, and the life of the connection to it: who offers, when it counts as broken, how it is mended. The browser's
// connection itself is elsewhere; here are only its number and what was last heard of it.
//
// The member with the smaller id makes every offer, so offers never cross. The other one can ask for a new offer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/effect.hpp"
#include "client/outbox.hpp"

namespace client {

// What a peer needs of its surroundings for one step.
struct Ties {
    Millis now = 0;
    bool mail_works = true;
    const std::vector<std::string>& ice;
    Outbox& outbox;
    Effects& out;
};

class Peer {
  public:
    Peer(MemberId me, MemberId id, std::string name) : id_(id), name_(std::move(name)), offers_(me < id) {}

    // Begins the first connection.
    void open(const Ties& ties) { new_link(ties); }

    void on(const LinkDescribed&, const Ties&);
    void on(const LinkGathered&, const Ties&);
    void on(const LinkChanged&, const Ties&);
    void on(const LinkBroke&, const Ties&);
    // True where this opened the channel of the present link: time to say what the other side lacks.
    bool on(const TalkOpened&, const Ties&);
    void on(const TalkClosed&, const Ties&);
    void hear(const protocol::Signal&, const Ties&);

    // True once for each letter of this peer; false for one that was seen before.
    bool is_new_letter(std::uint64_t counter);

    // The server counts this member among those in the room, or no longer.
    void set_present(bool present, Millis now);
    // It is in the room again after an absence, in which it may have forgotten us: if the link does not work, make a new one.
    void returned(const Ties& ties);

    void tick(const Ties&);
    std::optional<Millis> wake_at() const;

    MemberId id() const { return id_; }
    const std::string& name() const { return name_; }
    std::uint32_t link() const { return link_; }
    bool talks() const { return talks_; }
    // Words and pictures pass.
    bool works() const { return talks_ && phase_ == Phase::working; }
    bool present() const { return present_; }
    // Neither the server nor the connection knows of it any more. It may come back.
    bool lost() const { return !present_ && phase_ != Phase::working; }
    // Lost for so long that its connection is not worth keeping.
    bool forgettable(Millis now) const;
    PersonState state() const;

    protocol::Status status;            // what it says that it sends
    std::uint64_t lines_confirmed = 0;  // of ours, how many it has
    SendMedia sending{};                // what was last ordered for the present link

  private:
    enum class Phase { making, working, ailing };

    void new_link(const Ties& ties);
    void mend(const Ties& ties);
    void send(const protocol::Signal& signal, const Ties& ties);
    void ail(Millis patience, Millis now);

    MemberId id_;
    std::string name_;
    bool offers_;

    std::uint32_t link_ = 0;
    Phase phase_ = Phase::making;
    bool talks_ = false;
    bool worked_ = false;  // this member was connected once, in whatever link
    Millis act_at_ = 0;    // when to do something about a link that does not work
    Millis mended_at_ = 0;
    unsigned attempts_ = 0;

    bool present_ = true;
    Millis absent_since_ = 0;
    std::uint64_t letters_seen_ = 0;
};

}  // namespace client
