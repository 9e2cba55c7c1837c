// The measurements of the connection diagnostics, as the findings from which it draws its conclusions (diagnosis.hpp). Numbers and
// bytes in, findings out: it asks neither a server nor a browser.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "client/network/diagnosis.hpp"
#include "client/network/ice_answer.hpp"
#include "client/network/ice_servers.hpp"

namespace client::network {

// The question to a STUN or TURN server: our own address as it sees it (a candidate `srflx`), or one that it lends us (`relay`).
enum class Wanted : std::uint8_t { own_address, relay };

// A search that ends within two seconds without an address of our own, and without an error, has probably been told one that we have
// anyway: that proves nothing (`unknown`). A search without an answer goes on for longer.
Reach reach_of(const IceAnswer& answer, Wanted wanted);

// Whether the servers of one kind are asked at all, and why not. none: there is no such server; outside: only inside of a room a client is
// told of them; alone: relays lend nothing to one who is alone in the room.
enum class Asking : std::uint8_t { asked, none, outside, alone };
inline constexpr const char* asking_words[] = {"asked", "none", "inside", "alone"};
Asking asking(const IceServers& servers, Wanted wanted, bool inside);

// The finding of servers of one kind that are not asked.
Reach reach_unasked(Asking asking);

// The finding of all servers of one kind that were asked: one that answers is enough, and only where all failed it has failed.
Reach reach_of_all(std::span<const Reach> answers);

// The answer to one request to look into a room that does not exist (POST /api/look). Nothing came: no answer in time, or the browser
// could not ask.
struct ServerAnswer {
    bool came = false;
    std::string_view body;  // whatever its status
};
// An answer that is not in our server's words is of something else in its place, such as the page of a hotel's network.
Answer answer_of(std::span<const ServerAnswer> answers);

// The sound of a microphone that was listened to for some seconds.
struct Heard {
    double loudest = 0;     // level of a meter (call/speaker.hpp), 0..1
    bool enabled = true;    // the track is not muted
    bool measured = false;  // the browser has sound at all: where it has nothing to play on, its measure stands still
};
Device microphone_of(const Heard& heard);

// The finding of a camera that was given to us: whether a first picture of it came in time.
Device camera_of(bool picture_came);

}  // namespace client::network
