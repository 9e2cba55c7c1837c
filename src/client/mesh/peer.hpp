// Another member, and the life of the connection to it: who offers, when it counts as broken, how it is restarted. The browser's
// connection itself is elsewhere; here are only its number and what was last heard of it.
//
// The member with the smaller id makes every offer, so offers never cross. The other one can ask for a new offer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/context.hpp"
#include "client/mesh/facts.hpp"
#include "protocol/talk.hpp"

namespace client::mesh {

class Peer {
  public:
    // `links`: the highest number that a link with this member ever had. It comes back after an absence, and a number that is
    // used twice would bring the words of one connection to another.
    Peer(MemberId me, MemberId id, std::string name, std::string hello, std::uint32_t links)
        : me_(me), id_(id), name_(std::move(name)), hello_(std::move(hello)), offers_(me < id), link_(links) {}

    // Begins the first connection. `called`: the other side has done so before, and was not heard.
    void open(const Context& context, bool called = false);

    void on(const mesh::LinkDescribed&, const Context&);
    void on(const mesh::LinkGathered&, const Context&);
    void on(const mesh::LinkChanged&, const Context&);
    void on(const mesh::LinkBroke&, const Context&);
    // True where it has just fallen silent, though it says that it sends: the way may be dead, long before the browser says so.
    bool on(const mesh::MediaActivity&, const Context&);
    // True where this opened the channel of the present link: time to say what the other side lacks.
    bool on(const mesh::ChannelOpened&, const Context&);
    void on(const mesh::ChannelClosed&, const Context&);
    // This browser is on the network again, or on another one. A connection that does not work is restarted without waiting; one that works
    // is let be until it says otherwise.
    void network_returned(Millis now);
    enum class Road { mail, talk };
    void hear(const protocol::Signal&, Road, const Context&);

    // Says that something in its name was forged.
    void complain(const Context& context) { send(protocol::Tampered{link_}, context); }

    // The server counts this member among those in the room, or no longer.
    void set_present(bool present, Millis now);
    // Another member says that it is connected to this one, or no longer.
    void set_reached(bool reached, Millis now);
    // It is in the room again after an absence, in which it may have forgotten us: if the link does not work, make a new one.
    void returned(const Context& context);

    // Whether voice or a picture has to come from it all the time.
    void expect_media(bool expected, Millis now);

    // A connection's transceivers cost more than all the rest of it, and nobody needs them before there is a call: it is made without
    // them, unless a call is on, here or there, which also adds them where they are missing.
    void call_is_on(bool on, const Context&);

    void tick(const Context&);
    // Once a step, after all that happened in it.
    void settle(const Context& context) {
        if (call_on_) add_transceivers(context);
    }
    std::optional<Millis> wake_at() const;

    MemberId id() const { return id_; }
    const std::string& name() const { return name_; }
    const std::string& hello() const { return hello_; }
    std::uint32_t link() const { return link_; }
    bool talks() const { return talks_; }
    // Words and pictures pass.
    bool works() const { return talks_ && phase_ == Phase::working; }
    bool present() const { return present_; }
    // Neither the server nor another member knows of it any more, and the connection does not work (a blip, which may pass by itself, does
    // not count). It may come back. A member that closed every channel cannot be reached through another member either.
    bool lost() const { return (hung_up_ && !reached_) || (!here() && phase_ != Phase::working && (!talks_ || attempts_ > 0)); }
    // Its side closed the channel, as a tab does that closes, and has opened no other.
    bool hung_up() const { return hung_up_at_.has_value(); }
    // The server counts it in, yet nothing that we try reaches it, and nobody else does.
    bool is_failing() const { return present_ && !reached_ && phase_ != Phase::working && attempts_ >= attempts_before_doubt; }
    // Lost for so long that its connection is not worth keeping.
    bool forgettable(Millis now) const;
    members::PersonState state() const;
    // Since when it is reconnecting; 0: it is not.
    Millis away_since() const { return state() == members::PersonState::reconnecting ? broken_since_ : 0; }

    bool came_back = false;         // just now, the present channel carries words again
    bool proven = false;            // a letter or the channel has shown that it is there
    bool announced = false;         // the same since it was lost: the person sees it come in, and go
    std::optional<Millis> left_at;  // when the server said that it left, though its connection worked

  private:
    enum class Phase { making, working, degraded };
    static constexpr unsigned attempts_before_doubt = 3;

    void new_link(const Context& context);
    void add_transceivers(const Context& context);
    void restart_or_replace(const Context& context);
    void request_offer(const Context& context);
    void recover(const Context& context);
    void send(const protocol::Signal& signal, const Context& context);
    void degrade(Millis patience, Millis now);
    bool here() const { return present_ || reached_; }
    Millis pause(unsigned attempts, Millis first) const;
    Millis forget_at() const;
    std::optional<Millis> attempt_at() const;

    MemberId me_;
    MemberId id_;
    std::string name_;
    std::string hello_;
    bool offers_;

    std::uint32_t link_;
    std::string certificate_;  // the fingerprint in the last description that it signed
    std::uint32_t round_ = 0;  // of its newest offer for the present link
    Phase phase_ = Phase::making;
    bool talks_ = false;
    bool worked_ = false;  // this member was connected once, in whatever link
    Millis act_at_ = 0;    // when to do something about a link that does not work
    Millis attempted_at_ = 0;
    Millis network_at_ = 0;  // when the network returned
    std::optional<Millis> hung_up_at_;
    bool hung_up_ = false;  // so long ago that it is not just changing to a new link
    unsigned attempts_ = 0;

    bool present_ = true;
    bool reached_ = false;
    Millis absent_since_ = 0;
    Millis broken_since_ = 0;
    bool sends_ = false;
    bool call_on_ = false;
    bool transceivers_ = false;  // we have offered them for the present link
    Millis listen_at_ = 0;
    std::uint64_t played_at_ = 0;
    unsigned silences_ = 0;         // how often in a row nothing was heard
    bool offered_ = false;          // a restart of the broken link: what fails after that, it may think restarted
    bool channel_suspect_ = false;  // the other side offers by mail: to it the channel is broken, even if nothing is amiss here
};

}  // namespace client::mesh
