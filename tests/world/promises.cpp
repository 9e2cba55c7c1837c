// The promises that hold once the network has recovered.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "protocol/wire.hpp"
#include "world/model.hpp"
#include "world/world.hpp"

namespace world {
namespace {

using client::call::DeviceState;
using client::call::MicrophoneState;

std::string called(const Tab& tab) { return "tab " + std::to_string(tab.number()); }

// The sources that a person sends, as their own page says.
protocol::Status own_status(const Tab& tab) {
    const auto& call = tab.page.call;
    if (!call.in_call) return {};
    return {true, call.microphone == MicrophoneState::live, call.camera == DeviceState::live, call.screen == DeviceState::live};
}

}  // namespace

std::string World::broken_promise() const {
    for (const auto& tab : tabs_) {
        if (!tab->alive()) continue;
        if (tab->waits() && !tab->page.people.empty()) return called(*tab) + " waits outside and shows who is inside";
        if (tab->page.room.stage == client::room::Stage::joining && !tab->waits()) return called(*tab) + " still waits to be let in";
        if (!tab->inside() && !links_.of(tab->number()).empty()) return called(*tab) + " is outside and has a connection";
    }
    for (const auto& [id, inside] : rooms()) {
        auto broken = broken_room(id, inside);
        if (broken.empty()) broken = broken_in(inside);
        if (!broken.empty()) return broken;
    }
    return "";
}

// The lobby's room is where one is; the rules decide who of those who are there is with the others.
std::string World::broken_room(const protocol::RoomId& id, const std::vector<const Tab*>& inside) const {
    std::set<client::MemberId> there;
    for (const auto& tab : tabs_)
        if ((tab->inside() || tab->waits()) && tab->room_id() == id) there.insert(tab->me());
    const auto present = server_.look(id);
    if (present.size() != there.size())
        return "the lobby counts " + std::to_string(present.size()) + " members, not " + std::to_string(there.size());
    for (const auto& tab : tabs_) {
        if (!tab->waits() || tab->room_id() != id) continue;
        for (const auto* each : inside)
            if (each->session().rules().may_enter(tab->browser().identity)) return called(*tab) + " waits outside and may come in";
    }
    for (const auto* tab : inside) {
        const bool listed = std::any_of(present.begin(), present.end(), [&](const auto& each) { return each.member == tab->me(); });
        if (!listed) return called(*tab) + " is inside, but not in the lobby";
        if (present.size() > 1 && !tab->mesh().relay_lent) return called(*tab) + " is not alone and has no credentials for the relay";
        if (tab->page.room.trouble != client::room::RoomTrouble::none) return called(*tab) + " still speaks of trouble with the server";
        if (unheard(*tab, *inside.front(), inside)) continue;
        if (protocol::encode(tab->session().rules().rules()) != protocol::encode(inside.front()->session().rules().rules()))
            return called(*tab) + " knows other rules than " + called(*inside.front());
    }
    return "";
}

std::string World::broken_without_server() const {
    for (const auto& [id, inside] : rooms())
        if (auto broken = broken_in(inside); !broken.empty()) return broken;
    return "";
}

std::string World::broken_in(const std::vector<const Tab*>& inside) const {
    for (const auto* tab : inside) {
        auto broken = broken_between(*tab, inside);
        if (broken.empty()) broken = broken_words(*tab, inside);
        if (broken.empty()) broken = broken_codes(*tab, inside);
        if (broken.empty()) broken = broken_call(*tab, inside);
        if (!broken.empty()) return called(*tab) + " " + broken;
    }
    return "";
}

std::map<protocol::RoomId, std::vector<const Tab*>> World::rooms() const {
    std::map<protocol::RoomId, std::vector<const Tab*>> rooms;
    for (const auto& tab : tabs_)
        if (tab->inside()) rooms[tab->room_id()].push_back(tab.get());
    return rooms;
}

bool World::anybody_apart() const {
    for (const auto& a : tabs_)
        for (const auto& b : tabs_)
            if (a->inside() && b->inside() && a->room_id() == b->room_id() && links_.apart(a->number(), b->number())) return true;
    return false;
}

bool World::joined_by_relay(const Tab& a, const Tab& b, const std::vector<const Tab*>& inside) const {
    return std::any_of(inside.begin(), inside.end(), [&](const Tab* it) {
        return it != &a && it != &b && !links_.apart(a.number(), it->number()) && !links_.apart(b.number(), it->number());
    });
}

bool World::unheard(const Tab& a, const Tab& b, const std::vector<const Tab*>& inside) const {
    return links_.apart(a.number(), b.number()) && !joined_by_relay(a, b, inside);
}

std::string World::broken_between(const Tab& tab, const std::vector<const Tab*>& inside) const {
    const auto links = links_.of(tab.number());
    for (const auto* other : inside) {
        const auto shown = tab.page.people.find(other->me());
        if (shown == tab.page.people.end()) return "does not show " + called(*other);
        if (shown->second.me != (other == &tab)) return "takes itself for somebody else";
        if (links_.apart(tab.number(), other->number())) {
            if (shown->second.state == client::members::PersonState::connected)
                return "shows " + called(*other) + " as connected through a wall";
            if (unheard(tab, *other, inside)) continue;
            if (shown->second.through.empty()) return "does not show through whom it hears " + called(*other);
            if (shown->second.status != own_status(*other)) return "shows another state of distant " + called(*other) + " than it has";
            continue;
        }
        if (!shown->second.through.empty()) return "shows " + called(*other) + " as heard through somebody";
        if (shown->second.state != client::members::PersonState::connected) return "does not show " + called(*other) + " as connected";
        if (shown->second.status != own_status(*other)) return "shows another state of " + called(*other) + " than it has";
        if (other == &tab) continue;
        if (other->tab() == tab.tab()) return "is inside beside " + called(*other) + ", another stay of the same tab";
        const auto link = links.find(other->me());
        if (link == links.end()) return "has no connection to " + called(*other);
        if (!link->second.works) return "has a connection to " + called(*other) + " that does not work";
        if (link->second.other != other->number()) return "is connected to the wrong tab";
        const auto peer = tab.session().peers().find(other->me());
        if (peer == tab.session().peers().end()) return "has a connection without a peer";
        if (!peer->second.works() || peer->second.link() != link->second.number)
            return "is wrong about the connection to " + called(*other);
    }
    std::size_t shown_here = 0;
    for (const auto& [id, person] : tab.page.people) shown_here += person.state != client::members::PersonState::knocking;
    if (shown_here != inside.size()) return "shows somebody who is not here";
    std::set<unsigned> colours;
    for (const auto& [member, shown] : tab.page.people) colours.insert(shown.card.colour);
    if (colours.size() < std::min<std::size_t>(8, inside.size())) return "shows two people in one colour";
    // Connections to people who are lost are kept for a while, but each belongs to a peer and each peer has one.
    for (const auto& [member, seen] : links)
        if (!tab.session().peers().count(member)) return "has a connection without a peer";
    for (const auto& [member, peer] : tab.session().peers())
        if (!peer.lost() && !links.count(member)) return "has a peer without a connection";
    return "";
}

namespace {

using client::conversation::Message;

// Two hundred, and as many again as a step takes in.
constexpr std::size_t most_rows = 250;

// As they are in the tab's log.
std::vector<Message> messages(const Tab& tab) {
    std::vector<Message> read;
    const auto& conversation = tab.session().conversation();
    if (!conversation.log()) return read;
    for (const auto& place : conversation.timeline().places())
        read.push_back(*conversation.timeline().message(*conversation.log(), place.id));
    return read;
}

std::string text_of(const Message& message) { return message.versions.empty() ? "" : message.versions.back().text; }

// All that it says, in words that can be compared.
std::string told(const Message& message) {
    auto text = protocol::to_text(message.id.feed) + " " + std::to_string(message.id.number) + (message.deleted ? " deleted" : "") +
                (message.pinned ? " pinned" : "");
    for (const auto& version : message.versions) text += " / " + version.text;
    for (const auto& reaction : message.reactions) text += " " + reaction.what + std::to_string(reaction.people.size());
    return text;
}

std::string told(const ModelMessage& message) {
    auto text = protocol::to_text(message.id.feed) + " " + std::to_string(message.id.number);
    if (message.deleted) return text + " deleted";
    text += message.pinned ? " pinned" : "";
    for (const auto& version : message.texts) text += " / " + version;
    for (const auto& [emoji, people] : message.reactions) text += " " + emoji + std::to_string(people.size());
    return text;
}

}  // namespace

// The timeline says what a naive reader of the same entries has.
std::string World::broken_reading(const Tab& tab) const {
    const auto read = messages(tab);
    const auto& conversation = tab.session().conversation();
    const auto model = conversation.log() ? model_of(*conversation.log()) : std::vector<ModelMessage>();
    if (read.size() != model.size()) return "reads " + std::to_string(read.size()) + " messages, not " + std::to_string(model.size());
    for (std::size_t at = 0; at < read.size(); ++at)
        if (told(read[at]) != told(model[at])) return "reads \"" + told(read[at]) + "\", not \"" + told(model[at]) + "\"";
    return "";
}

// Nobody has what was meant for others, and two who reach each other have the same of all that both may read.
std::string World::broken_secrets(const Tab& tab, const Tab& other) const {
    const auto& log = *tab.session().conversation().log();
    const auto& me = tab.browser().identity;
    const auto both_read = [&](const Tab& one, const Tab& two) {
        std::vector<std::string> all;
        const auto& its = *one.session().conversation().log();
        for (const auto& message : messages(one)) {
            const auto feed = message.id.feed;
            const bool open = !its.addressee(feed) || !links_.apart(one.number(), two.number());
            if (open && its.may_read(feed, two.browser().identity)) all.push_back(told(message));
        }
        return all;
    };
    for (const auto& head : log.heads())
        if (!log.may_read(head.feed, me)) return "has what was meant for others";
    return both_read(tab, other) == both_read(other, tab) ? "" : "reads another conversation than " + called(other);
}

std::string World::broken_words(const Tab& tab, const std::vector<const Tab*>& inside) const {
    const auto read = messages(tab);
    const auto& lines = tab.page.lines;
    if (lines.size() > most_rows) return "shows more lines than fit into its window";
    const auto from = std::find_if(read.begin(), read.end(), [&](const auto& each) { return !lines.empty() && each.id == lines[0]; });
    const auto shown = static_cast<std::size_t>(std::distance(from, read.end()));
    if (lines.size() > shown || lines.empty() != read.empty()) return "shows fewer lines than it has";
    if (tab.page.has_earlier != (from != read.begin() && !read.empty())) return "is wrong about whether there are earlier lines";
    if (tab.page.has_later != (lines.size() < shown)) return "is wrong about whether there are later lines";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& message = from[static_cast<std::ptrdiff_t>(i)];
        const auto& id = message.id;
        if (!(id == lines[i])) return "shows its lines in another order than it has them";
        if (tab.page.texts.at({id.feed, id.number}) != text_of(message)) return "shows other words than were said";
    }
    std::vector<std::string> own;
    std::size_t written = 0;  // to everybody, and to one
    for (const auto& message : read) {
        written += tab.session().conversation().log()->is_ours(message.id.feed);
        if (message.id.feed != tab.me()) continue;
        const auto entry = protocol::decode_entry(*tab.session().conversation().log()->body(message.id));
        own.push_back(std::get<protocol::NewMessage>(entry->says).text);
    }
    if (auto broken = broken_reading(tab); !broken.empty()) return broken;
    if (own != tab.typed) return "has lost its own words, or has them wrong";
    auto safe = tab.page.delivered;
    safe.insert(tab.page.kept.begin(), tab.page.kept.end());
    if (tab.page.guarded != (safe.size() != written)) return "asks before it is closed, or not, without a reason";
    for (const auto& record : tab.conversation().loaded())
        for (std::size_t at = 0; at < record.entries.bodies.size(); ++at)
            if (!tab.session().conversation().log()->body({record.entries.feed, record.entries.first + at}))
                return "lacks words that its browser keeps";
    for (const auto* a : inside)
        for (const auto* b : inside)
            if (unheard(*a, *b, inside)) return "";
    const auto& delivered = tab.page.delivered;
    const auto to_all = std::count_if(delivered.begin(), delivered.end(), [&](const auto& id) { return id.feed == tab.me(); });
    if (inside.size() > 1 && static_cast<std::size_t>(to_all) != tab.typed.size()) return "does not know that its words have arrived";
    // Everybody reads the same, in the same order, whoever is still there of those who wrote it.
    return broken_secrets(tab, *inside.front());
}

