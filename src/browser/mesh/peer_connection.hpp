// The connection to one peer: an RTCPeerConnection with one data channel and, for a call, four transceivers, and the order in which the
// browser may be asked things about it. It does not decide when and why.
#pragma once

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/order.hpp"

namespace browser::mesh {

// The local tracks that a peer is to get, in the order of the transceivers: microphone, camera, screen, the screen's sound. Null where
// there is none.
using LocalTracks = SharedFunction<std::array<val, 4>(const client::call::SendMedia&)>;

// Takes a channel that the peer has opened beside `talk`.
using TakeChannel = SharedFunction<void(client::MemberId, val)>;

class PeerConnection {
  public:
    PeerConnection(const client::mesh::OpenLink& order, const val& connection, const LocalTracks& local_tracks,
                   const TakeChannel& take_channel, Feed feed);
    ~PeerConnection();
    PeerConnection(const PeerConnection&) = delete;
    PeerConnection& operator=(const PeerConnection&) = delete;

    void make_offer();  // and reports it
    void add_transceivers();
    void apply(const protocol::Description& description);
    void apply(const protocol::Candidate& candidate);
    void use(const val& configuration);
    void restart();
    void poll_receivers();
    void send(const std::string& bytes);
    void send(const client::call::SendMedia& order);

    const val& connection() const { return connection_; }

    // The remote stream: voice and camera, or screen and its sound.
    val stream(bool screen) const { return screen ? screen_ : camera_; }

  private:
    using Step = SharedFunction<void()>;

    // Descriptions and candidates are applied one after another: a candidate must not overtake its description.
    void enqueue(Step step);
    void next();
    void await(const val& promise, SharedFunction<void()> ok);
    void report_local();
    void make_transceivers();
    void take_transceivers();
    void on_negotiated();
    void limit_bitrate(const val& sender, const client::call::Picture& picture);
    void change_encoding(const val& sender, std::vector<std::pair<const char*, val>> fields);
    void restart_encoder(const val& sender, double shrink);
    void add_listeners();
    void send_buffered();
    void fail();

    client::MemberId peer_;
    std::uint32_t number_;
    const LocalTracks& local_tracks_;
    const TakeChannel& take_channel_;
    Feed feed_;

    val connection_;
    val channel_;
    std::deque<std::string> unsent_;  // over the channel
    std::array<val, 4> transceivers_;
    bool has_transceivers_ = false;
    bool negotiated_ = false;
    std::optional<client::call::SendMedia> unsent_media_;  // until the transceivers are negotiated
    std::uint32_t negotiation_ = 0;                        // the number of the offer and its answer
    bool has_remote_ = false;
    bool screen_active_ = true;
    bool shrunk_ = false;  // the camera, by 2 %: its size changes whenever a key frame is needed
    val camera_;
    val screen_;
    std::vector<std::pair<const char*, Callback>> on_connection_;
    std::vector<std::pair<const char*, Callback>> on_channel_;
    std::vector<Callback> on_tracks_;
    std::vector<Step> steps_;
    std::vector<protocol::Candidate> early_candidates_;  // that came before the first remote description
    bool busy_ = false;
    Pending pending_;
};

}  // namespace browser::mesh
