// A connection's answers: what each request gets, as one piece, as a stream or as a poll.
#include <algorithm>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "server/net/connection.hpp"
#include "server/response_headers.hpp"

namespace server::net {
namespace {

using protocol::ErrorWord;

// An answer under /api/ is for the page alone: it is not kept, not guessed at, and no other site may load it.
constexpr std::string_view api_fields =
    "Content-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view stream_fields =
    "Content-Type: application/x-ndjson\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\nX-Accel-Buffering: no\r\n";
constexpr std::string_view goodbye = "Connection: close\r\n";

}  // namespace

Connection::Next Connection::answer() {
    try {
        if (refusal_) {
            put(*refusal_);
            return Next::send;
        }
        if (const auto text = edge_.challenges.answer(request_->path())) {
            put_challenge(*text);
            return Next::send;
        }
        if (door_ == Door::redirect) {
            put_redirect();
            return Next::send;
        }
        if (!Api::owns(path_)) {
            put(page_answer());
            return Next::send;
        }
        next_ = Next::later;
        edge_.api.handle(from_, path_, request_->body, now_ms(), [this](Api::Outcome outcome) { answered(std::move(outcome)); });
        return next_;
    } catch (const std::exception&) {
        out_.clear();
        put(refuse(ErrorWord::server_error));
    }
    return Next::send;
}

void Connection::answered(Api::Outcome outcome) {
    try {
        if (const auto* receive = std::get_if<protocol::ReceiveRequest>(&outcome)) return begin_receive(*receive);
        put(std::get<Answer>(outcome));
        edge_.rooms_changed();
        go_on(Next::send);
    } catch (const std::exception&) {
        give_up();
    }
}

// Out of memory, in a call from elsewhere: this connection ends, and nothing else.
void Connection::give_up() {
    out_.clear();
    keep_ = false;
    go_on(Next::send);
}

void Connection::go_on(Next next) {
    next_ = next;
    if (bell_) bell_->cancel();
}

Awaitable<Connection::Next> Connection::wait_for_answer() {
    Timer bell = edge_.bell();
    bell_ = &bell;
    while (next_ == Next::later) co_await bell.async_wait(as_value);
    bell_ = nullptr;
    co_return next_;
}

PageAnswer Connection::page_answer() const {
    const Incoming& it = *request_;
    // (A proxy may have taken off what stood before the last slash.)
    const auto path = it.path();
    if (edge_.is_base_without_slash(path))
        return {.status = 302, .location = std::string(".").append(path.substr(path.rfind('/'))).append("/")};
    if (path_.empty()) return {.status = 404};
    return edge_.pages.answer({it.method, path_, it.accept_encoding, it.if_none_match, it.navigates, it.accept_language});
}

void Connection::count(unsigned status) {
    const auto kind = path_kind(path_);
    const std::uint64_t micros = now_us() - began_us_;
    edge_.figures.answered(kind, status, micros);
    edge_.log.tell("answered", {{"path", kind}, {"status", std::uint64_t{status}}, {"micros", micros}});
}

void Connection::begin_receive(const protocol::ReceiveRequest& request) {
    hold_ = edge_.callers.hold_mailboxes(from_, request.mailboxes.size());
    if (!hold_) {
        put(refuse(ErrorWord::server_full));
        return go_on(Next::send);
    }
    poll_ = request.wait == protocol::Wait::poll;
    stream_.emplace(edge_.subscribe(*this), edge_.api.ice(), from_);
    stream_->open(edge_.rooms, request, [this](Stream::Opened opened) {
        try {
            receive_began(std::move(opened));
        } catch (const std::exception&) {
            give_up();
        }
    });
}

void Connection::receive_began(Stream::Opened opened) {
    if (const auto* why = std::get_if<ErrorWord>(&opened)) {
        edge_.unsubscribe(stream_->subscriber());
        stream_.reset();
        hold_.reset();
        put(refuse(*why));
        return go_on(Next::send);
    }
    auto& lines = std::get<std::string>(opened);
    count(200);
    edge_.rooms_changed();
    if (poll_) {
        out_ = std::move(lines);
        return go_on(Next::poll);
    }
    chunked_ = request_->version >= 11;
    if (!chunked_) keep_ = false;
    out_ = status_line(200) + edge_.date();
    out_ += stream_fields;
    if (!keep_) out_ += goodbye;
    out_ += chunked_ ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n";
    put_part(lines);
    put_news();
    go_on(Next::stream);
}

// True where the stream came to its end and the connection is still good.
Awaitable<bool> Connection::serve_stream() {
    for (;;) {
        if (!out_.empty() && !send() && !co_await send_rest()) co_return false;
        if (put_news()) continue;
        if (stream_->over() || edge_.draining()) break;
        if (timed_out_) {
            put_part("\n");  // a sign of life
            timed_out_ = false;
            continue;
        }
        out_ = {};
        expect(Wait::heartbeat);
        waits_for_notice_ = true;
        const auto [error] = co_await transport_.wait(Socket::wait_read);
        waits_for_notice_ = false;
        if (error != asio::error::operation_aborted && (error || is_disturbed())) co_return false;
    }
    end_stream();
    keep_ = keep_ && !edge_.draining();
    out_ = chunked_ ? last_chunk : "";
    co_return true;
}

// The browser closed the connection, or said something in the middle of an answer, which no browser does. (What TLS says for itself is
// neither.)
bool Connection::is_disturbed() {
    error_code error;
    transport_.read_some(asio::buffer(edge_.scratch), error);
    return error != asio::error::would_block;
}

void Connection::notify() {
    if (!waits_for_notice_) return;
    try {
        const bool news = !poll_ && put_news();
        if (poll_ || stream_->over() || (news && !send())) return interrupt();
        if (!news) return;  // of several letters, each notifies, and all went with the first
        out_ = {};
        expect(Wait::heartbeat);
    } catch (const std::exception&) {
        interrupt();  // out of memory: its coroutine tries again, and ends this connection alone where that fails too
    }
}

Awaitable<bool> Connection::serve_poll() {
    expect(Wait::poll);
    for (;;) {
        stream_->read(edge_.rooms, out_);
        const bool news = std::count(out_.begin(), out_.end(), '\n') > 1;  // the first line only says that it is open
        if (news || stream_->over() || timed_out_ || edge_.draining()) break;
        waits_for_notice_ = true;
        const auto [error] = co_await transport_.wait(Socket::wait_read);
        waits_for_notice_ = false;
        if (error != asio::error::operation_aborted && (error || is_disturbed())) co_return false;
    }
    end_stream();
    keep_ = keep_ && !edge_.draining();
    const std::string lines = std::exchange(out_, {});
    out_ = status_line(200) + edge_.date();
    out_ += stream_fields;
    if (!keep_) out_ += goodbye;
    out_ += length_field(lines.size()) + "\r\n" + lines;
    co_return true;
}

void Connection::end_stream() {
    if (!stream_ || edge_.closed()) return;
    stream_->close(edge_.rooms, now_ms());
    edge_.unsubscribe(stream_->subscriber());
    stream_.reset();
    hold_.reset();
    edge_.rooms_changed();
}

void Connection::put(const Answer& answer) {
    count(answer.status);
    if (answer.status == 204 && keep_) {
        out_ = edge_.no_content();
        return;
    }
    out_ = status_line(answer.status) + edge_.date();
    if (!answer.allow.empty()) out_.append("Allow: ").append(answer.allow).append("\r\n");
    if (answer.retry_after > 0) out_ += "Retry-After: " + std::to_string(answer.retry_after) + "\r\n";
    if (!keep_) out_ += goodbye;
    if (answer.status != 204) {
        out_ += api_fields;
        out_ += length_field(answer.body.size());
    }
    out_ += "\r\n";
    if (request_->method != "HEAD") out_ += answer.body;  // RFC 9110 section 9.3.2, whatever the status
}

void Connection::put(const PageAnswer& page) {
    if (page.status == 404 && page.fields.empty()) return put(refuse(ErrorWord::unknown_path));
    if (page.status == 405) {
        Answer answer = refuse(ErrorWord::wrong_method);
        answer.allow = "GET, HEAD";
        return put(answer);
    }
    count(page.status);
    out_ = status_line(page.status) + edge_.date();
    out_ += page.fields;
    if (transport_.is_tls()) out_ += edge_.secure_fields();
    if (!page.location.empty()) out_.append("Location: ").append(page.location).append("\r\n");
    if (!keep_) out_ += goodbye;
    if (page.status != 304) out_ += length_field(page.length);
    out_ += "\r\n";
    out_ += page.text;
    page_ = page.body;
}

void Connection::put_challenge(const std::string& answer) {
    count(200);
    out_ = status_line(200) + edge_.date();
    out_ += "Content-Type: application/octet-stream\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    if (!keep_) out_ += goodbye;
    out_ += length_field(answer.size()) + "\r\n";
    if (request_->method != "HEAD") out_ += answer;
}

void Connection::put_redirect() {
    const auto address = edge_.secure_address(request_->host, request_->target);
    if (address.empty()) return put(refuse(ErrorWord::bad_request));
    count(308);
    out_ = status_line(308) + edge_.date();
    out_ += "Cache-Control: no-store\r\nLocation: " + address + "\r\n";
    if (!keep_) out_ += goodbye;
    out_ += length_field(0) + "\r\n";
}

// A part of an answer whose length is not known. HTTP/1.0 knows no chunks: there it ends with its connection.
void Connection::put_part(std::string_view text) {
    const std::size_t begin = chunked_ ? begin_chunk(out_) : 0;
    out_ += text;
    if (chunked_) end_chunk(out_, begin);
}

// The same with what is new in the mailboxes; false where that is nothing.
bool Connection::put_news() {
    const std::size_t size = out_.size();
    const std::size_t begin = chunked_ ? begin_chunk(out_) : size;
    stream_->read(edge_.rooms, out_);
    const bool news = out_.size() > begin;
    if (!news) out_.resize(size);
    if (news && chunked_) end_chunk(out_, begin);
    return news;
}

}  // namespace server::net
