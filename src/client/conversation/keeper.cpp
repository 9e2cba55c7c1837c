#include "client/conversation/keeper.hpp"

#include <utility>

namespace client::conversation {
namespace {

// More than anybody writes in one stay, and still exact as a number of JavaScript.
constexpr std::uint64_t all_numbers = std::uint64_t(1) << 53;

}  // namespace

void Keeper::open(const protocol::LogId& id, const Log& log, const Context& context) {
    const auto now = place(context);
    if (keeps() && now == place_) {
        // There was only ours, bound to what was no log of anybody else's.
        for (const auto& feed : my_feeds_) context.order(ForgetEntries{feed, all_numbers});
    } else if (keeps()) {
        forget_former(context);
        former_ = place_;
        anew_until_ = all_numbers;
    }
    place_ = now;
    mine_.clear();
    my_feeds_.clear();
    if (!keeps()) return;
    keeps_all_ = log.size() > 0;
    context.order(OpenStore{*place_, id});
}

bool Keeper::is_outdated(const Context& context) const {
    return place_ && context.stay().inside() && context.stay().room && place_->room != *context.stay().room;
}

std::optional<StorePlace> Keeper::place(const Context& context) {
    const auto& stay = context.stay();
    if (!stay.room || stay.secret.empty() || stay.kept_days == 0) return std::nullopt;
    return StorePlace{*stay.room, stay.secret};
}

// Under the earlier secret nobody would find it any more.
void Keeper::forget_former(const Context& context) {
    if (const auto place = std::exchange(former_, std::nullopt)) context.order(ForgetStore{*place});
}

void Keeper::on(const StoreOpened& opened, const Log& log, const Context& context) {
    if (!opened.kept) return warn(NoticeKind::not_kept, context);
    if (std::exchange(keeps_all_, false)) keep_all(log, context);
    anew_until_ = serial_;
    if (log.size() == 0) forget_former(context);
}

void Keeper::keep_all(const Log& log, const Context& context) {
    for (const auto& head : log.heads())
        for (auto last = head.count; last >= head.first;) {
            const auto entries = log.answer({head.feed, head.first, last});
            if (!entries) break;
            keep({head.feed, entries->first, last}, log, context);
            last = entries->first - 1;
        }
}

void Keeper::keep(const protocol::EntriesWanted& range, const Log& log, const Context& context) {
    auto entries = keeps() ? log.answer(range) : std::nullopt;
    if (!entries) return;
    const bool own = log.is_ours(range.feed);
    const auto last = entries->first + entries->bodies.size() - 1;
    const std::vector<Millis> arrived(entries->bodies.size(), context.time.wall());
    if (own) {
        mine_[serial_ + 1] = {range.feed, last};
        my_feeds_.insert(range.feed);
    }
    context.order(KeepEntries{++serial_, {std::move(*entries), arrived}, own});
}

std::optional<protocol::EntryId> Keeper::on(const EntriesKept& done, const Log& log, const Context& context) {
    if (former_) {
        anew_full_ |= done.result == KeepResult::full;
        anew_failed_ |= done.result == KeepResult::failed;
        if (done.serial >= anew_until_) {
            // Where it could not be kept anew, it stays where it is.
            if (std::exchange(anew_failed_, false)) former_.reset();
            forget_former(context);
            if (std::exchange(anew_full_, false)) keep_all(log, context);
        }
    } else if (done.result == KeepResult::full) {
        warn(NoticeKind::storage_full, context);
    }
    const auto mine = mine_.extract(done.serial);
    return mine && done.result == KeepResult::kept ? std::optional(mine.mapped()) : std::nullopt;
}

void Keeper::forget(const Context& context) {
    if (keeps()) context.order(ForgetStore{*place_});
    forget_former(context);
    forgotten_ = true;
}

void Keeper::pruned(MemberId feed, std::uint64_t before, const Context& context) {
    if (keeps()) context.order(ForgetEntries{feed, before});
}

void Keeper::warn(NoticeKind kind, const Context& context) {
    if (warned_.insert(kind).second) context.notice(kind, context.self().id);
}

}  // namespace client::conversation
