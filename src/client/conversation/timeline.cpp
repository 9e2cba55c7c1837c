#include "client/conversation/timeline.hpp"

#include <algorithm>
#include <set>
#include <type_traits>

#include "client/members/file_name.hpp"
#include "client/members/visible.hpp"
#include "protocol/wire.hpp"

namespace client::conversation {
namespace {

using protocol::Deletion;
using protocol::Edit;
using protocol::EntryId;
using protocol::FileOffer;
using protocol::Introduction;
using protocol::NewMessage;
using protocol::Pinning;
using protocol::Poll;
using protocol::Reaction;
using protocol::Topic;
using protocol::Vote;

// The entry that another one is about; nothing where that is itself.
std::optional<EntryId> subject(const protocol::Entry& entry) {
    if (const auto* it = std::get_if<Edit>(&entry.says)) return it->message;
    if (const auto* it = std::get_if<Deletion>(&entry.says)) return it->message;
    if (const auto* it = std::get_if<Reaction>(&entry.says)) return it->message;
    if (const auto* it = std::get_if<Pinning>(&entry.says)) return it->message;
    if (const auto* it = std::get_if<Vote>(&entry.says)) return it->poll;
    return std::nullopt;
}

std::optional<protocol::Entry> read(const Log& log, const EntryId& id) {
    const auto* body = log.body(id);
    return body ? protocol::decode_entry(*body) : std::nullopt;
}

bool can_be_seen(const Message& message) {
    return message.deleted || std::any_of(message.versions.begin(), message.versions.end(),
                                          [](const Version& version) { return members::has_visible(version.text); });
}

// Nothing is left of it but its place.
Message deleted(const Message& message) {
    Message left{message.id, message.stamp, message.author};
    left.deleted = true;
    return left;
}

// That person chooses it, or no longer.
void choose(Choice& choice, const Chooser& person, bool on) {
    auto& people = choice.people;
    const auto at = std::find_if(people.begin(), people.end(), [&](const Chooser& each) { return each.author == person.author; });
    if (on && at == people.end()) people.push_back(person);
    if (!on && at != people.end()) people.erase(at);
}

}  // namespace

bool is_message(const protocol::Entry& entry) {
    return std::holds_alternative<NewMessage>(entry.says) || std::holds_alternative<Poll>(entry.says) ||
           std::holds_alternative<FileOffer>(entry.says);
}

std::optional<EntryId> Timeline::add(const Log& log, const EntryId& id, const protocol::Entry& it) {
    last_stamp_ = std::max(last_stamp_, it.stamp);
    const Place place{it.stamp, id};
    if (std::holds_alternative<Introduction>(it.says)) introductions_[id.feed] = std::max(introductions_[id.feed], id.number);
    if (std::holds_alternative<Topic>(it.says) && !log.addressee(id.feed)) topics_.insert(place);
    // Most entries are messages of which nothing more is known, and a log has many.
    const auto* written = std::get_if<NewMessage>(&it.says);
    if (written && !changes_.count(id) && members::has_visible(written->text)) {
        places_.insert(place);
        return id;
    }
    auto about = subject(it);
    if (about && log.author(about->feed) && !log.have_same_readers(about->feed, id.feed)) return std::nullopt;
    if (is_message(it)) {
        about = id;
    } else if (about) {
        auto& changes = changes_[*about];
        changes.insert(std::upper_bound(changes.begin(), changes.end(), place), place);
    }
    if (const auto* pinning = std::get_if<Pinning>(&it.says)) {
        auto& pin = pins_[*about];
        if (!(place < pin.by)) pin = {place, pinning->on};
    }
    const auto message = about ? this->message(log, *about) : std::nullopt;
    if (!message) return std::nullopt;
    if (can_be_seen(*message)) places_.insert({message->stamp, message->id});
    return about;
}

void Timeline::forget(const Log& log, const EntryId& id) {
    const auto it = read(log, id);
    if (!it) return;
    const Place place{it->stamp, id};
    places_.erase(place);
    topics_.erase(place);
    if (const auto about = subject(*it)) {
        const auto at = changes_.find(*about);
        if (at != changes_.end())
            at->second.erase(std::remove_if(at->second.begin(), at->second.end(), [&](const Place& each) { return each.id == id; }),
                             at->second.end());
    }
    changes_.erase(id);
    pins_.erase(id);
}

std::optional<Timeline::Place> Timeline::place(const Log& log, const EntryId& id) const {
    const auto it = read(log, id);
    if (!it) return std::nullopt;
    const auto at = places_.find({it->stamp, id});
    return at == places_.end() ? std::nullopt : std::optional(*at);
}

std::vector<EntryId> Timeline::pinned(const Log& log, std::size_t most) const {
    std::vector<std::pair<Place, EntryId>> all;
    for (const auto& [id, pin] : pins_)
        if (pin.on) all.emplace_back(pin.by, id);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return b.first < a.first; });
    std::vector<EntryId> newest;
    for (auto it = all.begin(); it != all.end() && newest.size() < most; ++it)
        if (const auto message = this->message(log, it->second); message && message->pinned) newest.push_back(it->second);
    return newest;
}

