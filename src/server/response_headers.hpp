// The headers of HTTP/1.1 responses as text (RFC 9112). Pure string work; it must not know sockets, files or what is answered.
#pragma once

#include <cstddef>
#include <ctime>
#include <string>
#include <string_view>

namespace server {

// "HTTP/1.1 404 Not Found\r\n"
std::string status_line(unsigned status);

// "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n" (RFC 9110 section 5.6.7)
std::string date_field(std::time_t when);

// "Content-Length: 12\r\n"
std::string length_field(std::size_t length);

// Makes what is appended to `out` between the two calls one chunk (RFC 9112 section 7.1). The size is written afterwards, in
// place, so that the bytes are never moved.
std::size_t begin_chunk(std::string& out);
void end_chunk(std::string& out, std::size_t begin);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace server
