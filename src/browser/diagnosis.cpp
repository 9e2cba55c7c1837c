#include "browser/diagnosis.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "client/diagnosis.hpp"

namespace browser {
namespace {

template <class Enum, std::size_t count>
Enum named(const val& word, const char* const (&words)[count]) {
    const auto at = std::find(std::begin(words), std::end(words), text_of(word));
    return at == std::end(words) ? Enum{} : static_cast<Enum>(at - std::begin(words));
}

client::Reach reach(const val& word) { return named<client::Reach>(word, client::reach_words); }
client::Device device(const val& word) { return named<client::Device>(word, client::device_words); }

std::vector<client::Path> paths(const val& others) {
    std::vector<client::Path> all;
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
    const auto found = client::diagnose({.secure = findings["secure"].as<bool>(),
                                         .online = findings["online"].as<bool>(),
                                         .webrtc = findings["webrtc"].as<bool>(),
                                         .inside = findings["inside"].as<bool>(),
                                         .server = named<client::Answer>(findings["server"], client::answer_words),
                                         .stun = reach(findings["stun"]),
                                         .turn_udp = reach(turn["udp"]),
                                         .turn_tcp = reach(turn["tcp"]),
                                         .turn_tls = reach(turn["tls"]),
                                         .microphone = device(findings["microphone"]),
                                         .camera = device(findings["camera"]),
                                         .others = others});
    return object({{"cause", js(client::cause_words[static_cast<std::size_t>(found.cause)])},
                   {"weight", js(client::weight_words[static_cast<std::size_t>(found.weight)])},
                   {"about", val(found.about ? static_cast<int>(*found.about) : -1)},
                   {"udp", js(client::reach_words[static_cast<std::size_t>(found.udp)])}});
}

}  // namespace browser
