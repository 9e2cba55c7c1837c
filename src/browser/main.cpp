// The page's app, and how the page starts it (web/surface/surface.js, Core). The other functions that the page calls are in the
// bindings.cpp of their capability.
#include <emscripten/bind.h>

#include <memory>
#include <utility>

#include "browser/app.hpp"

namespace {

using browser::val;

std::unique_ptr<browser::App> app;

void start(val view, val words, val joint) {
    browser::room::NameWords name{{}, browser::text_of(joint)};
    for (unsigned at = 0; at < words["length"].as<unsigned>(); ++at) name.lists.push_back(browser::text_of(words[at]));
    app = std::make_unique<browser::App>(std::move(view), name);
}

// For tests: JavaScript functions that C++ holds.
std::size_t callbacks_alive() { return browser::Callback::alive(); }

}  // namespace

void browser::feed(client::Fact&& fact) { app->feed(std::move(fact)); }

EMSCRIPTEN_BINDINGS(tincan) {
    using emscripten::function;
    function("start", &start);
    function("callbacks_alive", &callbacks_alive);
}
