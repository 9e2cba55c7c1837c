// The conversation, as far as this person writes it (conversation.hpp).
#include <algorithm>
#include <utility>

#include "client/conversation/conversation.hpp"
#include "client/conversation/draft.hpp"
#include "client/members/names.hpp"
#include "protocol/wire.hpp"

namespace client::conversation {

void Conversation::on(const TextTyped& typed, const Context& context) {
    if (!context.stay().entered() || !judged(typed.text).can_send()) return;
    const auto* member = typed.to ? context.members.find(*typed.to) : nullptr;
    // Never to everybody what was meant for one.
    if (typed.to && (!log_ || !member || !member->is_known())) return;
    if (typed.alone && !member && !(log_ && typed.answers && log_->addressee(typed.answers->feed))) return;
    protocol::Addressee to;
    if (member)
        to = member->key.identity;
    else if (log_ && typed.answers)
        to = counterpart(typed.answers->feed, context);
    typing_.sent(context);
    write(protocol::NewMessage{members::trimmed(typed.text), typed.answers}, to, context);
}

protocol::Addressee Conversation::counterpart(MemberId feed, const Context& context) const {
    auto to = log_->addressee(feed);
    if (!to || to != context.self().identity) return to;
    return *log_->author(feed);
}

MemberId Conversation::own_feed(const protocol::Addressee& to, const Context& context) {
    const auto& me = context.self();
    const auto feed = to ? protocol::direct_feed(me.id, *to) : me.id;
    if (!log_->author(feed)) log_->begin(feed, *me.identity, to);
    return feed;
}

std::optional<Message> Conversation::own_message(const protocol::EntryId& id, const Context& context) const {
    auto message = log_ ? timeline_.message(*log_, id) : std::nullopt;
    return message && message->author == context.self().identity && !message->deleted ? message : std::nullopt;
}

void Conversation::on(const TextEdited& edited, const Context& context) {
    const auto message = own_message(edited.message, context);
    if (!message || !message->is_text() || !judged(edited.text).can_send()) return;
    typing_.sent(context);
    auto text = members::trimmed(edited.text);
    if (text != message->versions.back().text) write_about(edited.message, protocol::Edit{edited.message, std::move(text)}, context);
}

void Conversation::on(const MessageDeleted& deleted, const Context& context) {
    if (own_message(deleted.message, context)) write_about(deleted.message, protocol::Deletion{deleted.message}, context);
}

void Conversation::on(const ReactionChosen& chosen, const Context& context) {
    if (chosen.emoji.empty() || chosen.emoji.size() > protocol::max_emoji_bytes) return;
    if (log_ && timeline_.message(*log_, chosen.message))
        write_about(chosen.message, protocol::Reaction{chosen.message, chosen.emoji, chosen.on}, context);
}

void Conversation::on(const PinChosen& chosen, const Context& context) {
    const auto message = log_ ? timeline_.message(*log_, chosen.message) : std::nullopt;
    if (message && message->pinned != chosen.on) write_about(chosen.message, protocol::Pinning{chosen.message, chosen.on}, context);
}

void Conversation::on(const PollMade& made, const Context& context) {
    protocol::Poll poll{members::trimmed(made.question), {}, made.several};
    for (const auto& option : made.options) {
        auto text = members::trimmed(option);
        if (!text.empty() && text.size() <= protocol::max_option_bytes) poll.options.push_back(std::move(text));
    }
    if (!judged(made.question).can_send() || poll.options.size() < 2 || poll.options.size() > protocol::max_poll_options) return;
    write(std::move(poll), std::nullopt, context);
}

void Conversation::on(const files::OfferMade& made, const Context& context) { write(made.offer, made.to, context); }

void Conversation::on(const Voted& voted, const Context& context) {
    const auto message = log_ ? timeline_.message(*log_, voted.poll) : std::nullopt;
    if (!message || !message->is_poll) return;
    protocol::Vote vote{voted.poll, voted.options};
    std::sort(vote.options.begin(), vote.options.end());
    vote.options.erase(std::unique(vote.options.begin(), vote.options.end()), vote.options.end());
    const bool there = vote.options.empty() || vote.options.back() < message->options.size();
    if (there && (message->several || vote.options.size() <= 1)) write_about(voted.poll, std::move(vote), context);
}

void Conversation::on(const TopicChosen& chosen, const Context& context) {
    auto text = members::clean_name(chosen.text, protocol::max_topic_characters);
    if (log_ && text != timeline_.topic(*log_)) write(protocol::Topic{std::move(text)}, std::nullopt, context);
}

// The first entry of a feed, and the first under another name, tells who writes.
void Conversation::write(Says says, const protocol::Addressee& to, const Context& context) {
    if (!context.stay().entered()) return;
    if (!log_) return typed_.push_back(std::move(says));
    const auto& name = context.members.at(context.self().id).name;
    if (introduced_[own_feed(to, context)] != name) append(protocol::Introduction{name}, to, context);
    append(std::move(says), to, context);
}

// All that was said keeps its author, who is called otherwise now. Of ourselves the log tells at once, for those who read it without us.
void Conversation::on(const members::ProfileChanged& changed, const Context& context) {
    const auto& me = context.self();
    display_.rename(changed.member);
    if (me.identity) display_.rename(protocol::direct_feed(changed.member, *me.identity));
    const auto told = introduced_.find(me.id);
    if (changed.member == me.id && log_ && told != introduced_.end() && told->second != context.members.at(me.id).name)
        append(protocol::Introduction{context.members.at(me.id).name}, std::nullopt, context);
}

void Conversation::write_about(const protocol::EntryId& message, Says says, const Context& context) {
    write(std::move(says), counterpart(message.feed, context), context);
}

void Conversation::append(Says says, const protocol::Addressee& to, const Context& context) {
    const protocol::Entry entry{clocks_.next(timeline_.last_stamp(), context.time.steady()), std::move(says)};
    const auto written = log_->write(own_feed(to, context), protocol::encode(entry));
    context.order(SignEntry{written.id, written.transcript});
    if (const auto* introduction = std::get_if<protocol::Introduction>(&entry.says)) introduced_[written.id.feed] = introduction->name;
    if (is_message(entry)) delivery_.wrote(written.id, to);
    // A person who writes wants to see it, wherever they are.
    if (show(written.id, entry, Origin::live, context)) display_.move({Rows::newest}, *log_, timeline_, context);
}

void Conversation::on(const EntrySigned& done, const Context& context) {
    // Not of a log that was bound to another id meanwhile.
    if (!log_ || done.transcript != log_->transcript(done.id)) return;
    log_->sign(done.id, done.signature);
    keeper_.keep({done.id.feed, done.id.number, done.id.number}, *log_, context);
    replication_->wrote(*log_, context);
}

void Conversation::on(const ReceiptsChosen& chosen) { reading_.choose(chosen.on); }
void Conversation::on(const DraftChanged& changed, const Context& context) { typing_.changed(changed.text, context); }

void Conversation::on(const TypingShared& shared, const Context& context) { typing_.share(shared.on, context); }

}  // namespace client::conversation
