// The server's endpoints, requested by `fetch`: look, join, post, leave, and the stream of incoming mail. Bodies are sealed and opened
// on the way. It does not decide what an answer means.
#pragma once

#include <memory>
#include <string>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/keys/encryption.hpp"
#include "browser/signaling/requests.hpp"
#include "client/order.hpp"

namespace browser::signaling {

class Endpoints {
  public:
    Endpoints(keys::Encryption& encryption, Feed feed);
    ~Endpoints();

    void perform(const client::signaling::Look& order);
    void perform(const client::signaling::Join& order);
    void perform(const client::signaling::Post& order);
    void perform(const client::signaling::Leave& order);
    void perform(const client::signaling::Redial& order);
    void perform(const client::signaling::OpenEnvelope& order);
    void perform(const client::signaling::OpenStream& order);
    // Ends the stream, if there is one.
    void hang_up();

  private:
    struct Stream;

    void fail(client::signaling::Request what, unsigned status, const std::string& text);
    // Opens the hellos of `present`, leaving out what does not open, then calls `done`.
    void open_hellos(const std::vector<protocol::Present>& present, SharedFunction<void(std::vector<client::members::Introduction>)> done);
    void read_on();
    void stream_ended(bool refused);

    keys::Encryption& encryption_;
    Feed feed_;
    Requests requests_;
    Pending pending_;
    std::unique_ptr<Stream> stream_;
};

}  // namespace browser::signaling
