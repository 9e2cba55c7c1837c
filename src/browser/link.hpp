// Connections: for each peer one RTCPeerConnection with one data channel and, for a call, four transceivers, and the order in which the
// browser may be asked things about it. Which peer, when and why is decided elsewhere.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js.hpp"
#include "browser/media.hpp"
#include "client/order.hpp"

namespace browser {

class Link {
  public:
    Link(const client::mesh::OpenLink& order, const val& connection, Media& media, Feed feed);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    void describe();  // makes and tells an offer
    void add_lanes();
    void apply(const protocol::Description& description);
    void apply(const protocol::Candidate& candidate);
    void use(const val& configuration);
    void restart();
    void listen_to();
    void send(const std::string& bytes);
    void send(const client::call::SendMedia& order);

    const val& connection() const { return connection_; }

    // What the other side sends: voice and camera, or screen and its sound.
    val stream(bool screen) const { return screen ? screen_ : camera_; }

  private:
    using Step = SharedFunction<void()>;

    // Descriptions and candidates are applied one after another: a candidate must not overtake its description.
    void then(Step step);
    void next();
    void await(const val& promise, SharedFunction<void()> ok);
    void tell_local();
    void make_lanes();
    void take_lanes();
    void agree();
    void limit(const val& sender, const client::call::Picture& picture);
    void begin_anew(const val& sender, double shrink);
    void listen();
    void send_waiting();
    void broke();

    client::MemberId peer_;
    std::uint32_t number_;
    Media& media_;
    Feed feed_;

    val connection_;
    val channel_;
    std::deque<std::string> waiting_;  // to go over it
    std::array<val, 4> transceivers_;
    bool has_lanes_ = false;
    bool lanes_agreed_ = false;
    std::optional<client::call::SendMedia> wanted_;  // to be sent as soon as they are
    std::uint32_t round_ = 0;                        // of offer and answer
    bool has_remote_ = false;
    bool smaller_ = false;  // the camera, by a trifle: its size changes whenever a whole picture is needed
    val camera_;
    val screen_;
    std::vector<std::pair<const char*, Callback>> on_connection_;
    std::vector<std::pair<const char*, Callback>> on_channel_;
    std::vector<Callback> on_tracks_;
    std::vector<Step> steps_;
    std::vector<protocol::Candidate> early_;  // candidates from before the first remote description
    bool busy_ = false;
    Pending pending_;
};

// All of them, by peer.
class Links {
  public:
    Links(Media& media, Feed feed);

    // Calls when the certificate is made that all connections of this tab use. Where it cannot be, each makes its own.
    void certify(SharedFunction<void()> done);

    void perform(const client::mesh::UseServers& order);
    void perform(const client::mesh::OpenLink& order);
    void perform(const client::mesh::AddLanes& order);
    void perform(const client::mesh::CloseLink& order);
    void perform(const client::mesh::ApplyDescription& order);
    void perform(const client::mesh::ApplyCandidate& order);
    void perform(const client::mesh::RestartLink& order);
    void perform(const client::mesh::ListenTo& order);
    void perform(const client::mesh::SendTalk& order);
    void perform(const client::call::SendMedia& order);

    val stream(client::MemberId peer, bool screen) const;

    // The RTCPeerConnection; null where there is none.
    val connection(client::MemberId peer) const;

    // The servers through which ways are looked for, also relays without a credential; undefined before they are known.
    val servers() const { return servers_; }

  private:
    Link* find(client::MemberId peer) const;

    Media& media_;
    Feed feed_;
    val configuration_ = val::object();
    val servers_ = val::undefined();
    val certificate_;  // while it is made, the promise of it
    std::map<client::MemberId, std::unique_ptr<Link>> links_;
    Pending pending_;
};

}  // namespace browser
