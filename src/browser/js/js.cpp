#include "browser/js/js.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <algorithm>
#include <map>

using emscripten::EM_VAL;

// clang-format off
#ifdef EM_JS_DEPS
EM_JS_DEPS(tincan_js, "$Emval,$UTF8ToString");
#endif

EM_JS(EM_VAL, tincan_function, (int slot), {
    return Emval.toHandle((value) => {
        const call = { value };
        _tincan_dispatch(slot, Emval.toHandle(call));
        return call.answer;
    });
});

EM_JS(EM_VAL, tincan_attempt, (EM_VAL object, const char* method, EM_VAL args), {
    try {
        return Emval.toHandle([true, Emval.toValue(object)[UTF8ToString(method)](...Emval.toValue(args))]);
    } catch (error) {
        return Emval.toHandle([false, error]);
    }
});

EM_JS(EM_VAL, tincan_deferred, (), {
    const deferred = {};
    deferred.promise = new Promise((resolve) => { deferred.resolve = resolve; });
    return Emval.toHandle(deferred);
});

// Texts and bytes cross whole: embind would take them across letter by letter.
EM_JS(EM_VAL, tincan_text, (const char* bytes, std::size_t count), {
    const decoder = tincan_text.decoder || (tincan_text.decoder = new TextDecoder('utf-8', { ignoreBOM: true }));
    return Emval.toHandle(decoder.decode(HEAPU8.subarray(bytes, bytes + count)));
});

EM_JS(EM_VAL, tincan_bytes, (const char* bytes, std::size_t count), {
    return Emval.toHandle(HEAPU8.slice(bytes, bytes + count));
});

// Half of a surrogate pair has no UTF-8: the encoder writes U+FFFD for it.
EM_JS(void, tincan_take, (EM_VAL handle, std::string* into), {
    const value = Emval.toValue(handle);
    const encoder = tincan_take.encoder || (tincan_take.encoder = new TextEncoder());
    const bytes = typeof value === 'string' ? encoder.encode(value) : new Uint8Array(value);
    const at = _tincan_resize(into, bytes.length);  // may move the memory
    HEAPU8.set(bytes, at);
});
// clang-format on

namespace browser {
namespace {

std::map<int, Callback::Body>& slots() {
    static std::map<int, Callback::Body> table;
    return table;
}

int take_slot(Callback::Body body) {
    static int last = 0;
    slots().emplace(++last, std::move(body));
    return last;
}

constexpr int no_slot = 0;

val rejected(const val& reason) { return val::global("Promise").call<val>("reject", reason); }

}  // namespace

extern "C" EMSCRIPTEN_KEEPALIVE void tincan_dispatch(int slot, EM_VAL handle) {
    val call = val::take_ownership(handle);
    const auto at = slots().find(slot);
    if (at == slots().end()) return;
    // A copy: the body may give its own slot back while it runs.
    const auto body = at->second;
    const val answer = body(call["value"]);
    if (!answer.isUndefined()) call.set("answer", answer);
}

extern "C" EMSCRIPTEN_KEEPALIVE char* tincan_resize(std::string* text, std::size_t bytes) {
    text->resize(bytes);
    return text->data();
}

Callback::Callback(int slot) : slot_(slot), function_(val::take_ownership(tincan_function(slot))) {}

Callback::Callback(SharedFunction<void(val)> body)
    : Callback(take_slot([body = std::move(body)](val value) {
          body(std::move(value));
          return val::undefined();
      })) {}

Callback Callback::answering(Body body) { return Callback(take_slot(std::move(body))); }

Callback::Callback(Callback&& other) noexcept : slot_(std::exchange(other.slot_, no_slot)), function_(std::move(other.function_)) {}

Callback& Callback::operator=(Callback&& other) noexcept {
    std::swap(slot_, other.slot_);
    std::swap(function_, other.function_);
    return *this;
}

Callback::~Callback() {
    if (slot_ != no_slot) slots().erase(slot_);
}

std::size_t Callback::alive() { return slots().size(); }

void Pending::settle(const val& promise, SharedFunction<void(val)> ok, SharedFunction<void(val)> failed) {
    auto& wait = *waits_.emplace_back(std::make_unique<Wait>());
    const auto once = [this, &wait](SharedFunction<void(val)> body) {
        return Callback([this, &wait, body = std::move(body)](val value) {
            // `body` is kept by the dispatcher's copy; after it, `this` may be gone.
            done(&wait);
            body(std::move(value));
        });
    };
    wait.callbacks.push_back(once(std::move(ok)));
    wait.callbacks.push_back(once(std::move(failed)));
    const std::initializer_list<val> callbacks{wait.callbacks[0].function(), wait.callbacks[1].function()};
    if (const auto waits = attempt(promise, "then", callbacks); !waits.ok) attempt(rejected(waits.value), "then", callbacks);
}

void Pending::settle(const Attempt& promised, SharedFunction<void(val)> ok, SharedFunction<void(val)> failed) {
    settle(promised.ok ? promised.value : rejected(promised.value), std::move(ok), std::move(failed));
}

void Pending::done(const Wait* wait) {
    waits_.erase(std::find_if(waits_.begin(), waits_.end(), [wait](const auto& each) { return each.get() == wait; }));
}

namespace {

Attempt read_attempt(EM_VAL handle) {
    const val outcome = val::take_ownership(handle);
    return {outcome[0].as<bool>(), outcome[1]};
}

}  // namespace

Attempt attempt(const val& object, const char* method, std::initializer_list<val> arguments) {
    return read_attempt(tincan_attempt(object.as_handle(), method, array(arguments).as_handle()));
}

val storage(const char* where) { return attempt(val::global("Reflect"), "get", {val::global(), js(where)}).value; }

Attempt attempt_new(const val& constructor, std::initializer_list<val> arguments) {
    return attempt(val::global("Reflect"), "construct", {constructor, array(arguments)});
}

Callback listen(const char* event, SharedFunction<void(val)> body) {
    Callback callback(std::move(body));
    val::global().call<void>("addEventListener", js(event), callback.function(), val(true));
    return callback;
}

Deferred make_deferred() {
    const val deferred = val::take_ownership(tincan_deferred());
    return {deferred["promise"], deferred["resolve"]};
}

val object(std::initializer_list<std::pair<const char*, val>> fields) {
    val made = val::object();
    for (const auto& [key, value] : fields) made.set(key, value);
    return made;
}

val array(std::initializer_list<val> items) {
    val made = val::array();
    for (const auto& item : items) made.call<void>("push", item);
    return made;
}

val js(std::string_view text) { return val::take_ownership(tincan_text(text.data(), text.size())); }

val to_bytes(std::string_view bytes) { return val::take_ownership(tincan_bytes(bytes.data(), bytes.size())); }

std::string from_bytes(const val& buffer) {
    std::string bytes;
    tincan_take(buffer.as_handle(), &bytes);
    return bytes;
}

std::string random_bytes(std::size_t count) {
    val bytes = val::global("Uint8Array").new_(val(count));
    val::global("crypto").call<void>("getRandomValues", bytes);
    return from_bytes(bytes);
}

std::string text_of(const val& value) { return value.isString() ? from_bytes(value) : ""; }

std::string decomposed(const std::string& text) { return text_of(js(text).call<val>("normalize", js("NFKD"))); }

std::string name_of_error(const val& error) {
    if (error.isNull() || error.isUndefined()) return "";
    return text_of(error["name"]);
}

}  // namespace browser
