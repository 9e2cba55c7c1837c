#include "server/http.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <chrono>
#include <csignal>
#include <exception>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/wire.hpp"
#include "server/deadlines.hpp"
#include "server/heads.hpp"
#include "server/stream.hpp"

namespace server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using protocol::ErrorWord;

// Concrete executors and clocks instead of type-erased ones: smaller coroutines and fewer calls.
using Executor = asio::io_context::executor_type;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
using tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;

// Errors come back as values: a broken connection is no exception.
constexpr auto as_value = asio::as_tuple(asio::deferred);

constexpr std::uint32_t max_header_bytes = 8 * 1024;
constexpr std::uint64_t max_body_bytes = 1024 * 1024;
constexpr std::size_t read_bytes = 64 * 1024;           // one buffer for all connections: nobody holds it while waiting
constexpr std::size_t max_discarded_bytes = 4'000'000;  // of a refused request, so that its answer is not lost to a reset
constexpr std::size_t spare_files = 96;                 // besides browsers' connections: listening, epoll, turning away
constexpr std::size_t max_turned_away = 64;             // connections over the limit that still get an answer
constexpr int most_looks = 8;                           // turns of the loop that mail may wait for more mail
constexpr Millis shortest_nap = 5;                      // what is due together within this is done together
constexpr Millis longest_nap = 3'600'000;

constexpr std::string_view api_fields = "Content-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
constexpr std::string_view stream_fields =
    "Content-Type: application/x-ndjson\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Accel-Buffering: no\r\n";
constexpr std::string_view goodbye = "Connection: close\r\n";

Millis now_ms() { return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count(); }

// A request as it comes in. Keeps the few fields that are asked about and no others.
class Incoming : public http::basic_parser<true> {
  public:
    Incoming() {
        eager(true);
        header_limit(max_header_bytes);
        body_limit(max_body_bytes);
    }

    std::string method, target, body, accept_encoding, if_none_match, fetch_site;
    int version = 11;  // 10 is HTTP/1.0
    bool has_host = false;
    bool expects_continue = false;

    // The path of the target: without a query, and without the origin that RFC 9112 section 3.2.2 allows before it.
    std::string_view path() const {
        std::string_view path = target;
        if (const auto scheme = path.find("://"); scheme != std::string_view::npos && !path.starts_with('/')) {
            const auto slash = path.find('/', scheme + 3);
            path = slash == std::string_view::npos ? "/" : path.substr(slash);
        }
        return path.substr(0, path.find('?'));
    }

  private:
    using Text = boost::beast::string_view;

    void on_request_impl(http::verb, Text name, Text where, int number, error_code&) override {
        version = number;
        method.assign(name.data(), name.size());
        target.assign(where.data(), where.size());
    }
    void on_field_impl(http::field name, Text, Text value, error_code&) override {
        if (name == http::field::host) has_host = true;
        if (name == http::field::expect) expects_continue = true;
        if (name == http::field::accept_encoding) accept_encoding.assign(value.data(), value.size());
        if (name == http::field::if_none_match) if_none_match.assign(value.data(), value.size());
        if (name == http::field::sec_fetch_site) fetch_site.assign(value.data(), value.size());
    }
    void on_header_impl(error_code& error) override {
        if (!has_host && version >= 11) error = http::error::bad_field;  // RFC 9112 section 3.2
    }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        if (length) body.reserve(static_cast<std::size_t>(*length));
    }
    std::size_t on_body_impl(Text part, error_code&) override {
        body.append(part.data(), part.size());
        return part.size();
    }
    void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text part, error_code& error) override { return on_body_impl(part, error); }
    void on_response_impl(int, Text, int, error_code&) override {}
    void on_finish_impl(error_code&) override {}
};

ErrorWord word_for(const error_code& error) {
    if (error == http::error::header_limit) return ErrorWord::headers_too_large;
    if (error == http::error::body_limit) return ErrorWord::too_large;
    return ErrorWord::bad_request;
}

