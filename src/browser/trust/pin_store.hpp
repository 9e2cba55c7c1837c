// The pins of this browser, kept in its localStorage: one entry for each key and name, so that tabs do not undo each other's. Where a
// browser keeps nothing, nobody is remembered. It must not know what a pin means.
#pragma once

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/order.hpp"

namespace browser::trust {

class PinStore {
  public:
    explicit PinStore(Feed feed);

    // Reports everything that was kept.
    void load();

    void perform(const client::trust::KeepPin& order);
    void perform(const client::trust::DropPin& order);

  private:
    void on_change(const val& event);
    void report(const val& key, const val& value);

    Feed feed_;
    val storage_;
    Callback on_storage_;  // another tab changed an entry
};

}  // namespace browser::trust
