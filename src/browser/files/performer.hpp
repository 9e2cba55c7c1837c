// Files: picked by the person, on this browser's disk, and on their way over channels. A worker of the page reads, hashes and writes them
// (web/view/files/file_worker.js).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "browser/feed.hpp"
#include "browser/files/file_channel.hpp"
#include "browser/js/js.hpp"
#include "browser/mesh/connections.hpp"
#include "browser/view.hpp"
#include "client/files/facts.hpp"
#include "client/files/orders.hpp"

namespace browser::files {

class Performer {
  public:
    Performer(mesh::Connections& connections, const View& view, Feed feed);
    ~Performer();
    Performer(const Performer&) = delete;
    Performer& operator=(const Performer&) = delete;

    // The person has chosen that File.
    void pick(client::files::FilePicked picked, const val& file);
    // A promise of the File that an offer is about; of null where it is not here.
    val give(const client::files::OfferId& offer);
    // A peer has opened a channel.
    void take(client::MemberId peer, const val& channel);

    void perform(const client::files::HashFile& order);
    void perform(const client::files::BindFile& order);
    void perform(const client::files::ListFiles& order);
    void perform(const client::files::OpenFile& order);
    void perform(const client::files::KeepLeaves& order);
    void perform(const client::files::CloseFile& order);
    void perform(const client::files::ForgetFile& order);
    void perform(const client::files::OpenTransfer& order);
    void perform(const client::files::CloseTransfer& order) { channels_.erase(order.transfer); }
    void perform(const client::files::SayTransfer& order);
    void perform(const client::files::ExpectSlices& order);
    void perform(const client::files::DropExpected& order);
    void perform(const client::files::SendSlices& order);
    void perform(const client::files::ShowFile& order);
    void perform(const client::files::ShowPicked& order);

    // The app's, for the functions that the page calls.
    static Performer& current();

  private:
    // A question to the worker, until it is answered.
    struct Asked {
        client::files::Transfer transfer;
        client::files::FileKey key;
    };

    void start();
    void post(const val& message, const val& transferred = val::array());
    void heard(const val& message);
    void checked(const val& message);
    void read(const val& message);
    void open(const client::files::Transfer& transfer, const val& channel);
    FileChannel* find(const client::files::Transfer& transfer) const;
    unsigned ask(const client::files::Transfer& transfer, const client::files::FileKey& key);
    Asked answered(const val& message);

    mesh::Connections& connections_;
    const View& view_;
    Feed feed_;
    FileChannel::Worker for_channels_;
    Pending pending_;
    bool started_ = false;
    val worker_ = val::null();
    std::vector<std::pair<val, val>> unsent_;  // messages for the worker, before it is there
    Callback on_message_;
    std::uint32_t serial_ = 0;
    val picked_ = val::global("Map").new_();  // Files by their serial, until they are hashed
    std::map<client::files::OfferId, client::files::FileKey> keys_;
    std::map<unsigned, Asked> asked_;
    val wanted_ = val::global("Map").new_();  // promises of files, to be kept
    unsigned question_ = 0;
    std::map<client::files::Transfer, std::unique_ptr<FileChannel>> channels_;
};

}  // namespace browser::files
