// From what the connection diagnostics found to the one cause that is named. It knows neither the browser that was asked, nor the
// sentences that a person reads, nor anybody's name: people are numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace client::network {

// The words below each enum, in its order, are what the page calls its values.

// unknown: not asked, or the answer says nothing; none: there is no such server.
enum class Reach : std::uint8_t { unknown, ok, failed, none };
inline constexpr const char* reach_words[] = {"unknown", "ok", "failed", "none"};

// foreign: something else answers in the server's place.
enum class Answer : std::uint8_t { ok, away, foreign };
inline constexpr const char* answer_words[] = {"ok", "away", "foreign"};

enum class Device : std::uint8_t { unknown, ok, muted, silent, denied, missing, busy, failed };
inline constexpr const char* device_words[] = {"unknown", "ok", "muted", "silent", "denied", "missing", "busy", "failed"};

struct Path {
    bool connected = false;
    bool over_udp = false;  // as far as this side's network sees it
    bool weak = false;
};

struct Findings {
    bool secure = false;  // W3C Secure Contexts: only there a browser gives camera, microphone and cryptography
    bool online = false;
    bool webrtc = false;  // two ends on this page reach each other, or somebody is connected
    bool inside = false;  // only there a browser is told of STUN and TURN
    Answer server = Answer::ok;
    Reach stun = Reach::unknown;
    Reach turn_udp = Reach::unknown;
    Reach turn_tcp = Reach::unknown;
    Reach turn_tls = Reach::unknown;
    Device microphone = Device::unknown;
    Device camera = Device::unknown;
    std::span<const Path> others;  // the ways to them, of those who have not left
};

// Those before make those after moot: whoever is offline need not hear of TURN.
enum class Cause : std::uint8_t {
    insecure,
    no_webrtc,
    offline,
    foreign,
    nothing_reached,
    udp_no_turn,
    udp_turn_udp_only,
    udp_turn_failed,
    nobody_reached,
    one_no_turn,
    one_away,
    only_one_away,
    server_away,
    udp_around,
    udp_alone,
    turn_failed,
    all_weak,
    one_weak,
    microphone_silent,
    microphone_denied,
    microphone_missing,
    microphone_busy,
    microphone_failed,
    camera_silent,
    camera_denied,
    camera_missing,
    camera_busy,
    camera_failed,
    no_servers,
    outside,
    alone,
    well,
};
inline constexpr const char* cause_words[] = {
    "insecure",
    "no_webrtc",
    "offline",
    "foreign",
    "nothing_reached",
    "udp_no_turn",
    "udp_turn_udp_only",
    "udp_turn_failed",
    "nobody_reached",
    "one_no_turn",
    "one_away",
    "only_one_away",
    "server_away",
    "udp_around",
    "udp_alone",
    "turn_failed",
    "all_weak",
    "one_weak",
    "microphone_silent",
    "microphone_denied",
    "microphone_missing",
    "microphone_busy",
    "microphone_failed",
    "camera_silent",
    "camera_denied",
    "camera_missing",
    "camera_busy",
    "camera_failed",
    "no_servers",
    "outside",
    "alone",
    "well",
};

// bad: something does not work; warn: it works, but not as it could.
enum class Weight : std::uint8_t { ok, warn, bad };
inline constexpr const char* weight_words[] = {"ok", "warn", "bad"};

struct Diagnosis {
    Cause cause = Cause::well;
    Weight weight = Weight::ok;
    std::optional<std::size_t> about;  // which of the others
    Reach udp = Reach::unknown;        // whether it passes
};

Diagnosis diagnose(const Findings& found);

}  // namespace client::network
