// One browser's connection: reads a request, answers it, and again. It must not know who else is connected.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/mail.hpp"
#include "protocol/wire.hpp"
#include "server/api.hpp"
#include "server/deadlines.hpp"
#include "server/net/asio.hpp"
#include "server/net/edge.hpp"
#include "server/net/incoming.hpp"
#include "server/net/transport.hpp"
#include "server/pages.hpp"
#include "server/stream.hpp"

namespace server::net {

class Connection : public Waiter {
  public:
    // How it came in.
    struct Arrival {
        Door door;
        Address peer;
        bool is_too_many;  // it is told so
    };

    Connection(Edge& edge, Socket socket, const Arrival& arrival, Callers::Hold place)
        : edge_(edge),
          transport_(std::move(socket)),
          door_(arrival.door),
          peer_(arrival.peer),
          place_(std::move(place)),
          kept_(edge.unfinished),
          turned_away_(arrival.is_too_many) {}
    ~Connection() {
        end_stream();
        edge_.connection_gone();
    }

    static Awaitable<void> live(Edge& edge, Socket socket, Arrival arrival, Callers::Hold place) {
        Connection self(edge, std::move(socket), arrival, std::move(place));
        co_await self.talk();
    }

    // The wait that was started last is over.
    void time_out() {
        timed_out_ = true;
        interrupt();
    }

    // There is mail, or somebody else has a mailbox now. A stream that waits is written to without waking its coroutine, which
    // goes on only if that is not the end of it; one that is busy looks by itself.
    void notify();

    // The coroutine that waits for the socket looks what else has changed.
    void interrupt() {
        waits_for_notice_ = false;
        transport_.cancel();
    }

  private:
    enum class Progress { more, whole, ended };  // whole: it is to be answered, maybe before all of it has come

    Awaitable<bool> secure();
    Awaitable<void> talk();
    Progress take_bytes();
    Progress parse(std::string_view bytes);
    bool admit(std::size_t head_bytes);
    Progress refuse_rest(Answer answer);

    // The outcome of a request; `later`: the store has not answered yet.
    enum class Next { later, send, stream, poll };
    Next answer();
    void answered(Api::Outcome outcome);
    void go_on(Next next);
    void give_up();
    Awaitable<Next> wait_for_answer();
    PageAnswer page_answer() const;
    void count(unsigned status);
    void begin_receive(const protocol::ReceiveRequest& request);
    void receive_began(Stream::Opened opened);
    Awaitable<bool> serve_stream();
    Awaitable<bool> serve_poll();
    bool is_disturbed();
    void end_stream();

    void put(const Answer& answer);
    void put(const PageAnswer& page);
    void put_challenge(const std::string& answer);
    void put_redirect();
    void put_part(std::string_view text);
    bool put_news();

    bool send();
    Awaitable<bool> send_rest();
    Awaitable<void> linger();

    void expect(Wait wait) {
        timed_out_ = false;
        edge_.expect(*this, wait);
    }

    Edge& edge_;
    Transport transport_;
    Door door_;
    Address peer_;
    Callers::Hold place_;
    Caller from_ = Callers::unlimited;   // of the request, once its head is there
    std::unique_ptr<Incoming> request_;  // from its first byte until it is answered
    std::string_view path_;              // of it, below the base path; empty before its head is there, and for what is elsewhere
    std::uint64_t began_us_ = 0;         // when that came
    Budget::Share kept_;                 // for that, while it is not whole, and for what came after it
    std::optional<Answer> refusal_;      // the answer to it where it is refused before it is whole
    std::optional<Stream> stream_;
    std::optional<Callers::Hold> hold_;  // while there is a stream
    std::string unread_;                 // came after what was parsed
    std::string out_;                    // to be sent
    std::string_view page_;              // to be sent after it
    std::size_t sent_ = 0;               // of both
    bool keep_ = true;                   // another request may follow
    bool cut_short_ = false;             // what may still come of this one is not read
    bool poll_ = false;                  // the stream is to end with its first deliveries
    bool chunked_ = true;
    bool broken_ = false;
    bool timed_out_ = false;
    bool waits_for_notice_ = false;
    bool turned_away_;
    Next next_ = Next::later;
    Timer* bell_ = nullptr;  // of the coroutine, while it waits for the store
};

}  // namespace server::net
