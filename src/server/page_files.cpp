#include "server/page_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace server {
namespace {

namespace fs = std::filesystem;

class File {
  public:
    explicit File(int number) : number_(number) {}
    File(File&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    File& operator=(File&&) = delete;
    ~File() {
        if (number_ >= 0) close(number_);
    }
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

  private:
    int number_;
};

[[noreturn]] void fail(const fs::path& path) { throw std::runtime_error("The page's file " + path.string() + " cannot be read."); }

class Reading {
  public:
    explicit Reading(fs::path top) : top_(std::move(top)) {}

    PageFiles read() {
        File folder(open(top_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (folder.number() < 0) fail(top_);
        walk(std::move(folder), {});
        std::sort(found_.left_out.begin(), found_.left_out.end());
        return std::move(found_);
    }

  private:
    void walk(File folder, const fs::path& path) {
        const std::unique_ptr<DIR, int (*)(DIR*)> names(fdopendir(folder.number()), closedir);
        if (!names) fail(top_ / path);
        const int number = folder.release();
        errno = 0;
        while (const dirent* entry = readdir(names.get())) {
            const std::string_view name = entry->d_name;
            if (name != "." && name != "..") take(number, path / name);
            errno = 0;
        }
        if (errno != 0) fail(top_ / path);
    }

    void take(int folder, const fs::path& path) {
        const std::string name = path.filename();
        if (name.starts_with('.')) return leave_out(path);
        // O_NONBLOCK: a pipe is not waited for. ELOOP: a symbolic link; ENXIO: a socket, or a device that is not there.
        File file(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        if (file.number() < 0 && (errno == ELOOP || errno == ENXIO)) return leave_out(path);
        struct stat is {};
        if (file.number() < 0 || fstat(file.number(), &is) != 0) fail(top_ / path);
        if (S_ISDIR(is.st_mode)) return walk(std::move(file), path);
        if (!S_ISREG(is.st_mode)) return leave_out(path);
        found_.files.push_back({path, bytes_of(file, path)});
    }

    std::string bytes_of(const File& file, const fs::path& path) const {
        std::string bytes;
        std::array<char, 64 * 1024> part{};
        for (;;) {
            const auto count = ::read(file.number(), part.data(), part.size());
            if (count < 0) fail(top_ / path);
            if (count == 0) return bytes;
            bytes.append(part.data(), static_cast<std::size_t>(count));
        }
    }

    void leave_out(const fs::path& path) { found_.left_out.push_back(path.generic_string()); }

    fs::path top_;
    PageFiles found_;
};

}  // namespace

PageFiles read_page_files(const fs::path& folder) { return Reading(folder).read(); }

}  // namespace server
