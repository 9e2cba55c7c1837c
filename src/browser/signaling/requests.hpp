// Short requests to the server, by `fetch`.
#pragma once

#include <string>

#include "browser/js/js.hpp"

namespace browser::signaling {

// Stand in place of a status of HTTP.
inline constexpr unsigned no_answer = 0;
inline constexpr unsigned given_up = 1;

class Requests {
  public:
    using Answered = SharedFunction<void(unsigned, std::string)>;

    // No answer within `timeout_ms` is no answer.
    explicit Requests(int timeout_ms) : timeout_ms_(timeout_ms) {}

    // POSTs `body`; `answered` gets the status and the text.
    void post(const char* path, const std::string& body, Answered answered);
    // The options of `fetch` for such a request.
    val options(const std::string& body) const;
    // Gives up what is under way; what comes next goes by another connection.
    void redial();

  private:
    int timeout_ms_;
    Pending pending_;
    val asking_ = val::global("AbortController").new_();
    bool credentials_ = false;
};

}  // namespace browser::signaling
