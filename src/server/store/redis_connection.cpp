#include "server/store/redis_connection.hpp"

#include <hiredis/async.h>
#include <hiredis/sds.h>

#include <exception>
#include <memory>
#include <new>
#include <utility>

namespace server::store {
namespace {

// Nothing may fly through the frames of a library in C. For one who cannot take an answer for lack of memory, there is none.
void hear(const RedisConnection::Heard& heard, const redisReply* reply) {
    try {
        heard(reply);
    } catch (const std::exception&) {
        if (reply) hear(heard, nullptr);
    }
}

}  // namespace

// The loop's side of a connection, which the library makes an end of when it makes one of its context.
struct RedisConnection::Events {
    redisAsyncContext* context;
    std::unique_ptr<Loop::Watch> watch;
    bool reads = false;
    bool writes = false;

    void want(bool& what, bool wanted) {
        if (what == wanted) return;
        what = wanted;
        watch->want(reads, writes);
    }

    static Events& of(void* data) { return *static_cast<Events*>(data); }

    static void attach(Loop& loop, redisAsyncContext* context) {
        auto* events = new Events{context, nullptr};
        events->watch = loop.watch(
            context->c.fd, [context] { redisAsyncHandleRead(context); }, [context] { redisAsyncHandleWrite(context); });
        auto& ev = context->ev;
        ev.data = events;
        ev.addRead = [](void* data) { of(data).want(of(data).reads, true); };
        ev.delRead = [](void* data) { of(data).want(of(data).reads, false); };
        ev.addWrite = [](void* data) { of(data).want(of(data).writes, true); };
        ev.delWrite = [](void* data) { of(data).want(of(data).writes, false); };
        ev.cleanup = [](void* data) { delete static_cast<Events*>(data); };
    }
};

RedisConnection::RedisConnection(Loop& loop, const RedisAddress& address, Lost lost) : lost_(std::move(lost)) {
    context_ =
        address.socket.empty() ? redisAsyncConnect(address.host.c_str(), address.port) : redisAsyncConnectUnix(address.socket.c_str());
    if (!context_) throw std::bad_alloc();
    if (context_->err) {
        error_ = context_->errstr;
        redisAsyncFree(std::exchange(context_, nullptr));
        return;
    }
    context_->data = this;
    Events::attach(loop, context_);
    redisAsyncSetConnectCallback(context_, [](const redisAsyncContext* context, int status) {
        if (status != REDIS_OK && context->data) static_cast<RedisConnection*>(context->data)->lose(context->errstr);
    });
    redisAsyncSetDisconnectCallback(context_, [](const redisAsyncContext* context, int) {
        if (context->data) static_cast<RedisConnection*>(context->data)->lose(context->errstr);
    });
}

RedisConnection::~RedisConnection() {
    if (!context_) return;
    context_->data = nullptr;
    redisAsyncFree(context_);
}

// The library ends the context by itself.
void RedisConnection::lose(const std::string& why) {
    context_->data = nullptr;
    context_ = nullptr;
    const auto lost = std::move(lost_);  // which may be the end of this
    hear([&](const redisReply*) { lost(why); }, nullptr);
}

void RedisConnection::send(const std::vector<std::string_view>& words, Heard heard) { put(words, std::move(heard), false); }

void RedisConnection::subscribe(const std::vector<std::string_view>& channels, const Heard& heard) {
    // The library gives each channel's messages to a function of its own.
    for (const auto& channel : channels) put({"SUBSCRIBE", channel}, heard, true);
}

void RedisConnection::put(const std::vector<std::string_view>& words, Heard heard, bool is_subscription) {
    if (!context_) return heard(nullptr);
    texts_.clear();
    sizes_.clear();
    for (const auto& word : words) {
        texts_.push_back(word.data());
        sizes_.push_back(word.size());
    }
    auto mine = std::make_unique<Heard>(std::move(heard));
    const int taken = redisAsyncCommandArgv(context_, is_subscription ? received : replied, mine.get(), static_cast<int>(words.size()),
                                            texts_.data(), sizes_.data());
    if (taken == REDIS_OK) {
        static_cast<void>(mine.release());
    } else {
        hear(*mine, nullptr);
    }
}

void RedisConnection::flush() {
    if (!context_) return;
    const auto waiting = [this] { return sdslen(context_->c.obuf); };
    int is_done = 0;
    for (auto before = waiting() + 1; is_done == 0 && waiting() < before;) {
        before = waiting();
        if (redisBufferWrite(&context_->c, &is_done) != REDIS_OK) return;
    }
}

void RedisConnection::replied(redisAsyncContext*, void* reply, void* heard) {
    const std::unique_ptr<Heard> mine(static_cast<Heard*>(heard));
    hear(*mine, static_cast<const redisReply*>(reply));
}

void RedisConnection::received(redisAsyncContext*, void* reply, void* heard) {
    hear(*static_cast<Heard*>(heard), static_cast<const redisReply*>(reply));
    if (!reply) delete static_cast<Heard*>(heard);
}

}  // namespace server::store
