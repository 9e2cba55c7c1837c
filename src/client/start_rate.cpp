#include "client/start_rate.hpp"

#include <string_view>

namespace client {
namespace {

// Below 500 Chromium holds back what is larger than 640 x 480 (video_stream_encoder.cc, DropDueToSize). What several watchers may
// get each is limited by `picture_for`, however a way begins.
constexpr const char* begin_at = " x-google-start-bitrate=800\r\n";
constexpr std::string_view codec = " VP8/90000\r\n";  // behind "a=rtpmap:" and the number by which the descriptions know it

}  // namespace

std::string with_start_rate(std::string sdp) {
    for (auto at = sdp.find(codec); at != std::string::npos; at = sdp.find(codec, at + 1)) {
        const auto number = sdp.rfind(':', at) + 1;
        sdp.insert(at + codec.size(), "a=fmtp:" + sdp.substr(number, at - number) + begin_at);
    }
    return sdp;
}

}  // namespace client
