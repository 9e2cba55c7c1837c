// Throws bytes at the server, as one connection brings them: parser, pages, api, rooms and streams, all but the socket. To any
// bytes, each answer is one that the wire knows; and it makes no difference in which pieces the bytes come.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

#include "fuzz/target.hpp"
#include "protocol/wire.hpp"
#include "server/api.hpp"
#include "server/net/incoming.hpp"
#include "server/pages.hpp"
#include "server/store/memory.hpp"
#include "server/stream.hpp"

namespace {

using namespace server;
using net::Incoming;
using net::word_for;

Pages some_pages() {
    const auto folder = std::filesystem::temp_directory_path() / ("tincan-fuzz-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directory(folder);
    for (const auto* name : {"index.html", "index.html.br", "main-0123456789ab.js", "main-0123456789ab.js.gz"})
        std::ofstream(folder / name) << name;
    std::ofstream(folder / "lost.en.html") << "<a href=\"./\">";
    Pages pages(folder);
    std::filesystem::remove_all(folder);
    return pages;
}

// A server so small that its limits are soon reached.
Limits narrow() {
    Limits limits;
    limits.seats = 2;
    limits.rooms = 2;
    limits.waiting_mail = 3;
    limits.waiting_bytes = 32;
    limits.letters = {4, 60};
    return limits;
}

struct Server {
    store::Memory rooms{narrow()};
    Callers callers{{}};
    IceServers ice{{{"stun:stun.example.org:3478"}, {"turn:turn.example.org"}, "secret"}, [] { return 1; }};
    Api api{rooms, callers, ice};
    std::deque<Stream> streams;
    store::Subscriber subscriber = store::nobody;
    Millis now = 1'000;
    std::string said;

    void check_lines(std::string_view lines) {
        while (!lines.empty()) {
            const auto end = lines.find('\n');
            if (end == std::string_view::npos || !protocol::decode_mail_line(lines.substr(0, end))) std::abort();
            lines.remove_prefix(end + 1);
        }
    }

    void receive(const protocol::ReceiveRequest& request) {
        streams.emplace_back(++subscriber, ice, Caller{1});
        Stream::Opened opened;
        streams.back().open(rooms, request, [&](Stream::Opened told) { opened = std::move(told); });
        if (const auto* why = std::get_if<protocol::ErrorWord>(&opened)) {
            streams.pop_back();
            return put(refuse(*why));
        }
        auto& lines = std::get<std::string>(opened);
        for (auto& stream : streams) stream.read(rooms, lines);
        check_lines(lines);
        said += lines;
        if (streams.size() < 3) return;
        streams.front().close(rooms, now);
        streams.pop_front();
    }

    void put(const Answer& answer) {
        const bool refusal = answer.status >= 400;
        const auto error = protocol::decode_error(answer.body);
        if (refusal != error.has_value() || (error && protocol::status(*error) != answer.status)) std::abort();
        if (!refusal && answer.status != 200 && answer.status != 204) std::abort();
        said += std::to_string(answer.status) + answer.body + '\n';
    }

    void answer(const Incoming& it, const Pages& pages) {
        now += 700;
        rooms.tick(now);
        const auto path = it.path();
        if (Api::owns(path)) {
            if (const auto refused = Api::refuse_head({it.method, path, it.content_type, it.fetch_site, it.origin, it.host}))
                return put(*refused);
            if (const auto refused = api.charge(Caller{1}, it.body.size(), now)) return put(*refused);
            return api.handle(Caller{1}, path, it.body, now, [this](const Api::Outcome& outcome) {
                if (const auto* request = std::get_if<protocol::ReceiveRequest>(&outcome)) return receive(*request);
                put(std::get<Answer>(outcome));
            });
        }
        const auto page = pages.answer({it.method, path, it.accept_encoding, it.if_none_match, it.navigates, it.accept_language});
        if (page.location.find_first_of("\r\n") != std::string::npos || (page.status == 302) != page.location.starts_with("./"))
            std::abort();
        if (page.status == 200 && (page.fields.empty() || page.body.size() > page.length)) std::abort();
        said += std::to_string(page.status) + std::string(page.body) + '\n';
    }
};

// The server's answer to these bytes, of which it reads at most so many at a time.
std::string said_to(std::string_view bytes, std::size_t at_once, const Pages& pages) {
    Server server;
    std::string unread;
    auto request = std::make_unique<Incoming>();
    while (!bytes.empty()) {
        unread += bytes.substr(0, at_once);
        bytes.remove_prefix(std::min(at_once, bytes.size()));
        for (bool more = true; more && !unread.empty();) {
            boost::system::error_code error;
            const auto used = request->put(boost::asio::buffer(unread), error);
            unread.erase(0, used);
            more = used > 0;
            if (error == boost::beast::http::error::need_more) break;
            if (error) {
                server.put(refuse(word_for(error)));
                return server.said;
            }
            if (!request->is_done()) continue;
            server.answer(*request, pages);
            request = std::make_unique<Incoming>();
        }
    }
    return server.said;
}

void run(std::string_view bytes) {
    static const Pages pages = some_pages();
    // In pieces, what is wrong with a head may be seen only when the head is whole.
    const auto said = said_to(bytes, 7, pages);
    if (said_to(bytes, bytes.size(), pages).compare(0, said.size(), said) != 0) std::abort();
}

const fuzz::Target target("http", run);

}  // namespace
