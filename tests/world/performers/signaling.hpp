// The requests of a tab to the server, its part in the leader election, and which of the letters that come it may believe.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "client/signaling/facts.hpp"
#include "client/signaling/orders.hpp"
#include "world/fake_crypto.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

// A letter as its sender wrote it.
std::string letter_key(const client::MemberId& from, const client::MemberId& to, std::uint64_t counter, const std::string& content);

class Signaling {
  public:
    explicit Signaling(Tab& tab) : tab_(tab) {}

    void perform(const client::signaling::Look& order);
    void perform(const client::signaling::Join& order);
    void perform(const client::signaling::Leave& order);
    void perform(const client::signaling::Post& order);
    void perform(const client::signaling::Redial& order);
    void perform(const client::signaling::OpenEnvelope& order);
    void perform(const client::signaling::StandForLeader& order);
    void perform(const client::signaling::AskMailboxes& order);
    void perform(const client::signaling::AnnounceMailbox& order);
    void perform(const client::signaling::WatchTab& order);
    void perform(const client::signaling::OpenStream& order);
    void perform(const client::signaling::StepDown& order);
    void perform(const client::signaling::ForwardLine& order);

    unsigned stream() const { return stream_; }
    // The tab has crashed.
    void hang_up();

  private:
    // Answered by anything but `good`, it has failed.
    void ask(client::signaling::Request what, const std::string& body, unsigned good, std::function<void(const std::string&)> answered);
    void fail(client::signaling::Request what, unsigned status, const std::string& text);
    void check_answer(unsigned status, const std::string& text);
    void check_letter(const protocol::Passage& passage, const Opened& opened);

    unsigned stream_ = 0;
    std::map<unsigned, client::signaling::Request> asked_;  // of the server, by number
    unsigned asks_ = 0;
    Tab& tab_;
};

}  // namespace world::performers
