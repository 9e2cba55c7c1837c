#include "server/http_incoming.hpp"

#include <boost/beast/http/error.hpp>

namespace server {
namespace {

namespace http = boost::beast::http;
using protocol::ErrorWord;

constexpr std::uint32_t max_header_bytes = 8 * 1024;
constexpr std::uint64_t max_body_bytes = 1024 * 1024;

}  // namespace

Incoming::Incoming() {
    eager(true);
    header_limit(max_header_bytes);
    body_limit(max_body_bytes);
}

std::string_view Incoming::path() const {
    std::string_view path = target;
    if (const auto scheme = path.find("://"); scheme != std::string_view::npos && !path.starts_with('/')) {
        const auto slash = path.find('/', scheme + 3);
        path = slash == std::string_view::npos ? "/" : path.substr(slash);
    }
    return path.substr(0, path.find('?'));
}

void Incoming::on_request_impl(http::verb, Text name, Text where, int number, Error&) {
    version = number;
    method.assign(name.data(), name.size());
    target.assign(where.data(), where.size());
}

void Incoming::on_field_impl(http::field name, Text spelled, Text value, Error&) {
    const auto add = [&](std::string& list) { (list.empty() ? list : list += ", ").append(value.data(), value.size()); };
    if (name == http::field::forwarded) add(forwarded);
    if (boost::beast::iequals(spelled, "X-Forwarded-For")) add(x_forwarded_for);
    if (name == http::field::host) has_host = true;
    if (name == http::field::expect) expects_continue = true;
    if (name == http::field::accept_encoding) accept_encoding.assign(value.data(), value.size());
    if (name == http::field::if_none_match) if_none_match.assign(value.data(), value.size());
}

void Incoming::on_header_impl(Error& error) {
    if (!has_host && version >= 11) error = http::error::bad_field;  // RFC 9112 section 3.2
}

void Incoming::on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) {
    if (length) body.reserve(static_cast<std::size_t>(*length));
}

std::size_t Incoming::on_body_impl(Text part, Error&) {
    body.append(part.data(), part.size());
    return part.size();
}

ErrorWord word_for(const boost::system::error_code& error) {
    if (error == http::error::header_limit) return ErrorWord::headers_too_large;
    if (error == http::error::body_limit) return ErrorWord::too_large;
    return ErrorWord::bad_request;
}

}  // namespace server
