// The certificate and the key with which the server speaks TLS 1.2 and 1.3 (RFC 5246, RFC 8446), read from their files, and anew when
// these change. Connections keep what they began with.
#pragma once

#include <openssl/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace server::net {

class Certificate {
  public:
    // Both in PEM; of the certificate, the whole chain. Throws std::runtime_error with a sentence for people where they are no pair.
    Certificate(std::string certificate_file, std::string key_file);

    // For new connections.
    SSL_CTX* context() const { return context_.get(); }

    // Until when it is good, in seconds since 1970.
    std::int64_t expires() const;

    // A file is another than when they were read last.
    bool has_changed() const;

    // Reads the files. Where they are no pair it keeps what it has, and returns a sentence that says so.
    std::optional<std::string> renew();

  private:
    struct Free {
        void operator()(SSL_CTX* context) const;
    };
    using Context = std::unique_ptr<SSL_CTX, Free>;

    struct FileStamp {
        std::uint64_t inode = 0, bytes = 0;
        std::int64_t seconds = 0, nanoseconds = 0;
        bool operator==(const FileStamp&) const = default;
    };
    using Stamps = std::array<FileStamp, 2>;

    static FileStamp stamp_of(const std::string& file);
    Stamps stamps() const { return {stamp_of(certificate_file_), stamp_of(key_file_)}; }
    Context read() const;

    std::string certificate_file_, key_file_;
    Stamps stamps_;  // when they were read last
    Context context_;
};

}  // namespace server::net
