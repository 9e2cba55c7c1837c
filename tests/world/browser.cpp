#include "world/browser.hpp"

#include <algorithm>

#include "world/tab.hpp"

namespace world {

void Browser::request_leadership(Tab& tab) {
    if (forbids_site_data) return clock_.in(dice_.between(1, 20), [&tab] { tab.feed(client::signaling::LeaderChosen{}); });
    if (std::find(queue_.begin(), queue_.end(), &tab) != queue_.end()) return;
    queue_.push_back(&tab);
    if (queue_.size() == 1) choose();
}

void Browser::give_up_leadership(Tab& tab) {
    const bool led = leader() == &tab;
    queue_.erase(std::remove(queue_.begin(), queue_.end(), &tab), queue_.end());
    if (led) choose();
}

void Browser::choose() {
    if (queue_.empty()) return;
    clock_.in(dice_.between(1, 20), [this, chosen = queue_.front()] {
        if (leader() == chosen) chosen->feed(client::signaling::LeaderChosen{});
    });
}

void Browser::watch(Tab& watcher, const client::MemberId& member) {
    const auto watched = std::find_if(tabs_.begin(), tabs_.end(), [&](const Tab* each) { return each->me() == member; });
    if (watched != tabs_.end()) {
        watches_.emplace_back(&watcher, member);
    } else {
        clock_.in(1, [&watcher, member] { watcher.feed(client::signaling::MailboxClosed{member}); });
    }
}

void Browser::end(Tab& tab) {
    tabs_.erase(std::remove(tabs_.begin(), tabs_.end(), &tab), tabs_.end());
    give_up_leadership(tab);
    for (const auto& watch : watches_)
        if (watch.second == tab.me())
            clock_.in(dice_.between(1, 20), [watch] { watch.first->feed(client::signaling::MailboxClosed{watch.second}); });
}

void Browser::say(Tab& from, const client::Fact& fact) {
    if (forbids_site_data) return;
    for (auto* tab : tabs_)
        if (tab != &from) tell(from, *tab, fact);
}

void Browser::say_to(Tab& from, const client::MemberId& to, const client::Fact& fact) {
    for (auto* tab : tabs_)
        if (tab != &from && tab->me() == to) tell(from, *tab, fact);
}

void Browser::tell(Tab& from, Tab& to, const client::Fact& fact) {
    clock_.in(transceivers_[{&from, &to}], dice_.between(1, 10), [&to, fact] { to.feed(fact); });
}

client::Times Browser::times() const {
    const auto now = clock_.now();
    const auto stood_still = slept_ + (asleep_from_ ? now - *asleep_from_ : 0);
    return {now - stood_still, now + static_cast<Millis>(clock_error)};
}

void Browser::fall_asleep() {
    if (stands_still_ && !asleep_from_) asleep_from_ = clock_.now();
}

void Browser::wake_up() {
    if (asleep_from_) slept_ += clock_.now() - *asleep_from_;
    asleep_from_.reset();
}

}  // namespace world
