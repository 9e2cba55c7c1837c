// The server's program: options in, one line out, and then letters.
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api.hpp"
#include "server/callers.hpp"
#include "server/log.hpp"
#include "server/net/http_server.hpp"
#include "server/options.hpp"
#include "server/pages.hpp"
#include "server/store/memory.hpp"
#include "server/store/redis.hpp"

namespace {

constexpr int failed = 1;
constexpr int misused = 2;

void say(std::string_view sentence) { std::fprintf(stderr, "tincan-server: %.*s\n", static_cast<int>(sentence.size()), sentence.data()); }

int complain(int code, std::string_view sentence) {
    say(sentence);
    return code;
}

std::uint64_t random_word() {
    std::random_device source;
    return (static_cast<std::uint64_t>(source()) << 32) | source();
}

// The difference between the steady clock, which the server uses, and the time since 1970.
std::uint64_t start_of_steady_clock() {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const auto wall = duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    const auto steady = duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
    return static_cast<std::uint64_t>((wall - steady).count());
}

// The first line of a file. Throws where there is none.
std::string secret_in(const std::string& file, const std::string& option) {
    std::string secret;
    std::getline(std::ifstream(file), secret);
    while (!secret.empty() && std::isspace(static_cast<unsigned char>(secret.back()))) secret.pop_back();
    if (secret.empty()) throw std::runtime_error("There is no secret in the file " + file + " of the option " + option + ".");
    return secret;
}

// The secret that this server shares with the TURN server.
std::string turn_secret(const std::string& file) {
    if (file.empty())
        throw std::runtime_error(
            "The option --turn needs the secret that the TURN server was given: name its file with --turn-secret-file.");
    return secret_in(file, "--turn-secret-file");
}

std::int64_t seconds_since_1970() { return std::time(nullptr); }

std::optional<std::string> variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

// Nothing where it cannot be read, as a folder cannot.
std::optional<std::string> file(const std::string& name) {
    std::ifstream stream(name, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    return stream.good() || stream.eof() ? std::optional(std::move(text)) : std::nullopt;
}

std::int64_t milliseconds_since_1970() {
    using std::chrono::duration_cast;
    return duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// Where this server keeps its rooms.
std::unique_ptr<server::store::Store> rooms_of(const server::Options& options, server::Callers& callers, const server::Log& log) {
    if (!options.redis) return std::make_unique<server::store::Memory>(options.limits);
    return std::make_unique<server::store::Redis>(options.limits, *options.redis, callers, random_word,
                                                  [&log](std::string_view sentence) { log.complain(sentence); });
}

int serve(server::Options options) {
    const server::Log log(options.log, milliseconds_since_1970, [](const std::string& line) { std::fputs(line.c_str(), stderr); });
    if (!options.ice.turn.empty()) options.ice.turn_secret = turn_secret(options.turn_secret_file);
    for (auto& word : options.limits.salt) word = random_word();
    options.limits.first_sequence = start_of_steady_clock();
    if (!options.redis_password_file.empty()) options.redis->password = secret_in(options.redis_password_file, "--redis-password-file");
    server::Callers callers(options.callers, {random_word(), random_word()});
    const auto kept_rooms = rooms_of(options, callers, log);
    server::store::Store& rooms = *kept_rooms;
    const server::IceServers ice(options.ice, seconds_since_1970);
    server::Api api(rooms, callers, ice);
    const server::Pages pages = options.pages.empty() ? server::Pages() : server::Pages(options.pages, options.page);
    if (!pages.left_out().empty()) log.complain(pages.left_out());
    if (options.check) {
        server::net::HttpServer::check(options);
        std::puts("All options are good.");
        return 0;
    }
    server::net::HttpServer http(options, rooms, api, callers, pages, log);
    if (const auto metrics = http.metrics_address(); !metrics.empty()) std::printf("Figures at %s/metrics\n", metrics.c_str());
    if (const auto redirect = http.redirect_address(); !redirect.empty()) std::printf("Sending on from %s\n", redirect.c_str());
    std::printf("Listening on %s\n", http.address().c_str());
    std::fflush(stdout);
    http.run();
    return 0;
}

}  // namespace

int main(int count, char** words) {
    auto read = server::read_options(std::vector<std::string_view>(words + 1, words + count), variable, file);
    if (const auto* wrong = std::get_if<std::string>(&read)) return complain(misused, *wrong);
    const auto& options = std::get<server::Options>(read);
    if (options.help) {
        const auto help = server::options_help();
        std::fwrite(help.data(), 1, help.size(), stdout);
        return 0;
    }
    if (options.version) {
        const auto line = server::version_line();
        std::fwrite(line.data(), 1, line.size(), stdout);
        return 0;
    }
    try {
        return serve(options);
    } catch (const std::exception& error) {
        return complain(failed, error.what());
    }
}
