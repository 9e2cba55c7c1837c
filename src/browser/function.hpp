// Something to call later. As std::function, but copies share what they call: a third of the code in the module, since no
// closure needs to know how to be cloned.
#pragma once

#include <type_traits>
#include <utility>

namespace browser {

template <class Signature>
class Function;

template <class Result, class... Arguments>
class Function<Result(Arguments...)> {
  public:
    template <class Body, class = std::enable_if_t<!std::is_same_v<std::decay_t<Body>, Function>>>
    Function(Body&& body) : held_(new Holding<std::decay_t<Body>>(std::forward<Body>(body))) {}

    Function(const Function& other) : held_(other.held_) { ++held_->owners; }
    Function(Function&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
    Function& operator=(Function other) noexcept {
        std::swap(held_, other.held_);
        return *this;
    }
    ~Function() {
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
