// The event loop: takes facts in, lets the session step, forwards its orders to the performer of each capability, and keeps the one
// timer. A fact that arises while orders are performed waits its turn, so that each order is done before the next fact is looked at.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "browser/access/performer.hpp"
#include "browser/call/performer.hpp"
#include "browser/conversation/performer.hpp"
#include "browser/feed.hpp"
#include "browser/files/performer.hpp"
#include "browser/js/js.hpp"
#include "browser/keys/encryption.hpp"
#include "browser/members/performer.hpp"
#include "browser/mesh/performer.hpp"
#include "browser/network/performer.hpp"
#include "browser/room/performer.hpp"
#include "browser/signaling/performer.hpp"
#include "browser/trust/performer.hpp"
#include "browser/view.hpp"
#include "client/session.hpp"

namespace browser {

class App {
  public:
    // `words`: of which a room is called that this page makes.
    App(val view, const room::NameWords& words);

    void feed(client::Fact&& fact);

  private:
    // The performer of a group has one `perform` for each of its orders; a missing one does not compile.
    void perform(const client::room::Order& order) { forward(order, room_); }
    void perform(const client::signaling::Order& order) { forward(order, signaling_); }
    void perform(const client::members::Order& order);
    void perform(const client::mesh::Order& order) { forward(order, mesh_); }
    void perform(const client::access::Order& order) { forward(order, access_); }
    void perform(const client::trust::Order& order) { forward(order, trust_); }
    void perform(const client::conversation::Order& order) { forward(order, conversation_); }
    void perform(const client::files::Order& order) { forward(order, files_); }
    void perform(const client::call::Order& order) { forward(order, call_); }
    void perform(const client::network::Order& order) { forward(order, network_); }

    template <class Group, class Performer>
    static void forward(const Group& order, Performer& performer) {
        std::visit([&performer](const auto& it) { performer.perform(it); }, order);
    }

    // Finds this browser's key, and this tab's certificate.
    void identify();
    client::Times times() const;
    void set_timer();

    const Feed::Sink sink_;
    const client::MemberId me_;
    const client::Millis began_;  // the page, in ms since 1970 as it was known then
    client::Session session_;
    std::vector<client::Fact> waiting_;
    bool draining_ = false;

    std::optional<client::Millis> wake_at_;  // when the timer ends
    val timer_;
    Callback on_timer_;

    const View view_;
    keys::Encryption encryption_;
    room::Performer room_;
    signaling::Performer signaling_;
    members::Performer members_;
    mesh::Performer mesh_;
    access::Performer access_;
    trust::Performer trust_;
    conversation::Performer conversation_;
    files::Performer files_;
    call::Performer call_;
    network::Performer network_;
};

}  // namespace browser
