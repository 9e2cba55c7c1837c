// The pump: takes facts in, lets the session step, performs its orders, and keeps the one timer. A fact that arises while orders
// are performed waits its turn, so that each order is done before the next fact is looked at.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "browser/charters.hpp"
#include "browser/feed.hpp"
#include "browser/js.hpp"
#include "browser/link.hpp"
#include "browser/mailbox.hpp"
#include "browser/media.hpp"
#include "browser/pins.hpp"
#include "browser/round.hpp"
#include "browser/safety.hpp"
#include "browser/seal.hpp"
#include "browser/view.hpp"
#include "client/session.hpp"

namespace browser {

class App {
  public:
    // `fresh_name`: how a room is called that this page makes.
    App(val face, std::string fresh_name);

    void feed(client::Fact&& fact);

    // What the browser measures of the connection to that member (a promise of W3C webrtc-stats). Where there is none, the servers
    // through which ways are looked for (W3C WebRTC section 4.2.4); undefined before they are known.
    val measure(client::MemberId member) const;

    // The host does not want that member here; the room goes on under another secret.
    void remove(client::MemberId member);

    // Forgets this browser's key and all that it kept, and loads the page anew as somebody new.
    void forget();

  private:
    // One for each order; a missing one does not compile.
    void perform(const client::room::SetAddress& order);
    void perform(const client::room::Found& order) { charters_.perform(order); }
    void perform(const client::room::DeriveKeys& order);
    void perform(const client::room::UseKeys& order) { seal_.use(order.serial); }
    void perform(const client::room::KeepEpoch& order);
    void perform(const client::room::ShowArrival& order) { view_.perform(order); }
    void perform(const client::room::ShowRoom& order) { view_.perform(order); }
    void perform(const client::signaling::Look& order) { mailbox_.perform(order); }
    void perform(const client::signaling::Join& order) { mailbox_.perform(order); }
    void perform(const client::signaling::Leave& order) { mailbox_.perform(order); }
    void perform(const client::signaling::Post& order) { mailbox_.perform(order); }
    void perform(const client::signaling::Redial& order) { mailbox_.perform(order); }
    void perform(const client::signaling::OpenLetter& order) { mailbox_.perform(order); }
    void perform(const client::signaling::StandAsCarrier& order) { round_.perform(order); }
    void perform(const client::signaling::AskBoxes& order) { round_.perform(order); }
    void perform(const client::signaling::Announce& order) { round_.perform(order); }
    void perform(const client::signaling::WatchTab& order) { round_.perform(order); }
    void perform(const client::signaling::OpenStream& order) { mailbox_.perform(order); }
    void perform(const client::signaling::StandDown& order);
    void perform(const client::signaling::HandOn& order) { round_.perform(order); }
    void perform(const client::members::OpenHello& order) { mailbox_.perform(order); }
    void perform(const client::members::ShowPerson& order) { view_.perform(order); }
    void perform(const client::members::RemovePerson& order) { view_.perform(order); }
    void perform(const client::mesh::UseServers& order) { links_.perform(order); }
    void perform(const client::mesh::OpenLink& order) { links_.perform(order); }
    void perform(const client::mesh::AddLanes& order) { links_.perform(order); }
    void perform(const client::mesh::CloseLink& order) { links_.perform(order); }
    void perform(const client::mesh::ApplyDescription& order) { links_.perform(order); }
    void perform(const client::mesh::ApplyCandidate& order) { links_.perform(order); }
    void perform(const client::mesh::RestartLink& order) { links_.perform(order); }
    void perform(const client::mesh::ListenTo& order) { links_.perform(order); }
    void perform(const client::mesh::SendTalk& order) { links_.perform(order); }
    void perform(const client::mesh::SealLetter& order) { mailbox_.perform(order); }
    void perform(const client::access::SignRules& order) { charters_.perform(order); }
    void perform(const client::access::CheckCharter& order) { charters_.perform(order); }
    void perform(const client::access::KeepCharter& order) { charters_.perform(order); }
    void perform(const client::trust::KeepPin& order) { pins_.perform(order); }
    void perform(const client::trust::DropPin& order) { pins_.perform(order); }
    void perform(const client::trust::DrawNonce& order) { safety_.perform(order); }
    void perform(const client::trust::DeriveCode& order) { safety_.perform(order); }
    void perform(const client::trust::ShowSafety& order) { view_.perform(order); }
    void perform(const client::conversation::ShowLine& order) { view_.perform(order); }
    void perform(const client::conversation::ForgetLine& order) { view_.perform(order); }
    void perform(const client::conversation::ShowDelivered& order) { view_.perform(order); }
    void perform(const client::conversation::GuardPage& order) { view_.perform(order); }
    void perform(const client::conversation::ShowNotice& order) { view_.perform(order); }
    void perform(const client::conversation::ShowUnread& order) { view_.perform(order); }
    void perform(const client::call::AskDevices& order) { media_.perform(order); }
    void perform(const client::call::AskScreen& order) { media_.perform(order); }
    void perform(const client::call::StopSource& order) { media_.perform(order); }
    void perform(const client::call::MuteMicrophone& order) { media_.perform(order); }
    void perform(const client::call::SendMedia& order) { links_.perform(order); }
    void perform(const client::call::ShowCall& order) { view_.perform(order); }
    void perform(const client::call::ShowDevices& order);
    void perform(const client::call::ShowMedia& order);

    void open_page(std::string fresh_name);
    void listen(const char* event, SharedFunction<client::Fact()> fact);
    client::Times times() const;
    void set_timer();

    const Feed::Sink sink_;
    const client::Millis began_;  // the page, in ms since 1970 as it was known then
    client::Session session_;
    std::vector<client::Fact> waiting_;
    bool draining_ = false;

    client::MemberId me_;
    std::optional<client::Millis> wake_at_;  // what the timer is set to
    val timer_;
    Callback on_timer_;
    std::vector<Callback> listeners_;

    Seal seal_;
    Charters charters_;
    Media media_;
    Mailbox mailbox_;
    Round round_;
    Links links_;
    Pins pins_;
    Safety safety_;
    View view_;
    Pending pending_;
};

}  // namespace browser
