#include "browser/network/ice_check.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "browser/network/ice_probe.hpp"
#include "client/network/checks.hpp"
#include "client/network/ice_servers.hpp"

namespace browser::network {
namespace {

using client::network::Asking;
using client::network::IceServers;
using client::network::Reach;
using client::network::ServerTransport;
using client::network::Wanted;

constexpr client::Millis patience_ms = 10'000;

val reach_word(Reach reach) { return js(client::network::reach_words[static_cast<std::size_t>(reach)]); }

IceServers servers_of(const std::string& kind, const IceServers& servers) {
    if (kind == "stun") return client::network::stun_servers(servers);
    return client::network::turn_servers(servers, kind == "turn_tls"   ? ServerTransport::tls
                                                  : kind == "turn_tcp" ? ServerTransport::tcp
                                                                       : ServerTransport::udp);
}

val finding(Asking asking, Reach reach, const val& answers) {
    return object({{"asking", js(client::network::asking_words[static_cast<std::size_t>(asking)])},
                   {"reach", reach_word(reach)},
                   {"answers", answers}});
}

// The servers of one kind, all asked at the same time.
struct Asked {
    const Deferred answer = make_deferred();
    std::vector<std::unique_ptr<IceProbe>> probes;
    std::vector<Reach> reaches;
    val answers = val::array();
    std::size_t missing = 0;
};

}  // namespace

val check_ice(const val& kind, const mesh::Connections::Servers& known) {
    const auto word = text_of(kind);
    const auto wanted = word == "stun" ? Wanted::own_address : Wanted::relay;
    const auto servers = servers_of(word, known.value_or(IceServers{}));
    const auto asked = std::make_shared<Asked>();
    const auto asking = client::network::asking(servers, wanted, known.has_value());
    if (asking != Asking::asked) {
        asked->answer.resolve(finding(asking, client::network::reach_unasked(asking), asked->answers));
        return asked->answer.promise;
    }
    asked->missing = servers.size();
    asked->reaches.resize(servers.size());
    for (std::size_t at = 0; at < servers.size(); ++at) {
        const auto answered = [asked, wanted, at, url = servers[at].urls.front()](client::network::IceAnswer answer) {
            asked->reaches[at] = client::network::reach_of(answer, wanted);
            asked->answers.set(at, object({{"url", js(url)}, {"reach", reach_word(asked->reaches[at])}, {"ms", val(answer.ms)}}));
            if (--asked->missing > 0) return;
            asked->answer.resolve(finding(Asking::asked, client::network::reach_of_all(asked->reaches), asked->answers));
            asked->probes.clear();  // each holds what it calls, and that holds them all
        };
        asked->probes.push_back(std::make_unique<IceProbe>(servers[at], wanted, patience_ms, answered));
    }
    return asked->answer.promise;
}

}  // namespace browser::network
