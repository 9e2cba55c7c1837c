// A number of bytes that all connections share, so that memory is bounded in total, however many there are. It must not know what
// the bytes are.
#pragma once

#include <cstddef>

namespace server {

class Budget {
  public:
    explicit Budget(std::size_t most) : most_(most) {}

    // The part that one connection has of it, until this is destroyed. It must not outlive the budget.
    class Share {
      public:
        explicit Share(Budget& budget) : budget_(budget) {}
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;
        ~Share() { budget_.used_ -= bytes_; }

        // Makes it so many bytes; false, and nothing is changed, where the budget has not as many left.
        bool resize(std::size_t bytes) {
            if (bytes > bytes_ && bytes - bytes_ > budget_.most_ - budget_.used_) return false;
            budget_.used_ += bytes - bytes_;
            bytes_ = bytes;
            return true;
        }

      private:
        Budget& budget_;
        std::size_t bytes_ = 0;
    };

  private:
    std::size_t most_;
    std::size_t used_ = 0;
};

}  // namespace server
