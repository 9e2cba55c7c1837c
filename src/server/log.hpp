// The words that those who run the server read: sentences about what is wrong, always; and, where an option asks for it, a line for each
// thing that happens, for people or as JSON. It is told nothing that has an address, a room or a name in it. Pure: time and the writing are
// asked for outside.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace server {

enum class LogForm { off, lines, json };

class Log {
  public:
    using Clock = std::function<std::int64_t()>;                 // milliseconds since 1970
    using Write = std::function<void(const std::string& line)>;  // with its end of line

    Log(LogForm form, Clock clock, Write write) : form_(form), clock_(std::move(clock)), write_(std::move(write)) {}

    // Something that a person should read, as a sentence: "tincan-server: The key ..."
    void complain(std::string_view sentence) const;

    // Something that happened, with its figures: "2026-12-01T04:30:00.123Z answered path=/api/join status=200 micros=412"
    using Value = std::variant<std::string_view, std::uint64_t>;
    using Fields = std::initializer_list<std::pair<std::string_view, Value>>;
    void tell(std::string_view what, Fields fields = {}) const;

  private:
    std::string stamp() const;

    LogForm form_;
    Clock clock_;
    Write write_;
};

}  // namespace server
