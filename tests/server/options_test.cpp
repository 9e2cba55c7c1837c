// The server's command line: what is taken, and the one sentence for what is not.
#include "server/options.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace {

using server::Options;
using server::read_options;

Options good(const std::vector<std::string_view>& words) {
    const auto read = read_options(words);
    REQUIRE(std::holds_alternative<Options>(read));
    return std::get<Options>(read);
}

std::string wrong(const std::vector<std::string_view>& words) {
    const auto read = read_options(words);
    REQUIRE(std::holds_alternative<std::string>(read));
    return std::get<std::string>(read);
}

}  // namespace

TEST_CASE("without options it is a private server that tells of no STUN") {
    const Options options = good({});
    CHECK(options.host == "127.0.0.1");
    CHECK(options.port == 8080);
    CHECK(options.ice.stun.empty());
    CHECK(options.limits.seats == 8);
    CHECK(options.limits.expiry == 6'000);
}

TEST_CASE("every option finds its place") {
    const Options options = good({"--port",
                                  "0",
                                  "--host",
                                  "0.0.0.0",
                                  "--pages",
                                  "build/pages",
                                  "--seats",
                                  "64",
                                  "--rooms",
                                  "5",
                                  "--expiry-ms",
                                  "200",
                                  "--heartbeat-ms",
                                  "7",
                                  "--stun",
                                  "stun:a.example",
                                  "--stun",
                                  "stuns:[2001:db8::1]:5349",
                                  "--turn",
                                  "turn:a.example?transport=tcp",
                                  "--turn-secret-file",
                                  "secret"});
    CHECK(options.port == 0);
    CHECK(options.host == "0.0.0.0");
    CHECK(options.pages == "build/pages");
    CHECK(options.limits.seats == 64);
    CHECK(options.limits.rooms == 5);
    CHECK(options.limits.expiry == 200);
    CHECK(options.timeouts.heartbeat == 7);
    CHECK(options.ice.turn == std::vector<std::string>{"turn:a.example?transport=tcp"});
    CHECK(options.turn_secret_file == "secret");
    CHECK(options.ice.stun == std::vector<std::string>{"stun:a.example", "stuns:[2001:db8::1]:5349"});
    CHECK(good({"--help"}).help);
    CHECK(good({"--version"}).version);
}

TEST_CASE("the version is the program's name and three numbers") {
    unsigned major = 0, minor = 0, patch = 0;
    char after = 0;
    const std::string line(server::version_line());
    CHECK(std::sscanf(line.c_str(), "tincan-server %u.%u.%u%c", &major, &minor, &patch, &after) == 4);
    CHECK(after == '\n');
}

TEST_CASE("an error is said in one sentence") {
    CHECK(wrong({"--prot", "1"}) == "There is no option --prot; --help lists them.");
    CHECK(wrong({"--port"}) == "The option --port needs a value.");
    CHECK(wrong({"--port", "65536"}) == "The option --port takes a whole number from 0 to 65535, not \"65536\".");
    CHECK(wrong({"--port", "80x"}) == "The option --port takes a whole number from 0 to 65535, not \"80x\".");
    CHECK(wrong({"--seats", "1"}) == "The option --seats takes a whole number from 2 to 64, not \"1\".");
    CHECK(wrong({"--seats", "65"}) == "The option --seats takes a whole number from 2 to 64, not \"65\".");
    CHECK(wrong({"8080"}) == "There is no option 8080; --help lists them.");
}

TEST_CASE("a STUN address must be one") {
    for (const char* url : {"stun.example.org", "turn:example.org", "stun:", "stun:a b", "stun:a:0", "stun:a:65536", "stun:a:", "stun:[::1",
                            "stun:[]:1", "stun:[x]:1", "stun:a?b", "stun:a:1:2"})
        CHECK_MESSAGE(wrong({"--stun", url}).starts_with("The option --stun takes an address such as"), url);
    std::vector<std::string_view> nine;
    for (int i = 0; i < 9; ++i) nine.insert(nine.end(), {"--stun", "stun:a"});
    CHECK(wrong(nine) == "The option --stun can be given 8 times at most.");
}

TEST_CASE("what is about TLS goes together") {
    CHECK(good({"--tls-certificate", "a", "--tls-key", "b", "--redirect-port", "80", "--hsts-seconds", "9"}).redirect_port == 80);
    CHECK(wrong({"--tls-key", "b"}) == "The options --tls-certificate and --tls-key name two files that belong together: one is missing.");
    CHECK(wrong({"--hsts-seconds", "9"}) ==
          "The options --redirect-port and --hsts-seconds are for a server with TLS: name its --tls-certificate.");
}

TEST_CASE("a Redis has an address, and a wrong one is not repeated, since there may be a password in it") {
    CHECK(good({"--redis", "redis://10.0.0.5/2"}).redis->database == 2);
    CHECK_FALSE(good({}).redis);
    CHECK(wrong({"--redis", "10.0.0.5:secret"}) ==
          "The option --redis takes an address such as redis://127.0.0.1:6379/0 or unix:///run/redis/redis.sock.");
    CHECK(wrong({"--redis-password-file", "f"}) ==
          "The option --redis-password-file is for a server with a Redis: name that with --redis.");
}

TEST_CASE("a base path is one or more folders") {
    CHECK(good({"--base-path", "/"}).base_path == "/");
    CHECK(good({"--base-path", "/tools/chat/"}).base_path == "/tools/chat/");
    for (const char* path : {"", "chat/", "/chat", "//", "/a//b/", "/../", "/./", "/a b/", "/a\"/", "/a;/", "/a\r\n/"})
        CHECK_MESSAGE(wrong({"--base-path", path}).starts_with("The option --base-path takes a path such as /chat/, not"), path);
}

TEST_CASE("an origin in whose frames the page may be is one, and nothing else of a policy") {
    CHECK(good({"--embed-origin", "http://localhost:3000", "--embed-origin", "https://*.example.org"}).page.embedders.size() == 2);
    for (const char* origin :
         {"", "*", "https://", "https://a/", "https://a b", "https://a;script-src", "'self'", "ftp://a", "https://a,b"})
        CHECK_MESSAGE(wrong({"--embed-origin", origin}).starts_with("The option --embed-origin takes an origin such as"), origin);
}

TEST_CASE("a header for pages is one, and none that says where an answer ends") {
    const auto page = good({"--page-header", "X-Team:  a, b ", "--page-header", "Referrer-Policy:"}).page;
    CHECK((page.headers[0].name == "X-Team" && page.headers[0].value == "a, b"));
    CHECK(page.headers[1].value.empty());
    for (const char* header : {"", "X", ": x", "X Y: z", "X: a\r\nY: b", "X: \x01", "Content-Length: 5", "transfer-encoding: chunked"})
        CHECK_MESSAGE(wrong({"--page-header", header}).starts_with("The option --page-header takes a header such as"), header);
}

TEST_CASE("a TURN address must be one") {
    for (const char* url : {"turn:a", "turns:a:443", "turn:[::1]:3478?transport=udp", "turns:a.example:443?transport=tcp"})
        CHECK_MESSAGE(good({"--turn", url}).ice.turn == std::vector<std::string>{url}, url);
    for (const char* url : {"turn.example.org", "stun:example.org", "turn:", "turn:a?transport=sctp", "turn:a?transport=udp:1", "turn:a:0"})
        CHECK_MESSAGE(wrong({"--turn", url}).starts_with("The option --turn takes an address such as"), url);
}

namespace {

// The texts that go by these names, and nothing else.
server::Lookup known(std::map<std::string, std::string> all) {
    return [all = std::move(all)](const std::string& name) {
        const auto at = all.find(name);
        return at == all.end() ? std::nullopt : std::optional(at->second);
    };
}

}  // namespace

TEST_CASE("the command line goes before the environment, and that before the file") {
    const auto environment = known({{"TINCAN_PORT", "2"}, {"TINCAN_SEATS", "3"}, {"TINCAN_CONFIG", "tincan.conf"}});
    const auto file = known({{"tincan.conf", "# a remark\n\nport = 3\n seats=4\r\nrooms = 5\nstun = stun:a\nstun = stun:b"}});
    const auto options = std::get<Options>(read_options({"--port", "1"}, environment, file));
    CHECK(options.port == 1);
    CHECK(options.limits.seats == 3);
    CHECK(options.limits.rooms == 5);
    CHECK(options.ice.stun == std::vector<std::string>{"stun:a", "stun:b"});
}

TEST_CASE("a list is that of one source, and commas separate it in the environment") {
    const auto file = known({{"f", "stun = stun:file"}});
    const auto options = std::get<Options>(read_options({"--config", "f"}, known({{"TINCAN_STUN", "stun:a,stun:b"}}), file));
    CHECK(options.ice.stun == std::vector<std::string>{"stun:a", "stun:b"});
    CHECK(std::get<Options>(read_options({"--config", "f"}, known({{"TINCAN_STUN", ""}}), file)).ice.stun.size() == 1);
}

TEST_CASE("an error says where it stands") {
    const auto told = [](const std::string& variable, const std::string& text) {
        const auto read = read_options({"--config", "f"}, known({{"TINCAN_PORT", variable}}), known({{"f", text}}));
        return std::holds_alternative<std::string>(read) ? std::get<std::string>(read) : "good";
    };
    CHECK(told("x", "") == "The variable TINCAN_PORT takes a whole number from 0 to 65535, not \"x\".");
    CHECK(told("", "\nport = x") == "f, line 2: the option port takes a whole number from 0 to 65535, not \"x\".");
    CHECK(told("", "prot = 1") == "f, line 1: there is no option prot.");
    CHECK(told("", "config = g") == "f, line 1: there is no option config.");
    CHECK(told("", "port 1") == "f, line 1: a line is `name = value`, or a remark that begins with #.");
    CHECK(told("", "turn = nowhere").starts_with("f, line 1: the option turn takes an address"));
    CHECK(std::get<std::string>(read_options({"--config", "g"}, {}, known({}))) == "The file g of the option --config cannot be read.");
    CHECK(told("", "port = 1") == "good");
}
