#include "server/net/socket_watch.hpp"

#include <array>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>

namespace server::net {
namespace {

using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

class SocketWatch : public store::Loop::Watch {
  public:
    SocketWatch(asio::io_context& io, int socket, std::function<void()> readable, std::function<void()> writable,
                const std::function<void()>& after)
        : state_(std::make_shared<State>(Descriptor(io.get_executor(), socket), after)) {
        state_->sides[0].ready = std::move(readable);
        state_->sides[1].ready = std::move(writable);
    }

    ~SocketWatch() override {
        state_->over = true;
        state_->descriptor.release();  // ends the waits; the socket is its owner's
    }

    void want(bool read, bool write) override {
        state_->sides[0].wanted = read;
        state_->sides[1].wanted = write;
        for (const std::size_t side : {0, 1}) wait(state_, side);
    }

  private:
    // Of the two things that a socket may be ready for.
    struct Side {
        std::function<void()> ready;
        bool wanted = false;
        bool waits = false;
        bool was_ready = false;  // once
        bool was_tried = false;  // just now, and more is wanted
    };

    // Outlives the watch until its waits have ended.
    struct State {
        State(Descriptor socket, const std::function<void()>& then) : descriptor(std::move(socket)), after(then) {}
        Descriptor descriptor;
        const std::function<void()>& after;
        std::array<Side, 2> sides;
        bool over = false;
    };

    static void wait(const std::shared_ptr<State>& state, std::size_t number) {
        Side& side = state->sides[number];
        if (state->over || !side.wanted || side.waits) return;
        side.waits = true;
        auto call = [state, number](error_code error = {}) {
            Side& it = state->sides[number];
            it.waits = false;
            if (error || state->over) return;
            it.was_ready = true;
            if (it.wanted) it.ready();
            it.was_tried = it.wanted;
            if (!state->over) wait(state, number);
            state->after();
        };
        // A socket that could be written to mostly still can: what this turn of the loop has to say goes out at its end.
        const bool tries = number == 1 && side.was_ready && !side.was_tried;
        if (tries) return asio::post(state->descriptor.get_executor(), std::move(call));
        state->descriptor.async_wait(number == 0 ? Descriptor::wait_read : Descriptor::wait_write, std::move(call));
    }

    std::shared_ptr<State> state_;
};

}  // namespace

std::unique_ptr<store::Loop::Watch> SocketLoop::watch(int socket, std::function<void()> readable, std::function<void()> writable) {
    return std::make_unique<SocketWatch>(io_, socket, std::move(readable), std::move(writable), after_);
}

}  // namespace server::net
