#include "browser/view.hpp"

namespace browser {

void View::call(const char* method, std::initializer_list<val> arguments) const {
    // A fault of the page must not stop the module; it goes to the console, for developers.
    const auto called = attempt(page_, method, arguments);
    if (!called.ok) val::global("console").call<void>("error", called.value);
}

}  // namespace browser
