// The loop that a server runs in, as far as a store needs it. It must not know what the sockets are for.
#pragma once

#include <functional>
#include <memory>

namespace server::store {

class Loop {
  public:
    virtual ~Loop() = default;

    // A socket that is watched for as long as this lives; it may end in the middle of a call that it makes.
    class Watch {
      public:
        virtual ~Watch() = default;
        // From now on the functions are called each time that it can be read, or written.
        virtual void want(bool read, bool write) = 0;
    };

    // The socket stays its owner's.
    virtual std::unique_ptr<Watch> watch(int socket, std::function<void()> readable, std::function<void()> writable) = 0;
};

}  // namespace server::store
