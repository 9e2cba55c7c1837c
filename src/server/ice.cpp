#include "server/ice.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <utility>

namespace server {
namespace {

constexpr std::int64_t name_seconds = 3'600;  // for so long a caller has one name
constexpr std::size_t name_bytes = 8;

std::string hmac(const EVP_MD* hash, std::string_view key, std::string_view bytes) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(hash, key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest, &size);
    return {reinterpret_cast<const char*>(digest), size};
}

}  // namespace

std::string turn_credential(std::string_view secret, std::string_view username) {
    const std::string digest = hmac(EVP_sha1(), secret, username);
    unsigned char text[2 * EVP_MAX_MD_SIZE];
    const int letters = EVP_EncodeBlock(text, reinterpret_cast<const unsigned char*>(digest.data()), static_cast<int>(digest.size()));
    return {text, text + letters};
}

IceServers::IceServers(IceOptions options, std::function<std::int64_t()> clock) : options_(std::move(options)), clock_(std::move(clock)) {}

std::vector<protocol::IceServer> IceServers::lend(Caller to) const {
    auto servers = name();
    if (relays()) {
        const std::int64_t now = clock_();
        auto& relay = servers.back();
        relay.username = std::to_string(now + options_.turn_seconds) + ':' + somebody(to, now);
        relay.credential = turn_credential(options_.turn_secret, relay.username);
    }
    return servers;
}

std::vector<protocol::IceServer> IceServers::name() const {
    std::vector<protocol::IceServer> servers;
    if (!options_.stun.empty()) servers.push_back({options_.stun});
    if (relays()) servers.push_back({options_.turn});
    return servers;
}

std::string IceServers::somebody(Caller caller, std::int64_t now) const {
    const std::string text =
        "tincan caller " + std::to_string(static_cast<std::uint64_t>(caller)) + ' ' + std::to_string(now / name_seconds);
    std::string name;
    for (const char byte : hmac(EVP_sha256(), options_.turn_secret, text).substr(0, name_bytes))
        for (const int shift : {4, 0}) name += "0123456789abcdef"[(static_cast<unsigned char>(byte) >> shift) & 15];
    return name;
}

}  // namespace server