// A person who compares reads a code, and the one with whom, or everybody, reads the same.
std::string World::broken_codes(const Tab& tab, const std::vector<const Tab*>& inside) const {
    const auto& mine = tab.page.safety;
    if (!mine) return "";
    const bool all = mine->who == client::MemberId{};
    for (const auto* other : inside) {
        if (other == &tab || !(all || mine->who == other->me())) continue;
        if (all ? anybody_apart() : links_.apart(tab.number(), other->number())) continue;
        if (mine->state != client::trust::CodeState::ready) return "has no code to compare with " + called(*other);
        const auto& theirs = other->page.safety;
        const bool both = theirs && theirs->who == (all ? client::MemberId{} : tab.me());
        if (both && theirs->code != mine->code) return "reads another code than " + called(*other);
    }
    return "";
}

std::string World::broken_call(const Tab& tab, const std::vector<const Tab*>& inside) const {
    const auto& call = tab.page.call;
    const bool on[3] = {call.microphone == MicrophoneState::live || call.microphone == MicrophoneState::muted,
                        call.camera == DeviceState::live, call.screen == DeviceState::live};
    for (int i = 0; i < 3; ++i) {
        if (on[i] != tab.call().held[i]) return on[i] ? "shows a device that is off as on" : "shows a device that is on as off";
        if (on[i] && !call.in_call) return "has a device on outside the call";
    }
    const auto& tiles = tab.call().stage.tiles;
    const auto in_call =
        std::count_if(tab.page.people.begin(), tab.page.people.end(), [](const auto& each) { return each.second.status.in_call; });
    const auto faces =
        std::count_if(tiles.begin(), tiles.end(), [](const auto& tile) { return tile.kind == client::call::TileKind::camera; });
    if (faces != (call.in_call ? in_call : 0)) return "has not a tile for each in the call";
    if (tab.call().screen_kept_on != call.in_call) return "keeps the screen on for no call, or lets it go dark in one";
    if (tab.call().held[0] && tab.call().muted != (call.microphone == MicrophoneState::muted))
        return "is heard or not, other than its page says";
    std::set<std::pair<client::MemberId, bool>> pictures;
    if (on[0] || on[1]) pictures.insert({tab.me(), false});  // the own voice moves a meter
    if (on[2]) pictures.insert({tab.me(), true});
    const auto links = links_.of(tab.number());
    for (const auto* other : inside) {
        if (other == &tab) continue;
        const bool apart = links_.apart(tab.number(), other->number());
        const bool together = call.in_call && other->page.call.in_call && !apart;
        const auto link = links.find(other->me());
        if (link == links.end() && apart) continue;  // between two attempts
        const auto& sending = link->second.sending;
        if (sending.microphone != (together && on[0]) || sending.camera != (together && on[1]) || sending.screen != (together && on[2]))
            return "sends " + called(*other) + " the wrong media";
        const bool seen = other->call().sees;
        if ((sending.camera && sending.picture.active != seen) || (sending.screen && sending.screen_active != seen))
            return "sends " + called(*other) + " pictures that are not seen there, or none though they would be";
        if (together) pictures.insert({other->me(), false});
        if (together && other->page.call.screen == DeviceState::live) pictures.insert({other->me(), true});
    }
    if (pictures != tab.page.media) return "shows the wrong pictures";
    return "";
}

}  // namespace world
