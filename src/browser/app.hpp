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
    void perform(const client::SetAddress& order);
    void perform(const client::Found& order) { charters_.perform(order); }
    void perform(const client::DeriveKeys& order);
    void perform(const client::UseKeys& order) { seal_.use(order.serial); }
    void perform(const client::SignRules& order) { charters_.perform(order); }
    void perform(const client::CheckCharter& order) { charters_.perform(order); }
    void perform(const client::KeepCharter& order) { charters_.perform(order); }
    void perform(const client::Look& order) { mailbox_.perform(order); }
    void perform(const client::Join& order) { mailbox_.perform(order); }
    void perform(const client::Leave& order) { mailbox_.perform(order); }
    void perform(const client::Post& order) { mailbox_.perform(order); }
    void perform(const client::Redial& order) { mailbox_.perform(order); }
    void perform(const client::SealLetter& order) { mailbox_.perform(order); }
    void perform(const client::OpenHello& order) { mailbox_.perform(order); }
    void perform(const client::OpenLetter& order) { mailbox_.perform(order); }
    void perform(const client::StandAsCarrier& order) { round_.perform(order); }
    void perform(const client::AskBoxes& order) { round_.perform(order); }
    void perform(const client::Announce& order) { round_.perform(order); }
    void perform(const client::WatchTab& order) { round_.perform(order); }
    void perform(const client::OpenStream& order) { mailbox_.perform(order); }
    void perform(const client::StandDown& order);
    void perform(const client::HandOn& order) { round_.perform(order); }
    void perform(const client::UseServers& order) { links_.perform(order); }
    void perform(const client::OpenLink& order) { links_.perform(order); }
    void perform(const client::AddLanes& order) { links_.perform(order); }
    void perform(const client::CloseLink& order) { links_.perform(order); }
    void perform(const client::ApplyDescription& order) { links_.perform(order); }
    void perform(const client::ApplyCandidate& order) { links_.perform(order); }
    void perform(const client::RestartLink& order) { links_.perform(order); }
    void perform(const client::ListenTo& order) { links_.perform(order); }
    void perform(const client::SendTalk& order) { links_.perform(order); }
    void perform(const client::SendMedia& order) { links_.perform(order); }
    void perform(const client::KeepEpoch& order);
    void perform(const client::KeepPin& order) { pins_.perform(order); }
    void perform(const client::DropPin& order) { pins_.perform(order); }
    void perform(const client::DrawNonce& order) { safety_.perform(order); }
    void perform(const client::DeriveCode& order) { safety_.perform(order); }
    void perform(const client::AskDevices& order) { media_.perform(order); }
    void perform(const client::AskScreen& order) { media_.perform(order); }
    void perform(const client::StopSource& order) { media_.perform(order); }
    void perform(const client::MuteMicrophone& order) { media_.perform(order); }
    void perform(const client::ShowArrival& order) { view_.perform(order); }
    void perform(const client::ShowRoom& order) { view_.perform(order); }
    void perform(const client::ShowPerson& order) { view_.perform(order); }
    void perform(const client::RemovePerson& order) { view_.perform(order); }
    void perform(const client::ShowLine& order) { view_.perform(order); }
    void perform(const client::ForgetLine& order) { view_.perform(order); }
    void perform(const client::ShowDelivered& order) { view_.perform(order); }
    void perform(const client::GuardPage& order) { view_.perform(order); }
    void perform(const client::ShowNotice& order) { view_.perform(order); }
    void perform(const client::ShowSafety& order) { view_.perform(order); }
    void perform(const client::ShowUnread& order) { view_.perform(order); }
    void perform(const client::ShowCall& order) { view_.perform(order); }
    void perform(const client::ShowDevices& order);
    void perform(const client::ShowMedia& order);

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
