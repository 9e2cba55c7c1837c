// One answer to `receive`: which mailboxes it serves, how far each was read out, and the lines that are due. Pure: whoever
// owns the socket asks for lines when the store notifies it and writes them.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/mail.hpp"
#include "server/ice.hpp"
#include "server/store/store.hpp"

namespace server {

class Stream {
  public:
    // `subscriber` must be in use nowhere else while this stream is open, and `ice` outlives it. `caller`: who reads it.
    Stream(store::Subscriber subscriber, const IceServers& ice, Caller caller) : subscriber_(subscriber), ice_(&ice), caller_(caller) {}

    // The first lines: `open`, and one for each refused mailbox. Or, where every mailbox is refused, the first mailbox's error.
    using Opened = std::variant<std::string, protocol::ErrorWord>;
    // Takes the mailboxes. Until `done` was called, maybe later, this stays where it is.
    void open(store::Store& rooms, const protocol::ReceiveRequest& request, store::Done<Opened> done);

    // Appends the lines for what came since the last call, in order for each mailbox, until `lines` holds about `enough` bytes;
    // the next call goes on. A mailbox whose member is gone gets a last `refused`. Where another stream took one over, this one is over
    // as a whole: only so its browser learns of a loss that it did not mean, and asks again for what is its own.
    void read(store::Store& rooms, std::string& lines, std::size_t enough = 64 * 1024);

    // Gives the mailboxes back; their time to expire begins.
    void close(store::Store& rooms, Millis now);

    // There is no mailbox left to serve, or one was lost to another stream.
    bool over() const { return taken_over_ || mailboxes_.empty(); }

    store::Subscriber subscriber() const { return subscriber_; }

  private:
    struct OpenMailbox {
        protocol::RoomId room;
        protocol::MemberId member;
        std::uint64_t sent = 0;
    };

    protocol::MailLine line_of(const protocol::MemberId& to, std::uint64_t number, const store::Mail& mail) const;

    store::Subscriber subscriber_;
    const IceServers* ice_;
    Caller caller_;
    std::vector<OpenMailbox> mailboxes_;
    bool taken_over_ = false;
};

}  // namespace server
