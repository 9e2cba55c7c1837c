#include "client/network/checks.hpp"

#include <algorithm>
#include <iterator>

#include "protocol/wire.hpp"

namespace client::network {
namespace {

static_assert(std::size(asking_words) == static_cast<std::size_t>(Asking::alone) + 1);

constexpr double answered_ms = 2'000;
// A voice is far above this; the noise of an open microphone is not.
constexpr double heard_level = 0.1;

bool is_ours(std::string_view body) { return protocol::decode_look_answer(body) || protocol::decode_error(body); }

}  // namespace

Reach reach_of(const IceAnswer& answer, Wanted wanted) {
    if (answer.how == Gathered::found) return Reach::ok;
    const bool known_anyway = answer.how == Gathered::ended && wanted == Wanted::own_address && !answer.refused && answer.ms < answered_ms;
    return known_anyway ? Reach::unknown : Reach::failed;
}

Asking asking(const IceServers& servers, Wanted wanted, bool inside) {
    if (servers.empty()) return inside ? Asking::none : Asking::outside;
    const bool bare = std::any_of(servers.begin(), servers.end(), [](const auto& server) { return server.username.empty(); });
    return wanted == Wanted::relay && bare ? Asking::alone : Asking::asked;
}

Reach reach_unasked(Asking asking) { return asking == Asking::none ? Reach::none : Reach::unknown; }

Reach reach_of_all(std::span<const Reach> answers) {
    const auto any = [answers](Reach reach) { return std::find(answers.begin(), answers.end(), reach) != answers.end(); };
    return any(Reach::ok) ? Reach::ok : any(Reach::unknown) ? Reach::unknown : Reach::failed;
}

Answer answer_of(std::span<const ServerAnswer> answers) {
    if (!std::all_of(answers.begin(), answers.end(), [](const auto& it) { return it.came; })) return Answer::away;
    return std::all_of(answers.begin(), answers.end(), [](const auto& it) { return is_ours(it.body); }) ? Answer::ok : Answer::foreign;
}

Device microphone_of(const Heard& heard) {
    if (heard.loudest > heard_level) return Device::ok;
    if (!heard.enabled) return Device::muted;
    return heard.measured ? Device::silent : Device::unknown;
}

Device camera_of(bool picture_came) { return picture_came ? Device::ok : Device::silent; }

}  // namespace client::network
