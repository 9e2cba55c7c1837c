#include "server/net/connection.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/error.hpp>
#include <exception>
#include <variant>

#include "server/response_headers.hpp"

namespace server::net {
namespace {

namespace http = boost::beast::http;
using protocol::ErrorWord;

// The least cost of a request: even empty ones are not for nothing.
constexpr std::size_t least_cost = 512;

constexpr std::size_t max_discarded_bytes = 4'000'000;  // of a refused request, so that its answer is not lost to a reset

// An answer under /api/ is for the page alone: it is not kept, not guessed at, and no other site may load it.
constexpr std::string_view api_fields =
    "Content-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view stream_fields =
    "Content-Type: application/x-ndjson\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\nX-Accel-Buffering: no\r\n";
constexpr std::string_view goodbye = "Connection: close\r\n";

}  // namespace

// --- a connection's story -------------------------------------------------------------------------------------------

Awaitable<void> Connection::talk() {
    while (keep_) {
        expect(Wait::idle);
        Progress progress = unread_.empty() ? Progress::more : parse(std::exchange(unread_, {}));
        while (progress == Progress::more) {
            if (!request_ && (timed_out_ || edge_.draining())) co_return;
            if (timed_out_) {
                progress = refuse_rest(refuse(ErrorWord::request_timeout));
                break;
            }
            const auto [error] = co_await socket_.async_wait(Socket::wait_read, as_value);
            if (!error) progress = take_bytes();
            if (error && error != asio::error::operation_aborted) co_return;
        }
        if (progress == Progress::ended) co_return;

        keep_ = !cut_short_ && request_->version >= 11 && request_->keep_alive() && !edge_.draining() && !turned_away_;
        const Next next = answer();
        request_.reset();
        refusal_.reset();
        if (!kept_.resize(unread_.size())) keep_ = false;
        if (next == Next::stream && !co_await serve_stream()) co_return;
        if (next == Next::poll && !co_await serve_poll()) co_return;
        if (!send() && !co_await send_rest()) co_return;
        out_ = {};  // nobody keeps a buffer while waiting
        if (cut_short_) co_await linger();
    }
    error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
}

// --- reading --------------------------------------------------------------------------------------------------------

Connection::Progress Connection::take_bytes() {
    error_code error;
    const std::size_t count = socket_.read_some(asio::buffer(edge_.scratch), error);
    if (error == asio::error::would_block) return Progress::more;
    if (error) return Progress::ended;
    edge_.figures.read(count);
    const std::string_view bytes(edge_.scratch.data(), count);
    if (unread_.empty()) return parse(bytes);
    unread_ += bytes;
    return parse(std::exchange(unread_, {}));
}

Connection::Progress Connection::parse(std::string_view bytes) {
    if (!request_) {
        request_ = std::make_unique<Incoming>();
        began_us_ = now_us();
        expect(Wait::request);
    }
    while (!bytes.empty() && !request_->is_done()) {
        const bool head_was_done = request_->is_header_done();
        error_code error;
        const std::size_t used = request_->put(asio::buffer(bytes.data(), bytes.size()), error);
        bytes.remove_prefix(used);
        if (error == http::error::need_more) break;
        if (error) return refuse_rest(refuse(word_for(error)));
        if (!head_was_done && request_->is_header_done()) {
            if (!admit(used)) {
                // A body that has come already is passed over; for any other the connection ends.
                const auto length = request_->content_length().value_or(0);
                cut_short_ = request_->chunked() || length > bytes.size();
                if (!cut_short_) unread_ = bytes.substr(static_cast<std::size_t>(length));
                return Progress::whole;
            }
        } else if (!request_->content_length()) {
            if (auto too_fast = edge_.api.charge(from_, used, now_ms())) return refuse_rest(*std::move(too_fast));
        }
    }
    if (request_->is_done()) {
        unread_ = bytes;
        return Progress::whole;
    }
    // A head has a limit of its own; here is what else has no end in sight, such as a chunk's size.
    if (bytes.size() > max_head_bytes)
        return refuse_rest(refuse(request_->is_header_done() ? ErrorWord::bad_request : ErrorWord::headers_too_large));
    if (!kept_.resize(bytes.size() + request_->body.capacity())) return refuse_rest(refuse(ErrorWord::server_full));
    unread_ = bytes;
    if (request_->is_header_done() && std::exchange(request_->expects_continue, false)) {
        error_code ignored;  // a client that does not hear it sends its body all the same
        socket_.write_some(asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), ignored);
    }
    return Progress::more;
}

// The head is there: whether the rest is to be read. A body is read only for a path that takes one, and only when it is paid for.
bool Connection::admit(std::size_t head_bytes) {
    const Incoming& it = *request_;
    const auto path = it.path();
    from_ = edge_.caller(peer_, it);
    if (turned_away_) {
        refusal_ = refuse(ErrorWord::server_full);
    } else if (Api::owns(path)) {
        refusal_ = Api::refuse_head({it.method, path, it.content_type, it.fetch_site, it.origin, it.host});
        const std::size_t cost = std::max(head_bytes, least_cost) + static_cast<std::size_t>(it.content_length().value_or(0));
        if (!refusal_) refusal_ = edge_.api.charge(from_, cost, now_ms());
    }
    return Api::owns(path) && !refusal_;
}

// Answers before the request is whole, and reads no more of it.
Connection::Progress Connection::refuse_rest(Answer answer) {
    refusal_ = std::move(answer);
    cut_short_ = true;
    return Progress::whole;
}

