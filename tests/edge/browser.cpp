#include "browser.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "server_process.hpp"

namespace edge {

using namespace protocol;

std::optional<std::string> Reply::field(std::string_view name) const {
    const std::string key = "\r\n" + std::string(name) + ": ";
    const auto begin = head.find(key);
    if (begin == std::string::npos) return std::nullopt;
    const auto value = begin + key.size();
    return head.substr(value, head.find('\r', value) - value);
}

namespace {

// A client that takes any certificate: whose it is, a test asks for itself.
SSL_CTX* tls_client() {
    static SSL_CTX* const context = [] {
        std::signal(SIGPIPE, SIG_IGN);
        return SSL_CTX_new(TLS_client_method());
    }();
    return context;
}

int open_socket(const Place& place, int receive_buffer_bytes) {
    const bool is_file = !place.socket.empty();
    const int number = socket(is_file ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    if (!is_file) setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (receive_buffer_bytes > 0) setsockopt(number, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(place.port);
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_un file{};
    file.sun_family = AF_UNIX;
    place.socket.copy(file.sun_path, sizeof file.sun_path - 1);
    const auto* address = is_file ? reinterpret_cast<sockaddr*>(&file) : reinterpret_cast<sockaddr*>(&server);
    if (connect(number, address, is_file ? sizeof file : sizeof server) != 0) throw std::runtime_error("cannot connect");
    return number;
}

}  // namespace

void Wire::Free::operator()(SSL* tls) const { SSL_free(tls); }

Wire::Wire(const Place& place, int receive_buffer_bytes) : socket_(open_socket(place, receive_buffer_bytes)) {
    if (!place.tls) return;
    tls_.reset(SSL_new(tls_client()));
    SSL_set_fd(tls_.get(), socket_);
    SSL_connect(tls_.get());  // where that fails, the connection has come to its end
}

Wire::~Wire() {
    tls_.reset();
    close(socket_);
}

void Wire::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = tls_ ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                                : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;  // closed: the answer says why
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::optional<std::size_t> Wire::receive(Part& part) {
    pollfd ready{socket_, POLLIN, 0};
    const bool has_some = tls_ && SSL_pending(tls_.get()) > 0;
    if (!has_some && poll(&ready, 1, static_cast<int>(std::chrono::milliseconds(patience).count())) != 1) return std::nullopt;
    const auto count = tls_ ? SSL_read(tls_.get(), part.data(), static_cast<int>(part.size())) : recv(socket_, part.data(), part.size(), 0);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

void Wire::more() {
    Part part;
    const auto count = receive(part);
    if (!count) throw std::runtime_error("nothing came; so far: " + bytes_);
    if (*count == 0) throw std::runtime_error("the server closed; so far: " + bytes_);
    bytes_.append(part.data(), *count);
}

std::string Wire::take(std::size_t count) {
    while (bytes_.size() < count) more();
    std::string taken = bytes_.substr(0, count);
    bytes_.erase(0, count);
    return taken;
}

std::string Wire::take_line() {
    std::size_t end = 0;
    while ((end = bytes_.find("\r\n")) == std::string::npos) more();
    std::string line = bytes_.substr(0, end);
    bytes_.erase(0, end + 2);
    return line;
}

Reply Wire::head() {
    std::size_t end = 0;
    while ((end = bytes_.find("\r\n\r\n")) == std::string::npos) more();
    Reply reply;
    reply.head = take(end + 4);
    reply.status = std::stoi(reply.head.substr(9, 3));
    chunked_ = reply.field("Transfer-Encoding") == "chunked";
    return reply;
}

Reply Wire::reply(bool to_head) {
    Reply reply = head();
    const auto length = reply.field("Content-Length");
    if (length && !to_head) reply.body = take(std::stoul(*length));
    return reply;
}

Reply Wire::ask(std::string_view method, std::string_view target, std::string_view body, std::string_view fields) {
    send(request(method, target, body, fields));
    return reply(method == "HEAD");
}

std::optional<std::string> Wire::line() {
    std::size_t end = 0;
    while ((end = lines_.find('\n')) == std::string::npos) {
        if (!chunked_) return std::nullopt;
        const std::string size_text = take_line();
        std::size_t size = 0;
        std::from_chars(size_text.data(), size_text.data() + size_text.size(), size, 16);
        lines_ += take(size);
        if (!take_line().empty()) throw std::runtime_error("a chunk does not end where it says");
        if (size == 0) chunked_ = false;
    }
    std::string line = lines_.substr(0, end);
    lines_.erase(0, end + 1);
    return line;
}

std::string Wire::rest() {
    std::string all = std::exchange(bytes_, {});
    for (Part part;;) {
        const auto count = receive(part);
        if (!count) throw std::runtime_error("the server does not close; so far: " + all);
        if (*count == 0) return all;
        all.append(part.data(), *count);
    }
}

bool Wire::closed() {
    for (Part part;;) {
        const auto count = receive(part);
        if (!count || *count == 0) return count.has_value();
    }
}

std::string Wire::certificate_name() const {
    std::array<char, 256> name{};
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(tls_.get()), X509_free);
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(), name.size());
    return name.data();
}

std::string request(std::string_view method, std::string_view target, std::string_view body, std::string_view fields) {
    std::string text(method);
    text.append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(fields);
    if (!body.empty()) text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\nContent-Type: application/json\r\n");
    return text.append("\r\n").append(body);
}

Seat seat(std::uint32_t person, std::uint8_t room) {
    Seat seat;
    seat.room.bytes[0] = room;
    std::memcpy(seat.member.bytes.data(), &person, sizeof person);
    std::memcpy(seat.token.bytes.data(), &person, sizeof person);
    return seat;
}

JoinAnswer Person::join() {
    const Reply reply = asks_.ask("POST", "/api/join", encode(JoinRequest{seat_, "aGVsbG8"}));
    const auto answer = decode_join_answer(reply.body);
    if (reply.status != 200 || !answer) throw std::runtime_error("join: " + reply.head + reply.body);
    return *answer;
}

Reply Person::post(const Person& to, std::string body, std::uint64_t after) {
    return asks_.ask("POST", "/api/post", encode(PostRequest{seat_, after, {{to.seat_.member, std::move(body)}}}));
}

Reply Person::confirm(std::uint64_t after) { return asks_.ask("POST", "/api/post", encode(PostRequest{seat_, after, {}})); }

Reply Person::leave() { return asks_.ask("POST", "/api/leave", encode(LeaveRequest{seat_})); }

int Person::enter(int receive_buffer_bytes) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (int times = 1;; ++times) {
        join();
        const int status = open_stream(0, receive_buffer_bytes);
        if (status == 200) return times;
        if (status != 404 || std::chrono::steady_clock::now() > deadline) throw std::runtime_error("receive: " + std::to_string(status));
    }
}

void Person::receive(std::uint64_t after, Wait wait) {
    if (wait == Wait::poll) {
        stream_ = std::make_unique<Wire>(place_);
        stream_->send(request("POST", "/api/receive", encode(ReceiveRequest{wait, {{seat_, after}}})));
        return;
    }
    const int status = open_stream(after, 0);
    if (status != 200) throw std::runtime_error("receive: " + std::to_string(status));
}

int Person::open_stream(std::uint64_t after, int receive_buffer_bytes) {
    stream_ = std::make_unique<Wire>(place_, receive_buffer_bytes);
    stream_->send(request("POST", "/api/receive", encode(ReceiveRequest{Wait::stream, {{seat_, after}}})));
    const Reply head = stream_->head();
    if (head.status == 200 && !std::holds_alternative<StreamOpen>(next())) throw std::runtime_error("the first line is another");
    return head.status;
}

MailLine Person::next() {
    for (const auto deadline = std::chrono::steady_clock::now() + patience;;) {
        const auto line = stream_->line();
        if (!line) throw std::runtime_error("the stream ended");
        if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("signs of life, but no mail");
        if (line->empty()) continue;
        const auto mail = decode_mail_line(*line);
        if (!mail) throw std::runtime_error("not a line of mail: " + *line);
        return *mail;
    }
}

Delivery Person::next_delivery() { return std::get<Delivery>(next()); }

}  // namespace edge
