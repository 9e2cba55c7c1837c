#include "server/response_headers.hpp"

#include <cstdio>

namespace server {
namespace {

constexpr std::string_view end_of_line = "\r\n";

std::string_view reason(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 204:
            return "No Content";
        case 302:
            return "Found";
        case 304:
            return "Not Modified";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        default:
            return "Internal Server Error";
    }
}

}  // namespace

std::string status_line(unsigned status) {
    std::string line = "HTTP/1.1 " + std::to_string(status) + ' ';
    line += reason(status);
    line += end_of_line;
    return line;
}

// strftime would write the day in the language of the locale.
std::string date_field(std::time_t when) {
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm at{};
    gmtime_r(&when, &at);
    char text[64];
    std::snprintf(text, sizeof text, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", days[at.tm_wday], at.tm_mday, months[at.tm_mon],
                  at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
    return text;
}

std::string length_field(std::size_t length) { return "Content-Length: " + std::to_string(length) + "\r\n"; }

std::size_t begin_chunk(std::string& out) {
    out += "00000000\r\n";
    return out.size();
}

void end_chunk(std::string& out, std::size_t begin) {
    std::size_t left = out.size() - begin;
    for (std::size_t at = begin - 3; left > 0; left >>= 4) out[at--] = "0123456789abcdef"[left & 15];
    out += end_of_line;
}

}  // namespace server
