#include "client/members/file_name.hpp"

#include <algorithm>
#include <array>

#include "client/members/names.hpp"

namespace client::members {
namespace {

constexpr std::size_t most_bytes = 200;  // file systems take 255
constexpr std::size_t most_ending = 16;  // with its dot
constexpr std::size_t most_points = 1000;
constexpr std::string_view forbidden = "<>:\"|?*";
constexpr std::array<std::string_view, 4> devices{"con", "prn", "aux", "nul"};
constexpr std::array<std::string_view, 2> ports{"com", "lpt"};

// Windows takes them for devices, whatever ending they have.
bool is_device(std::string_view name) {
    std::string stem(name.substr(0, name.find('.')));
    for (auto& letter : stem)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    const auto is = [&](std::string_view it) { return stem.substr(0, 3) == it; };
    if (stem.size() == 3) return std::any_of(devices.begin(), devices.end(), is);
    return stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9' && std::any_of(ports.begin(), ports.end(), is);
}

std::string shortened(std::string name) {
    if (name.size() <= most_bytes) return name;
    const auto dot = name.rfind('.');
    const auto ending = dot == std::string::npos || name.size() - dot > most_ending ? std::string() : name.substr(dot);
    auto end = most_bytes - ending.size();
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80) --end;  // not within a character
    return name.substr(0, end) + ending;
}

}  // namespace

std::string clean_file_name(std::string_view name) {
    const auto folder = name.find_last_of("/\\");
    auto clean = clean_name(folder == std::string_view::npos ? name : name.substr(folder + 1), most_points);
    std::replace_if(
        clean.begin(), clean.end(), [](char letter) { return forbidden.find(letter) != std::string_view::npos; }, '_');
    clean = shortened(std::move(clean));
    clean.erase(clean.find_last_not_of(". ") + 1);
    if (clean.empty()) return "file";
    return clean[0] == '.' || is_device(clean) ? "_" + clean : clean;
}

}  // namespace client::members
