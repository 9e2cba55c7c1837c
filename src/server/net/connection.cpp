#include "server/net/connection.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/error.hpp>

namespace server::net {
namespace {

namespace http = boost::beast::http;
using protocol::ErrorWord;

// The least cost of a request: even empty ones are not for nothing.
constexpr std::size_t least_cost = 512;

constexpr std::size_t max_discarded_bytes = 4'000'000;  // of a refused request, so that its answer is not lost to a reset

}  // namespace

// --- a connection's story -------------------------------------------------------------------------------------------

// Over TLS: the handshake. A client that does not begin one, but asks as over HTTP, is sent to where it is understood. False where it comes
// to nothing.
Awaitable<bool> Connection::secure() {
    expect(Wait::request);
    auto what = Socket::wait_read;
    while (!timed_out_ && !edge_.draining()) {
        const auto [error] = co_await transport_.wait(what);
        if (error == asio::error::operation_aborted) continue;
        if (error) break;
        if (!transport_.is_tls()) {
            if (!transport_.begins_tls()) {
                door_ = Door::redirect;
                co_return true;
            }
            if (!edge_.may_shake_hands(peer_)) break;
            transport_.begin_tls(edge_.certificate->context());
        }
        const auto step = transport_.shake_hands();
        if (step == Transport::Handshake::failed) break;
        if (step == Transport::Handshake::done) {
            edge_.figures.shook_hands(true);
            co_return true;
        }
        what = step == Transport::Handshake::wants_read ? Socket::wait_read : Socket::wait_write;
    }
    edge_.figures.shook_hands(false);
    co_return false;
}

Awaitable<void> Connection::talk() {
    if (door_ == Door::tls && !co_await secure()) co_return;
    while (keep_) {
        expect(Wait::idle);
        Progress progress = unread_.empty() ? Progress::more : parse(std::exchange(unread_, {}));
        while (progress == Progress::more) {
            if (!request_ && (timed_out_ || edge_.draining())) co_return;
            if (timed_out_) {
                progress = refuse_rest(refuse(ErrorWord::request_timeout));
                break;
            }
            const auto [error] = co_await transport_.wait(Socket::wait_read);
            if (!error) progress = take_bytes();
            if (error && error != asio::error::operation_aborted) co_return;
        }
        if (progress == Progress::ended) co_return;

        keep_ = !cut_short_ && request_->version >= 11 && request_->keep_alive() && !edge_.draining() && !turned_away_;
        Next next = answer();
        if (next == Next::later) next = co_await wait_for_answer();
        request_.reset();
        path_ = {};
        refusal_.reset();
        if (!kept_.resize(unread_.size())) keep_ = false;
        if (next == Next::stream && !co_await serve_stream()) co_return;
        if (next == Next::poll && !co_await serve_poll()) co_return;
        if (!send() && !co_await send_rest()) co_return;
        out_ = {};  // nobody keeps a buffer while waiting
        if (cut_short_) co_await linger();
        if (!unread_.empty()) co_await edge_.take_turn();
    }
    transport_.end(Socket::shutdown_both);
}

// --- reading --------------------------------------------------------------------------------------------------------

Connection::Progress Connection::take_bytes() {
    error_code error;
    const std::size_t count = transport_.read_some(asio::buffer(edge_.scratch), error);
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
        transport_.write_some({asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), {}}, ignored);
    }
    return Progress::more;
}

// The head is there: whether the rest is to be read. A body is read only for a path that takes one, and only when it is paid for.
bool Connection::admit(std::size_t head_bytes) {
    const Incoming& it = *request_;
    path_ = edge_.below_base(it.path());
    if (door_ == Door::redirect) return false;
    from_ = edge_.caller(peer_, it);
    if (turned_away_) {
        refusal_ = refuse(ErrorWord::server_full);
    } else if (Api::owns(path_)) {
        refusal_ = Api::refuse_head({it.method, path_, it.content_type, it.fetch_site, it.origin, it.host});
        const std::size_t cost = std::max(head_bytes, least_cost) + static_cast<std::size_t>(it.content_length().value_or(0));
        if (!refusal_) refusal_ = edge_.api.charge(from_, cost, now_ms());
    }
    return Api::owns(path_) && !refusal_;
}

// Answers before the request is whole, and reads no more of it.
Connection::Progress Connection::refuse_rest(Answer answer) {
    refusal_ = std::move(answer);
    cut_short_ = true;
    return Progress::whole;
}

// --- writing --------------------------------------------------------------------------------------------------------

// Sends what the socket takes without waiting; true where that was all.
bool Connection::send() {
    while (sent_ < out_.size() + page_.size()) {
        const std::size_t of_page = sent_ > out_.size() ? sent_ - out_.size() : 0;
        const std::array<asio::const_buffer, 2> rest{asio::buffer(out_) + sent_, asio::buffer(page_) + of_page};
        error_code error;
        const auto count = transport_.write_some(rest, error);
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
        const auto [error] = co_await transport_.wait(Socket::wait_write);
        if (error && error != asio::error::operation_aborted) co_return false;
        if (send()) co_return true;
        if (sent_ > before) expect(Wait::write);
    }
    co_return false;
}

// Reads on after a refusal: closing with unread bytes would reset the connection and take the answer with it.
Awaitable<void> Connection::linger() {
    transport_.end(Socket::shutdown_send);
    expect(Wait::request);
    std::size_t discarded = 0;
    while (!timed_out_ && discarded < max_discarded_bytes) {
        const auto [stopped] = co_await transport_.wait(Socket::wait_read);
        if (stopped || edge_.draining()) co_return;
        error_code error;
        discarded += transport_.read_some(asio::buffer(edge_.scratch), error);
        if (error && error != asio::error::would_block) co_return;
    }
}

}  // namespace server::net
