// Shows the conversation, each line under its heading.
#pragma once

#include <cstdint>
#include <vector>

#include "browser/view.hpp"
#include "client/conversation/grouping.hpp"
#include "client/conversation/orders.hpp"

namespace browser::conversation {

class Performer {
  public:
    explicit Performer(const View& view);
    ~Performer();
    Performer(const Performer&) = delete;
    Performer& operator=(const Performer&) = delete;

    void perform(const client::conversation::ShowMessage& order);
    void perform(const client::conversation::PruneMessage& order);
    void perform(const client::conversation::ShowDelivered& order);
    void perform(const client::conversation::GuardPage& order);
    void perform(const client::conversation::ShowNotice& order);
    void perform(const client::conversation::ShowUnread& order);

    // The page shows another room: what comes next is the first line.
    void clear() { grouping_.clear(); }

    // The app's, for the functions that the page calls.
    static Performer& current();

  private:
    void show(const std::vector<client::conversation::Heading>& changed) const;

    const View& view_;
    client::conversation::Grouping grouping_;
};

}  // namespace browser::conversation
