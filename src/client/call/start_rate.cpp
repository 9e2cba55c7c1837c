#include "client/call/start_rate.hpp"

#include <algorithm>
#include <string_view>

namespace client::call {
namespace {

// Below 500 Chromium holds back what is larger than 640 x 480 (video_stream_encoder.cc, DropDueToSize). The rate for each of several
// watchers is limited by `picture_for`, however a way begins.
constexpr std::string_view end_of_line = "\r\n";
constexpr const char* begin_at = " x-google-start-bitrate=800\r\n";
constexpr std::string_view attribute = "a=rtpmap:";  // then the number by which the description knows the codec (RFC 8866 section 6.6)
constexpr std::string_view codec = " VP8/90000";
constexpr std::size_t max_number_digits = 3;
constexpr std::size_t max_sections = 8;  // twice what our own descriptions have

// The payload type of such a line, or nothing. The author of the line can hold the link and mean harm.
std::string_view payload_type(std::string_view line) {
    if (line.substr(0, attribute.size()) != attribute) return {};
    line.remove_prefix(attribute.size());
    const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
    if (digits == 0 || digits > max_number_digits || line.substr(digits) != codec) return {};
    return line.substr(0, digits);
}

}  // namespace

std::string with_start_rate(const std::string& sdp) {
    std::string out;
    std::size_t added = 0;
    for (std::string_view rest = sdp; !rest.empty();) {
        const auto end = rest.find(end_of_line);
        const auto line = rest.substr(0, end);
        const auto whole = end == std::string_view::npos ? rest.size() : end + end_of_line.size();
        out += rest.substr(0, whole);
        rest.remove_prefix(whole);
        const auto type = end == std::string_view::npos ? std::string_view() : payload_type(line);
        if (type.empty() || added == max_sections) continue;
        out.append("a=fmtp:").append(type).append(begin_at);
        ++added;
    }
    return out;
}

}  // namespace client::call