std::optional<Message> Timeline::message(const Log& log, const EntryId& id) const {
    const auto it = read(log, id);
    const auto* author = log.author(id.feed);
    if (!it || !author || !is_message(*it)) return std::nullopt;
    Message message{id, it->stamp, *author};
    if (const auto* written = std::get_if<NewMessage>(&it->says)) {
        message.versions.push_back({it->stamp, written->text});
        message.answers = written->answers;
    } else if (const auto* poll = std::get_if<Poll>(&it->says)) {
        message.versions.push_back({it->stamp, poll->question});
        message.is_poll = true;
        message.several = poll->several;
        for (const auto& option : poll->options) message.options.push_back({option, {}});
    } else if (const auto* file = std::get_if<FileOffer>(&it->says)) {
        message.file = *file;
        message.file->name = members::clean_file_name(file->name);
        message.versions.push_back({it->stamp, message.file->name});
    }
    std::map<std::string, Choice> reactions;
    const auto changes = changes_.find(id);
    const static std::vector<Place> none;
    for (const auto& place : changes == changes_.end() ? none : changes->second) {
        const auto change = read(log, place.id);
        const auto* by = log.author(place.id.feed);
        // Of a message that others have too, all who have it see the same.
        if (!change || !by || !log.have_same_readers(id.feed, place.id.feed)) continue;
        const bool own = *by == *author;
        if (const auto* edit = std::get_if<Edit>(&change->says); edit && own && message.is_text()) {
            message.versions.push_back({change->stamp, edit->text});
        } else if (std::holds_alternative<Deletion>(change->says)) {
            message.deleted |= own;
        } else if (const auto* pinning = std::get_if<Pinning>(&change->says)) {
            message.pinned = pinning->on;
        } else if (const auto* reaction = std::get_if<Reaction>(&change->says)) {
            auto& choice = reactions[reaction->emoji];
            choice.what = reaction->emoji;
            choose(choice, {place.id.feed, *by}, reaction->on);
        } else if (const auto* vote = std::get_if<Vote>(&change->says); vote && (message.several || vote->options.size() <= 1)) {
            for (std::uint32_t at = 0; at < message.options.size(); ++at)
                choose(message.options[at], {place.id.feed, *by}, std::binary_search(vote->options.begin(), vote->options.end(), at));
        }
    }
    if (message.deleted) return deleted(message);
    for (auto& [emoji, choice] : reactions)
        if (!choice.people.empty()) message.reactions.push_back(std::move(choice));
    return message;
}

std::string Timeline::topic(const Log& log) const {
    for (auto place = topics_.rbegin(); place != topics_.rend(); ++place)
        if (const auto it = read(log, place->id)) return std::get<Topic>(it->says).text;
    return "";
}

std::string Timeline::name(const Log& log, protocol::MemberId feed) const {
    const auto last = introductions_.find(feed);
    const auto it = last == introductions_.end() ? std::nullopt : read(log, {feed, last->second});
    const auto* introduction = it ? std::get_if<Introduction>(&it->says) : nullptr;
    return introduction ? introduction->name : "";
}

}  // namespace client::conversation
