// The functions of signaling that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "browser/js/random_id.hpp"
#include "browser/signaling/requests.hpp"
#include "client/ids.hpp"
#include "client/network/checks.hpp"
#include "protocol/wire.hpp"

namespace {

using browser::val;

// The server is asked twice, one question after the other: the first may have to make a connection.
constexpr std::size_t questions = 2;
constexpr int patience_ms = 10'000;

struct ServerCheck {
    struct Came {
        bool came = false;
        std::string body;
    };
    browser::signaling::Requests requests{patience_ms};
    const browser::Deferred answer = browser::make_deferred();
    std::vector<Came> came;
    double from = 0;

    static double now_ms() { return val::global("performance").call<double>("now"); }

    static void ask(const std::shared_ptr<ServerCheck>& check) {
        check->from = now_ms();
        const auto room = browser::random_id<client::RoomId>();
        check->requests.post("api/look", protocol::encode(protocol::LookRequest{room}), [check](unsigned status, std::string body) {
            const bool anything = status != browser::signaling::no_answer && status != browser::signaling::given_up;
            check->came.push_back({anything, std::move(body)});
            if (anything && check->came.size() < questions) return ask(check);
            check->end();
        });
    }

    void end() const {
        std::vector<client::network::ServerAnswer> answers;
        for (const auto& each : came) answers.push_back({each.came, each.body});
        const auto server = client::network::answer_of(answers);
        const char* word = client::network::answer_words[static_cast<std::size_t>(server)];
        answer.resolve(browser::object({{"server", browser::js(word)}, {"ms", val(now_ms() - from)}}));
    }
};

// A promise of whether the server answers, and of how long it takes to say who is in a room that there is not.
val check_server() {
    const auto check = std::make_shared<ServerCheck>();
    ServerCheck::ask(check);
    return check->answer.promise;
}

}  // namespace

EMSCRIPTEN_BINDINGS(signaling) {
    using emscripten::function;
    function("check_server", &check_server);
}
