// What lets the tabs of one browser share one stream of mail: a Web Lock that the carrier tab holds, a lock of its own for each
// tab (whoever is granted that one knows that the tab is gone), and a BroadcastChannel between them. Where the browser forbids either,
// as it does where it may keep no site data, each tab carries its own mail, as if it were alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js.hpp"
#include "client/order.hpp"

namespace browser {

class Round {
  public:
    explicit Round(Feed feed);
    ~Round();
    Round(const Round&) = delete;
    Round& operator=(const Round&) = delete;

    void perform(const client::signaling::StandAsCarrier& order);
    void perform(const client::signaling::AskBoxes& order);
    void perform(const client::signaling::Announce& order);
    void perform(const client::signaling::WatchTab& order);
    void perform(const client::signaling::HandOn& order);
    void stand_down();

  private:
    // A lock that is asked for, and held from when it is granted until `release`.
    struct Hold {
        std::vector<Callback> callbacks;
        std::optional<Deferred> granted;  // the lock lasts as long as this promise is open
        val controller = val::undefined();
        Pending pending;
    };
    void hold(Hold& hold, const std::string& name, SharedFunction<void()> granted);
    void be_alone();
    static void release(Hold& hold);

    void heard(const val& message);
    void say(const val& message);

    Feed feed_;
    val channel_;  // of all tabs
    val mail_;     // of this one
    Callback on_message_;
    Callback on_mail_;
    std::optional<protocol::MemberId> me_;
    bool alone_ = false;        // the tabs of this browser cannot have one stream
    bool alive_known_ = false;  // our own tab's lock is held, so that others can wait for its end
    std::vector<val> unsaid_;   // until then
    Hold tab_;
    Hold carrier_;
    Pending watches_;
    std::map<protocol::MemberId, Callback> watchers_;  // of other tabs, while they are alive
    std::map<protocol::MemberId, val> mail_of_;        // their channels
};

}  // namespace browser