// --- answering ------------------------------------------------------------------------------------------------------

Connection::Next Connection::answer() {
    try {
        if (refusal_) {
            put(*refusal_);
            return Next::send;
        }
        const auto path = request_->path();
        if (!Api::owns(path)) {
            const Incoming& it = *request_;
            put(edge_.pages.answer({it.method, path, it.accept_encoding, it.if_none_match, it.navigates, it.accept_language}));
            return Next::send;
        }
        auto outcome = edge_.api.handle(from_, path, request_->body, now_ms());
        if (const auto* receive = std::get_if<protocol::ReceiveRequest>(&outcome)) return begin_receive(*receive);
        put(std::get<Answer>(outcome));
        edge_.lobby_changed();
    } catch (const std::exception&) {
        out_.clear();
        put(refuse(ErrorWord::server_error));
    }
    return Next::send;
}

void Connection::count(unsigned status) { edge_.figures.answered(request_->path(), status, now_us() - began_us_); }

Connection::Next Connection::begin_receive(const protocol::ReceiveRequest& request) {
    hold_ = edge_.callers.hold_mailboxes(from_, request.mailboxes.size());
    if (!hold_) {
        put(refuse(ErrorWord::server_full));
        return Next::send;
    }
    const Subscriber subscriber = edge_.subscribe(*this);
    Stream stream(subscriber, edge_.api.ice(), from_);
    std::string lines;
    if (const auto why = stream.open(edge_.lobby, request, lines)) {
        edge_.unsubscribe(subscriber);
        hold_.reset();
        put(refuse(*why));
        return Next::send;
    }
    stream_ = std::move(stream);
    count(200);
    edge_.lobby_changed();
    poll_ = request.wait == protocol::Wait::poll;
    if (poll_) {
        out_ = std::move(lines);
        return Next::poll;
    }
    chunked_ = request_->version >= 11;
    if (!chunked_) keep_ = false;
    out_ = status_line(200) + edge_.date();
    out_ += stream_fields;
    if (!keep_) out_ += goodbye;
    out_ += chunked_ ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n";
    put_part(lines);
    put_news();
    return Next::stream;
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
        const auto [error] = co_await socket_.async_wait(Socket::wait_read, as_value);
        waits_for_notice_ = false;
        // The browser closed the connection, or said something in the middle of an answer, which no browser does.
        if (error != asio::error::operation_aborted) co_return false;
    }
    end_stream();
    keep_ = keep_ && !edge_.draining();
    out_ = chunked_ ? last_chunk : "";
    co_return true;
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
        stream_->read(edge_.lobby, out_);
        const bool news = std::count(out_.begin(), out_.end(), '\n') > 1;  // the first line only says that it is open
        if (news || stream_->over() || timed_out_ || edge_.draining()) break;
        waits_for_notice_ = true;
        const auto [error] = co_await socket_.async_wait(Socket::wait_read, as_value);
        waits_for_notice_ = false;
        if (error != asio::error::operation_aborted) co_return false;
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
    stream_->close(edge_.lobby, now_ms());
    edge_.unsubscribe(stream_->subscriber());
    stream_.reset();
    hold_.reset();
    edge_.lobby_changed();
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
    if (!page.location.empty()) out_.append("Location: ").append(page.location).append("\r\n");
    if (!keep_) out_ += goodbye;
    if (page.status != 304) out_ += length_field(page.length);
    out_ += "\r\n";
    out_ += page.text;
    page_ = page.body;
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
    stream_->read(edge_.lobby, out_);
    const bool news = out_.size() > begin;
    if (!news) out_.resize(size);
    if (news && chunked_) end_chunk(out_, begin);
    return news;
}

// --- writing --------------------------------------------------------------------------------------------------------

// Sends what the socket takes without waiting; true where that was all.
bool Connection::send() {
    while (sent_ < out_.size() + page_.size()) {
        const std::size_t of_page = sent_ > out_.size() ? sent_ - out_.size() : 0;
        const std::array<asio::const_buffer, 2> rest{asio::buffer(out_) + sent_, asio::buffer(page_) + of_page};
        error_code error;
        const auto count = page_.empty() ? socket_.write_some(rest[0], error) : socket_.write_some(rest, error);
        sent_ += count;
        edge_.figures.sent(count);
        if (error && error != asio::error::would_block) broken_ = true;
        if (error) return false;
    }
    out_.clear();
    page_ = {};
    sent_ = 0;
    return true;
}

// False where the subscriber is gone or takes nothing any more.
Awaitable<bool> Connection::send_rest() {
    expect(Wait::write);
    while (!broken_ && !timed_out_) {
        const std::size_t before = sent_;
        const auto [error] = co_await socket_.async_wait(Socket::wait_write, as_value);
        if (error && error != asio::error::operation_aborted) co_return false;
        if (send()) co_return true;
        if (sent_ > before) expect(Wait::write);
    }
    co_return false;
}

// Reads on after a refusal: closing with unread bytes would reset the connection and take the answer with it.
Awaitable<void> Connection::linger() {
    error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    expect(Wait::request);
    std::size_t discarded = 0;
    while (!timed_out_ && discarded < max_discarded_bytes) {
        const auto [stopped] = co_await socket_.async_wait(Socket::wait_read, as_value);
        if (stopped || edge_.draining()) co_return;
        discarded += socket_.read_some(asio::buffer(edge_.scratch), error);
        if (error && error != asio::error::would_block) co_return;
    }
}

}  // namespace server::net
