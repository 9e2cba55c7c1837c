#include "world/tab.hpp"

#include <algorithm>
#include <type_traits>

#include "client/dispatch.hpp"
#include "client/invitation.hpp"
#include "protocol/wire.hpp"

namespace world {
namespace {

template <class AnyId>
AnyId random_id(Dice& dice) {
    AnyId id;
    for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(dice.below(256));
    return id;
}

template <class Type>
std::string name_of(const Type&) {
    const std::string text = __PRETTY_FUNCTION__;
    const auto start = text.find("client::", text.find("Type = ")) + 8;
    return text.substr(start, text.find_first_of(";]", start) - start);
}

template <class AnyOrder, class... Kinds>
constexpr bool is_one_of = (std::is_same_v<AnyOrder, Kinds> || ...);

template <class AnyOrder>
constexpr bool is_work = is_one_of<AnyOrder, client::signaling::Join, client::mesh::OpenLink, client::mesh::RestartLink,
                                   client::mesh::SendTalk, client::members::ShowPerson, client::room::ShowRoom>;

}  // namespace

protocol::RoomId room_id(unsigned room) {
    protocol::RoomId id;
    id.bytes.fill(static_cast<std::uint8_t>(room + 1));
    return id;
}

Tab::Tab(TabNumber number, Browser& browser, unsigned room, const Place& place, Surroundings& around)
    : number_(number),
      browser_(browser),
      room_(room),
      place_(place),
      around_(around),
      me_(random_id<client::MemberId>(around.dice)),
      token_(random_id<protocol::Token>(around.dice)),
      tab_(random_id<protocol::TabId>(around.dice)),
      address_(client::write_invitation({"room " + std::to_string(room), place.secret})),
      room_id_(world::room_id(room)) {
    browser_.enter(*this);
}

Tab::Tab(TabNumber number, Tab& before) : Tab(number, before.browser_, before.room_, before.place_, before.around_) {
    tab_ = before.tab_;
    epoch_ = before.epoch_;
    address_ = before.address_;
}

void Tab::open() {
    for (const auto& [key, pin] : browser_.pins) feed(client::trust::PinLoaded{pin});
    feed(client::room::PageOpened{address_, "https://tincan.example/", random_id<protocol::Fresh>(around_.dice), "calm-blue-owl", me_,
                                  token_, tab_, random_id<protocol::Fresh>(around_.dice), "toy", epoch_});
    around_.clock.in(around_.dice.below(50), [this] { feed(client::members::IdentityKnown{browser_.identity}); });
}

void Tab::resume_call(unsigned wishes) {
    if (!wishes) return;
    const auto wished = [&](unsigned what) { return (wishes & what) != 0; };
    feed(client::call::CallJoined{wished(client::call::wishes_microphone), wished(client::call::wishes_camera),
                                  wished(client::call::wishes_muted)});
    if (page.call.wishes != wishes) wrong("has forgotten what was on before it was loaded anew");
}

void Tab::close() {
    go_on();
    page_closing_ = true;
    feed(client::room::PageClosed{});
    alive_ = false;
    around_.links.end(number_, true);
    browser_.end(*this);
}

void Tab::crash() {
    if (around_.trace) around_.trace->push_back("tab " + std::to_string(number_) + " crashes");
    alive_ = false;
    if (stream_) around_.office.hang_up(stream_);
    around_.links.end(number_, false);
    browser_.end(*this);
}

void Tab::freeze() {
    if (around_.trace) around_.trace->push_back("tab " + std::to_string(number_) + " freezes");
    frozen_ = true;
}

void Tab::go_on() {
    if (!frozen_) return;
    frozen_ = false;
    for (const auto& fact : std::exchange(missed_, {})) feed(fact);
}

template <class Value>
void Tab::note(const char* arrow, const Value& it) {
    if (!around_.trace) return;
    std::string detail = name_of(it);
    if constexpr (requires { it.peer; }) detail += " of " + protocol::to_text(it.peer).substr(0, 3);
    if constexpr (requires { it.member; }) detail += " of " + protocol::to_text(it.member).substr(0, 3);
    if constexpr (requires { it.link + 0U; }) detail += " link " + std::to_string(it.link);
    if constexpr (requires { it.description; })
        detail +=
            (it.description.kind == protocol::Description::Kind::offer ? " offer " : " answer ") + std::to_string(it.description.link);
    if constexpr (requires { it.bytes; }) detail += " " + it.bytes.substr(0, 90);
    if constexpr (requires { it.line.substr(0); }) detail += " " + it.line.substr(0, 90);
    if constexpr (requires { it.state; }) detail += " state " + std::to_string(static_cast<int>(it.state));
    if constexpr (requires { it.after; }) detail += " after " + std::to_string(it.after);
    if constexpr (requires { it.kind; }) detail += " kind " + std::to_string(static_cast<int>(it.kind));
    if constexpr (requires { it.why; }) detail += " why " + std::to_string(static_cast<int>(it.why));
    if constexpr (requires { it.source; }) detail += " source " + std::to_string(static_cast<int>(it.source));
    if constexpr (requires { it.on + it.screen; })
        detail += " " + protocol::to_text(it.who).substr(0, 3) + (it.screen ? " screen" : "") + (it.on ? " on" : " off");
    if constexpr (requires { it.content; }) detail += " " + it.content.substr(0, 90);
    if constexpr (requires { it.letters; })
        for (const auto& letter : it.letters)
            detail += " [" + protocol::to_text(letter.to).substr(0, 3) + " " + letter.content.substr(0, 40) + "]";
    if constexpr (requires { it.request.boxes; })
        for (const auto& box : it.request.boxes)
            detail += " [" + protocol::to_text(box.seat.member).substr(0, 3) + " " + std::to_string(box.after) + "]";
    around_.trace->push_back(std::to_string(around_.clock.now() % 10'000'000) + " tab " + std::to_string(number_) + " " +
                             protocol::to_text(me_).substr(0, 3) + arrow + detail);
}

void Tab::wrong(const std::string& sentence) {
    if (around_.trouble.empty()) around_.trouble = "tab " + std::to_string(number_) + " " + sentence;
}

void Tab::feed(const client::Fact& fact) {
    if (!alive_) return;
    if (frozen_) return missed_.push_back(fact);
    client::dispatch(fact, [this](const auto& it) { note(" <- ", it); });
    for (const auto& order : session_.step(fact, browser_.times()))
        client::dispatch(order, [this](const auto& it) {
            note(" -> ", it);
            if (is_work<std::decay_t<decltype(it)>>) ++works;
            perform(it);
        });
    check_rules();
    set_timer();
}

// Nobody obeys what no host has signed, or is with somebody whom the rules keep out.
void Tab::check_rules() {
    const auto& house = session_.house();
    if (house.charter() != charter_) {
        charter_ = house.charter();
        if (!were_made(charter_)) wrong("obeys rules that no host has made");
    }
    if (!session_.obeys()) wrong("keeps a connection to somebody whom the rules keep out");
}

// By a host; or by the adversary, after a host has handed it the role.
bool Tab::were_made(const std::string& charter) const {
    const auto deeds = protocol::decode_deeds(charter);
    bool adversarys = false;
    for (const auto& grant : deeds->grants) {
        if (!adversarys && !around_.said.count("rules " + grant.rules)) return false;
        adversarys = adversarys || (around_.adversary && protocol::decode_rules(grant.rules)->keeper == around_.adversary->mine());
    }
    return true;
}

void Tab::set_timer() {
    const auto at = session_.wake_at();
    if (at == timer_at_) return;
    timer_at_ = at;
    const auto number = ++timer_;
    if (!at) return;
    const auto now = browser_.times().steady;
    around_.clock.in(*at > now ? *at - now : 0, [this, number] {
        if (number != timer_ || !alive_) return;
        timer_at_.reset();
        ticks_at_once_ = ticked_at_ == around_.clock.now() ? ticks_at_once_ + 1 : 0;
        ticked_at_ = around_.clock.now();
        if (ticks_at_once_ > 20) return wrong("wakes up again and again without getting anywhere");
        feed(client::network::Tick{});
    });
}

void Tab::later(Lane& lane, Millis delay, client::Fact fact) {
    around_.clock.in(lane, delay, [this, fact = std::move(fact)] { feed(fact); });
}

// --- links --------------------------------------------------------------------------------------------------------------

void Tab::perform(const client::mesh::OpenLink& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::mesh::AddLanes& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::mesh::CloseLink& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::mesh::ApplyDescription& order) {
    const auto& it = order.description;
    if (!applied_.insert(protocol::to_text(order.peer) + ' ' + std::to_string(it.link) + ' ' + it.sdp).second)
        wrong("applies a description that was played back");
    around_.links.perform(number_, order);
}
void Tab::perform(const client::mesh::ApplyCandidate& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::mesh::RestartLink& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::mesh::ListenTo& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::mesh::SendTalk& order) {
    if (!around_.adversary) return around_.links.perform(number_, order);
    // Whoever passes something on may be the adversary.
    around_.links.perform(number_, {order.peer, around_.adversary->falsified_favour(order.peer, order.bytes)});
}
void Tab::perform(const client::call::SendMedia& order) { around_.links.perform(number_, order); }

// --- whom it knows, and safety codes -------------------------------------------------------------------------------------

void Tab::perform(const client::trust::KeepPin& order) {
    // As it is kept: in words.
    const auto kept = protocol::decode_pin(protocol::encode(order.pin));
    if (!kept) return wrong("keeps a pin that cannot be read again");
    browser_.pins[{kept->identity.key, kept->name}] = *kept;
    browser_.say(*this, client::trust::PinLoaded{*kept});
}

void Tab::perform(const client::trust::DropPin& order) { browser_.pins.erase({order.pin.identity.key, order.pin.name}); }

void Tab::perform(const client::trust::DrawNonce& order) {
    std::string nonce;
    while (nonce.size() < protocol::safety_nonce_bytes) nonce.push_back(static_cast<char>(around_.dice.below(256)));
    const auto hash = toy_hash(protocol::commitment_transcript(order.me, order.peer, nonce));
    later(seal_lane_, around_.dice.between(1, 15), client::trust::NonceDrawn{order.peer, order.link, nonce, hash});
}

// As in the browser: the certificates are those of the connections, also of one that is cut, and each tab has one.
void Tab::perform(const client::trust::DeriveCode& order) {
    const bool paired = !order.commitment.empty();
    std::set<std::string> records{order.mine + toy_hash(std::to_string(number_))};
    bool known = !paired || toy_hash(order.bound) == order.commitment;
    const auto links = around_.links.of(number_);
    for (const auto& partner : order.partners) {
        const auto at = links.find(partner.id);
        known = known && at != links.end() && at->second.other != 0;
        if (known) records.insert(partner.record + toy_hash(std::to_string(at->second.other)));
    }
    const auto bytes = paired ? protocol::pair_code_bytes : protocol::room_code_bytes;
    const auto code = known ? toy_hash(protocol::safety_transcript(records)).substr(0, bytes) : "";
    later(seal_lane_, around_.dice.between(50, 900), client::trust::CodeDerived{order.peer, order.asked, code});
}

}  // namespace world
