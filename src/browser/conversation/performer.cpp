#include "browser/conversation/performer.hpp"

#include <chrono>
#include <optional>

#include "browser/conversation/to_js.hpp"
#include "browser/js/clock.hpp"
#include "browser/keys/web_crypto.hpp"
#include "browser/members/to_js.hpp"
#include "client/conversation/mentions.hpp"

namespace browser::conversation {
namespace {

Performer* the_current = nullptr;

// The day of that time by the clock of this computer, whose distance from UTC changes with the season.
std::int64_t day_of(client::Millis time) {
    const auto behind = val::global("Date").new_(js(time)).call<int>("getTimezoneOffset");
    return client::conversation::local_day(time, -behind);
}

client::Times times() { return {ms_on<std::chrono::steady_clock>(), ms_on<std::chrono::system_clock>()}; }

std::int64_t today() { return day_of(static_cast<client::Millis>(val::global("Date").call<double>("now"))); }

}  // namespace

Performer::Performer(const keys::Encryption& encryption, const View& view, Feed feed)
    : encryption_(encryption),
      view_(view),
      feed_(feed),
      store_({[feed](client::conversation::EntriesLoaded loaded) { feed(std::move(loaded)); },
              [feed](client::conversation::StoreOpened opened) { feed(opened); },
              [feed](client::conversation::StoreBound bound) { feed(bound); },
              [feed](client::conversation::EntriesKept kept) { feed(kept); }}) {
    the_current = this;
}

Performer::~Performer() { the_current = nullptr; }

Performer& Performer::current() { return *the_current; }

void Performer::perform(const client::conversation::SignEntry& order) {
    pending_.settle(
        keys::sign(encryption_.signing_key(), order.transcript),
        [this, order](const val& signature) {
            feed_(client::conversation::EntrySigned{order.id, order.transcript, from_bytes(signature)});
        },
        keys::impossible);
}

void Performer::perform(const client::conversation::VerifyEntries& order) {
    pending_.settle(
        keys::verify(order.words.signer, order.words.signature, order.words.transcript),
        [this, serial = order.serial](const val& good) {
            feed_(client::conversation::EntriesVerified{serial, good.as<bool>()});
        },
        keys::impossible);
}

void Performer::perform(const client::conversation::ShowMessage& order) {
    using client::conversation::AlertCause;
    if (order.versions.size() > 1) versions_[order.id] = order.versions;
    if (order.changed) {
        val line = to_js(order);
        line.set("mention", is_mention(order));
        view_.call("line", {line});
        if (const auto known = deliveries_.find(order.id); known != deliveries_.end()) show(known->second);
        return;
    }
    const auto changed = grouping_.show(order.id, order.before, order.time, day_of(order.time), today());
    const bool mention = is_mention(order);
    val line = to_js(order);
    line.set("mention", mention);
    view_.call("line", {line});
    show(changed);
    if (const auto known = deliveries_.find(order.id); known != deliveries_.end()) show(known->second);
    if (order.news && !order.me) alert(mention || !order.only_with.empty() ? AlertCause::mention : AlertCause::message, order.time, line);
}

bool Performer::is_mention(const client::conversation::ShowMessage& order) const {
    if (order.me) return false;
    std::string text;
    for (const auto& piece : order.pieces) text += piece.text;
    return client::conversation::mentions(decomposed(text), name_);
}

void Performer::perform(const client::conversation::PruneMessage& order) {
    versions_.erase(order.id);
    if (order.forgotten) deliveries_.erase(order.id);
    const auto changed = grouping_.forget(order.id, today());
    view_.call("line_gone", {to_js(order.id)});
    show(changed);
}

void Performer::perform(const client::conversation::ShowWindow& order) {
    grouping_.set_window(order.earlier, order.later);
    view_.call("window", {val(order.earlier), val(order.later)});
}

void Performer::perform(const client::conversation::HearMessage& order) {
    using client::conversation::AlertCause;
    const auto& message = order.message;
    const bool mention = is_mention(message);
    val line = to_js(message);
    line.set("mention", mention);
    view_.call("heard", {line});
    if (!message.me) alert(mention || !message.only_with.empty() ? AlertCause::mention : AlertCause::message, message.time, line);
}

void Performer::perform(const client::conversation::ShowPins& order) {
    val pins = val::array();
    for (const auto& pin : order.pins) pins.call<void>("push", to_js(pin));
    view_.call("pins", {pins});
}

// Thousands of them are asked for: nothing is made that can be left out.
void Performer::perform(const client::conversation::GiveTexts& order) {
    val texts = val::array();
    unsigned at = 0;
    for (const auto& it : order.texts) {
        texts.set(at++, to_js(it.id));
        texts.set(at++, js(it.author.name));
        texts.set(at++, js(it.text));
    }
    view_.call("texts", {texts, val(order.all)});
}

void Performer::perform(const client::conversation::GiveCopy& order) {
    val lines = val::array();
    for (const auto& message : order.messages) lines.call<void>("push", to_js(message));
    view_.call("copy", {lines, val(order.all)});
}

void Performer::perform(const client::conversation::OfferEdit& order) { view_.call("offer_edit", {to_js(order.message)}); }

void Performer::show(const std::vector<client::conversation::Heading>& changed) const {
    for (const auto& heading : changed) view_.call("heading", {to_js(heading.line), val(heading.follows), val(heading.new_day)});
}

void Performer::perform(const client::conversation::ShowDelivery& order) {
    deliveries_[order.id] = order;
    show(order);
}

void Performer::show(const client::conversation::ShowDelivery& order) const {
    const auto everybody = [&](std::uint32_t count) { return order.present > 0 && count == order.present; };
    const char* state = everybody(order.read) ? "read" : everybody(order.received) ? "delivered" : order.kept ? "sent" : "waiting";
    val missing = val::array();
    for (const auto& id : order.missing) missing.call<void>("push", members::to_js(id));
    view_.call("delivery", {to_js(order.id), js(state), val(order.received), val(order.read), val(order.present), missing});
}

void Performer::perform(const client::conversation::GuardPage& order) { view_.call("guard", {val(order.on)}); }

void Performer::perform(const client::conversation::ShowNotice& order) {
    using client::conversation::AlertCause;
    using client::conversation::NoticeKind;
    auto notice = to_js(order);
    notice.set("together", grouping_.add_notice(order.kind, order.time));
    view_.call("notice", {notice});
    if (order.kind == NoticeKind::knocks) alert(AlertCause::knock, order.time, notice);
    if (order.kind == NoticeKind::call_started) alert(AlertCause::call, order.time, notice);
}

void Performer::name(const std::string& name) { name_ = decomposed(name); }

void Performer::set(client::conversation::Presence presence) {
    if (attention_.set(presence, times())) view_.call("alert", {val::null()});
}

void Performer::alert(client::conversation::AlertCause cause, client::Millis time, const val& about) {
    if (const auto called = attention_.hear(cause, time, times())) view_.call("alert", {to_js(*called, about)});
}

void Performer::perform(const client::conversation::GiveEntries& order) {
    val ranges = val::array();
    for (const auto& range : order.ranges) ranges.call<void>("push", js(range));
    view_.call("copied", {ranges, order.next ? to_js(*order.next) : js("")});
}

void Performer::perform(const client::conversation::ShowCopyRead& order) {
    view_.call("copy_read", {val(order.taken), val(order.refused)});
}

void Performer::perform(const client::conversation::ShowTopic& order) { view_.call("topic", {js(order.text)}); }

void Performer::perform(const client::conversation::ShowUnread& order) { view_.call("unread", {val(order.count), to_js(order.first)}); }

void Performer::perform(const client::conversation::ShowTyping& order) {
    val who = val::array();
    for (const auto& one : order.who) who.call<void>("push", members::card(one));
    view_.call("typing", {who});
}

}  // namespace browser::conversation