// As many connections as the system allows, after asking it for more.
std::size_t most_connections(std::size_t wanted) {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted == 0 ? 1000 : wanted;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const std::size_t possible = files.rlim_cur > 2 * spare_files ? files.rlim_cur - spare_files : spare_files;
    return wanted == 0 ? possible : std::min(wanted, possible);
}

tcp::endpoint resolve(const Options& options) {
    const std::string host = options.host == "localhost" ? "127.0.0.1" : options.host;
    error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error) throw std::runtime_error("The option --host takes an IP address such as 127.0.0.1 or 0.0.0.0, not \"" + host + "\".");
    return {address, options.port};
}

}  // namespace

// What all connections share: the clock, the listening, and the rooms behind.
class HttpServer::Edge {
  public:
    Edge(const Options& options, Lobby& lobby_room, Api& api_room, const Pages& pages_room);

    std::string address() const;
    void run();

    // Starts a wait of this connection anew.
    void expect(Connection& connection, Wait wait);

    // After anything that may have put mail into boxes or people on notice.
    void lobby_changed();

    // Numbers for those who read mailboxes out.
    Reader enlist(Connection& connection);
    void dismiss(Reader reader);

    void connection_gone();
    bool draining() const { return draining_; }
    bool closed() const { return closed_; }

    // "Date: ...", and the whole answer that most requests get; both anew every second.
    const std::string& date();
    const std::string& no_content();

    Lobby& lobby;
    Api& api;
    const Pages& pages;
    std::array<char, read_bytes> scratch;

  private:
    void listen(const Options& options);
    Awaitable<void> accept();
    Awaitable<void> keep_time();
    Awaitable<void> await_signals();
    void drain();
    void tick();
    void wake_by(Millis when);
    void deliver_soon();
    void deliver();

    Patience patience_;
    Deadlines deadlines_;
    std::size_t most_connections_;
    std::size_t connections_ = 0;
    std::vector<Connection*> readers_{nullptr};  // by number; number 0 is nobody
    std::vector<Reader> free_readers_;
    std::vector<Reader> rung_;      // by the lobby just now
    std::vector<Reader> to_ring_;   // has mail, will look soon
    std::vector<Reader> ringing_;   // now
    std::size_t seen_to_ring_ = 0;  // of those, at the last look
    int looks_ = 0;                 // since the first of those
    std::time_t date_at_ = 0;
    std::string date_;
    std::string no_content_;
    bool draining_ = false;
    bool closed_ = false;
    Millis drained_by_ = 0;
    Millis alarm_ = 0;  // when the clock rings next
    // Goes before all of the above: it holds the connections' coroutines, which use them.
    asio::io_context io_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE};
    Acceptor acceptor_{io_.get_executor()};
    Timer clock_{io_.get_executor()};
    asio::basic_signal_set<Executor> signals_{io_.get_executor()};
};

// One browser's connection: reads a request, answers it, and again.
class HttpServer::Connection : public Waiter {
  public:
    Connection(Edge& edge, Socket socket, bool turned_away) : edge_(edge), socket_(std::move(socket)), turned_away_(turned_away) {}
    ~Connection() {
        end_stream();
        edge_.connection_gone();
    }

    static Awaitable<void> live(Edge& edge, Socket socket, bool turned_away) {
        Connection self(edge, std::move(socket), turned_away);
        co_await self.talk();
    }

    // The wait that was started last is over.
    void time_out() {
        timed_out_ = true;
        interrupt();
    }

    // There is mail, or somebody else has a mailbox now. A stream that waits is written to without waking its coroutine, which
    // goes on only if that is not the end of it; one that is busy looks by itself.
    void ring();

    // Whoever waits for the socket looks what else has changed.
    void interrupt() {
        waits_for_ring_ = false;
        error_code ignored;
        socket_.cancel(ignored);
    }

