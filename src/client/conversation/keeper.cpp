#include "client/conversation/keeper.hpp"

#include <utility>

namespace client::conversation {

void Keeper::open(const protocol::LogId& id, const Log& log, const Context& context) {
    // Under the earlier secret, and the earlier name, nobody would find it any more.
    if (keeps()) context.order(ForgetStore{});
    secret_ = secret(context);
    mine_.clear();
    if (!keeps()) return;
    keeps_all_ = log.size() > 0;
    context.order(OpenStore{id, secret_});
}

bool Keeper::is_outdated(const Context& context) const {
    return !secret_.empty() && context.stay().inside() && !secret(context).empty() && secret_ != secret(context);
}

std::string Keeper::secret(const Context& context) { return context.stay().kept_days == 0 ? "" : context.stay().secret; }

void Keeper::on(const StoreOpened& opened, const Log& log, const Context& context) {
    if (!opened.kept) return warn(NoticeKind::not_kept, context);
    if (std::exchange(keeps_all_, false)) keep_all(log, context);
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
    const bool own = range.feed == context.self().id;
    const auto last = entries->first + entries->bodies.size() - 1;
    const std::vector<Millis> arrived(entries->bodies.size(), context.time.wall());
    if (own) mine_[serial_ + 1] = last;
    context.order(KeepEntries{++serial_, {std::move(*entries), arrived}, own});
}

std::optional<std::uint64_t> Keeper::on(const EntriesKept& done, const Context& context) {
    if (done.result == KeepResult::full) warn(NoticeKind::storage_full, context);
    const auto mine = mine_.extract(done.serial);
    return mine && done.result == KeepResult::kept ? std::optional(mine.mapped()) : std::nullopt;
}

void Keeper::forget(const Context& context) {
    if (keeps()) context.order(ForgetStore{});
    forgotten_ = true;
}

void Keeper::pruned(MemberId feed, std::uint64_t before, const Context& context) {
    if (keeps()) context.order(ForgetEntries{feed, before});
}

void Keeper::warn(NoticeKind kind, const Context& context) {
    if (warned_.insert(kind).second) context.notice(kind, context.self().id);
}

}  // namespace client::conversation
