// Orders of files. Content never passes through here: a performer leads it between disk and channel.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/files/facts.hpp"
#include "client/files/ids.hpp"
#include "protocol/files.hpp"

namespace client::files {

struct HashFile {  // -> FileHashed..., | HashingFailed
    std::uint32_t serial = 0;
};
struct BindFile {  // the picked file has that content
    std::uint32_t serial = 0;
    FileKey key;
};
struct ListFiles {};  // -> FilesListed
struct OpenFile {     // to go on with what is there, or to make it -> FileOpened | StoreFailed
    FileKey key;
};
struct KeepLeaves {
    FileKey key;
    std::uint32_t group = 0;
    std::string leaves;
};
struct CloseFile {  // it is complete
    FileKey key;
};
struct ForgetFile {
    FileKey key;
};
struct OpenTransfer {  // a channel to that peer -> TransferOpened | TransferClosed
    Transfer transfer;
};
struct CloseTransfer {
    Transfer transfer;
};
struct SayTransfer {
    Transfer transfer;
    std::string bytes;
};
// Those slices were asked for, and no others are taken from there -> SliceChecked for each
struct ExpectSlices {
    Transfer transfer;
    FileKey key;
    protocol::SliceRange range;
    std::string leaves;  // that their hashes have to be, 32 bytes each
};
// Of what was asked for there, nothing that is not whole yet is taken any more.
struct DropExpected {
    Transfer transfer;
};
struct SendSlices {  // -> SlicesSent
    Transfer transfer;
    FileKey key;
    protocol::SliceRange range;
};

enum class FileState : std::uint8_t {
    offered,   // somebody offers it
    declined,  // and we do not want it
    waiting,   // we do, and nobody who is here has more of it
    fetching,
    paused,
    done,     // all of it is here, and is what was offered
    sending,  // we offer it, and have it
    missing,  // we offered it, and do not have it any more
    failed
};
struct FileTaker {
    std::string name;
    std::uint32_t percent = 0;
    std::uint64_t speed = 0;  // bytes a second; 0: not known
    std::uint64_t left = 0;   // seconds; 0: not known
    friend bool operator==(const FileTaker&, const FileTaker&) = default;
};
struct ShowFile {
    OfferId offer;
    FileKey key;
    FileState state = FileState::offered;
    FileTrouble trouble = FileTrouble::none;
    std::uint64_t done = 0;   // bytes
    std::uint64_t speed = 0;  // bytes a second
    std::uint64_t left = 0;   // seconds; 0: not known
    bool automatic = false;   // small enough to be fetched unasked
    std::uint32_t sources = 0;
    std::string liar{};  // the member who sent something else than what was offered; "" for none
    std::vector<FileTaker> takers{};
    // The part that never changes.
    std::string name{};        // fit for a disk
    std::string type{};        // MIME, or ""; nothing proves it
    bool mine = false;         // this person offers it
    std::string author{};      // a text that stands for the key of the person who offers it
    bool may_welcome = false;  // so small that it is accepted unasked where its author is welcome
    friend bool operator==(const ShowFile&, const ShowFile&) = default;
};
// The state of a file to be offered, as far as it is worth a sentence.
enum class Picked : std::uint8_t { hashing, offered, unreadable, too_large, nobody, other_file };
struct ShowPicked {
    std::uint32_t serial = 0;
    std::string name;
    Picked state = Picked::hashing;
    std::uint32_t percent = 0;
};

using Order = std::variant<HashFile, BindFile, ListFiles, OpenFile, KeepLeaves, CloseFile, ForgetFile, OpenTransfer, CloseTransfer,
                           SayTransfer, ExpectSlices, DropExpected, SendSlices, ShowFile, ShowPicked>;

}  // namespace client::files
