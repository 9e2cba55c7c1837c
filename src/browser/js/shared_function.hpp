// A function to call later; its copies share one state. Otherwise as std::function, with which the page's module would be 4 KB
// larger (brotli; 22 KB of code), since each closure would have to know how to be copied.
#pragma once

#include <type_traits>
#include <utility>

namespace browser {

template <class Signature>
class SharedFunction;

template <class Result, class... Arguments>
class SharedFunction<Result(Arguments...)> {
  public:
    template <class Body, class = std::enable_if_t<!std::is_same_v<std::decay_t<Body>, SharedFunction>>>
    SharedFunction(Body&& body) : held_(new Holding<std::decay_t<Body>>(std::forward<Body>(body))) {}

    SharedFunction(const SharedFunction& other) : held_(other.held_) { ++held_->owners; }
    SharedFunction(SharedFunction&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
    SharedFunction& operator=(SharedFunction other) noexcept {
        std::swap(held_, other.held_);
        return *this;
    }
    ~SharedFunction() {
        if (held_ && --held_->owners == 0) delete held_;
    }

    Result operator()(Arguments... arguments) const { return held_->call(std::forward<Arguments>(arguments)...); }

  private:
    struct Held {
        unsigned owners = 1;
        virtual ~Held() = default;
        virtual Result call(Arguments... arguments) = 0;
    };
    template <class Body>
    struct Holding final : Held {
        explicit Holding(Body given) : body(std::move(given)) {}
        Result call(Arguments... arguments) override { return body(std::forward<Arguments>(arguments)...); }
        Body body;
    };

    Held* held_;
};

}  // namespace browser
