// Leader election among the tabs of one browser, which share one stream of mail: the leader holds a Web Lock and the stream. Each tab
// holds a lock of its own too (a tab that is granted another's lock knows that the other is gone), and a BroadcastChannel joins them.
// Where the browser forbids either, as it does where it may keep no site data, each tab fetches its own mail, as if it were alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/order.hpp"

namespace browser::signaling {

class LeaderElection {
  public:
    explicit LeaderElection(Feed feed);
    ~LeaderElection();
    LeaderElection(const LeaderElection&) = delete;
    LeaderElection& operator=(const LeaderElection&) = delete;

    void perform(const client::signaling::StandForLeader& order);
    void perform(const client::signaling::AskMailboxes& order);
    void perform(const client::signaling::AnnounceMailbox& order);
    void perform(const client::signaling::WatchTab& order);
    void perform(const client::signaling::ForwardLine& order);
    void stand_down();

  private:
    // A lock that is requested, and held from when it is granted until `release`.
    struct Hold {
        std::vector<Callback> callbacks;
        std::optional<Deferred> granted;  // the lock lasts as long as this promise is open
        val controller = val::undefined();
        Pending pending;
    };
    void hold(Hold& hold, const std::string& name, SharedFunction<void()> granted);
    void lead_alone();
    static void release(Hold& hold);

    void receive(const val& message);
    void broadcast(const val& message);

    Feed feed_;
    val channel_;  // of all tabs
    val mail_;     // of this one
    Callback on_message_;
    Callback on_mail_;
    std::optional<protocol::MemberId> me_;
    bool alone_ = false;           // the tabs of this browser cannot share a stream
    bool holds_own_lock_ = false;  // so that others can wait for this tab's end
    std::vector<val> unsent_;      // until then
    Hold tab_;
    Hold leadership_;
    Pending watches_;
    std::map<protocol::MemberId, Callback> watchers_;  // of other tabs, while they are alive
    std::map<protocol::MemberId, val> mail_of_;        // their channels
};

}  // namespace browser::signaling
