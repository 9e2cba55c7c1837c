// The bytes of one connection, as they are or over TLS. It reads and writes what can be done without waiting, and tells when to try again.
#pragma once

#include <openssl/types.h>

#include <array>
#include <cstddef>
#include <memory>
#include <utility>

#include "server/net/asio.hpp"

namespace server::net {

class Transport {
  public:
    // Of a socket that does not block.
    explicit Transport(Socket socket) : socket_(std::move(socket)) {}

    // Ends when the socket can be read, or written; for `co_await`. Over TLS that may lead to nothing yet.
    auto wait(Socket::wait_type what) { return socket_.async_wait(what, as_value); }

    // Ends all that waits.
    void cancel();

    // `into` has room for 16 KiB at least, so that over TLS nothing stays behind that no wait tells of. Errors: would_block; else the
    // connection is at its end.
    std::size_t read_some(asio::mutable_buffer into, error_code& error);

    // The same for writing: some of the first part, or some of both. After would_block the same bytes come again, maybe with more behind
    // them.
    std::size_t write_some(const std::array<asio::const_buffer, 2>& parts, error_code& error);

    // Says that nothing more will be written; the client may go on, or not.
    void end(Socket::shutdown_type what);

    // Whether a client has begun with a TLS handshake, of which the first byte has come (RFC 8446 section 5.1).
    bool begins_tls();

    // From now on this is TLS.
    void begin_tls(SSL_CTX* context);
    bool is_tls() const { return tls_ != nullptr; }

    // The next part of the handshake.
    enum class Handshake { done, wants_read, wants_write, failed };
    Handshake shake_hands();

  private:
    struct Free {
        void operator()(SSL* tls) const;
    };

    error_code error_after(int result);

    Socket socket_;
    std::unique_ptr<SSL, Free> tls_;
    bool broken_ = false;  // TLS has nothing more to say
};

}  // namespace server::net
