#include "browser/round.hpp"

#include "protocol/wire.hpp"

namespace browser {
namespace {

constexpr const char* channel_name = "tincan";
constexpr const char* carrier_lock = "tincan/carrier";

// A tab's lock, and the channel on which it gets its mail: what one tab is told wakes no other.
std::string name_of_tab(protocol::MemberId member) { return "tincan/tab/" + protocol::to_text(member); }

val open_channel(const std::string& name) { return val::global("BroadcastChannel").new_(js(name)); }

// A box crosses between tabs in the words that it crosses the wire in, and is checked the same way.
std::string write_box(const protocol::Box& box) { return protocol::encode(protocol::ReceiveRequest{protocol::Wait::stream, {box}}); }

}  // namespace

Round::Round(Feed feed)
    : feed_(feed),
      channel_(open_channel(channel_name)),
      mail_(val::null()),
      on_message_([this](const val& event) { heard(event["data"]); }),
      on_mail_([this](const val& event) { feed_(client::MailHanded{text_of(event["data"])}); }) {
    channel_.set("onmessage", on_message_.function());
}

Round::~Round() {
    channel_.call<void>("close");
    if (!mail_.isNull()) mail_.call<void>("close");
    for (auto& [member, channel] : mail_of_) channel.call<void>("close");
    stand_down();
    release(tab_);
}

void Round::hold(Hold& hold, const std::string& name, SharedFunction<void()> granted) {
    hold.controller = val::global("AbortController").new_();
    hold.callbacks.push_back(Callback::answering([&hold, granted = std::move(granted)](const val&) {
        hold.granted = make_deferred();
        val until = hold.granted->promise;
        granted();
        return until;
    }));
    const val options = object({{"signal", hold.controller["signal"]}});
    const val requested = val::global("navigator")["locks"].call<val>("request", js(name), options, hold.callbacks.back().function());
    hold.pending.settle(
        requested, [](const val&) {}, [](const val&) {});
}

void Round::release(Hold& hold) {
    if (hold.granted) hold.granted->resolve();
    if (!hold.granted && !hold.controller.isUndefined()) hold.controller.call<void>("abort");
    hold.granted.reset();
    hold.callbacks.clear();
    hold.controller = val::undefined();
}

void Round::perform(const client::StandAsCarrier& order) {
    if (me_ != order.me) {
        me_ = order.me;
        if (!mail_.isNull()) mail_.call<void>("close");
        mail_ = open_channel(name_of_tab(order.me));
        mail_.set("onmessage", on_mail_.function());
        hold(tab_, name_of_tab(order.me), [this] {
            alive_known_ = true;
            for (const auto& message : unsaid_) channel_.call<void>("postMessage", message);
            unsaid_.clear();
        });
    }
    hold(carrier_, carrier_lock, [this] { feed_(client::CarrierChosen{}); });
}

void Round::stand_down() { release(carrier_); }

void Round::perform(const client::AskBoxes&) { say(object({{"is", js("ask")}})); }

void Round::perform(const client::Announce& order) { say(object({{"is", js("box")}, {"box", js(write_box(order.box))}})); }

void Round::perform(const client::HandOn& order) {
    const auto at = mail_of_.find(order.to);
    const val channel = at != mail_of_.end() ? at->second : mail_of_.emplace(order.to, open_channel(name_of_tab(order.to))).first->second;
    channel.call<void>("postMessage", js(order.line));
}

void Round::perform(const client::WatchTab& order) {
    auto watcher = Callback::answering([this, member = order.member](const val&) {
        watchers_.erase(member);
        if (const auto channel = mail_of_.find(member); channel != mail_of_.end()) {
            channel->second.call<void>("close");
            mail_of_.erase(channel);
        }
        feed_(client::BoxClosed{member});
        return val::undefined();
    });
    const val requested = val::global("navigator")["locks"].call<val>("request", js(name_of_tab(order.member)), watcher.function());
    watchers_.insert_or_assign(order.member, std::move(watcher));
    watches_.settle(
        requested, [](const val&) {}, [](const val&) {});
}

void Round::say(const val& message) {
    if (alive_known_) {
        channel_.call<void>("postMessage", message);
    } else {
        unsaid_.push_back(message);
    }
}

void Round::heard(const val& message) {
    const auto is = text_of(message["is"]);
    if (is == "ask") return feed_(client::BoxesAsked{});
    if (is != "box") return;
    const auto request = protocol::decode_receive_request(text_of(message["box"]));
    if (request && request->boxes.size() == 1) feed_(client::BoxAnnounced{request->boxes[0]});
}

}  // namespace browser
