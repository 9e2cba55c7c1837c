#include "world/model.hpp"

#include <algorithm>
#include <tuple>
#include <variant>

#include "protocol/wire.hpp"

namespace world {

std::vector<ModelMessage> model_of(const client::conversation::Log& log) {
    struct Read {
        protocol::EntryId id;
        protocol::Entry entry;
    };
    std::vector<Read> all;
    for (auto id : log.oldest())
        for (std::uint64_t missing = 0; missing < 1'000; ++id.number) {
            const auto* body = log.body(id);
            missing = body ? 0 : missing + 1;
            if (const auto entry = body ? protocol::decode_entry(*body) : std::nullopt) all.push_back({id, *entry});
        }
    std::sort(all.begin(), all.end(), [](const Read& a, const Read& b) {
        return std::tie(a.entry.stamp, a.id.feed, a.id.number) < std::tie(b.entry.stamp, b.id.feed, b.id.number);
    });

    std::vector<ModelMessage> messages;
    for (const auto& [id, entry] : all)
        if (const auto* message = std::get_if<protocol::NewMessage>(&entry.says))
            messages.push_back({id, entry.stamp, *log.author(id.feed), {message->text}, false, false, {}});
    const auto find = [&](const protocol::EntryId& id) {
        const auto at = std::find_if(messages.begin(), messages.end(), [&](const ModelMessage& each) { return each.id == id; });
        return at == messages.end() ? nullptr : &*at;
    };
    for (const auto& [id, entry] : all) {
        const auto author = *log.author(id.feed);
        if (const auto* edit = std::get_if<protocol::Edit>(&entry.says)) {
            if (auto* message = find(edit->message); message && message->author == author) message->texts.push_back(edit->text);
        } else if (const auto* deletion = std::get_if<protocol::Deletion>(&entry.says)) {
            if (auto* message = find(deletion->message); message && message->author == author) message->deleted = true;
        } else if (const auto* pinning = std::get_if<protocol::Pinning>(&entry.says)) {
            if (auto* message = find(pinning->message)) message->pinned = pinning->on;
        } else if (const auto* reaction = std::get_if<protocol::Reaction>(&entry.says)) {
            auto* message = find(reaction->message);
            if (!message) continue;
            auto& people = message->reactions[reaction->emoji];
            const auto at = std::find(people.begin(), people.end(), author);
            if (reaction->on && at == people.end()) people.push_back(author);
            if (!reaction->on && at != people.end()) people.erase(at);
            if (people.empty()) message->reactions.erase(reaction->emoji);
        }
    }
    return messages;
}

}  // namespace world
