#include "client/call/call.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

namespace client::call {
namespace {

constexpr Millis look_every_ms = 2'000;
// A tile that is hidden for a moment is not worth a picture that begins anew.
constexpr Millis less_after_ms = 2'000;

// Of a status, beside its bytes, where the one before was another: a notice and a tile. What is on or off costs a word, so that nobody is
// put out for muting and unmuting.
Millis cost_of_status(const protocol::Status& before, const protocol::Status& now) {
    return before.in_call == now.in_call && before.screen == now.screen ? 0 : members::cost_of_change;
}

constexpr std::array sources{Source::microphone, Source::camera, Source::screen};

}  // namespace

void Call::on(const CallJoined& joined, const Context& context) {
    const auto stage = context.stay().stage;
    if ((stage == room::Stage::inside || stage == room::Stage::arriving) && !devices_.in_call()) devices_.on(joined, context.orders);
}

void Call::on(const CallLeft& left, const Context& context) {
    hand_ = 0;
    stage_.on(RecordingChanged{false});
    devices_.on(left, context.orders);
}

void Call::on(const DeviceToggled& toggled, const Context& context) {
    // Devices are turned on at the door and in the call; a click just after the call was left is too late.
    const auto& stay = context.stay();
    if (stay.stage == room::Stage::left || (stay.inside() && !devices_.in_call())) return;
    devices_.on(toggled, context.orders);
}

void Call::on(const DeviceChosen& chosen, const Context& context) { devices_.on(chosen, context.orders); }
void Call::on(const DeviceGranted& granted, const Context& context) {
    devices_.on(granted, context.orders);
    if (granted.source == Source::screen && smooth_screen_) context.order(HintScreen{true});
}
void Call::on(const DeviceRefused& refused, const Context& context) { devices_.on(refused, context.orders); }
void Call::on(const DeviceEnded& ended, const Context& context) { devices_.on(ended, context.orders); }
void Call::on(const DevicesListed& listed, const Context& context) { devices_.on(listed, context.orders); }
void Call::on(const SoundChosen& chosen, const Context& context) { devices_.on(chosen, context.orders); }
void Call::on(const EffectsChosen& chosen, const Context& context) { devices_.on(chosen, context.orders); }
void Call::on(const PushToTalkChosen& chosen, const Context& context) { devices_.on(chosen, context.orders); }
void Call::on(const TalkHeld& held, const Context& context) { devices_.on(held, context.orders); }

void Call::on(const DevicesChanged& changed, const Context& context) {
    devices_.on(changed);
    context.order(*(shown_devices_ = devices_.devices()));
}

void Call::on(const QualityChosen& chosen, const Context& context) {
    pictures_ = chosen.quality;
    stage_.on(chosen);
    if (pictures_ == Quality::audio && devices_.live(Source::camera)) devices_.on(DeviceToggled{Source::camera}, context.orders);
}

void Call::on(const ScreenHintChosen& chosen, const Context& context) {
    smooth_screen_ = chosen.smooth;
    if (devices_.live(Source::screen)) context.order(HintScreen{smooth_screen_});
}

void Call::on(const room::Entered&, const Context&) { devices_.entered(); }

void Call::on(const room::CallResumed& it, const Context& context) { on(CallJoined{it.microphone, it.camera, it.muted}, context); }

void Call::on(const room::Leaving& leaving, const Context& context) {
    if (!leaving.closing) on(CallLeft{}, context);
}

void Call::on(const access::ShutOut&, const Context& context) { on(CallLeft{}, context); }

// --- parts in the call -------------------------------------------------------------------------------------------------------

void Call::on(const mesh::ChannelReady& ready, const Context& context) {
    say_status(ready.peer, context);
    showing_.erase(ready.peer);
}

void Call::say_status(MemberId to, const Context& context) {
    const auto status = this->status();
    const auto before = std::exchange(told_[to], status);
    context.say(to, status, cost_of_status(before, status));
}

// Our own part in the call is told to everybody whenever it changes.
void Call::tell_status(const Context& context) {
    const auto status = this->status();
    if (!context.stay().inside() || context.policy().waiting || status == context.self().status) return;
    context.tell(StatusChanged{status});
    for (const auto& [id, peer] : context.members.peers())
        if (peer->talks()) say_status(id, context);
}

void Call::on(const protocol::Status& status, MemberId from, const Context& context) {
    const auto& known = context.members.at(from);
    const auto before = known.status;
    if (!context.charge(from, cost_of_status(before, status))) return;
    const auto& peers = context.members.peers();
    const bool anybody =
        devices_.in_call() || std::any_of(peers.begin(), peers.end(), [](const auto& each) { return each.second->status.in_call; });
    context.tell(StatusHeard{from, status});
    // The first that a member that was here before us says of itself is no news.
    if (!std::exchange(sending_[from].heard, true) && known.was_here) return;
    using Kind = conversation::NoticeKind;
    if (status.in_call && !before.in_call && !anybody) ringing_.started(from, context.now());
    if (status.in_call && !before.in_call) context.notice(anybody ? Kind::call_joined : Kind::call_started, from);
    if (!status.in_call && before.in_call) context.notice(Kind::call_left, from);
    if (status.screen && !before.screen) context.notice(Kind::screen_started, from);
}

// --- the media plan ----------------------------------------------------------------------------------------------------------

// The browser that waits for a picture asks for a whole one only after seconds.
void Call::on(const mesh::KeyFrameWanted& wanted, const Context& context) {
    const auto at = sending_.find(wanted.peer);
    if (at == sending_.end() || !(at->second.media.camera || at->second.media.screen)) return;
    auto anew = at->second.media;
    anew.whole_picture = true;
    context.order(anew);
}

void Call::on(const protocol::Shown& shown, MemberId from) { sending_[from].shown = shown; }

// A picture that is shown nowhere costs nothing.
Picture Call::camera_for(const Sending& peer, double share) const {
    const bool large = peer.shown.camera == protocol::ShownSize::large && pictures_ == Quality::full;
    auto rate = large ? share : small_share;
    for (const auto& limit : {peer.way.rate(), processor_.rate()}) rate = std::min(rate, limit.value_or(rate));
    auto picture = picture_at(rate);
    picture.active = peer.shown.camera != protocol::ShownSize::none;
    return picture;
}

// Whether anything has to come from that member all the time.
bool Call::arrives(const members::Record& peer, MemberId id) const {
    const auto at = showing_.find(id);
    const auto told = at == showing_.end() ? protocol::Shown{} : at->second.told.value_or(protocol::Shown{});
    const auto& status = peer.status;
    const auto comes = [](bool sent, protocol::ShownSize size) { return sent && size != protocol::ShownSize::none; };
    return status.microphone || comes(status.camera, told.camera) || comes(status.screen, told.screen);
}

// Pictures and voices go only to those who are in the call too, and come only while we are.
void Call::plan_media(bool granted_anew, const Context& context) {
    const auto& peers = context.members.peers();
    for (auto it = sending_.begin(); it != sending_.end();) it = peers.count(it->first) ? std::next(it) : sending_.erase(it);
    const auto shown = [&](protocol::ShownSize size) {
        return static_cast<std::size_t>(std::count_if(peers.begin(), peers.end(), [&](const auto& each) {
            return is_in_call_with(*each.second) && sending_[each.first].shown.camera == size;
        }));
    };
    const auto share = large_share(shown(protocol::ShownSize::large), shown(protocol::ShownSize::small));
    for (const auto& [id, peer] : peers) {
        auto& it = sending_[id];
        if (it.link != peer->connection->link) {
            it.link = peer->connection->link;
            it.media = SendMedia{id};
            it.transceivers = it.arrives = false;
            it.shown = {};
            it.way = {};
        }
        const bool together = is_in_call_with(*peer);
        if (!together) it.shown = {};
        SendMedia send{id};
        if (together) {
            send.microphone = devices_.live(Source::microphone);
            send.camera = devices_.live(Source::camera);
            send.screen = devices_.live(Source::screen);
            if (send.camera) send.picture = camera_for(it, share);
            if (send.screen) send.screen_active = it.shown.screen != protocol::ShownSize::none;
        }
        const bool anything = send.microphone || send.camera || send.screen;
        if (send != it.media || (granted_anew && anything)) context.order(it.media = send);
        const bool transceivers = devices_.in_call() || peer->status.in_call;
        const bool comes = together && arrives(*peer, id);
        if (transceivers == it.transceivers && comes == it.arrives) continue;
        it.transceivers = transceivers;
        it.arrives = comes;
        context.tell(MediaExpected{id, transceivers, comes});
    }
}

// Each sender is told how large its pictures are shown here: what it was told before an outage or an earlier part in the call may have
// reached it or not, and late, so it is told anew after that, whatever it was.
void Call::say_shown(const Context& context) {
    const auto& peers = context.members.peers();
    bool changed = false;
    for (auto it = showing_.begin(); it != showing_.end();) it = peers.count(it->first) ? std::next(it) : showing_.erase(it);
    for (const auto& [id, peer] : peers) {
        if (!watched_ || !is_in_call_with(*peer)) {
            showing_.erase(id);
            continue;
        }
        auto& [told, less_at] = showing_[id];
        auto now = stage_.size_of(id);
        if (!peer->status.screen) now.screen = told.value_or(protocol::Shown{}).screen;
        const bool more = told ? now.camera > told->camera || now.screen > told->screen : now.camera > protocol::ShownSize::none;
        if (now == told || more) less_at.reset();
        if (now == told) continue;
        if (!more && !less_at) less_at = context.now() + less_after_ms;
        if (!more && context.now() < *less_at) continue;
        less_at.reset();
        told = now;
        context.say(id, now);
        changed = true;
    }
    if (changed) plan_media(false, context);  // other pictures have to come now
}

// --- how good the connections are --------------------------------------------------------------------------------------------

// From the moment on at which the page shows the call, until it is over.
void Call::watch(const Context& context) {
    const bool in_call = shown_call_ && shown_call_->in_call;
    if (in_call == std::exchange(watched_, in_call)) return;
    if (in_call) return look(context);
    look_at_.reset();
    quality_.clear();
    processor_ = {};
    show_weak(context);
    context.order(KeepScreenOn{false});
}

void Call::look(const Context& context) {
    look_at_.reset();
    context.order(KeepScreenOn{true});
    SampleStats sample;
    for (const auto& [id, peer] : context.members.peers())
        if (peer->status.in_call && peer->connection->state == members::PersonState::connected) sample.members.push_back(id);
    context.order(std::move(sample));
}

std::optional<Millis> Call::wake_at() const {
    auto at = look_at_;
    const auto sooner = [&at](std::optional<Millis> other) {
        if (other) at = std::min(at.value_or(*other), *other);
    };
    sooner(voices_.until());
    if (shown_ring_.aloud) sooner(ringing_.quiet_at());
    for (const auto& [member, showing] : showing_) sooner(showing.less_at);
    return at;
}

void Call::tick(const Context& context) {
    if (look_at_ && context.now() >= *look_at_) look(context);
}

void Call::on(const StatsSampled& stats, const Context& context) {
    if (!watched_) return;  // the call was left while the browser measured
    look_at_ = context.now() + look_every_ms;
    std::set<MemberId> measured;
    bool busy = false;
    for (const auto& [member, report] : stats.reports) {
        measured.insert(member);
        const auto sample = sampled(report);
        const auto passed = quality_.look(member, sample);
        if (!sample) continue;
        auto& sending = sending_[member];
        const auto& sent = sending.media;
        sending.way.look(sent.camera && sent.picture.active ? sent.picture.kilobits_per_second : 0, *sample, passed);
        busy |= sample->busy;
    }
    quality_.keep_only(measured);
    processor_.look(busy);
    show_weak(context);
}

void Call::show_weak(const Context& context) {
    auto now = quality_.weak();
    if (now.mine == Weakness::none && processor_.is_busy()) now.mine = Weakness::busy;
    if (shown_weak_ != now) context.order(shown_weak_ = std::move(now));
}

// --- who speaks --------------------------------------------------------------------------------------------------------------

void Call::on(const LevelsSampled& levels, const Context& context) {
    for (const auto& [member, loudness] : levels.levels)
        if (member != context.self().id) voices_.sample(member, loudness, context.now());
}

// The noise that is left of a muted microphone is no speech.
void Call::show_speaking(const Context& context) {
    const auto is_heard = [&](MemberId member) {
        const auto* known = context.members.find(member);
        return watched_ && known && known->status.microphone;
    };
    voices_.keep(is_heard, context.now());
    const ShowSpeaking now{voices_.loudest()};
    if (shown_speaking_ != now) context.order(shown_speaking_ = now);
}

// --- the stage ---------------------------------------------------------------------------------------------------------------

void Call::show_stage(const Context& context) {
    // In the order in which they came.
    std::map<std::pair<Millis, MemberId>, Participant> came;
    for (const auto& [id, peer] : context.members.peers())
        if (!peer->lost()) came[{peer->came_at.value_or(0), id}] = {id, peer->status.in_call, shown_media_.count({id, true}) > 0};
    const auto& me = context.self().id;
    std::vector<Participant> people;
    for (const auto& [at, person] : came) people.push_back(person);
    people.push_back({me, watched_});
    const auto& now = stage_.arrange(people, me, voices_.speaker());
    if (shown_stage_ != now) context.order(shown_stage_ = now);
}

// --- shown -------------------------------------------------------------------------------------------------------------------

void Call::show_media(const Context& context) {
    std::map<std::pair<MemberId, bool>, std::uint32_t> media;
    const auto& me = context.self().id;
    if (devices_.live(Source::camera) || devices_.live(Source::microphone))
        media[{me, false}] = devices_.grants(Source::camera) + devices_.grants(Source::microphone);
    if (devices_.live(Source::screen)) media[{me, true}] = devices_.grants(Source::screen);
    for (const auto& [id, peer] : context.members.peers()) {
        if (!is_in_call_with(*peer) || peer->lost()) continue;
        media[{id, false}] = peer->connection->link;
        if (peer->status.screen) media[{id, true}] = peer->connection->link;
    }
    for (const auto& [key, link] : shown_media_)
        if (!media.count(key)) context.order(ShowMedia{key.first, key.second, false});
    for (const auto& [key, link] : media) {
        const auto shown = shown_media_.find(key);
        if (shown == shown_media_.end() || shown->second != link) context.order(ShowMedia{key.first, key.second, true});
    }
    shown_media_ = std::move(media);
}

void Call::show(const Context& context) {
    auto call = devices_.shown();
    if (!context.stay().inside() && context.stay().stage != room::Stage::left) call.in_call = false;  // the way into it is still ahead
    if (shown_call_ == call) return;
    shown_call_ = call;
    context.order(std::move(call));
}

void Call::settle(const Context& context) {
    if (const auto intent = devices_.intent(); intent_ != intent) context.tell(IntentChanged{intent_ = intent});
    tell_status(context);
    bool granted_anew = false;
    for (const auto source : sources) {
        auto& sent = grants_sent_[static_cast<std::size_t>(source)];
        granted_anew |= sent != devices_.grants(source);
        sent = devices_.grants(source);
    }
    plan_media(granted_anew, context);
    show_media(context);
    // The browser tells the names of devices only after it has granted one.
    const auto devices = devices_.devices();
    if (granted_anew || (shown_devices_ && *shown_devices_ != devices)) context.order(*(shown_devices_ = devices));
    show(context);
    watch(context);
    show_speaking(context);
    show_stage(context);
    say_shown(context);
    ring(context);
    tell_limit(context);
}

}  // namespace client::call
