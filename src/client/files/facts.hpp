// Facts of files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/files/ids.hpp"

namespace client::files {

// The person has chosen a file to send: it is hashed, and then offered.
struct FilePicked {
    std::uint32_t serial = 0;  // by which the file is known outside
    std::string name;
    std::uint64_t size = 0;
    std::string type;
    std::string thumbnail;           // a small picture; "" for none
    std::optional<MemberId> to{};    // alone
    bool alone = false;              // never for everybody, whoever `to` is
    std::optional<OfferId> again{};  // it is to be the file of that offer, which was made before this page was loaded
};
struct FileHashed {
    std::uint32_t serial = 0;
    std::string leaves;  // the next ones, 32 bytes each
};
struct HashingFailed {  // the file cannot be read
    std::uint32_t serial = 0;
};
// pause: on the side of an offer's author, nobody gets anything; forget: what is here of it is thrown away.
enum class FileAct : std::uint8_t { accept, decline, pause, resume, forget };
struct FileChosen {
    OfferId offer;
    FileAct act = FileAct::accept;
};
// All that the person has offered since this page was loaded, and offers from now on, is accepted unasked, up to a size.
struct SenderWelcomed {
    std::string author;  // as ShowFile tells it
    bool on = true;
};
struct FilesListed {  // of which the disk has something
    std::vector<FileKey> files;
};
struct FileOpened {
    FileKey key;
    std::string leaves;  // of all slices, zeros where one is not known; "" where nothing is known
    std::string slices;  // a byte for each slice, 1 where it is here; "" where none is
};
enum class FileTrouble : std::uint8_t {
    none,
    full,       // this computer has no room for it
    no_store,   // this browser keeps no files: only small ones can be received
    elsewhere,  // another tab of this browser is receiving it
    broken,     // what was offered does not fit together
    unreadable  // our file was changed, moved or deleted
};
struct StoreFailed {
    FileKey key;
    FileTrouble why = FileTrouble::full;
};
struct SliceChecked {  // it came whole, and its hash fits or does not; where it does, it is written
    Transfer from;
    FileKey key;
    std::uint32_t slice = 0;
    bool good = false;
};
struct SlicesSent {
    Transfer to;
    std::uint32_t count = 0;
};
struct TransferOpened {
    Transfer transfer;
};
struct TransferClosed {
    Transfer transfer;
};
struct TransferSaid {
    Transfer transfer;
    std::string bytes;
};

using Fact = std::variant<FilePicked, FileHashed, HashingFailed, FileChosen, SenderWelcomed, FilesListed, FileOpened, StoreFailed,
                          SliceChecked, SlicesSent, TransferOpened, TransferClosed, TransferSaid>;

}  // namespace client::files