  private:
    enum class Progress { more, whole, refused, ended };

    Awaitable<void> talk();
    Progress take_bytes();
    Progress parse(std::string_view bytes);

    enum class Next { send, stream, poll };
    Next answer();
    Next begin_receive(const protocol::ReceiveRequest& request);
    Awaitable<bool> serve_stream();
    Awaitable<bool> serve_poll();
    void end_stream();

    void put(const Answer& answer);
    void put(const PageAnswer& page);
    void put_part(std::string_view text);
    bool put_news();

    bool send();
    Awaitable<bool> send_rest();
    Awaitable<void> linger();

    void expect(Wait wait) {
        timed_out_ = false;
        edge_.expect(*this, wait);
    }

    Edge& edge_;
    Socket socket_;
    std::unique_ptr<Incoming> request_;  // from its first byte until it is answered
    std::optional<Stream> stream_;
    std::string unread_;     // came after what was parsed
    std::string out_;        // to be sent
    std::string_view page_;  // to be sent after it
    std::size_t sent_ = 0;   // of both
    ErrorWord wrong_ = ErrorWord::bad_request;
    bool keep_ = true;   // another request may follow
    bool poll_ = false;  // the stream is to end with its first deliveries
    bool chunked_ = true;
    bool broken_ = false;
    bool timed_out_ = false;
    bool waits_for_ring_ = false;
    bool turned_away_;
};

// --- a connection's story -------------------------------------------------------------------------------------------

Awaitable<void> HttpServer::Connection::talk() {
    while (keep_) {
        expect(Wait::idle);
        Progress progress = unread_.empty() ? Progress::more : parse(std::exchange(unread_, {}));
        while (progress == Progress::more) {
            if (!request_ && (timed_out_ || edge_.draining())) co_return;
            if (timed_out_) {
                wrong_ = ErrorWord::request_timeout;
                progress = Progress::refused;
                break;
            }
            const auto [error] = co_await socket_.async_wait(Socket::wait_read, as_value);
            if (!error) progress = take_bytes();
            if (error && error != asio::error::operation_aborted) co_return;
        }
        if (progress == Progress::ended) co_return;

        Next next = Next::send;
        if (progress == Progress::refused) {
            keep_ = false;
            put(refuse(wrong_));
        } else {
            keep_ = request_->version >= 11 && request_->keep_alive() && !edge_.draining() && !turned_away_;
            next = answer();
        }
        request_.reset();
        if (next == Next::stream && !co_await serve_stream()) co_return;
        if (next == Next::poll && !co_await serve_poll()) co_return;
        if (!send() && !co_await send_rest()) co_return;
        out_ = {};  // nobody keeps a buffer while waiting
        if (progress == Progress::refused) co_await linger();
    }
    error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
}

// --- reading --------------------------------------------------------------------------------------------------------

HttpServer::Connection::Progress HttpServer::Connection::take_bytes() {
    error_code error;
    const std::size_t count = socket_.read_some(asio::buffer(edge_.scratch), error);
    if (error == asio::error::would_block) return Progress::more;
    if (error) return Progress::ended;
    const std::string_view bytes(edge_.scratch.data(), count);
    if (unread_.empty()) return parse(bytes);
    unread_ += bytes;
    return parse(std::exchange(unread_, {}));
}

HttpServer::Connection::Progress HttpServer::Connection::parse(std::string_view bytes) {
    if (!request_) {
        request_ = std::make_unique<Incoming>();
        expect(Wait::request);
    }
    while (!bytes.empty() && !request_->is_done()) {
        error_code error;
        const std::size_t used = request_->put(asio::buffer(bytes.data(), bytes.size()), error);
        bytes.remove_prefix(used);
        if (error == http::error::need_more) break;
        if (error) {
            wrong_ = word_for(error);
            return Progress::refused;
        }
    }
    unread_ = bytes;
    if (request_->is_done()) return Progress::whole;
    if (request_->is_header_done() && std::exchange(request_->expects_continue, false)) {
        error_code ignored;  // a client that does not hear it sends its body all the same
        socket_.write_some(asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), ignored);
    }
    return Progress::more;
}

