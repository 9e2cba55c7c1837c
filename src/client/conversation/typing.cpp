#include "client/conversation/typing.hpp"

#include <algorithm>

#include "client/conversation/letters.hpp"
#include "client/members/visible.hpp"

namespace client::conversation {
namespace {

// An honest member says it no more often; of another one, nothing more is drawn.
constexpr Millis heard_every_ms = Typing::say_every_ms - 500;
// Of more people than two it is said how many there are, not who.
constexpr std::size_t most_shown = 3;

// Not a message: it may become a command of the page, such as "/poll".
bool is_command(std::string_view text) {
    if (text.substr(0, 1) != "/") return false;
    const auto end = std::find_if_not(text.begin() + 1, text.end(), is_letter_or_digit);
    return end == text.end() || *end == ' ';
}

}  // namespace

void Typing::say(bool on, const Context& context) {
    if (on || writes_)
        for (const auto& [id, peer] : context.members.peers())
            if (peer->works()) context.say(id, protocol::Typing{on});
    writes_ = on;
    if (on) said_at_ = context.now();
}

void Typing::changed(std::string_view text, const Context& context) {
    if (!shares_ || !context.stay().inside()) return;
    if (!members::has_visible(text) || is_command(text)) return say(false, context);
    if (!said_at_ || context.now() >= *said_at_ + say_every_ms) say(true, context);
}

void Typing::sent(const Context& context) { say(false, context); }

void Typing::share(bool on, const Context& context) {
    if (!on) {
        say(false, context);
        writers_.clear();
    }
    shares_ = on;
}

Typing::Writer* Typing::find(MemberId who) {
    const auto at = std::find_if(writers_.begin(), writers_.end(), [&](const Writer& it) { return it.id == who; });
    return at == writers_.end() ? nullptr : &*at;
}

void Typing::heard(const protocol::Typing& word, MemberId from, const Context& context) {
    if (!shares_) return;
    auto* writer = find(from);
    if (!word.on) {
        if (writer) writer->on = false;
        return;
    }
    if (writer && context.now() < writer->said_at + heard_every_ms) return;
    // Of those who write, the one that began first stands first.
    if (writer && !writer->on) {
        writers_.erase(writers_.begin() + (writer - writers_.data()));
        writer = nullptr;
    }
    if (!writer) writer = &writers_.emplace_back(Writer{from});
    writer->said_at = context.now();
    writer->on = true;
}

void Typing::spoke(MemberId who) {
    if (auto* writer = find(who)) writer->on = false;
}

void Typing::settle(const Context& context) {
    const auto works = [&](const Writer& it) {
        const auto* peer = context.members.find(it.id);
        return context.stay().inside() && peer && peer->works();
    };
    writers_.erase(std::remove_if(writers_.begin(), writers_.end(), [&](const Writer& it) { return !works(it); }), writers_.end());
    std::vector<members::DisplayName> who;
    for (auto& writer : writers_) {
        if (context.now() >= writer.said_at + shown_for_ms) writer.on = false;
        if (writer.on && who.size() < most_shown) who.push_back(context.members.card(writer.id));
    }
    if (who != shown_) context.order(ShowTyping{shown_ = std::move(who)});
}

std::optional<Millis> Typing::wake_at() const {
    std::optional<Millis> at;
    for (const auto& writer : writers_)
        if (writer.on) at = std::min(at.value_or(writer.said_at + shown_for_ms), writer.said_at + shown_for_ms);
    return at;
}

}  // namespace client::conversation
