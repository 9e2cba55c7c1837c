// Every option that takes a value: its name, its bounds, and its place in Options.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/options.hpp"

namespace server {

// An error, as a sentence for people.
using Complaint = std::optional<std::string>;

// `between`: stands between several values in the environment, where the option may be given several times; otherwise `once`.
struct Taken {
    std::string_view name;
    char between;
};
inline constexpr char once = 0;

std::vector<Taken> options_taken();
bool is_option(std::string_view name);

// A value that was given, and where.
struct Given {
    std::string option;  // "--port"
    std::string value;
    std::string sentence;  // the beginning of one about it
};

// Nothing where that option has the value now.
Complaint apply(Options& options, const Given& given);

std::string joined(std::initializer_list<std::string_view> parts);
// Without spaces at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace server
