// The page's address, and the keys of the room.
#pragma once

#include <string>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/keys/encryption.hpp"
#include "browser/view.hpp"
#include "client/ids.hpp"
#include "client/room/orders.hpp"

namespace browser::room {

// The words of the page's language of which a room is called that this page makes (client/room/proposed_name.hpp).
struct NameWords {
    std::vector<std::string> lists;
    std::string joint;
};

class Performer {
  public:
    // The policy chain that this browser kept of a room; "" where it kept none.
    using KeptChain = SharedFunction<std::string(const protocol::RoomId&)>;

    Performer(keys::Encryption& encryption, KeptChain kept_chain, const View& view, Feed feed);

    // Reports that the page was opened.
    void open(client::MemberId me, const NameWords& words);

    void perform(const client::room::SetAddress& order);
    void perform(const client::room::Found& order);
    void perform(const client::room::DeriveKeys& order);
    void perform(const client::room::UseKeys& order);
    void perform(const client::room::KeepEpoch& order);
    void perform(const client::room::KeepCall& order);
    void perform(const client::room::ShowArrival& order);
    void perform(const client::room::ShowRoom& order);

  private:
    keys::Encryption& encryption_;
    KeptChain kept_chain_;
    const View& view_;
    Feed feed_;
    Callback on_close_;
    Pending pending_;
};

}  // namespace browser::room
