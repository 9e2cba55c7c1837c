#include "client/members/members.hpp"

#include <algorithm>
#include <utility>

#include "client/members/lookalike.hpp"
#include "client/members/names.hpp"
#include "protocol/wire.hpp"

namespace client::members {
namespace {

// Of the hellos of each before the one that holds.
constexpr std::size_t max_earlier = 2;
// Members that are remembered, most of whom have gone: whoever holds the link can come again and again.
constexpr std::size_t max_records = 512;

void keep_earlier(std::vector<std::string>& hellos, std::string hello) {
    if (hello.empty()) return;
    hellos.insert(hellos.begin(), std::move(hello));
    if (hellos.size() > max_earlier) hellos.pop_back();
}

}  // namespace

// --- ourselves ---------------------------------------------------------------------------------------------------------------

void Members::on(const room::PageReady& ready) {
    auto& self = directory_.self_;
    self.id = ready.me;
    self.token = ready.token;
    self.fresh = ready.fresh;
    self.build = ready.build;
    self.last_epoch = ready.epoch;
    record(ready.me).tab = ready.tab;
    changed();
}

void Members::on(const IdentityKnown& known, const Context& context) {
    directory_.self_.identity = known.mine;
    changed();
    context.tell(SelfKnown{});
}

void Members::on(const IdentityFailed&, const Context& context) { context.tell(NoKey{}); }

void Members::on(const room::NameTaken& taken) {
    auto& self = directory_.self_;
    auto& me = record(self.id);
    me.name = taken.name;
    me.key.skeleton = skeleton(taken.decomposed.empty() ? taken.name : taken.decomposed);
    keep_earlier(self.earlier, std::exchange(self.hello, ""));
    if (me.profile > 0) ++me.profile;  // it says another name
    changed();
}

// A stay begins later than all others of its tab, also where the clock was set back since.
void Members::on(const room::Entering&, const Context& context) {
    auto& self = directory_.self_;
    auto& me = record(self.id);
    if (!self.hello.empty()) return;
    auto last = self.last_epoch;
    for (const auto& [id, known] : directory_.records_)
        if (known.tab == me.tab && known.key.identity == *self.identity) last = std::max(last, known.epoch);
    me.key.identity = *self.identity;
    me.epoch = self.last_epoch = std::max<std::uint64_t>(context.time.wall(), last + 1);
    context.order(room::KeepEpoch{me.epoch});
    self.hello =
        protocol::encode(protocol::Hello{me.name, *self.identity, me.tab, me.epoch, self.fresh, self.build, self.stay.ticket.has_value()});
    changed();
}

void Members::on(const room::Entered&) {
    paint(directory_.self_.id);
    changed();
}

void Members::on(const call::StatusChanged& news) {
    directory_.self_.status = news.status;
    changed();
}

void Members::on(const network::Changed& news) {
    directory_.self_.offline = !news.online;
    changed();
}

void Members::set(const Stay& stay) {
    if (directory_.self_.stay == stay) return;
    directory_.self_.stay = stay;
    changed();
}

void Members::set(const Policy& policy) {
    if (directory_.self_.policy == policy) return;
    just_let_in_ |= directory_.self_.policy.waiting && !policy.waiting;
    directory_.self_.policy = policy;
    changed();
}

void Members::set(const Service& service) {
    if (directory_.self_.service == service) return;
    directory_.self_.service = service;
    changed();
}

// --- others ------------------------------------------------------------------------------------------------------------------

void Members::on(const signaling::Looked& looked) {
    directory_.visitors_.clear();
    for (const auto& greeting : looked.present) {
        const auto hello = protocol::decode_hello(greeting.hello);
        auto name = hello ? clean_name(hello->name, protocol::max_name_characters) : std::string();
        if (name.empty()) continue;
        const auto shape = skeleton(greeting.decomposed.empty() ? name : greeting.decomposed);
        directory_.visitors_.push_back({greeting.member, {hello->identity, "", shape}, std::move(name)});
    }
    changed();
}

void Members::on(const trust::VisitorsRated& rated) {
    for (std::size_t i = 0; i < std::min(rated.strangers.size(), directory_.visitors_.size()); ++i)
        directory_.visitors_[i].stranger = rated.strangers[i];
    changed();
}

// No room has more seats, whatever the server says; of too many, one goes whose hello did not open.
void Members::list(MemberId id, const Context& context) {
    auto& listed = directory_.listed_;
    if (listed.size() >= protocol::max_room_seats && !listed.count(id)) {
        const auto unknown = std::find_if(listed.begin(), listed.end(), [&](MemberId each) { return !record(each).is_known(); });
        if (unknown == listed.end()) return;
        record(*unknown).listed = false;
        listed.erase(unknown);
    }
    forget_gone(context);
    listed.insert(id);
    record(id).listed = true;
    changed();
}

// Those that were here last are remembered.
void Members::forget_gone(const Context& context) {
    auto& records = directory_.records_;
    while (records.size() >= max_records) {
        auto oldest = records.end();
        for (auto at = records.begin(); at != records.end(); ++at) {
            const bool here = at->second.connection || at->second.listed || at->first == directory_.self_.id;
            if (!here && at->second.here_at < context.now() && (oldest == records.end() || at->second.here_at < oldest->second.here_at))
                oldest = at;
        }
        if (oldest == records.end()) return;
        context.tell(MemberForgotten{oldest->first});
        set_portrait(oldest->first, "", context);
        records.erase(oldest);
    }
}

void Members::on(const signaling::LetIn& let_in, const Context& context) {
    for (const auto& id : std::exchange(directory_.listed_, {})) record(id).listed = false;
    for (const auto& greeting : let_in.present) list(greeting.member, context);
    for (const auto& greeting : let_in.present) context.tell(Introduced{greeting});
    changed();
}

void Members::on(const signaling::MemberListed& listed, const Context& context) { list(listed.member, context); }

void Members::on(const signaling::MemberGone& gone, const Context& context) {
    if (directory_.listed_.erase(gone.member)) {
        record(gone.member).listed = false;
        record(gone.member).here_at = context.now();
    }
    changed();
}

// The other room's server side lists nobody yet.
void Members::on(const room::Moved&) {
    for (const auto& id : std::exchange(directory_.listed_, {})) record(id).listed = false;
    changed();
}

void Members::on(const room::Leaving&) {
    for (const auto& id : std::exchange(directory_.listed_, {})) record(id).listed = false;
    changed();
}

void Members::on(const MemberIntroduced& greeted, const Context& context) {
    // The member may have left while its hello was being opened.
    const auto member = greeted.who.member;
    if (!context.stay().inside() || !directory_.is_here(member)) return;
    // Another member's news of somebody who left is older than our own, unless they came back since.
    const auto& known = record(member);
    if (!known.listed && known.left && known.hello == greeted.who.hello) return;
    greet(greeted.who, context);
}

void Members::greet(const Introduction& greeting, const Context& context) {
    const auto id = greeting.member;
    if (id == directory_.self_.id || !directory_.self_.stay.entered()) return;
    auto& known = record(id);
    known.here_at = context.now();
    const bool anew = !known.is_known() || known.hello != greeting.hello;
    if (anew) {
        const auto hello = protocol::decode_hello(greeting.hello);
        auto name = hello ? clean_name(hello->name, protocol::max_name_characters) : std::string();
        // A member id belongs to the key that said hello with it first.
        const bool is_taken = hello && known.is_known() && (known.key.identity != hello->identity || hello->epoch <= known.epoch);
        if (name.empty() || is_taken) {
            ++context.dropped;
            return;
        }
        replace(id, context);  // the same tab under another name
        known.told_name.clear();
        known.name = std::move(name);
        known.key.name = greeting.decomposed.empty() ? known.name : clean_name(greeting.decomposed, protocol::max_pinned_name_bytes / 4);
        known.key.skeleton = skeleton(known.key.name);
        known.key.identity = hello->identity;
        known.left = false;
        keep_earlier(known.earlier, std::exchange(known.hello, greeting.hello));
        known.tab = hello->tab;
        known.epoch = hello->epoch;
        known.build = hello->build;
        known.has_ticket = hello->has_ticket;
        known.banned |= banned_.count(known.key.identity.key) > 0;
        changed();
        if (!replace_older(id, context)) return;
    }
    if (!greeting.sealed.empty()) known.sealed = greeting.sealed;
    context.tell(MemberKnown{id, anew});
}

// A tab that was loaded anew leaves no ghost of its earlier stay. False where the earlier stay is ours.
bool Members::replace_older(MemberId id, const Context& context) {
    for (const auto& [other, before] : directory_.records_) {
        if (!directory_.replaces(id, other)) continue;
        if (other == directory_.self_.id) {
            context.tell(Elsewhere{});
            return false;
        }
        replace(other, context);
    }
    return true;
}

void Members::replace(MemberId id, const Context& context) {
    auto& known = record(id);
    if (!known.connection) return;
    if (known.connection->announced) context.notice(conversation::NoticeKind::left, id);
    known.left = true;
    context.tell(MemberReplaced{id});
}

void Members::on(const mesh::MemberMet& met, const Context& context) {
    auto& known = record(met.member);
    paint(met.member);
    known.was_here = !context.stay().inside() || just_let_in_;
    if (!std::exchange(known.met, true) && !known.was_here) known.came_at = context.now();
    changed();
}

// A member that was inside before us, as we find, has not just come in.
void Members::on(const mesh::MemberProved& proved, const Context& context) {
    const auto& known = record(proved.member);
    if (!(proved.first && known.was_here)) context.notice(conversation::NoticeKind::joined, proved.member);
    if (proved.first && known.trust_level == TrustLevel::stranger) context.notice(conversation::NoticeKind::stranger, proved.member);
}

void Members::set(MemberId peer, const std::optional<Connection>& connection) {
    auto& known = record(peer);
    if (known.connection == connection) return;
    known.connection = connection;
    if (connection) {
        directory_.peers_[peer] = &known;
    } else {
        directory_.peers_.erase(peer);
        known.status = {};
        known.reaches.clear();
    }
    if (known.lost()) known.colour.reset();
    changed();
}

void Members::on(const mesh::MemberRemoved& removed, const Context& context) {
    record(removed.member).left = removed.left;
    record(removed.member).here_at = context.now();
}

void Members::on(const mesh::ReachHeard& heard) {
    record(heard.peer).reaches = heard.reaches;
    changed();
}

void Members::on(const Charged& charged, const Context& context) {
    auto& known = record(charged.member);
    if (known.banned || known.heard.take(charged.cost, context.now())) return;
    known.banned = true;
    banned_.insert(known.key.identity.key);
    changed();
    context.tell(Banned{charged.member});
}

void Members::on(const Said& said, const Context& context) { record(said.member).said.spend(said.cost, context.time.steady()); }

void Members::on(const trust::IdentityRated& rated) {
    auto& known = record(rated.member);
    known.trust_level = rated.trust_level;
    known.renamed_from = rated.renamed_from;
    changed();
}

void Members::on(const call::StatusHeard& heard) {
    record(heard.member).status = heard.status;
    changed();
}

// Gives a colour that nobody else here has, where there is one, for the whole stay. Every client does so in the order in which members
// came, so that screens agree, except about a colour that was taken by somebody who left before the other screen came.
void Members::paint(MemberId who) {
    unsigned taken = 0;
    const auto take = [&](MemberId id) {
        const auto& colour = record(id).colour;
        if (id != who && colour) taken |= 1U << *colour;
    };
    take(directory_.self_.id);
    for (const auto& [id, its] : directory_.peers_) take(id);
    auto& colour = record(who).colour;
    colour = free_colour(colour.value_or(wished_colour(record(who).key.identity)), taken);
}

// --- shown -------------------------------------------------------------------------------------------------------------------

void Members::show(const Context& context) {
    just_let_in_ = false;
    if (shown_revision_ == directory_.revision_) return;
    auto now = people(context);
    shown_revision_ = directory_.revision_;
    for (const auto& [id, person] : shown_)
        if (!now.count(id)) context.order(RemovePerson{id});
    for (const auto& [id, person] : now) {
        const auto before = shown_.find(id);
        if (before == shown_.end() || before->second != person) context.order(person);
    }
    shown_ = std::move(now);
    auto listing = arrivals_.list(shown_);
    if (shown_listing_ == listing) return;
    shown_listing_ = std::move(listing);
    context.order(shown_listing_);
}

std::map<MemberId, ShowPerson> Members::people(const Context& context) {
    std::map<MemberId, ShowPerson> people;
    const auto& self = directory_.self_;
    if (!self.stay.inside() || self.policy.waiting) return people;
    const auto is_host = [&](const Record& record) { return self.policy.host && record.key.identity == *self.policy.host; };
    auto& me = people[self.id] = {self.id, directory_.card(self.id), true, PersonState::connected, self.status};
    me.host = self.policy.hosting;
    me.about = record(self.id).about;
    for (const auto& [id, its] : directory_.peers_) {
        if (its->lost()) continue;
        paint(id);  // who had to share a colour shares it only until one is free
        auto& person = people[id] = {id,
                                     directory_.card(id),
                                     false,
                                     its->connection->state,
                                     its->status,
                                     its->build == self.build,
                                     its->trust_level,
                                     its->renamed_from};
        person.away_since = context.time.steady(its->connection->away_since);
        person.host = is_host(*its);
        person.about = its->about;
        if (its->connection->through) person.through = directory_.at(*its->connection->through).name;
    }
    for (const auto& id : self.policy.knocking)
        people[id] = {id, directory_.card(id), false, PersonState::knocking, {}, true, directory_.at(id).trust_level};
    return people;
}

}  // namespace client::members
