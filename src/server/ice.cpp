#include "server/ice.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <utility>

namespace server {

std::string turn_credential(std::string_view secret, std::string_view username) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), reinterpret_cast<const unsigned char*>(username.data()),
         username.size(), digest, &size);
    unsigned char text[2 * EVP_MAX_MD_SIZE];
    const int letters = EVP_EncodeBlock(text, digest, static_cast<int>(size));
    return {text, text + letters};
}

IceServers::IceServers(IceOptions options, std::function<std::int64_t()> clock, std::function<std::uint64_t()> random)
    : options_(std::move(options)), clock_(std::move(clock)), random_(std::move(random)) {}

std::vector<protocol::IceServer> IceServers::list() const {
    std::vector<protocol::IceServer> servers;
    if (!options_.stun.empty()) servers.push_back({options_.stun});
    if (!options_.turn.empty()) {
        auto username = std::to_string(clock_() + options_.turn_seconds) + ':' + std::to_string(random_());
        auto credential = turn_credential(options_.turn_secret, username);
        servers.push_back({options_.turn, std::move(username), std::move(credential)});
    }
    return servers;
}

}  // namespace server
