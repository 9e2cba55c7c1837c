// The log: the entries of all feeds of a room as this tab has them. It hashes and links them; signatures are made and checked elsewhere.
// Of each feed there are runs: what came from several members, newest first, with gaps that are filled later. A run that a later one
// follows is proven by the chain; the last one by its signature.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "protocol/entry.hpp"

namespace client::conversation {

// The log's verdict on entries that came, before anything is checked elsewhere.
enum class Verdict : std::uint8_t {
    known,         // all of them are here
    proven,        // by the chain: a later entry, which is here, follows them
    to_verify,     // once their signature is good
    unproven,      // they have no signature, and nothing that is here follows them
    contradicted,  // others of these numbers are here: whoever signed both has two histories
};

class Log {
  public:
    explicit Log(protocol::LogId id) : id_(id) {}

    // Entries of that feed are ours from now on; nothing of it is here yet.
    void begin(protocol::MemberId feed, const protocol::Identity& author, const protocol::Addressee& to = {});
    // Appends an entry to a feed of ours. Returns what is to be signed, and then handed to `sign` with the id.
    struct Written {
        protocol::EntryId id;
        std::string transcript;
    };
    Written write(protocol::MemberId feed, std::string body);
    // The same of an earlier one; "" where it was not written.
    std::string transcript(const protocol::EntryId& id) const;
    // A later signature answers for earlier entries; one that comes late changes nothing.
    void sign(const protocol::EntryId& id, std::string signature);

    // How to go on with entries that came.
    Verdict examine(const protocol::Entries& entries) const;
    // The bytes that their signature has to be over.
    std::string transcript(const protocol::Entries& entries) const;
    // Takes authentic entries in, those that are not here yet: `examine` said `proven`, or their signature is good. Returns their numbers,
    // rising. Where by now they contradict what is here, nothing is taken.
    std::vector<std::uint64_t> take(const protocol::Entries& entries);
    // Takes back what was taken once, and kept: also where nothing that is here proves it any more.
    std::vector<std::uint64_t> restore(const protocol::Entries& entries);

    // How much of each feed is here. Only what is signed counts.
    std::vector<protocol::Head> heads() const;
    // The same of those that this person may read: all that a member is told.
    std::vector<protocol::Head> heads(const protocol::Identity& reader) const;
    // Of one feed; nothing where nothing is here.
    std::optional<protocol::Head> head(protocol::MemberId feed) const;
    // The newest entries that a member has and we lack, at most `most`; nothing where we lack none.
    std::optional<protocol::EntriesWanted> missing(const protocol::Head& theirs, std::uint64_t most) const;
    // The newest of the wanted entries that are here and fit into one message of so many bytes, one at least; nothing where none is here,
    // or they could not be proven.
    std::optional<protocol::Entries> answer(const protocol::EntriesWanted& wanted,
                                            std::size_t most_bytes = protocol::max_range_bytes) const;

    // The bytes of an entry; nothing where it is not here.
    const std::string* body(const protocol::EntryId& id) const;
    // The author of that feed; nothing where none of its entries came.
    const protocol::Identity* author(protocol::MemberId feed) const;
    // The only person it is for; nothing: everybody, or none of its entries came.
    protocol::Addressee addressee(protocol::MemberId feed) const;
    // It is for everybody, or that person is its author or addressee. Nobody may read what is not here.
    bool may_read(protocol::MemberId feed, const protocol::Identity& person) const;
    // The same people may read both.
    bool have_same_readers(protocol::MemberId a, protocol::MemberId b) const;
    bool is_ours(protocol::MemberId feed) const;
    // Those of ours in which something was written.
    std::vector<protocol::MemberId> ours() const;
    // The number of the last entry of a feed of ours.
    std::uint64_t written(protocol::MemberId feed) const;

    // Forgets the entries of `feed` before `number`. They are not wanted any more.
    void prune(protocol::MemberId feed, std::uint64_t number);
    // Forgets the feed of somebody else, as if nothing of it had come.
    void drop(protocol::MemberId feed);

    // Of all feeds: how many entries are here, and the bytes of their bodies.
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return bytes_; }
    std::size_t feeds() const { return feeds_.size(); }
    // Of each feed, the first entry that is here.
    std::vector<protocol::EntryId> oldest() const;
    // The first entry of the feed of others that is the largest by its bytes; nothing where none has more than one entry.
    std::optional<protocol::EntryId> oldest_of_largest() const;

  private:
    struct Link {
        std::string body;
        protocol::Hash hash{};
    };
    struct Run {
        protocol::Hash before{};  // of the entry before the first
        std::deque<Link> links;

        const protocol::Hash& end() const { return links.empty() ? before : links.back().hash; }
    };
    using Runs = std::map<std::uint64_t, Run>;  // by the number of the first; there is a gap between any two
    struct Feed {
        protocol::Identity author;
        protocol::Addressee to;
        bool ours = false;
        Runs runs;
        std::string signature;
        std::uint64_t signed_number = 0;  // 0: nothing is signed
        std::uint64_t pruned = 0;         // entries up to that number are not wanted any more
        std::size_t size = 0;             // how many entries are here
        std::size_t bytes = 0;            // of their bodies
    };
    using Feeds = std::map<protocol::MemberId, Feed>;
    // Entries that came, cut down to those that are not here, with what surrounds them.
    struct Piece {
        Verdict verdict = Verdict::known;
        std::uint64_t first = 0;
        Run run;
    };

    Piece cut(const protocol::Entries& entries) const;
    std::vector<std::uint64_t> insert(const protocol::Entries& entries, Piece piece);
    void count(Feed& feed, const Link& link);
    void discount(Feed& feed, const Link& link);
    // The entry of that number, and the run that begins with it; nothing where it is not here.
    static const Link* link(const Feed& feed, std::uint64_t number);
    static const Run* run_from(const Feed& feed, std::uint64_t number);
    static std::uint64_t last_of(const Runs::value_type& run) { return run.first + run.second.links.size() - 1; }

    protocol::LogId id_;
    Feeds feeds_;
    std::size_t size_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace client::conversation
