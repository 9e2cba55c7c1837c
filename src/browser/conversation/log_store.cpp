#include "browser/conversation/log_store.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

using emscripten::EM_VAL;

// clang-format off
EM_JS(EM_VAL, tincan_log_room, (EM_VAL secret, EM_VAL room, EM_VAL log), {
    return Emval.toHandle(log_database.room(Emval.toValue(secret), Emval.toValue(room), Emval.toValue(log)));
});

EM_JS(EM_VAL, tincan_log_names, (EM_VAL room), { return Emval.toHandle(log_database.names(Emval.toValue(room))); });

EM_JS(EM_VAL, tincan_log_read, (EM_VAL room, EM_VAL spans, int most), {
    return Emval.toHandle(log_database.read(Emval.toValue(room), Emval.toValue(spans), most));
});

EM_JS(EM_VAL, tincan_log_write, (EM_VAL room, EM_VAL puts, int strict), {
    return Emval.toHandle(log_database.write(Emval.toValue(room), Emval.toValue(puts), strict));
});

EM_JS(EM_VAL, tincan_log_replace, (EM_VAL room, EM_VAL put, EM_VAL parts), {
    return Emval.toHandle(log_database.replace(Emval.toValue(room), Emval.toValue(put), Emval.toValue(parts)));
});

EM_JS(EM_VAL, tincan_log_drop, (EM_VAL room, EM_VAL from, EM_VAL to, int strict), {
    return Emval.toHandle(log_database.drop(Emval.toValue(room), Emval.toValue(from), Emval.toValue(to), strict));
});

EM_JS(void, tincan_log_persist, (), { log_database.persist().catch(() => {}); });
// clang-format on

