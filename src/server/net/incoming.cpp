#include "server/net/incoming.hpp"

#include <boost/beast/http/error.hpp>

namespace server::net {
namespace {

namespace http = boost::beast::http;
using protocol::ErrorWord;

constexpr std::uint64_t max_body_bytes = 1024 * 1024;

// Where the coding is not chunked alone, nobody can tell where the body ends: RFC 9112 section 6.3, rule 4. A list that only ends in
// chunked is well formed, but of codings that this server does not know (section 6.1).
void check_transfer_encoding(std::string_view codings, int version, boost::system::error_code& error) {
    const auto last = codings.substr(codings.find_last_of(", \t") + 1);
    if (version < 11 || !boost::beast::iequals(last, "chunked")) {
        error = http::error::bad_transfer_encoding;
    } else if (last.size() != codings.size()) {
        error = boost::system::errc::make_error_code(boost::system::errc::not_supported);
    }
}

// The letters of uri-host [":" port] (RFC 9110 section 7.2, RFC 3986 section 3.2.2), or nothing.
bool is_host(std::string_view text) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%!$&'()*+,;=:[]";
    return text.find_first_not_of(letters) == std::string_view::npos;
}

}  // namespace

Incoming::Incoming() {
    header_limit(max_head_bytes);
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

void Incoming::on_field_impl(http::field name, Text spelled, Text value, Error& error) {
    if (is_header_done()) {
        error = http::error::bad_field;  // a trailer, which nothing here has a use for
        return;
    }
    const auto add = [&](std::string& list) { (list.empty() ? list : list += ", ").append(value.data(), value.size()); };
    if (name == http::field::forwarded) add(forwarded);
    if (boost::beast::iequals(spelled, "X-Forwarded-For")) add(x_forwarded_for);
    if (name == http::field::transfer_encoding) {
        has_transfer_encoding = true;
        add(transfer_encoding);
    }
    if (name == http::field::host) {
        if (has_host || !is_host(value)) error = http::error::bad_field;  // RFC 9112 section 3.2
        has_host = true;
        host.assign(value.data(), value.size());
    }
    if (name == http::field::content_type) content_type.assign(value.data(), value.size());
    if (name == http::field::origin) origin.assign(value.data(), value.size());
    if (name == http::field::sec_fetch_site) fetch_site.assign(value.data(), value.size());
    // RFC 9110 section 10.1.1: older clients would take it for the answer.
    if (name == http::field::expect) expects_continue = version >= 11 && boost::beast::iequals(value, "100-continue");
    if (name == http::field::sec_fetch_mode) navigates |= value == "navigate";
    if (name == http::field::accept) navigates |= value.find("text/html") != Text::npos;
    if (name == http::field::accept_language) accept_language.assign(value.data(), value.size());
    if (name == http::field::accept_encoding) accept_encoding.assign(value.data(), value.size());
    if (name == http::field::if_none_match) if_none_match.assign(value.data(), value.size());
}

void Incoming::on_header_impl(Error& error) {
    if (!has_host && version >= 11) error = http::error::bad_field;  // RFC 9112 section 3.2
    if (!error && has_transfer_encoding) check_transfer_encoding(transfer_encoding, version, error);
}

void Incoming::on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) {
    if (length) body.reserve(static_cast<std::size_t>(*length));
}

void Incoming::on_chunk_header_impl(std::uint64_t, Text extensions, Error& error) {
    if (!extensions.empty()) error = http::error::bad_chunk_extension;  // RFC 9112 section 7.1.1 lets a server limit them
}

std::size_t Incoming::on_body_impl(Text part, Error&) {
    body.append(part.data(), part.size());
    return part.size();
}

ErrorWord word_for(const boost::system::error_code& error) {
    if (error == http::error::header_limit) return ErrorWord::headers_too_large;
    if (error == http::error::body_limit) return ErrorWord::too_large;
    if (error == boost::system::errc::not_supported) return ErrorWord::unknown_coding;
    return ErrorWord::bad_request;
}

}  // namespace server::net
