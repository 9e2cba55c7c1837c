#include "server/net/certificate.hpp"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

#include <ctime>
#include <exception>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace server::net {
namespace {

// Of TLS 1.2, what has forward secrecy and authenticated encryption; TLS 1.3 has nothing else (RFC 9325 section 4.2).
constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

// As ALPN writes names: each behind its length (RFC 7301 section 3.1).
constexpr unsigned char http_1_1[] = "\x08http/1.1";

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered, unsigned offered_length,
                    void*) {
    unsigned char* found = nullptr;
    const int outcome = SSL_select_next_proto(&found, length, http_1_1, sizeof http_1_1 - 1, offered, offered_length);
    *chosen = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;  // RFC 7301 section 3.2
}

// Nobody is asked for a passphrase.
int no_passphrase(char*, int, int, void*) { return 0; }

[[noreturn]] void no_pair(const std::string& sentence) {
    ERR_clear_error();
    throw std::runtime_error(sentence);
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Key read_key(const std::string& file) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(BIO_new_file(file.c_str(), "r"), BIO_free);
    return {bytes ? PEM_read_bio_PrivateKey(bytes.get(), nullptr, no_passphrase, nullptr) : nullptr, EVP_PKEY_free};
}

}  // namespace

void Certificate::Free::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

Certificate::Certificate(std::string certificate_file, std::string key_file)
    : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file)), stamps_(stamps()), context_(read()) {}

Certificate::Context Certificate::read() const {
    ERR_clear_error();
    Context context(SSL_CTX_new(TLS_server_method()));
    if (!context) no_pair("There is no TLS here: OpenSSL cannot be used.");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context.get(), ciphers);
    // An idle connection keeps no buffers (14.7 KiB instead of 47), and what is to be written may move while it waits.
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // Without tickets and sessions there are no keys to change in time; a resumed handshake would save a third.
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context.get(), 0);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_file_.c_str()) != 1)
        no_pair("There is no certificate in PEM in the file " + certificate_file_ + " of the option --tls-certificate.");
    const Key key = read_key(key_file_);
    if (!key) no_pair("There is no key in PEM without a passphrase in the file " + key_file_ + " of the option --tls-key.");
    if (SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1 || SSL_CTX_check_private_key(context.get()) != 1)
        no_pair("The key in " + key_file_ + " is not that of the certificate in " + certificate_file_ + ".");
    return context;
}

std::int64_t Certificate::expires() const {
    std::tm when{};
    const X509* certificate = SSL_CTX_get0_certificate(context_.get());
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &when) != 1) return 0;
    return timegm(&when);
}

Certificate::FileStamp Certificate::stamp_of(const std::string& file) {
    struct stat is {};
    if (stat(file.c_str(), &is) != 0) return {};
    return {is.st_ino, static_cast<std::uint64_t>(is.st_size), is.st_mtim.tv_sec, is.st_mtim.tv_nsec};
}

bool Certificate::has_changed() const { return stamps() != stamps_; }

std::optional<std::string> Certificate::renew() {
    stamps_ = stamps();
    try {
        context_ = read();
        return std::nullopt;
    } catch (const std::exception& error) {
        return std::string(error.what()) + " The certificate that was read before stays in use.";
    }
}

}  // namespace server::net
