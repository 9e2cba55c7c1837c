// The server's options: from its command line, its environment and a file. Pure: text in, values or one sentence out.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/ice.hpp"
#include "server/limits.hpp"
#include "server/log.hpp"
#include "server/page_rules.hpp"
#include "server/proxies.hpp"
#include "server/store/redis_address.hpp"

namespace server {

// How long the edge waits for what, in milliseconds.
struct Timeouts {
    Millis request = 10'000;      // for a whole request, from its first byte
    Millis idle = 60'000;         // for the next request on a connection
    Millis heartbeat = 15'000;    // between signs of life on a stream
    Millis poll = 25'000;         // for the first delivery of a poll
    Millis write = 10'000;        // for a reader to take something of what it is sent
    Millis drain = 5'000;         // for running answers when the server ends
    Millis certificate = 10'000;  // until the certificate's files are looked at again
};

struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;                   // 0: any that is free
    std::string socket;                          // file of a Unix socket to listen on instead
    std::string tls_certificate, tls_key;        // files; both, or neither
    std::optional<std::uint16_t> redirect_port;  // from which people are sent to https:
    std::uint32_t hsts_seconds = 0;              // for which browsers shall ask over TLS alone (RFC 6797); 0: not said
    std::string acme_folder;                     // of answers to an authority for certificates
    std::string base_path = "/";                 // below which all of it is: begins and ends with a slash
    PageOptions page;
    std::string pages;  // folder; empty: no page is served
    std::string metrics_host = "127.0.0.1";
    std::string metrics_socket;                 // file of a Unix socket for the same
    std::optional<std::uint16_t> metrics_port;  // of health and figures; nothing: they are told nowhere
    IceOptions ice;                             // without the secret
    std::string turn_secret_file;
    std::optional<store::RedisAddress> redis;  // in which rooms are; nothing: in the memory of this process
    std::string redis_password_file;
    std::size_t unfinished_bytes = 128 * 1024 * 1024;  // of requests that have not come to their end, of all connections
    std::size_t connections = 0;                       // at once; 0: as many as the system lets a process open
    TrustedProxies trusted_proxies;
    CallerLimits callers;
    Limits limits;
    Timeouts timeouts;
    LogForm log = LogForm::off;
    bool check = false;  // tells whether all of this is good, and ends
    bool help = false;
    bool version = false;
};

// The text that goes by that name: a variable of the environment, or a file. Nothing where there is none.
using Lookup = std::function<std::optional<std::string>(const std::string& name)>;

// The options, or a sentence that says what is wrong with them. They are given by the words after the program's name; by the environment,
// where TINCAN_TRUSTED_PROXY stands for --trusted-proxy, and commas separate what may be repeated; and by the file that --config names, in
// lines of `trusted-proxy = 127.0.0.1`, where # begins a remark. The first of these that says something about an option decides.
std::variant<Options, std::string> read_options(const std::vector<std::string_view>& words, const Lookup& environment = {},
                                                const Lookup& file = {});

// All options with a line each.
std::string_view options_help();

// The program's name and version, as one line.
std::string_view version_line();

}  // namespace server
