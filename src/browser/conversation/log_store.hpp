// A room's log on this computer: records in IndexedDB, sealed under a key that is derived from the link's secret, and under a name that is
// derived from it too, so that the disk tells neither what was written nor where. It must not know what an entry says.
//
// Several tabs share it, and no locks are needed: a feed is written by its own tab alone, and what several tabs have received is the same
// under the same name. Where they pack records at once, each does so in one transaction that looks whether all of them are there still;
// at worst two records overlap.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "browser/js/js.hpp"
#include "client/conversation/keeping.hpp"

namespace browser::conversation {

class LogStore {
  public:
    // Each is called from a task of its own, never while an order is performed.
    struct Reports {
        SharedFunction<void(client::conversation::EntriesLoaded)> loaded;
        SharedFunction<void(client::conversation::StoreOpened)> opened;
        SharedFunction<void(client::conversation::StoreBound)> bound;
        SharedFunction<void(client::conversation::EntriesKept)> kept;
    };

    explicit LogStore(Reports reports) : reports_(std::move(reports)) {}

    void perform(const client::conversation::OpenStore& order);
    void perform(const client::conversation::KeepEntries& order);
    void perform(const client::conversation::ForgetEntries& order);
    void perform(const client::conversation::ForgetStore& order);

  private:
    // Tasks are done on disk in the order of the orders, each for the room that was open then.
    struct Writing {
        val room;
        std::uint64_t serial = 0;
        client::conversation::KeptRecord record;
        std::string content;
        bool own = false;
    };
    struct Dropping {
        val room;
        val from;  // all records between these two, as parts of their names
        val to;
        bool strict = false;
    };
    using Task = std::variant<Writing, Dropping>;

    void read_next();
    void take(const val& records);
    void loaded();
    void failed(const val& error);

    void queue(Task task);
    void work();
    void write_next();
    void written(std::size_t count, client::conversation::KeepResult result);
    void drop_next();
    void pack_next();
    void replace(const val& room, const std::vector<client::conversation::KeptRecord>& parts, const val& records);
    void done();

    Reports reports_;
    val room_ = val::undefined();
    client::conversation::StorePlace place_;
    std::uint64_t opening_ = 0;                                        // counts OpenStore: what an earlier one leads to comes to nothing
    std::vector<std::vector<client::conversation::KeptSpan>> unread_;  // the next one last
    bool forgotten_ = false;                                           // since it was opened
    std::vector<client::conversation::KeptRecord> read_;

    std::deque<Task> tasks_;
    bool busy_ = false;
    std::size_t alone_ = 0;  // so many writings are tried one by one, since together they failed
    std::vector<std::vector<client::conversation::KeptRecord>> packs_;
    bool asked_to_persist_ = false;
    Pending pending_;
};

}  // namespace browser::conversation
