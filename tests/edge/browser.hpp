// A browser as the server sees it: connections that send bytes and wait for bytes, and a person who joins, posts and receives.
// Reading waits for what is expected, with a deadline; nothing sleeps.
#pragma once

#include <openssl/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/wire.hpp"

namespace edge {

struct Reply {
    int status = 0;
    std::string head;
    std::string body;

    // The value of a header field, or nothing; names as the server writes them.
    std::optional<std::string> field(std::string_view name) const;
};

// Where a server listens, and how it is spoken to.
struct Place {
    std::uint16_t port = 0;
    std::string socket;  // the file of a Unix socket; empty: the port counts
    bool tls = false;

    // (A number alone is a port of this computer, without TLS.)
    Place(std::uint16_t number = 0) : port(number) {}
};

// One connection.
class Wire {
  public:
    explicit Wire(const Place& place, int receive_buffer_bytes = 0);
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire();

    void send(std::string_view bytes);

    // One whole answer. Throws where none comes in time.
    Reply reply(bool to_head = false);
    Reply ask(std::string_view method, std::string_view target, std::string_view body = {}, std::string_view fields = {});

    // The head of an answer whose body comes in chunks, and then its lines, one at a time; nothing at the body's end.
    Reply head();
    std::optional<std::string> line();

    // True when the server has closed, after dropping whatever it still sent.
    bool closed();

    // All that still comes until the server closes.
    std::string rest();

    // The owner of the certificate that the server has shown.
    std::string certificate_name() const;

  private:
    using Part = std::array<char, 16 * 1024>;
    // Waits for bytes: how many came, 0 at the end, or nothing where none came in time.
    std::optional<std::size_t> receive(Part& part);
    void more();  // waits for bytes
    std::string take(std::size_t count);
    std::string take_line();  // up to an end of line, which is dropped

    struct Free {
        void operator()(SSL* tls) const;
    };

    int socket_ = -1;
    std::unique_ptr<SSL, Free> tls_;
    std::string bytes_;  // came, not yet taken
    std::string lines_;  // of chunks, not yet taken
    bool chunked_ = false;
};

std::string request(std::string_view method, std::string_view target, std::string_view body = {}, std::string_view fields = {});

protocol::Seat seat(std::uint32_t person, std::uint8_t room = 1);

// A person in a room: one connection for what they ask, one for what they wait for.
class Person {
  public:
    Person(const Place& place, std::uint32_t number, std::uint8_t room = 1) : place_(place), seat_(seat(number, room)), asks_(place) {}

    const protocol::Seat& where() const { return seat_; }
    protocol::JoinAnswer join();
    // Joins and begins to receive; both again where the member expired in between. Returns how often it joined.
    int enter(int receive_buffer_bytes = 0);
    Reply post(const Person& to, std::string body, std::uint64_t after = 0);
    // Says that everything up to this number has arrived.
    Reply confirm(std::uint64_t after);
    Reply leave();

    // Begins to receive on a new connection; the first line has come.
    void receive(std::uint64_t after = 0, protocol::Wait wait = protocol::Wait::stream);
    // The next line that is not blank.
    protocol::MailLine next();
    protocol::Delivery next_delivery();
    // The connection breaks.
    void hang_up() { stream_.reset(); }
    Wire& stream() { return *stream_; }

  private:
    // The status of the answer; where that is 200, the first line has come.
    int open_stream(std::uint64_t after, int receive_buffer_bytes);

    Place place_;
    protocol::Seat seat_;
    Wire asks_;
    std::unique_ptr<Wire> stream_;
};

}  // namespace edge
