#include "server/net/transport.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace server::net {

void Transport::Free::operator()(SSL* tls) const { SSL_free(tls); }

void Transport::cancel() {
    error_code ignored;
    socket_.cancel(ignored);
}

std::size_t Transport::read_some(asio::mutable_buffer into, error_code& error) {
    if (!tls_) return socket_.read_some(asio::buffer(into), error);
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_read_ex(tls_.get(), into.data(), into.size(), &count);
    error = result == 1 ? error_code() : error_after(result);
    return count;
}

std::size_t Transport::write_some(const std::array<asio::const_buffer, 2>& parts, error_code& error) {
    if (!tls_) return parts[1].size() == 0 ? socket_.write_some(asio::buffer(parts[0]), error) : socket_.write_some(parts, error);
    const auto& part = parts[0].size() > 0 ? parts[0] : parts[1];
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_write_ex(tls_.get(), part.data(), part.size(), &count);
    error = result == 1 ? error_code() : error_after(result);
    return count;
}

error_code Transport::error_after(int result) {
    switch (SSL_get_error(tls_.get(), result)) {
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE:
            return asio::error::would_block;
        case SSL_ERROR_ZERO_RETURN:
            return asio::error::eof;
        default:
            broken_ = true;
            return asio::error::connection_reset;
    }
}

void Transport::end(Socket::shutdown_type what) {
    ERR_clear_error();
    if (tls_ && !broken_) SSL_shutdown(tls_.get());
    error_code ignored;
    socket_.shutdown(what, ignored);
}

bool Transport::begins_tls() {
    constexpr unsigned char handshake = 22;
    unsigned char first = 0;
    error_code error;
    const auto count = socket_.receive(asio::buffer(&first, 1), Socket::message_peek, error);
    return count == 1 && first == handshake;
}

void Transport::begin_tls(SSL_CTX* context) {
    tls_.reset(SSL_new(context));
    broken_ = !tls_ || SSL_set_fd(tls_.get(), socket_.native_handle()) != 1;
    if (!broken_) SSL_set_accept_state(tls_.get());
}

Transport::Handshake Transport::shake_hands() {
    if (broken_) return Handshake::failed;
    ERR_clear_error();
    const int result = SSL_do_handshake(tls_.get());
    if (result == 1) return Handshake::done;
    const int why = SSL_get_error(tls_.get(), result);
    if (why == SSL_ERROR_WANT_READ) return Handshake::wants_read;
    if (why == SSL_ERROR_WANT_WRITE) return Handshake::wants_write;
    broken_ = true;
    return Handshake::failed;
}

}  // namespace server::net
