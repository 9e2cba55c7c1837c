// Files: which are offered, which are wanted, which are here; the channels over which they come and go, and what the page is shown of it.
// Content is led by the performer from disk to channel and back, and is named here by its hash.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/context.hpp"
#include "client/files/download.hpp"
#include "client/files/facts.hpp"
#include "client/files/orders.hpp"
#include "client/files/speed.hpp"

namespace client::files {

class Files {
  public:
    void on(const FilePicked&, const Context&);
    void on(const FileHashed&, const Context&);
    void on(const HashingFailed&, const Context&);
    void on(const FileChosen&, const Context&);
    void on(const SenderWelcomed&, const Context&);
    void on(const FilesListed&, const Context&);
    void on(const FileOpened&, const Context&);
    void on(const StoreFailed&, const Context&);
    void on(const SliceChecked&, const Context&);
    void on(const SlicesSent&);
    void on(const TransferOpened&, const Context&);
    void on(const TransferClosed&, const Context&);
    void on(const TransferSaid&, const Context&);

    void on(const conversation::LogOpened&, const Context&);
    void on(const conversation::LogForgotten&, const Context&);
    void on(const conversation::FileOffered&, const Context&);
    void on(const conversation::FileWithdrawn&, const Context&);

    void settle(const Context&);
    std::optional<Millis> wake_at(const Context&) const;

    // Files up to this size are accepted unasked where their author is welcome.
    static constexpr std::uint64_t welcome_bytes = 100'000'000;

  private:
    struct Offer {
        protocol::FileOffer file;
        protocol::Identity author;
        protocol::Addressee to;
        bool news = false;  // since this page was loaded
        std::optional<ShowFile> shown{};

        FileKey key() const { return {file.root, file.size}; }
    };
    // A file that the person has chosen, until it is offered.
    struct Pick {
        FilePicked picked;
        protocol::Addressee to;
        std::string leaves;
    };
    // Some content, as far as it is here or on its way.
    struct Content {
        std::optional<Download> download;  // once the disk was looked at, or the file was picked here
        bool stored = false;               // the disk has something of it
        bool opening = false;
        bool attached = false;  // the person has picked it here
        bool wanted = false;
        bool automatic = false;
        bool declined = false;
        bool paused = false;
        FileTrouble trouble = FileTrouble::none;
        std::string liar;
        std::vector<protocol::SliceRange> news;  // slices of which nobody was told yet
        Speed speed;
    };
    struct Channel {
        std::uint32_t link = 0;  // of the connection that it belongs to
        bool open = false;
        std::uint32_t nonsense = 0;  // words that could not be understood
        std::uint32_t trees = 0;     // that the peer has asked for
        std::uint32_t queued = 0;    // slices on their way to it
        std::uint32_t here = 0;      // slices that it says to have
        std::vector<std::uint8_t> has{};
        Speed speed{};  // with which these become more
    };
    // A member is not to be asked before that.
    struct Retry {
        MemberId peer;
        OfferId offer;
        Millis at = 0;
    };
    using Channels = std::map<Transfer, Channel>;
    static constexpr Millis never = ~Millis{0};

    void show_picked(const Pick& pick, Picked state, std::uint32_t percent, const Context&) const;
    void offer(Pick pick, const Context&);
    bool is_welcome(const Offer& offer) const;
    void want(Content& content, const FileKey& key, const Context&);
    void open(Content& content, const FileKey& key, const Context&);
    void finish(Content& content, const FileKey& key, const Context&);
    void forget(Content& content, const FileKey& key, const Context&);
    bool may_have(MemberId member, const Offer& offer, const Context&) const;
    // Nothing where it is of no offer that is known.
    Content* content_of(const Transfer& transfer);
    const Content* content_of(const Transfer& transfer) const;
    static std::string letters_of(const protocol::Identity& author);
    static bool can_serve(const Content& content) { return content.download && !content.paused; }

    // The words of a peer that fetches from us, or from which we fetch. False where it cannot be.
    bool heard(const Transfer& transfer, Channel& channel, Content& content, const protocol::FileWord& word, const Context&);
    bool serve(const Transfer& transfer, Channel& channel, Content& content, const protocol::FileWord& word, const Context&);
    bool take(const Transfer& transfer, Content& content, const protocol::FileWord& word, const Context&);
    static bool note_here(Channel& channel, const Content& content, const protocol::SlicesHere& word, Millis now);
    void tell_takers(const Content& content, const Context&) const;
    void tell_all(const Transfer& transfer, const Content& content, const Context&) const;
    void say(const Transfer& transfer, const protocol::FileWord& word, const Context&) const;
    void close(Channels::iterator at, const Context&);
    void close_all(const FileKey& key, bool serving, const Context&);
    void ask_later(const Transfer& transfer, Millis at);
    bool is_for_later(MemberId peer, const OfferId& offer) const;
    void blame(const Transfer& transfer, Content& content, const Context&);

    void drop_dead(const Context&);
    void connect(const Context&);
    void pump(const Context&);
    void announce(const Context&);
    void show(const Context&);
    ShowFile shown(const OfferId& id, const Offer& offer, const Context&) const;
    FileState state(const Offer& offer, const Content& content, const Context&) const;

    std::map<OfferId, Offer> offers_;
    std::map<FileKey, Content> contents_;
    bool listing_ = false;
    std::map<std::uint32_t, Pick> picks_;
    Channels channels_;
    std::vector<Retry> retries_;
    std::set<std::string> welcome_;    // authors whose files are accepted unasked
    std::uint64_t unasked_bytes_ = 0;  // that were fetched without asking
    Millis announce_at_ = 0;           // 0: nothing to tell
    Millis show_at_ = 0;               // when progress may be shown again
    bool progressed_ = false;          // and there is some
};

}  // namespace client::files
