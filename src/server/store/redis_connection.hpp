// One connection to a Redis: commands go out, each is answered once. It must not know what they are about.
#pragma once

#include <hiredis/hiredis.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/loop.hpp"
#include "server/store/redis_address.hpp"

struct redisAsyncContext;

namespace server::store {

class RedisConnection {
  public:
    // The answer to a command, as long as the call lasts; nothing where the connection ended before.
    using Heard = std::function<void(const redisReply* reply)>;
    // The connection ended, and why. Not called where it was ended from here.
    using Lost = std::function<void(const std::string& why)>;

    // Begins to connect; error() says why where that is impossible. (A host's name is looked up at once, which takes as long as it takes.)
    RedisConnection(Loop& loop, const RedisAddress& address, Lost lost);
    RedisConnection(const RedisConnection&) = delete;
    RedisConnection& operator=(const RedisConnection&) = delete;
    // Ends it; all that wait for an answer hear nothing.
    ~RedisConnection();

    const std::string& error() const { return error_; }

    void send(const std::vector<std::string_view>& words, Heard heard);

    // The same for SUBSCRIBE: `heard` gets every message, and nothing at the end.
    void subscribe(const std::vector<std::string_view>& channels, const Heard& heard);

    // Writes what the socket takes at once of that which was sent, for one who ends it next.
    void flush();

  private:
    struct Events;

    void put(const std::vector<std::string_view>& words, Heard heard, bool is_subscription);
    static void replied(redisAsyncContext* context, void* reply, void* heard);
    static void received(redisAsyncContext* context, void* reply, void* heard);
    void lose(const std::string& why);

    redisAsyncContext* context_ = nullptr;
    Lost lost_;
    std::string error_;
    std::vector<const char*> texts_;  // of the command that is being put together
    std::vector<std::size_t> sizes_;
};

}  // namespace server::store
