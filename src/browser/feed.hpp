// How the hands tell the mind what happened.
#pragma once

#include <utility>

#include "browser/shared_function.hpp"
#include "client/fact.hpp"

namespace browser {

// Hands a fact to the app. Whoever calls it may be gone when it returns, so it is the last statement of a handler, and only
// points at the function that it calls.
class Feed {
  public:
    using Sink = SharedFunction<void(client::Fact&&)>;
    explicit Feed(const Sink& sink) : sink_(&sink) {}
    void operator()(client::Fact&& fact) const { (*sink_)(std::move(fact)); }

  private:
    const Sink* sink_;
};

}  // namespace browser
