#include "browser/signaling/leader_election.hpp"

#include "protocol/wire.hpp"

namespace browser::signaling {
namespace {

constexpr const char* channel_name = "tincan";
// The name also stands in pages of earlier builds, which may be open in other tabs.
constexpr const char* leader_lock = "tincan/carrier";

// A tab's lock, and the channel on which it gets its mail: a line for one tab wakes no other.
std::string name_of_tab(protocol::MemberId member) { return "tincan/tab/" + protocol::to_text(member); }

// Where the browser has none, the error that it threw: attempts to use that do nothing.
Attempt open_channel(const std::string& name) { return attempt_new(val::global("BroadcastChannel"), {js(name)}); }

void post(const val& channel, const val& message) { attempt(channel, "postMessage", {message}); }

Attempt request_lock(const std::string& name, const val& options, const Callback& granted) {
    return attempt(val::global("navigator")["locks"], "request", {js(name), options, granted.function()});
}

// A mailbox is encoded between tabs as it is on the wire, and checked by the same decoder.
std::string encode_mailbox(const protocol::Mailbox& mailbox) {
    return protocol::encode(protocol::ReceiveRequest{protocol::Wait::stream, {mailbox}});
}

}  // namespace

LeaderElection::LeaderElection(Feed feed)
    : feed_(feed),
      channel_(val::undefined()),
      mail_(val::undefined()),
      on_message_([this](const val& event) { receive(event["data"]); }),
      on_mail_([this](const val& event) { feed_(client::signaling::LineForwarded{text_of(event["data"])}); }) {
    const auto opened = open_channel(channel_name);
    alone_ = !opened.ok;
    channel_ = opened.value;
    channel_.set("onmessage", on_message_.function());
}

LeaderElection::~LeaderElection() {
    attempt(channel_, "close");
    attempt(mail_, "close");
    for (auto& [member, channel] : mail_of_) attempt(channel, "close");
    stand_down();
    release(tab_);
}

void LeaderElection::hold(Hold& hold, const std::string& name, SharedFunction<void()> granted) {
    hold.controller = val::global("AbortController").new_();
    hold.callbacks.push_back(Callback::answering([&hold, granted = std::move(granted)](const val&) {
        hold.granted = make_deferred();
        val until = hold.granted->promise;
        granted();
        return until;
    }));
    const val options = object({{"signal", hold.controller["signal"]}});
    hold.pending.settle(
        request_lock(name, options, hold.callbacks.back()), [](const val&) {},
        [this](const val& why) {
            if (name_of_error(why) != "AbortError") lead_alone();  // that is our own `release`
        });
}

void LeaderElection::lead_alone() {
    alone_ = true;
    unsent_.clear();
    feed_(client::signaling::LeaderChosen{});
}

void LeaderElection::release(Hold& hold) {
    if (hold.granted) hold.granted->resolve();
    if (!hold.granted && !hold.controller.isUndefined()) hold.controller.call<void>("abort");
    hold.granted.reset();
    hold.callbacks.clear();
    hold.controller = val::undefined();
}

void LeaderElection::perform(const client::signaling::StandForLeader& order) {
    if (alone_) return lead_alone();
    if (me_ != order.me) {
        me_ = order.me;
        attempt(mail_, "close");
        mail_ = open_channel(name_of_tab(order.me)).value;
        mail_.set("onmessage", on_mail_.function());
        hold(tab_, name_of_tab(order.me), [this] {
            holds_own_lock_ = true;
            for (const auto& message : unsent_) post(channel_, message);
            unsent_.clear();
        });
    }
    hold(leadership_, leader_lock, [this] { feed_(client::signaling::LeaderChosen{}); });
}

void LeaderElection::stand_down() { release(leadership_); }

void LeaderElection::perform(const client::signaling::AskMailboxes&) { broadcast(object({{"is", js("ask")}})); }

void LeaderElection::perform(const client::signaling::AnnounceMailbox& order) {
    broadcast(object({{"is", js("box")}, {"box", js(encode_mailbox(order.mailbox))}}));
}

void LeaderElection::perform(const client::signaling::ForwardLine& order) {
    const auto at = mail_of_.find(order.to);
    const val channel =
        at != mail_of_.end() ? at->second : mail_of_.emplace(order.to, open_channel(name_of_tab(order.to)).value).first->second;
    post(channel, js(order.line));
}

void LeaderElection::perform(const client::signaling::WatchTab& order) {
    auto watcher = Callback::answering([this, member = order.member](const val&) {
        watchers_.erase(member);
        if (const auto channel = mail_of_.find(member); channel != mail_of_.end()) {
            attempt(channel->second, "close");
            mail_of_.erase(channel);
        }
        feed_(client::signaling::MailboxClosed{member});
        return val::undefined();
    });
    const auto requested = request_lock(name_of_tab(order.member), val::object(), watcher);
    watchers_.insert_or_assign(order.member, std::move(watcher));
    // A tab that cannot be watched says goodbye itself, or the server gives it up.
    watches_.settle(
        requested, [](const val&) {}, [](const val&) {});
}

void LeaderElection::broadcast(const val& message) {
    if (alone_) return;
    if (holds_own_lock_) {
        post(channel_, message);
    } else {
        unsent_.push_back(message);
    }
}

void LeaderElection::receive(const val& message) {
    if (alone_) return;
    const auto is = text_of(message["is"]);
    if (is == "ask") return feed_(client::signaling::MailboxesAsked{});
    if (is != "box") return;
    const auto request = protocol::decode_receive_request(text_of(message["box"]));
    if (request && request->mailboxes.size() == 1) feed_(client::signaling::MailboxAnnounced{request->mailboxes[0]});
}

}  // namespace browser::signaling
