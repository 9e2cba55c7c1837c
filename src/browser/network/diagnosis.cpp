#include "browser/network/diagnosis.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "client/network/diagnosis.hpp"

namespace browser::network {
namespace {

template <class Enum, std::size_t count>
Enum named(const val& word, const char* const (&words)[count]) {
    const auto at = std::find(std::begin(words), std::end(words), text_of(word));
    return at == std::end(words) ? Enum{} : static_cast<Enum>(at - std::begin(words));
}

client::network::Reach reach(const val& word) { return named<client::network::Reach>(word, client::network::reach_words); }
client::network::Device device(const val& word) { return named<client::network::Device>(word, client::network::device_words); }

std::vector<client::network::Path> paths(const val& others) {
    std::vector<client::network::Path> all;
    for (unsigned i = 0; i < others["length"].as<unsigned>(); ++i) {
        const val other = others[i];
        all.push_back({other["connected"].as<bool>(), text_of(other["protocol"]) == "udp", other["weak"].as<bool>()});
    }
    return all;
}

}  // namespace

val diagnose(const val& findings) {
    const auto others = paths(findings["others"]);
    const val turn = findings["turn"];
    const auto found =
        client::network::diagnose({.secure = findings["secure"].as<bool>(),
                                   .online = findings["online"].as<bool>(),
                                   .webrtc = findings["webrtc"].as<bool>(),
                                   .inside = findings["inside"].as<bool>(),
                                   .server = named<client::network::Answer>(findings["server"], client::network::answer_words),
                                   .stun = reach(findings["stun"]),
                                   .turn_udp = reach(turn["udp"]),
                                   .turn_tcp = reach(turn["tcp"]),
                                   .turn_tls = reach(turn["tls"]),
                                   .microphone = device(findings["microphone"]),
                                   .camera = device(findings["camera"]),
                                   .others = others});
    return object({{"cause", js(client::network::cause_words[static_cast<std::size_t>(found.cause)])},
                   {"weight", js(client::network::weight_words[static_cast<std::size_t>(found.weight)])},
                   {"about", val(found.about ? static_cast<int>(*found.about) : -1)},
                   {"udp", js(client::network::reach_words[static_cast<std::size_t>(found.udp)])}});
}

}  // namespace browser::network
