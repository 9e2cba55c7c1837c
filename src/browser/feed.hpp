// The event sink: how performers and the functions that the page calls report facts.
#pragma once

#include <utility>

#include "browser/js/shared_function.hpp"
#include "client/fact.hpp"

namespace browser {

// Reports a fact to the app. The caller may be gone when it returns, so it is the last statement of a handler, and only points at
// the function that it calls.
class Feed {
  public:
    using Sink = SharedFunction<void(client::Fact&&)>;
    explicit Feed(const Sink& sink) : sink_(&sink) {}
    void operator()(client::Fact&& fact) const { (*sink_)(std::move(fact)); }

  private:
    const Sink* sink_;
};

// The same, for the functions that the page calls once the app has started: they have no owner (main.cpp).
void feed(client::Fact&& fact);

}  // namespace browser
