// The part of a mailbox that has come to this node from where it is kept: what its reader has not taken yet. Deliveries are pushed as they
// are posted, by several ways, so that one may come before another that is older, or never; then it is behind, until it was filled up.
// Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "server/store/store.hpp"

namespace server::store {

class MailWindow {
  public:
    // A question for the mail after have() goes out: fill() will bring the answer.
    void ask() { seen_ = have_; }

    // The answer: the mail from `from` + 1 on, of a mailbox whose last number is `last`.
    void fill(std::uint64_t from, std::vector<Mail> mail, std::uint64_t last) {
        if (from != have_) {
            mail_.clear();
            bytes_ = 0;
        }
        have_ = from;
        for (auto& each : mail) append(std::move(each));
        seen_ = std::max(seen_, last);
    }

    // The delivery of that number; true where the reader has something new.
    bool push(std::uint64_t number, Mail mail) {
        seen_ = std::max(seen_, number);
        if (number != have_ + 1 || is_full()) return false;
        append(std::move(mail));
        return true;
    }

    // The reader has taken all up to this number.
    void take(std::uint64_t number) {
        const auto first = have_ - mail_.size() + 1;
        if (number < first) return;
        const auto end = mail_.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(number - first + 1, mail_.size()));
        for (auto at = mail_.begin(); at != end; ++at) bytes_ -= cost_of(*at);
        mail_.erase(mail_.begin(), end);
        if (mail_.empty()) mail_.shrink_to_fit();
    }

    // More was posted than is here.
    bool is_behind() const { return have_ < seen_; }
    bool is_full() const { return bytes_ >= most_bytes; }

    // The number of the last one here, and the number of the first in mail().
    std::uint64_t have() const { return have_; }
    std::uint64_t first() const { return have_ - mail_.size() + 1; }
    std::span<const Mail> mail() const { return mail_; }

  private:
    // So much is kept for a reader that does not take it.
    static constexpr std::size_t most_bytes = 256 * 1024;

    static std::size_t cost_of(const Mail& mail) {
        const auto* body = std::get_if<std::string>(&mail.what);
        const auto* hello = std::get_if<Hello>(&mail.what);
        return sizeof(Mail) + (body ? body->size() : 0) + (hello ? (*hello)->size() : 0);
    }

    void append(Mail mail) {
        bytes_ += cost_of(mail);
        mail_.push_back(std::move(mail));
        ++have_;
    }

    std::vector<Mail> mail_;
    std::size_t bytes_ = 0;
    std::uint64_t have_ = 0;
    std::uint64_t seen_ = 0;  // the highest number that was heard of
};

}  // namespace server::store
