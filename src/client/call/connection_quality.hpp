// How good the connections to the others are, from what browsers measure of them (W3C webrtc-stats). Numbers in, numbers out: it knows
// nobody but by id, and asks no browser.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/ids.hpp"

namespace client::call {

// The words below each enum, in its order, are what browsers and the page call its values.

// RTCIceCandidateType; unknown: the browser does not tell.
enum class CandidateType : std::uint8_t { unknown, host, srflx, prflx, relay };
inline constexpr const char* candidate_type_words[] = {"", "host", "srflx", "prflx", "relay"};

// How packets leave this computer: RTCIceCandidateStats.relayProtocol of a relayed path, or its protocol.
enum class Transport : std::uint8_t { unknown, udp, tcp, tls };
inline constexpr const char* transport_words[] = {"", "udp", "tcp", "tls"};

// The part of an RTCStatsReport that is used, of one connection. Times are in the units of webrtc-stats: timestamps in milliseconds, round
// trips in seconds.
struct Report {
    struct Candidate {  // RTCIceCandidateStats
        std::string id;
        CandidateType type = CandidateType::unknown;
        Transport transport = Transport::unknown;
    };
    struct Pair {  // RTCIceCandidatePairStats
        std::string id;
        std::string local;  // ids of its candidates
        std::string remote;
        bool selected = false;  // Firefox's `selected`, elsewhere `nominated`
        double timestamp = 0;
        std::optional<double> round_trip;
        double bytes_sent = 0;
        double bytes_received = 0;
        std::optional<double> available{};  // availableOutgoingBitrate, bit/s; Firefox does not tell
    };
    struct Inbound {  // RTCInboundRtpStreamStats
        double packets_received = 0;
        double packets_lost = 0;  // less than zero where more came than were expected (RFC 3550 section 6.4.1)
    };
    struct RemoteInbound {  // RTCRemoteInboundRtpStreamStats: our streams as the other side receives them
        std::optional<double> round_trip;
        double fraction_lost = 0;
    };

    std::string selected_pair;  // RTCTransportStats.selectedCandidatePairId; "" where the browser does not tell
    std::vector<Candidate> candidates;
    std::vector<Pair> pairs;
    std::vector<Inbound> inbound;
    std::vector<RemoteInbound> remote_inbound;
    bool busy = false;  // RTCOutboundRtpStreamStats.qualityLimitationReason of any picture is `cpu`; Firefox does not tell
};

// The path that a connection takes, and what has passed over it so far.
struct Sample {
    double at = 0;  // milliseconds, by the browser's clock of statistics
    CandidateType mine = CandidateType::unknown;
    CandidateType theirs = CandidateType::unknown;
    Transport transport = Transport::unknown;
    std::optional<double> round_trip;  // milliseconds
    double sent = 0;                   // bytes
    double received = 0;
    double packets = 0;                 // of voice and pictures that came
    double lost = 0;                    // of which never came
    double lost_there = 0;              // share of ours that the other side missed lately, 0..1
    std::optional<double> available{};  // kbit/s that the browser thinks it can send
    bool busy = false;                  // the processor does not keep up with the pictures

    bool relayed() const { return mine == CandidateType::relay || theirs == CandidateType::relay; }
    friend bool operator==(const Sample&, const Sample&) = default;
};

// The path of the selected pair; of several that may be it, the one that most came over. Nothing where there is none.
std::optional<Sample> sampled(const Report& report);

// The traffic over a path between two samples.
struct Pace {
    std::optional<double> round_trip;  // milliseconds
    std::optional<double> loss;        // share, the worse of both ways, 0..1; nothing where nothing is sent that could be lost
    double up = 0;                     // kbit/s
    double down = 0;

    friend bool operator==(const Pace&, const Pace&) = default;
};

// `from`: the sample before; where there is none, or none that is older, only the round trip is known.
Pace pace(const std::optional<Sample>& from, const Sample& to);

// Why something is weak. lossy: much is lost; slow: it takes long; busy: this computer does not keep up.
enum class Weakness : std::uint8_t { none, lossy, slow, busy };
inline constexpr const char* weakness_words[] = {"", "lossy", "slow", "busy"};

// From 5 % of loss or a round trip of 400 ms on, people begin to ask whether they were heard.
Weakness weakness_of(const Pace& pace);

struct ShowWeak {
    Weakness mine = Weakness::none;  // all connections are, and there is more than one: so it is this side's; or our computer
    std::vector<std::pair<MemberId, Weakness>> theirs;  // otherwise, the members whose connection is
    friend bool operator==(const ShowWeak&, const ShowWeak&) = default;
};

// Which connections of a call are weak. A single bad look is nothing to tell: two in a row are.
class ConnectionQuality {
  public:
    // One look at the connection to that member; nothing: there is none. A sample that is no newer than the last one begins anew. Gives
    // what passed since the last one.
    Pace look(MemberId member, const std::optional<Sample>& sample);

    // Those who are not among `members` are forgotten: a connection that is gone says nothing about those that are there.
    void keep_only(const std::set<MemberId>& members);

    void clear() { paths_.clear(); }

    ShowWeak weak() const;

  private:
    struct Path {
        Sample last;
        unsigned bad_looks = 0;
        Weakness why = Weakness::none;
    };
    std::map<MemberId, Path> paths_;
};

}  // namespace client::call
