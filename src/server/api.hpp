// The requests under /api/: bytes in, rooms, bytes out. Pure. It must not know sockets, streams' lifetimes or Boost;
// for `receive` it only says which mailboxes are asked for. The bytes are described in docs/protocol.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/mail.hpp"
#include "protocol/wire.hpp"
#include "server/callers.hpp"
#include "server/ice.hpp"
#include "server/store/store.hpp"

namespace server {

struct Answer {
    unsigned status = 204;         // RFC 9110 section 15
    std::string body = {};         // JSON; empty with 204
    std::string_view allow = {};   // for 405: the methods that would do
    std::int64_t retry_after = 0;  // for 429 and 503: seconds
};

// The fields that decide whether the server reads the body of a request. Each is '' where there is no such field.
struct RequestHead {
    std::string_view method, path;
    std::string_view content_type = {};
    std::string_view fetch_site = {};  // Sec-Fetch-Site (W3C Fetch Metadata section 2.3)
    std::string_view origin = {};      // RFC 6454 section 7
    std::string_view host = {};
};

// The answer that says `error`; `retry_after` in ms.
Answer refuse(protocol::ErrorWord error, Millis retry_after = 0);

class Api {
  public:
    Api(store::Store& rooms, Callers& callers, const IceServers& ice) : rooms_(rooms), callers_(callers), ice_(ice) {}

    const IceServers& ice() const { return ice_; }

    // True for every path that is answered here.
    static bool owns(std::string_view path) { return path.starts_with("/api/"); }

    // The answer to a request that is refused for its head alone, before its body is read: unknown_path, wrong_method, other_site,
    // wrong_type.
    static std::optional<Answer> refuse_head(const RequestHead& head);

    // Counts what a request costs its sender; the answer where that is too much for now (too_fast). Asked for the head and its declared
    // body at first, and again for what comes of a body without a declared length.
    std::optional<Answer> charge(Caller from, std::size_t bytes, Millis now);

    // Either the whole answer, or the mailboxes to open a stream for.
    using Outcome = std::variant<Answer, protocol::ReceiveRequest>;

    // Calls `done` once, maybe later, with the outcome. Total: bad input is an answer too. The head was not refused.
    void handle(Caller from, std::string_view path, std::string_view body, Millis now, store::Done<Outcome> done);

  private:
    using Answered = store::Done<Outcome>;
    void look(std::string_view body, Answered done);
    void join(Caller from, std::string_view body, Millis now, Answered done);
    void post(Caller from, std::string_view body, Millis now, Answered done);
    void leave(std::string_view body, const Answered& done);

    store::Store& rooms_;
    Callers& callers_;
    const IceServers& ice_;
};

}  // namespace server