// --- answering ------------------------------------------------------------------------------------------------------

HttpServer::Connection::Next HttpServer::Connection::answer() {
    try {
        if (turned_away_) {
            put(refuse(ErrorWord::server_full));
            return Next::send;
        }
        const auto path = request_->path();
        if (!Api::owns(path)) {
            put(edge_.pages.answer({request_->method, path, request_->accept_encoding, request_->if_none_match, request_->fetch_site}));
            return Next::send;
        }
        auto outcome = edge_.api.handle(request_->method, path, request_->body, now_ms());
        if (const auto* receive = std::get_if<protocol::ReceiveRequest>(&outcome)) return begin_receive(*receive);
        put(std::get<Answer>(outcome));
        edge_.lobby_changed();
    } catch (const std::exception&) {
        out_.clear();
        put(refuse(ErrorWord::server_error));
    }
    return Next::send;
}

HttpServer::Connection::Next HttpServer::Connection::begin_receive(const protocol::ReceiveRequest& request) {
    const Reader reader = edge_.enlist(*this);
    Stream stream(reader);
    std::string lines;
    if (const auto why = stream.open(edge_.lobby, request, lines)) {
        edge_.dismiss(reader);
        put(refuse(*why));
        return Next::send;
    }
    stream_ = std::move(stream);
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
Awaitable<bool> HttpServer::Connection::serve_stream() {
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
        waits_for_ring_ = true;
        const auto [error] = co_await socket_.async_wait(Socket::wait_read, as_value);
        waits_for_ring_ = false;
        // The browser closed the connection, or said something in the middle of an answer, which no browser does.
        if (error != asio::error::operation_aborted) co_return false;
    }
    end_stream();
    keep_ = keep_ && !edge_.draining();
    out_ = chunked_ ? last_chunk : "";
    co_return true;
}

void HttpServer::Connection::ring() {
    if (!waits_for_ring_) return;
    if (poll_ || !put_news() || !send() || stream_->over()) return interrupt();
    out_ = {};
    expect(Wait::heartbeat);
}

