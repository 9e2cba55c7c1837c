#include "server/challenges.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace server {
namespace {

constexpr std::string_view prefix = "/.well-known/acme-challenge/";
constexpr std::size_t most_token_letters = 128;
// base64url (RFC 4648 section 5): no token leads out of the folder.
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

Challenges::Challenges(std::string folder) : folder_(std::move(folder)) {
    std::error_code error;
    if (!folder_.empty() && !std::filesystem::is_directory(folder_, error))
        throw std::runtime_error("There is no folder " + folder_ + ", which the option --acme-folder names.");
}

std::optional<std::string> Challenges::answer(std::string_view path) const {
    if (folder_.empty() || !path.starts_with(prefix)) return std::nullopt;
    const std::string token(path.substr(prefix.size()));
    if (token.empty() || token.size() > most_token_letters || token.find_first_not_of(letters) != std::string::npos) return std::nullopt;
    const int file = open((folder_ + '/' + token).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return std::nullopt;
    struct stat is {};
    std::array<char, 1024> text{};
    const auto count = fstat(file, &is) == 0 && S_ISREG(is.st_mode) ? read(file, text.data(), text.size()) : -1;
    close(file);
    return count > 0 ? std::optional(std::string(text.data(), static_cast<std::size_t>(count))) : std::nullopt;
}

}  // namespace server
