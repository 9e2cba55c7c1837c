// The answers to an authority for certificates that asks whether this host is ours (http-01, RFC 8555 section 8.3): files that an ACME
// client puts into a folder. It must not know sockets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace server {

class Challenges {
  public:
    // Without a name nothing is answered. Throws std::runtime_error with a sentence for people where there is no such folder.
    explicit Challenges(std::string folder);

    // The content of the file that is named by the last part of /.well-known/acme-challenge/TOKEN; nothing for any other path, and where
    // there is no such file. It is read anew each time.
    std::optional<std::string> answer(std::string_view path) const;

  private:
    std::string folder_;
};

}  // namespace server
