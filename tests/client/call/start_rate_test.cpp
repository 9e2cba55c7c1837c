#include "client/call/start_rate.hpp"

#include <doctest/doctest.h>

using client::call::with_start_rate;

TEST_CASE("a camera's first pictures are not held back until the browser has got to know the way") {
    const std::string camera = "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=rtpmap:96 VP8/90000\r\n";
    const std::string others = "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rtpmap:98 VP9/90000\r\n";
    const std::string screen = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n";
    const std::string word = "a=fmtp:96 x-google-start-bitrate=800\r\n";
    CHECK(with_start_rate(camera + others + screen) == camera + word + others + screen + word);
}

TEST_CASE("a description without pictures, or of a browser that names its codec otherwise, stays as it is") {
    for (const std::string sdp :
         {"", "v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", "a=rtpmap:96 VP8/90000", "a=rtpmap:97 H264/90000\r\n"})
        CHECK(with_start_rate(sdp) == sdp);
}

TEST_CASE("a line that names no codec stays as it is, and no description grows far") {
    for (const std::string sdp : {" VP8/90000\r\n", "a=rtpmap: VP8/90000\r\n", "a=rtpmap:9x VP8/90000\r\n", "a=rtpmap:1000 VP8/90000\r\n",
                                  "a=rtpmap:96 VP8/90000/2\r\n", "xa=rtpmap:96 VP8/90000\r\n"})
        CHECK(with_start_rate(sdp) == sdp);
    const std::string word = "a=rtpmap:96 VP8/90000\r\n";
    std::string many;
    while (many.size() < 32'000) many += word;
    CHECK(with_start_rate(many).size() < many.size() + 400);
    // Without its beginning, the last line that has one was once taken for each of the others.
    std::string short_ones = "a=rtpmap:" + std::string(20'000, '9');
    while (short_ones.size() < 32'000) short_ones += " VP8/90000\r\n";
    CHECK(with_start_rate(short_ones) == short_ones);
}
