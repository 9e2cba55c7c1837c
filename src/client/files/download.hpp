// One file on its way to us, or here: which slices are here, which members have others, and which are asked of whom. Knows no channel.
//
// Receivers share the slices out among them, without a word: each asks the author for its own share, and the others for theirs. So the
// author sends everything about once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/files/hash_tree.hpp"
#include "client/times.hpp"
#include "protocol/files.hpp"

namespace client::files {

class Download {
  public:
    explicit Download(const FileKey& key);
    // Of a file that is here.
    explicit Download(HashTree whole);
    // Takes up the part that the disk had, as FileOpened tells. Without any meaning where the lengths do not fit.
    void restore(const std::string& leaves, const std::string& slices);

    const HashTree& tree() const { return tree_; }
    std::uint32_t slices() const { return static_cast<std::uint32_t>(states_.size()); }
    bool has(std::uint32_t slice) const { return states_[slice] == State::here; }
    std::uint32_t here() const { return here_; }
    bool is_complete() const { return here_ == slices() && tree_.has_groups(); }
    std::uint64_t bytes_here() const;
    std::vector<protocol::SliceRange> ranges_here() const;

    // These members fetch it as well as `self`, who is this one.
    void share_with(MemberId self, const std::vector<MemberId>& others);
    // A member that may have some of it. `place`: anything, by which receivers differ.
    void join(MemberId member, bool author, std::uint64_t place, Millis now);
    void leave(MemberId member);
    bool is_source(MemberId member) const { return sources_.count(member) > 0; }
    // Members that have something which is not here.
    std::uint32_t sources() const;
    // These answer false where the member said what cannot be.
    bool heard(MemberId member, const protocol::SlicesHere& word);
    bool heard(MemberId member, const protocol::Hashes& word);  // where it was asked for them
    bool has_asked(MemberId member, const protocol::Hashes& word) const;
    // It sends nothing for now.
    void paused(MemberId member);
    // A slice came from that member, whole. False where that one was not asked for.
    bool checked(MemberId member, std::uint32_t slice, bool good, Millis now);

    struct Ask {
        MemberId from;
        protocol::FileWord word;
    };
    // To be said now.
    std::vector<Ask> asks(Millis now);
    // Has been silent for too long.
    std::optional<MemberId> stalled(Millis now) const;
    // When asks() or stalled() may answer otherwise though nothing happens.
    std::optional<Millis> wake_at() const;

  private:
    enum class State : std::uint8_t { missing, asked, here };
    struct Source {
        bool author = false;
        std::vector<std::uint8_t> has{};
        std::uint32_t count = 0;
        std::vector<std::uint32_t> asked{};
        std::optional<protocol::HashesWanted> tree{};  // asked for
        std::uint32_t cursor = 0;
        Millis idle_until = 0;  // before, or before anything changes, nothing of what it has is to be asked for
        Millis active = 0;      // when it last gave something, or was asked while it had nothing to do
    };
    static constexpr Millis never = ~Millis{0};

    void ask(MemberId member, Source& source, Millis now, std::vector<Ask>& asks);
    void want_tree(MemberId member, Source& source, const protocol::HashesWanted& wanted, Millis now, std::vector<Ask>& asks);
    bool is_tree_asked(const protocol::HashesWanted& wanted) const;
    std::optional<protocol::SliceRange> choose(const Source& source, Millis now) const;
    static Millis idle_until(const Source& source, Millis now);
    bool is_ours(std::uint32_t slice) const { return !ours_.empty() && ours_[slice / run]; }
    bool others_have(std::uint32_t slice) const;
    void release(Source& source);
    void wake_all();

    static constexpr std::uint32_t run = 4;  // slices that are asked for, and shared out, together

    HashTree tree_;
    std::vector<State> states_;
    std::uint32_t here_ = 0;
    std::vector<MemberId> others_;  // that fetch it too
    std::vector<bool> ours_;        // of each run, whether it belongs to our share
    std::map<MemberId, Source> sources_;
    std::string kept_leaves_;  // of the disk, until the groups prove them
};

}  // namespace client::files