namespace browser::conversation {

using client::conversation::EntriesKept;
using client::conversation::EntriesLoaded;
using client::conversation::KeepResult;
using client::conversation::KeptEntries;
using client::conversation::KeptRecord;
using client::conversation::KeptSpan;
using client::conversation::StoreOpened;

namespace {

// To seal so much keeps the page busy for a few milliseconds.
constexpr std::size_t most_together = 64;
constexpr std::size_t most_bytes_together = 512 * 1024;

// `log`: undefined where it may be any.
val room_at(const client::conversation::StorePlace& place, const val& log) {
    return val::take_ownership(
        tincan_log_room(js(place.secret).as_handle(), js(protocol::to_text(place.room)).as_handle(), log.as_handle()));
}

val name_of(const KeptRecord& record) { return array({js(protocol::to_text(record.feed)), js(record.last), js(record.first)}); }

val put_of(const KeptRecord& record, const std::string& content) {
    val put = name_of(record);
    put.call<void>("push", to_bytes(content));
    return put;
}

val span_of(const KeptRecord& oldest, const KeptRecord& newest) {
    return array({js(protocol::to_text(oldest.feed)), js(oldest.last), js(oldest.first), js(newest.last), js(newest.first)});
}

val read(const val& room, const val& spans) {
    return val::take_ownership(tincan_log_read(room.as_handle(), spans.as_handle(), client::conversation::max_kept_bytes));
}

// The content of a record as it was read; nothing where it is damaged.
std::optional<KeptEntries> content_of(const val& record) {
    const val content = record[3];
    return content.isNull() ? std::nullopt : client::conversation::decode_kept_entries(from_bytes(content));
}

}  // namespace

// --- reading -----------------------------------------------------------------------------------------------------------------

void LogStore::perform(const client::conversation::OpenStore& order) {
    room_ = room_at(order.place, js(protocol::to_text(order.log)));
    place_ = order.place;
    forgotten_ = false;
    read_.clear();
    packs_.clear();
    const auto opening = ++opening_;
    pending_.settle(
        val::take_ownership(tincan_log_names(room_.as_handle())),
        [this, opening](const val& names) {
            if (opening != opening_) return;
            unread_.clear();
            if (!forgotten_) unread_ = client::conversation::reading_order(client::conversation::read_names(text_of(names)));
            std::reverse(unread_.begin(), unread_.end());
            read_next();
        },
        [this, opening](const val& error) {
            if (opening == opening_) failed(error);
        });
}

void LogStore::read_next() {
    if (unread_.empty()) return loaded();
    val spans = val::array();
    for (const auto& [oldest, newest] : unread_.back()) spans.call<void>("push", span_of(oldest, newest));
    unread_.pop_back();
    pending_.settle(
        read(room_, spans),
        [this, opening = opening_](const val& records) {
            if (opening == opening_) take(records);
        },
        [this, opening = opening_](const val& error) {
            if (opening == opening_) failed(error);
        });
}

void LogStore::take(const val& records) {
    // The browser reads the next portion while this one is looked at.
    const bool last = unread_.empty();
    if (!last) read_next();
    EntriesLoaded chunks;
    const auto count = records["length"].as<std::size_t>();
    for (std::size_t at = 0; at < count && !forgotten_; ++at) {
        const val record = records[at];
        auto kept = content_of(record);
        if (!kept) {
            const val name = record.call<val>("slice", 0, 3);
            queue(Dropping{room_, name, name});
            continue;
        }
        read_.push_back(client::conversation::record_of(*kept));
        chunks.chunks.push_back(std::move(*kept));
    }
    if (!chunks.chunks.empty()) reports_.loaded(std::move(chunks));
    if (last) loaded();
}

void LogStore::loaded() {
    packs_ = client::conversation::to_pack(std::exchange(read_, {}));
    reports_.opened(StoreOpened{true});
    work();
}

void LogStore::failed(const val& error) {
    unread_.clear();
    read_.clear();
    if (name_of_error(error) == "AnotherLog")
        if (const auto log = protocol::id_from_text<protocol::LogId>(text_of(error["message"])))
            return reports_.bound(client::conversation::StoreBound{*log});
    room_ = val::undefined();
    reports_.opened(StoreOpened{false});
}

// --- writing -----------------------------------------------------------------------------------------------------------------

void LogStore::perform(const client::conversation::KeepEntries& order) {
    assert(order.kept.arrived.size() == order.kept.entries.bodies.size() && !order.kept.arrived.empty());
    queue(Writing{room_, order.serial, client::conversation::record_of(order.kept), client::conversation::encode(order.kept), order.own});
}

void LogStore::perform(const client::conversation::ForgetEntries& order) {
    const val feed = js(protocol::to_text(order.feed));
    // The number alone comes before all names that begin with it.
    queue(Dropping{room_, array({feed}), array({feed, js(order.before)})});
}

void LogStore::perform(const client::conversation::ForgetStore& order) {
    if (order.place == place_) {
        forgotten_ = true;
        unread_.clear();
        read_.clear();
        packs_.clear();
    }
    queue(Dropping{room_at(order.place, val::undefined()), val::array(), array({val::array()}), true});
}

void LogStore::queue(Task task) {
    tasks_.push_back(std::move(task));
    work();
}

void LogStore::work() {
    if (busy_ || (tasks_.empty() && packs_.empty())) return;
    busy_ = true;
    if (tasks_.empty()) return pack_next();
    if (std::holds_alternative<Dropping>(tasks_.front())) return drop_next();
    write_next();
}

void LogStore::write_next() {
    const val room = std::get<Writing>(tasks_.front()).room;
    val puts = val::array();
    std::size_t count = 0;
    std::size_t bytes = 0;
    bool own = false;
    for (const auto& task : tasks_) {
        const auto* writing = std::get_if<Writing>(&task);
        if (!writing || !writing->room.strictlyEquals(room) || count == (alone_ ? 1 : most_together)) break;
        bytes += writing->content.size();
        if (count > 0 && bytes > most_bytes_together) break;
        puts.call<void>("push", put_of(writing->record, writing->content));
        own = own || writing->own;
        ++count;
    }
    pending_.settle(
        val::take_ownership(tincan_log_write(room.as_handle(), puts.as_handle(), own)),
        [this, count](const val&) { written(count, KeepResult::kept); },
        [this, count](const val& error) {
            written(count, name_of_error(error) == "QuotaExceededError" ? KeepResult::full : KeepResult::failed);
        });
}

void LogStore::written(std::size_t count, KeepResult result) {
    if (result == KeepResult::full && count > 1) {
        // The large one among them leaves no room for the small ones.
        alone_ = count;
        return done();
    }
    if (alone_) --alone_;
    for (; count > 0; --count) {
        const auto writing = std::get<Writing>(std::move(tasks_.front()));
        tasks_.pop_front();
        if (writing.own && result == KeepResult::kept && !std::exchange(asked_to_persist_, true)) tincan_log_persist();
        reports_.kept(EntriesKept{writing.serial, result});
    }
    done();
}

void LogStore::drop_next() {
    const auto dropping = std::get<Dropping>(std::move(tasks_.front()));
    tasks_.pop_front();
    const auto next = [this](const val&) { done(); };
    pending_.settle(val::take_ownership(
                        tincan_log_drop(dropping.room.as_handle(), dropping.from.as_handle(), dropping.to.as_handle(), dropping.strict)),
                    next, next);
}

void LogStore::done() {
    busy_ = false;
    work();
}

// --- packing -----------------------------------------------------------------------------------------------------------------

void LogStore::pack_next() {
    const auto parts = std::move(packs_.back());
    packs_.pop_back();
    pending_.settle(
        read(room_, array({span_of(parts.front(), parts.back())})),
        [this, room = room_, parts](const val& records) { replace(room, parts, records); }, [this](const val&) { done(); });
}

void LogStore::replace(const val& room, const std::vector<KeptRecord>& parts, const val& records) {
    std::vector<KeptEntries> contents;
    const auto count = records["length"].as<std::size_t>();
    for (auto at = count; at > 0; --at) {
        auto kept = content_of(records[at - 1]);
        if (kept && std::find(parts.begin(), parts.end(), client::conversation::record_of(*kept)) != parts.end())
            contents.push_back(std::move(*kept));
    }
    const auto whole = contents.size() == parts.size() && !forgotten_ ? client::conversation::merged(contents) : std::nullopt;
    if (!whole) return done();
    val names = val::array();
    for (const auto& part : parts) names.call<void>("push", name_of(part));
    const auto put = put_of(client::conversation::record_of(*whole), client::conversation::encode(*whole));
    const auto next = [this](const val&) { done(); };
    pending_.settle(val::take_ownership(tincan_log_replace(room.as_handle(), put.as_handle(), names.as_handle())), next, next);
}

}  // namespace browser::conversation
