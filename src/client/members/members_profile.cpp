// Names, portraits and what people say of themselves, as far as they change while somebody is inside (members.hpp).
#include <algorithm>
#include <utility>

#include "client/members/lookalike.hpp"
#include "client/members/members.hpp"
#include "client/members/names.hpp"
#include "protocol/hello.hpp"

namespace client::members {
namespace {

// The conversation is told of one member's new names no more often.
constexpr Millis tell_again_ms = 60'000;

std::string clean_about(const std::string& about) { return clean_name(about, protocol::max_about_characters); }

}  // namespace

void Members::on(const ProfileChosen& chosen, const Context& context) {
    const auto& self = directory_.self_;
    auto& me = record(self.id);
    auto name = clean_name(chosen.name, protocol::max_name_characters);
    if (name.empty() || !self.stay.entered()) name = me.name;
    auto about = clean_about(chosen.about);
    auto portrait = protocol::is_portrait(chosen.portrait) ? chosen.portrait : "";
    if (name == me.name && about == me.about && portrait == me.portrait) return;
    if (me.profile == protocol::max_profile_serial) return;
    ++me.profile;
    me.about = std::move(about);
    if (set_portrait(self.id, std::move(portrait), context)) context.tell(ProfileChanged{self.id});
    if (name != me.name) {
        me.name = name;
        context.order(DecomposeName{self.id, me.profile, std::move(name)});
    }
    changed();
    for (const auto& [id, peer] : directory_.peers_)
        if (peer->talks()) say_profile(id, context);
}

// The hello says all of a profile that never changed.
void Members::on(const mesh::ChannelReady& ready, const Context& context) {
    if (record(directory_.self_.id).profile > 0) say_profile(ready.peer, context);
}

void Members::say_profile(MemberId to, const Context& context) {
    const auto& me = record(directory_.self_.id);
    context.say(to, protocol::Profile{me.profile, me.name, me.about, me.portrait}, cost_of_change);
}

void Members::on(const protocol::Profile& profile, MemberId from, const Context& context) {
    auto& known = record(from);
    if (profile.serial <= known.profile) return;  // said anew over another connection
    auto name = clean_name(profile.name, protocol::max_name_characters);
    if (name.empty()) {
        ++context.dropped;
        return;
    }
    if (!context.charge(from, cost_of_change)) return;
    known.profile = profile.serial;
    known.about = clean_about(profile.about);
    if (set_portrait(from, profile.portrait, context)) context.tell(ProfileChanged{from});
    changed();
    if (name != known.name) context.order(DecomposeName{from, profile.serial, std::move(name)});
}

void Members::on(const NameDecomposed& named, const Context& context) {
    const auto at = directory_.records_.find(named.member);
    if (at == directory_.records_.end() || at->second.profile != named.serial) return;  // it has changed again meanwhile
    auto& known = at->second;
    const auto shape = named.decomposed.empty() ? named.name : clean_name(named.decomposed, protocol::max_pinned_name_bytes / 4);
    if (known.key.name == shape && known.name == named.name) return;
    if (named.member != directory_.self_.id && known.told_name.empty()) known.told_name = known.name;
    known.name = named.name;
    known.key.name = shape;
    known.key.skeleton = skeleton(shape);
    changed();
    context.tell(ProfileChanged{named.member});
}

// True where it is another one.
bool Members::set_portrait(MemberId id, std::string portrait, const Context& context) {
    auto& known = record(id);
    if (known.portrait == portrait) return false;
    known.portrait = std::move(portrait);
    known.portrait_of = known.profile;
    context.order(ShowPortrait{id, directory_.face(id), known.portrait});
    return true;
}

// One sentence tells of all the names that somebody has tried.
void Members::tell_renamings(const Context& context) {
    for (const auto& [id, peer] : directory_.peers_) {
        auto& known = record(id);
        if (known.told_name.empty() || context.now() < known.tell_name_at) continue;
        const auto before = std::exchange(known.told_name, "");
        if (before == known.name) continue;
        known.tell_name_at = context.now() + tell_again_ms;
        context.order(conversation::ShowNotice{conversation::NoticeKind::renamed, directory_.card(id), context.time.wall(), before});
        if (known.trust_level == TrustLevel::stranger) context.notice(conversation::NoticeKind::stranger, id);
    }
}

std::optional<Millis> Members::wake_at() const {
    std::optional<Millis> at;
    for (const auto& [id, peer] : directory_.peers_)
        if (!peer->told_name.empty()) at = at ? std::min(*at, peer->tell_name_at) : peer->tell_name_at;
    return at;
}

}  // namespace client::members
