// The log of a room's conversation: what each entry says, how the entries of one author are chained, and how members pass them on
// (docs/protocol.md, "The log").
//
// A feed is what one stay of one tab wrote, for everybody or for one person, and bears its author's key. Its entries are numbered from 1,
// and each is hashed together with the hash of the one before, so that one signature answers for all that the author wrote up to it. Makes
// no signature itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/identity.hpp"
#include "protocol/ids.hpp"
#include "protocol/sha256.hpp"

namespace protocol {

// All feeds of one room are bound to this: the id that the room had at first. It stays where the room goes on under another secret.
using LogId = RoomId;

inline constexpr std::size_t max_text_points = 40'000;  // Unicode code points of one message
inline constexpr std::size_t max_text_bytes = 90'000;   // the same in UTF-8, and as JSON writes it
inline constexpr std::size_t max_emoji_bytes = 64;      // of one reaction
inline constexpr std::size_t max_topic_characters = 200;
inline constexpr std::size_t max_poll_options = 12;
inline constexpr std::size_t max_option_bytes = 400;
inline constexpr std::size_t max_file_name_characters = 200;
inline constexpr std::size_t max_file_type_bytes = 100;
inline constexpr std::size_t max_thumbnail_bytes = 8 * 1024;
inline constexpr std::uint64_t max_file_bytes = 1ULL << 38;  // 256 GiB
inline constexpr std::size_t max_entry_bytes = 120 * 1024;   // of one entry as it travels: a poll of the longest texts
inline constexpr std::size_t max_range_entries = 256;        // that travel together
inline constexpr std::size_t max_range_bytes = 120 * 1024;   // of their bodies: twice as many, with quotes, fit into one message
inline constexpr std::size_t max_heads = 500;                // feeds of which members tell each other in one message

// An entry's name: the feed, and its number there.
struct EntryId {
    MemberId feed;
    std::uint64_t number = 0;

    friend bool operator==(const EntryId& a, const EntryId& b) { return a.number == b.number && a.feed == b.feed; }
    friend bool operator<(const EntryId& a, const EntryId& b) { return a.feed < b.feed || (a.feed == b.feed && a.number < b.number); }
};

// --- what an entry says ------------------------------------------------------------------------------------------------------

struct Introduction {  // the first entry of a feed: how its author is called, also when they are gone
    std::string name;
};
struct NewMessage {
    std::string text;
    std::optional<EntryId> answers;  // which message it replies to
};
struct Edit {
    EntryId message;
    std::string text;
};
struct Deletion {
    EntryId message;
};
struct Reaction {
    EntryId message;
    std::string emoji;
    bool on = true;
};
struct Pinning {
    EntryId message;
    bool on = true;
};
struct Topic {
    std::string text;  // "" for none
};
struct Poll {
    std::string question;
    std::vector<std::string> options;  // 2 to max_poll_options
    bool several = false;              // may be chosen by one person
};
struct Vote {
    EntryId poll;
    std::vector<std::uint32_t> options;  // by their places, rising; none: the vote is taken back
};
// "I have this file, and give it to those who want it" (files.hpp).
struct FileOffer {
    std::string name;
    std::uint64_t size = 0;
    std::string type;         // a MIME type, as its author's system says; "" where that is not known
    Hash root{};              // of the tree of hashes over its content
    std::string thumbnail{};  // a small picture of it, in some format of pictures; "" where there is none
};

struct Entry {
    std::uint64_t stamp = 0;  // hybrid logical clock, ms since 1970: greater than that of every entry its author had read
    std::variant<Introduction, NewMessage, Edit, Deletion, Reaction, Pinning, Topic, Poll, Vote, FileOffer> says;
};

// --- the chain ---------------------------------------------------------------------------------------------------------------

// The person whom a direct feed is for, whom alone it is given to; nothing: everybody in the room.
using Addressee = std::optional<Identity>;

// The id of what `writer` writes in one stay for that person alone.
MemberId direct_feed(const MemberId& writer, const Identity& to);

// The hash before the first entry of a feed. It binds the feed to its room, its author and its addressee.
Hash chain_start(const LogId& log, const MemberId& feed, const Identity& author, const Addressee& to);

// The hash of the entry `number`, given that of the one before. `body` are the bytes that travel.
Hash chain_next(const Hash& before, std::uint64_t number, std::string_view body);

// The bytes that an author signs: for the entry of that hash, and so for all before it. They name the room, the feed and its addressee, so
// that entries of which the first are not here can be shown in no other, and to nobody else.
std::string chain_transcript(const LogId& log, const MemberId& feed, const Addressee& to, const Hash& hash);

// --- how entries travel ------------------------------------------------------------------------------------------------------

// How much of a feed somebody has: its newest entries, without a gap.
struct Head {
    MemberId feed;
    std::uint64_t first = 1;  // the number of the first of them
    std::uint64_t count = 0;  // and of the last
};
// "So much I have": of all feeds on opening a channel, and then of those in which that changes. To the author it is the receipt.
struct Heads {
    std::vector<Head> heads;
};
// "The hash of all that I have is this": in the place of many heads. One that has something else asks for them.
struct Digest {
    Hash hash{};
};
// "So much of your feeds I have read": their `first` says nothing.
struct Read {
    std::vector<Head> heads;
};
// "Give me those": the newest of them that fit come back as Entries.
struct EntriesWanted {
    MemberId feed;
    std::uint64_t first = 1;
    std::uint64_t last = 0;
};
// Entries `first`, `first` + 1, ... of a feed.
struct Entries {
    MemberId feed;
    Identity author;
    std::uint64_t first = 1;
    Hash before{};  // the hash of the entry before `first`
    std::vector<std::string> bodies;
    std::string signature;  // of the last one; "" where the chain proves it, since later entries are there already
    Addressee to{};
};

// Of heads in the order of their feeds.
Hash hash_of(const std::vector<Head>& heads);

class JsonReader;
class JsonWriter;

// Their fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Heads&);
void write(JsonWriter& json, const Digest&);
void write(JsonWriter& json, const Read&);
void write(JsonWriter& json, const EntriesWanted&);
void write(JsonWriter& json, const Entries&);
std::optional<Heads> read_heads(const JsonReader& json);
std::optional<Digest> read_digest(const JsonReader& json);
std::optional<Read> read_read(const JsonReader& json);
std::optional<EntriesWanted> read_entries_wanted(const JsonReader& json);
std::optional<Entries> read_entries(const JsonReader& json);

}  // namespace protocol
