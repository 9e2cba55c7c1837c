// The real rooms and the real api behind a pretend network: requests and answers are late, lost or doubled, streams break or
// fall silent, and the server restarts with empty books.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/api.hpp"
#include "server/store/memory.hpp"
#include "server/stream.hpp"
#include "world/adversary.hpp"
#include "world/clock.hpp"

namespace world {

class SignalingServer {
  public:
    using Answered = std::function<void(unsigned status, std::string body)>;  // status 0: no answer
    using Heard = std::function<void(std::string line)>;

    // `owner`, where it is not null, changes what mailboxes get.
    SignalingServer(Clock& clock, Dice& dice, const NetworkConditions& conditions, Adversary* owner);

    void ask(const std::string& path, const std::string& body, const Network& network, Answered answered);

    // A streamed answer; `held_back` until it ends, as some proxies do. Returns its number, to hang up with.
    unsigned receive(const std::string& body, const Network& network, bool held_back, Heard heard, Answered ended);
    void hang_up(unsigned line);

    // A stream that ends for everybody to see, or falls silent with nobody told.
    void break_line(unsigned line);
    void silence_line(unsigned line);

    void restart(Millis down);

    // From now on nothing is renewed every minute.
    void come_to_rest();

    // Everybody whom the server counts as being in that room.
    std::vector<protocol::Present> look(const protocol::RoomId& room) const;

  private:
    struct Message {
        const Network* network = nullptr;
        bool held_back = false;
        bool poll = false;
        bool silent = false;
        bool hung_up = false;  // by the browser: nothing is to be told any more
        Millis hung_up_at = 0;
        Heard heard;
        Answered ended;
        Ordered ordered;
        std::string held;
        std::optional<server::Stream> stream;
    };

    void open();
    void lend_relay_for(std::uint32_t seconds);
    void handle(const std::string& path, const std::string& body, const Network& network, const Answered& answered);
    void begin(unsigned number, const std::string& body);
    void pump(unsigned number);
    void tell(Message& line, const std::string& lines);
    void close_stream(unsigned number);
    void end(unsigned number, unsigned status, std::string body);
    void beat(unsigned number);
    void rooms_changed();

    Clock& clock_;
    Dice& dice_;
    const NetworkConditions& conditions_;
    Adversary* owner_;
    std::unique_ptr<server::store::Memory> rooms_;
    std::unique_ptr<server::Callers> callers_;
    server::IceServers ice_{{}, {}};
    std::unique_ptr<server::Api> api_;
    bool up_ = true;
    unsigned next_line_ = 1;
    std::map<unsigned, Message> lines_;
    std::optional<server::Millis> alarm_;
};

}  // namespace world
