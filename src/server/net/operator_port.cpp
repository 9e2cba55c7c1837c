#include "server/net/operator_port.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <chrono>
#include <string_view>
#include <utility>

#include "server/response_headers.hpp"

namespace server::net {
namespace {

// A scraper, a probe and a person.
constexpr std::size_t most_open = 16;
constexpr std::size_t max_head = 8 * 1024;
constexpr std::chrono::seconds patience{5};

std::string whole(unsigned status, std::string_view type, const std::string& body) {
    auto text = status_line(status) + date_field(std::time(nullptr)) + "Content-Type: ";
    text.append(type).append("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n");
    return text + length_field(body.size()) + "\r\n" + body;
}

std::string plain(unsigned status, const std::string& sentence) { return whole(status, "text/plain; charset=utf-8", sentence + "\n"); }

}  // namespace

OperatorPort::OperatorPort(asio::io_context& io, const Place& place, Source source)
    : source_(std::move(source)), acceptor_(listen_at(io, place)) {}

Awaitable<void> OperatorPort::accept() {
    for (;;) {
        Socket socket(acceptor_.get_executor());
        auto [error] = co_await acceptor_.async_accept(socket, as_value);
        if (error) {
            Timer pause(acceptor_.get_executor(), std::chrono::milliseconds(50));  // out of files: some may be closed soon
            co_await pause.async_wait(as_value);
            continue;
        }
        if (open_ < most_open)
            asio::co_spawn(acceptor_.get_executor(), serve(*this, std::make_shared<Socket>(std::move(socket))), asio::detached);
    }
}

Awaitable<void> OperatorPort::serve(OperatorPort& port, std::shared_ptr<Socket> socket) {
    ++port.open_;
    // A connection that takes longer than that is cut off, wherever it is.
    Timer end(socket->get_executor(), patience);
    end.async_wait([socket](error_code error) {
        error_code ignored;
        if (!error) socket->close(ignored);
    });
    std::string head;
    bool good = true;
    while (good && head.find("\r\n\r\n") == std::string::npos) {
        const auto had = head.size();
        head.resize(had + 1024);
        const auto [error, count] = co_await socket->async_read_some(asio::buffer(head.data() + had, 1024), as_value);
        head.resize(had + (error ? 0 : count));
        good = !error && head.size() <= max_head;
    }
    std::string out = good ? port.answer(head) : "";
    for (std::size_t sent = 0; good && sent < out.size();) {
        const auto [error, count] = co_await socket->async_write_some(asio::buffer(out) + sent, as_value);
        sent += count;
        good = !error;
    }
    error_code ignored;
    if (good) socket->shutdown(Socket::shutdown_send, ignored);
    end.cancel();
    --port.open_;
}

std::string OperatorPort::answer(std::string_view head) const {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first || !line.substr(last + 1).starts_with("HTTP/1.")) return plain(400, "bad request");
    if (line.substr(0, first) != "GET") return plain(405, "only GET");
    const auto path = line.substr(first + 1, last - first - 1);
    if (path == "/healthz") return plain(200, "well");
    if (path == "/readyz") return source_.is_ready() ? plain(200, "ready") : plain(503, "not ready");
    if (path == "/metrics") return whole(200, "text/plain; version=0.0.4; charset=utf-8", source_.figures());
    return plain(404, "there is /healthz, /readyz and /metrics");
}

}  // namespace server::net
