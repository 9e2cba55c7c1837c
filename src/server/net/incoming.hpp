// One request of HTTP/1.1 (RFC 9112) as its bytes come in. It must not know sockets, or what is done with it.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/wire.hpp"

namespace server::net {

// The most bytes of a head, and of anything else that has to be there whole before it can be understood.
inline constexpr std::size_t max_head_bytes = 8 * 1024;

// Keeps the few fields that are asked about and no others. `put` stops behind the head, so that it can be looked at before the body.
class Incoming : public boost::beast::http::basic_parser<true> {
  public:
    Incoming();

    std::string method, target, body, accept_encoding, accept_language, if_none_match, fetch_site, content_type, origin, host;
    std::string x_forwarded_for, forwarded, transfer_encoding;  // of each, all fields as one list
    int version = 11;                                           // 10 is HTTP/1.0
    bool has_host = false;
    bool has_transfer_encoding = false;  // maybe an empty one
    bool expects_continue = false;
    bool navigates = false;  // a person opens the address: W3C Fetch Metadata section 2.2, or else what is asked for is HTML

    // The path of the target: without a query, and without the origin that RFC 9112 section 3.2.2 allows before it.
    std::string_view path() const;

  private:
    using Text = boost::beast::string_view;
    using Error = boost::system::error_code;

    void on_request_impl(boost::beast::http::verb, Text name, Text where, int number, Error&) override;
    void on_field_impl(boost::beast::http::field name, Text, Text value, Error&) override;
    void on_header_impl(Error& error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) override;
    std::size_t on_body_impl(Text part, Error&) override;
    void on_chunk_header_impl(std::uint64_t, Text extensions, Error& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t, Text part, Error& error) override { return on_body_impl(part, error); }
    void on_response_impl(int, Text, int, Error&) override {}
    void on_finish_impl(Error&) override {}
};

// The error word for a request that the parser stopped at.
protocol::ErrorWord word_for(const boost::system::error_code& error);

}  // namespace server::net
