// Files that are not there: the content of a slice is a few letters, from which its hash is made as if they were all of it. What is written
// lies on the browser's disk, as far as that was asked to keep it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/files/intake.hpp"
#include "client/files/orders.hpp"
#include "world/file_channels.hpp"

namespace world {

class Tab;

// A file that somebody may offer. Its slices are of full length.
struct Film {
    Film(std::string name, std::uint32_t slices);
    std::string content(std::uint32_t slice) const { return name + " " + std::to_string(slice); }

    std::string name;
    std::uint32_t slices;
    std::string leaves;
    client::files::FileKey key;
};

}  // namespace world

namespace world::performers {

class Files {
  public:
    explicit Files(Tab& tab) : tab_(tab) {}

    // The person chooses it, anew or as what was offered before.
    void pick(const Film& film, std::optional<client::files::OfferId> again = {});
    // It was moved or deleted.
    void spoil(const client::files::FileKey& key) { sources_.erase(key); }
    bool has_source(const client::files::FileKey& key) const { return sources_.count(key) > 0; }
    // Of a slice; "" where it is not here.
    std::string content(const client::files::FileKey& key, std::uint32_t slice) const;
    // The bytes that a channel brings.
    void hear(const client::files::Transfer& transfer, const FileMessage& message);

    void perform(const client::files::HashFile& order);
    void perform(const client::files::BindFile& order);
    void perform(const client::files::ListFiles& order);
    void perform(const client::files::OpenFile& order);
    void perform(const client::files::KeepLeaves& order);
    void perform(const client::files::CloseFile& order);
    void perform(const client::files::ForgetFile& order);
    void perform(const client::files::OpenTransfer& order);
    void perform(const client::files::CloseTransfer& order);
    void perform(const client::files::SayTransfer& order);
    void perform(const client::files::ExpectSlices& order);
    void perform(const client::files::DropExpected& order);
    void perform(const client::files::SendSlices& order);
    void perform(const client::files::ShowFile& order) { shown[order.offer] = order; }
    void perform(const client::files::ShowPicked&) {}

    std::map<client::files::OfferId, client::files::ShowFile> shown;
    std::uint64_t slices_sent = 0;
    unsigned lies = 0;     // so many slices of 1,000 that it sends are something else
    unsigned idles = 0;    // so many it does not send
    bool is_full = false;  // its disk

  private:
    // A file that is being received.
    struct Store {
        std::vector<std::string> content;
        std::string leaves;
        std::vector<std::uint32_t> unkept{};  // slices that a crash would lose
    };
    struct Taking {
        client::files::FileKey key;
        client::files::Intake intake;
    };

    void take(const client::files::Transfer& transfer, const SliceComes& comes);
    void keep(const client::files::FileKey& key, Store& store);

    Tab& tab_;
    std::uint32_t serial_ = 0;
    std::map<std::uint32_t, Film> picked_;
    std::map<client::files::FileKey, Film> sources_;
    std::map<client::files::FileKey, Store> stores_;
    std::map<client::files::Transfer, Taking> taking_;
};

}  // namespace world::performers