Awaitable<bool> HttpServer::Connection::serve_poll() {
    expect(Wait::poll);
    for (;;) {
        stream_->read(edge_.lobby, out_);
        const bool news = std::count(out_.begin(), out_.end(), '\n') > 1;  // the first line only says that it is open
        if (news || stream_->over() || timed_out_ || edge_.draining()) break;
        waits_for_ring_ = true;
        const auto [error] = co_await socket_.async_wait(Socket::wait_read, as_value);
        waits_for_ring_ = false;
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

void HttpServer::Connection::end_stream() {
    if (!stream_ || edge_.closed()) return;
    stream_->close(edge_.lobby, now_ms());
    edge_.dismiss(stream_->reader());
    stream_.reset();
    edge_.lobby_changed();
}

void HttpServer::Connection::put(const Answer& answer) {
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
    out_ += answer.body;
}

void HttpServer::Connection::put(const PageAnswer& page) {
    if (page.status == 404) return put(refuse(ErrorWord::unknown_path));
    if (page.status == 405) {
        Answer answer = refuse(ErrorWord::wrong_method);
        answer.allow = "GET, HEAD";
        return put(answer);
    }
    out_ = status_line(page.status) + edge_.date();
    out_ += page.fields;
    if (!keep_) out_ += goodbye;
    if (page.status != 304) out_ += length_field(page.length);
    out_ += "\r\n";
    page_ = page.body;
}

// A part of an answer whose length is not known. HTTP/1.0 knows no chunks: there it ends with its connection.
void HttpServer::Connection::put_part(std::string_view text) {
    const std::size_t begin = chunked_ ? begin_chunk(out_) : 0;
    out_ += text;
    if (chunked_) end_chunk(out_, begin);
}

// The same with what is new in the mailboxes; false where that is nothing.
bool HttpServer::Connection::put_news() {
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
bool HttpServer::Connection::send() {
    while (sent_ < out_.size() + page_.size()) {
        const std::size_t of_page = sent_ > out_.size() ? sent_ - out_.size() : 0;
        const std::array<asio::const_buffer, 2> rest{asio::buffer(out_) + sent_, asio::buffer(page_) + of_page};
        error_code error;
        sent_ += page_.empty() ? socket_.write_some(rest[0], error) : socket_.write_some(rest, error);
        if (error && error != asio::error::would_block) broken_ = true;
        if (error) return false;
    }
    out_.clear();
    page_ = {};
    sent_ = 0;
    return true;
}

// False where the reader is gone or takes nothing any more.
Awaitable<bool> HttpServer::Connection::send_rest() {
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
Awaitable<void> HttpServer::Connection::linger() {
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

// --- what they share ------------------------------------------------------------------------------------------------

HttpServer::Edge::Edge(const Options& options, Lobby& lobby_room, Api& api_room, const Pages& pages_room)
    : lobby(lobby_room),
      api(api_room),
      pages(pages_room),
      patience_(options.patience),
      deadlines_(options.patience),
      most_connections_(most_connections(options.connections)) {
    listen(options);
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
}

void HttpServer::Edge::listen(const Options& options) {
    const tcp::endpoint endpoint = resolve(options);
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(Acceptor::max_listen_connections, error);
    if (!error) return;
    const std::string where = "Port " + std::to_string(options.port) + " on " + options.host;
    if (error == asio::error::address_in_use) throw std::runtime_error(where + " is taken; choose another with --port.");
    if (error == asio::error::access_denied)
        throw std::runtime_error(where + " is not for ordinary users; choose one above 1023 with --port.");
    throw std::runtime_error(where + " cannot be listened on: " + error.message() + ".");
}

std::string HttpServer::Edge::address() const {
    const auto endpoint = acceptor_.local_endpoint();
    const std::string host = endpoint.address().to_string();
    return "http://" + (endpoint.address().is_v6() ? '[' + host + ']' : host) + ':' + std::to_string(endpoint.port());
}

void HttpServer::Edge::run() {
    const auto end_alone = [](std::exception_ptr) {};  // a failing connection ends that connection only
    asio::co_spawn(io_.get_executor(), accept(), end_alone);
    asio::co_spawn(io_.get_executor(), keep_time(), end_alone);
    asio::co_spawn(io_.get_executor(), await_signals(), end_alone);
    io_.run();
    closed_ = true;
}

Awaitable<void> HttpServer::Edge::accept() {
    const auto end_alone = [](std::exception_ptr) {};
    while (acceptor_.is_open()) {
        Socket socket(io_.get_executor());
        auto [error] = co_await acceptor_.async_accept(socket, as_value);
        if (error) {
            if (!acceptor_.is_open()) break;
            Timer pause(io_.get_executor(), std::chrono::milliseconds(50));  // out of files: some may be closed soon
            co_await pause.async_wait(as_value);
            continue;
        }
        if (connections_ >= most_connections_ + max_turned_away) continue;
        socket.set_option(tcp::no_delay(true), error);
        socket.non_blocking(true, error);
        ++connections_;
        asio::co_spawn(io_.get_executor(), Connection::live(*this, std::move(socket), connections_ > most_connections_), end_alone);
    }
}

void HttpServer::Edge::connection_gone() {
    --connections_;
    if (draining_ && connections_ == 0) io_.stop();
}

Reader HttpServer::Edge::enlist(Connection& connection) {
    if (free_readers_.empty()) {
        free_readers_.push_back(static_cast<Reader>(readers_.size()));
        readers_.push_back(nullptr);
    }
    const Reader reader = free_readers_.back();
    free_readers_.pop_back();
    readers_[reader] = &connection;
    return reader;
}

void HttpServer::Edge::dismiss(Reader reader) {
    readers_[reader] = nullptr;
    free_readers_.push_back(reader);
}

void HttpServer::Edge::lobby_changed() {
    lobby.take_rung(rung_);
    if (to_ring_.empty() && !rung_.empty()) deliver_soon();
    to_ring_.insert(to_ring_.end(), rung_.begin(), rung_.end());
    if (const auto next = lobby.next_expiry()) wake_by(*next);
}

void HttpServer::Edge::deliver_soon() {
    asio::post(io_.get_executor(), [this] { deliver(); });
}

// Letters come in bursts. While each turn of the loop still brings some, the readers wait a few turns, and then get theirs in
// one write. A single letter waits for one empty turn, about a microsecond.
void HttpServer::Edge::deliver() {
    if (to_ring_.size() > seen_to_ring_ && ++looks_ < most_looks) {
        seen_to_ring_ = to_ring_.size();
        return deliver_soon();
    }
    looks_ = 0;
    seen_to_ring_ = 0;
    ringing_.swap(to_ring_);
    for (const Reader reader : ringing_)
        if (readers_[reader]) readers_[reader]->ring();
    ringing_.clear();
}

const std::string& HttpServer::Edge::date() {
    if (const std::time_t now = std::time(nullptr); now != date_at_) {
        date_at_ = now;
        date_ = date_field(now);
        no_content_ = status_line(204) + date_ + "\r\n";
    }
    return date_;
}

const std::string& HttpServer::Edge::no_content() {
    date();
    return no_content_;
}

// --- time -----------------------------------------------------------------------------------------------------------

void HttpServer::Edge::expect(Connection& connection, Wait wait) { wake_by(deadlines_.start(connection, wait, now_ms())); }

void HttpServer::Edge::wake_by(Millis when) {
    if (when >= alarm_) return;
    alarm_ = when;
    clock_.expires_at(Clock::time_point(std::chrono::milliseconds(when)));
}

Awaitable<void> HttpServer::Edge::keep_time() {
    for (;;) {
        tick();
        co_await clock_.async_wait(as_value);  // ends early where an earlier alarm was set
    }
}

void HttpServer::Edge::tick() {
    const Millis now = now_ms();
    while (Waiter* waiter = deadlines_.take_due(now)) static_cast<Connection*>(waiter)->time_out();
    lobby.expire(now);
    alarm_ = now + longest_nap;
    if (const auto next = deadlines_.next()) alarm_ = std::min(alarm_, *next);
    if (draining_) alarm_ = std::min(alarm_, drained_by_);
    lobby_changed();
    alarm_ = std::max(alarm_, now + shortest_nap);
    clock_.expires_at(Clock::time_point(std::chrono::milliseconds(alarm_)));
    if (draining_ && now >= drained_by_) io_.stop();
}

Awaitable<void> HttpServer::Edge::await_signals() {
    co_await signals_.async_wait(as_value);
    drain();
    co_await signals_.async_wait(as_value);
    io_.stop();
}

void HttpServer::Edge::drain() {
    draining_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    drained_by_ = now_ms() + patience_.drain;
    wake_by(drained_by_);
    deadlines_.for_each([](Waiter& waiter) { static_cast<Connection&>(waiter).interrupt(); });
    if (connections_ == 0) io_.stop();
}

HttpServer::HttpServer(const Options& options, Lobby& lobby, Api& api, const Pages& pages)
    : edge_(std::make_unique<Edge>(options, lobby, api, pages)) {}

HttpServer::~HttpServer() = default;

std::string HttpServer::address() const { return edge_->address(); }

void HttpServer::run() { edge_->run(); }

}  // namespace server
