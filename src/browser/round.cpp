#include "browser/round.hpp"

#include "protocol/wire.hpp"

namespace browser {
namespace {

constexpr const char* channel_name = "tincan";
constexpr const char* carrier_lock = "tincan/carrier";

std::string tab_lock(protocol::MemberId member) { return "tincan/tab/" + protocol::to_text(member); }

// A box crosses between tabs in the words that it crosses the wire in, and is checked the same way.
std::string write_box(const protocol::Box& box) { return protocol::encode(protocol::ReceiveRequest{protocol::Wait::stream, {box}}); }

}  // namespace

Round::Round(Feed feed)
    : feed_(feed),
      channel_(val::global("BroadcastChannel").new_(js(channel_name))),
      on_message_([this](const val& event) { heard(event["data"]); }) {
    channel_.set("onmessage", on_message_.function());
}

Round::~Round() {
    channel_.call<void>("close");
    stand_down();
    release(tab_);
}

void Round::hold(Hold& hold, const std::string& name, Function<void()> granted) {
    hold.controller = val::global("AbortController").new_();
    hold.callbacks.push_back(Callback::answering([&hold, granted = std::move(granted)](const val&) {
        hold.granted = make_deferred();
        const val until = hold.granted->promise;
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
        hold(tab_, tab_lock(order.me), [this] {
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
    say(object({{"is", js("mail")}, {"to", js(protocol::to_text(order.to))}, {"line", js(order.line)}}));
}

void Round::perform(const client::WatchTab& order) {
    auto watcher = Callback::answering([this, member = order.member](const val&) {
        watchers_.erase(member);
        feed_(client::BoxClosed{member});
        return val::undefined();
    });
    const val requested = val::global("navigator")["locks"].call<val>("request", js(tab_lock(order.member)), watcher.function());
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
    if (is == "box") {
        const auto request = protocol::decode_receive_request(text_of(message["box"]));
        if (request && request->boxes.size() == 1) feed_(client::BoxAnnounced{request->boxes[0]});
        return;
    }
    if (is == "mail" && me_ && text_of(message["to"]) == protocol::to_text(*me_)) feed_(client::MailHanded{text_of(message["line"])});
}

}  // namespace browser
