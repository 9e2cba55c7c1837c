#include "client/conversation/timeline.hpp"

#include <algorithm>
#include <set>
#include <type_traits>

#include "protocol/wire.hpp"

namespace client::conversation {
namespace {

using protocol::Deletion;
using protocol::Edit;
using protocol::EntryId;
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

bool is_post(const protocol::Entry& entry) {
    return std::holds_alternative<NewMessage>(entry.says) || std::holds_alternative<Poll>(entry.says);
}

void put(std::vector<Timeline::Place>& places, const Timeline::Place& place) {
    places.insert(std::upper_bound(places.begin(), places.end(), place), place);
}

// Nothing is left of it but its place.
Post deleted(const Post& post) {
    Post left{post.id, post.stamp, post.author};
    left.deleted = true;
    return left;
}

// That person chooses it, or no longer.
void choose(Choice& choice, const protocol::Identity& person, bool on) {
    auto& people = choice.people;
    const auto at = std::find(people.begin(), people.end(), person);
    if (on && at == people.end()) people.push_back(person);
    if (!on && at != people.end()) people.erase(at);
}

}  // namespace

std::optional<protocol::Entry> Timeline::entry(const EntryId& id) const {
    const auto* body = log_->body(id);
    return body ? protocol::decode_entry(*body) : std::nullopt;
}

std::optional<EntryId> Timeline::add(const EntryId& id) {
    const auto it = entry(id);
    if (!it) return std::nullopt;
    last_stamp_ = std::max(last_stamp_, it->stamp);
    const Place place{it->stamp, id};
    if (std::holds_alternative<Topic>(it->says)) put(topics_, place);
    if (is_post(*it)) {
        put(places_, place);
        return id;
    }
    const auto about = subject(*it);
    if (!about) return std::nullopt;
    put(changes_[*about], place);
    const auto post = entry(*about);
    return post && is_post(*post) ? about : std::nullopt;
}

void Timeline::forget(const EntryId& id) {
    const auto is_it = [&](const Place& place) { return place.id == id; };
    places_.erase(std::remove_if(places_.begin(), places_.end(), is_it), places_.end());
    changes_.erase(id);
}

std::optional<Post> Timeline::post(const EntryId& id) const {
    const auto it = entry(id);
    const auto* author = log_->author(id.feed);
    if (!it || !author || !is_post(*it)) return std::nullopt;
    Post post{id, it->stamp, *author};
    if (const auto* message = std::get_if<NewMessage>(&it->says)) {
        post.versions.push_back({it->stamp, message->text});
        post.answers = message->answers;
    } else if (const auto* poll = std::get_if<Poll>(&it->says)) {
        post.versions.push_back({it->stamp, poll->question});
        post.is_poll = true;
        post.several = poll->several;
        for (const auto& option : poll->options) post.options.push_back({option, {}});
    }
    std::map<std::string, Choice> reactions;
    const auto changes = changes_.find(id);
    const static std::vector<Place> none;
    for (const auto& place : changes == changes_.end() ? none : changes->second) {
        const auto change = entry(place.id);
        const auto* by = log_->author(place.id.feed);
        if (!change || !by) continue;
        const bool own = *by == *author;
        if (const auto* edit = std::get_if<Edit>(&change->says); edit && own && !post.is_poll) {
            post.versions.push_back({change->stamp, edit->text});
        } else if (std::holds_alternative<Deletion>(change->says)) {
            post.deleted |= own;
        } else if (const auto* pinning = std::get_if<Pinning>(&change->says)) {
            post.pinned = pinning->on;
        } else if (const auto* reaction = std::get_if<Reaction>(&change->says)) {
            auto& choice = reactions[reaction->emoji];
            choice.what = reaction->emoji;
            choose(choice, *by, reaction->on);
        } else if (const auto* vote = std::get_if<Vote>(&change->says); vote && (post.several || vote->options.size() <= 1)) {
            for (std::uint32_t at = 0; at < post.options.size(); ++at)
                choose(post.options[at], *by, std::binary_search(vote->options.begin(), vote->options.end(), at));
        }
    }
    if (post.deleted) return deleted(post);
    for (auto& [emoji, choice] : reactions)
        if (!choice.people.empty()) post.reactions.push_back(std::move(choice));
    return post;
}

std::string Timeline::topic() const {
    for (auto place = topics_.rbegin(); place != topics_.rend(); ++place)
        if (const auto it = entry(place->id)) return std::get<Topic>(it->says).text;
    return "";
}

std::string Timeline::name(protocol::MemberId feed) const {
    const auto it = entry({feed, 1});
    const auto* introduction = it ? std::get_if<Introduction>(&it->says) : nullptr;
    return introduction ? introduction->name : "";
}

}  // namespace client::conversation
