// The page's view, called with plain JavaScript values (web/surface/surface.js, View). Each capability makes its own values (its
// to_js.hpp).
#pragma once

#include <initializer_list>
#include <utility>

#include "browser/js/js.hpp"

namespace browser {

class View {
  public:
    explicit View(val page) : page_(std::move(page)) {}

    void call(const char* method, std::initializer_list<val> arguments) const;
    // The page's answer.
    Attempt ask(const char* method, std::initializer_list<val> arguments) const { return attempt(page_, method, arguments); }

  private:
    const val page_;
};

}  // namespace browser
