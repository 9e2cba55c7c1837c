// Letters on their way to the server: in order, some at a time, tried again until the server has taken them. Counts the
// letters to each member, so that the other side recognises one that comes twice.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/order.hpp"
#include "client/signaling/facts.hpp"
#include "protocol/talk.hpp"

namespace client::signaling {

class Outbox {
  public:
    // `hello` is how that member introduced itself.
    void add(MemberId to, const std::string& hello, const protocol::Signal& signal);
    // The next letter for `to` to go by another road as well: the server may take long, and who gets it twice knows it by its counter.
    std::optional<signaling::OutgoingEnvelope> around(MemberId to);
    // Those for whom a letter waits that has not gone around.
    std::vector<MemberId> waiting_for() const;
    // The counter of a letter that never waits here.
    std::uint64_t count(MemberId to) { return ++counters_.try_emplace(to, forgotten_).first->second; }
    // That member is long gone. Should it come back all the same, its letters are still counted on.
    void forgotten(MemberId member) {
        if (const auto its = counters_.extract(member)) forgotten_ = std::max(forgotten_, its.mapped());
    }
    // Drops the signals about a connection that wait for that member; the room's rules are still sent.
    void forget(MemberId to);

    // The receipt to send with the next post: everything up to `after` has arrived here.
    void received(std::uint64_t after, Millis now);

    void on(const signaling::PostTaken&);
    void on(const signaling::RequestFailed&, Millis now);
    // There is reason to think that a post would arrive now: the pause after a failed one is over.
    void hurry() { not_before_ = 0; }
    // The server let us in (again): what waits can go.
    void admitted(std::uint64_t after);

    // Posts what waits, in the name of `hello`, unless a post is under way or the pause after a failed one lasts.
    void flush(const protocol::Seat& seat, const std::string& hello, Millis now, Orders& out);
    std::optional<Millis> wake_at() const;
    // Nothing is to be posted.
    bool idle() const { return letters_.empty() && !receipt_due_; }

  private:
    struct Waiting {
        MemberId to;
        std::string hello;
        std::uint64_t counter = 0;
        protocol::Signals signals;
        bool tried = false;  // the other side may have it already: it must stay as it is
        bool around = false;
    };
    std::vector<Waiting> letters_;
    std::map<MemberId, std::uint64_t> counters_;
    std::uint64_t forgotten_ = 0;  // no counter that is forgotten was higher
    std::size_t in_hand_ = 0;      // of `letters_`, how many are in the post under way
    bool under_way_ = false;
    unsigned failures_ = 0;
    Millis not_before_ = 0;

    std::uint64_t after_ = 0;
    std::uint64_t receipted_ = 0;  // the highest `after` that the server has been told
    std::uint64_t receipt_in_hand_ = 0;
    std::optional<Millis> receipt_due_;
};

}  // namespace client::signaling
