// JavaScript bindings: functions given to JavaScript, promises, calls that may throw, events, bytes. Only src/browser knows of
// JavaScript; it performs what is ordered and knows no rule of the chat or the call.
//
// A JavaScript exception thrown through C++ frames runs no destructors, and a function that outlives its owner calls into freed
// memory. So: every call that may throw goes through `attempt`, every promise through `Pending::settle`, and every function is a
// `Callback` whose owner gives it back.
#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "browser/js/shared_function.hpp"

namespace browser {

using emscripten::val;

// A JavaScript function that calls `body` with its first argument. To JavaScript it is a number in a table; once the Callback
// is gone, a late call finds no such number and does nothing.
class Callback {
  public:
    using Body = SharedFunction<val(val)>;

    explicit Callback(SharedFunction<void(val)> body);
    // `body` gives JavaScript an answer.
    static Callback answering(Body body);

    Callback(Callback&& other) noexcept;
    Callback& operator=(Callback&& other) noexcept;
    ~Callback();

    const val& function() const { return function_; }

    // How many are alive, for tests.
    static std::size_t alive();

  private:
    explicit Callback(int slot);

    int slot_;
    val function_;
};

struct Attempt {
    bool ok = false;
    val value;  // what it returned, or what it threw
};

// Promises that one owner waits for. When the owner goes, nothing is called any more.
class Pending {
  public:
    // Calls `ok` with the promise's value or `failed` with its reason, once; neither is called before this returns. A value that is no
    // promise has failed.
    void settle(const val& promise, SharedFunction<void(val)> ok, SharedFunction<void(val)> failed);
    // The same of an attempt to get a promise; the reason is what was thrown instead.
    void settle(const Attempt& promised, SharedFunction<void(val)> ok, SharedFunction<void(val)> failed);

  private:
    struct Wait {
        std::vector<Callback> callbacks;
    };
    void done(const Wait* wait);

    std::vector<std::unique_ptr<Wait>> waits_;
};

// object[method](...arguments), with whatever it throws caught.
Attempt attempt(const val& object, const char* method, std::initializer_list<val> arguments = {});
// new constructor(...arguments), likewise.
Attempt attempt_new(const val& constructor, std::initializer_list<val> arguments = {});

// Calls `body` with each such event of the window for as long as the result lives: on its way down to the document, at which some
// of them are fired, and from which not all of those bubble up.
Callback listen(const char* event, SharedFunction<void(val)> body);

// A promise that C++ resolves when it likes.
struct Deferred {
    val promise;
    val resolve;
};
Deferred make_deferred();

// "localStorage" or "sessionStorage". Where the browser forbids it, what it threw: attempts to use that do nothing.
val storage(const char* where);

val object(std::initializer_list<std::pair<const char*, val>> fields);
val array(std::initializer_list<val> items);

val js(std::string_view text);
inline val js(const std::string& text) { return js(std::string_view(text)); }
// A word of our own, in ASCII.
inline val js(const char* word) { return val(word); }
// Numbers are doubles to JavaScript; exact up to 2^53.
inline val js(std::uint64_t number) { return val(static_cast<double>(number)); }

// A copy of `bytes` as a Uint8Array, and back from anything that `new Uint8Array` takes.
val to_bytes(std::string_view bytes);
std::string from_bytes(const val& buffer);

// `count` bytes from the browser's cryptographic generator.
std::string random_bytes(std::size_t count);

// Text of a JavaScript value that should be a string; "" where it is none. Broken surrogates are replaced.
std::string text_of(const val& value);
// In Unicode normalisation form KD: letters without their marks, and each in its plainest form.
std::string decomposed(const std::string& text);
std::string name_of_error(const val& error);

}  // namespace browser
