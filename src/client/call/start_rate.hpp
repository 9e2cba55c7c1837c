// How fast a picture begins. Chromium takes every new way for one of 300 kbit/s, and throws pictures away, for a fifth of a second, until
// the camera's are small enough for that. It finds out within a second either way how much the connection really carries.
#pragma once

#include <string>

namespace client::call {

// The description of the other side (SDP, RFC 8866) with Chromium's own word for the rate, kbit/s, at which to begin sending VP8, the one
// codec that has no other words (`fmtp`) of its own. Other browsers leave out words that they do not know.
std::string with_start_rate(const std::string& sdp);

}  // namespace client::call
