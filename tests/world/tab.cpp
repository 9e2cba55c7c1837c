#include "world/tab.hpp"

#include <algorithm>
#include <cstring>

#include "client/text.hpp"
#include "protocol/wire.hpp"

namespace world {
namespace {

using client::Request;
using client::Trouble;

// As in the browser's mailbox.
Trouble trouble_of(unsigned status, const std::string& text) {
    using protocol::ErrorWord;
    const auto error = protocol::decode_error(text);
    if (!error || status == 0) return Trouble::unreachable;
    switch (*error) {
        case ErrorWord::unknown_member:
            return Trouble::unknown_member;
        case ErrorWord::wrong_token:
            return Trouble::wrong_token;
        case ErrorWord::room_full:
            return Trouble::room_full;
        case ErrorWord::server_full:
            return Trouble::server_full;
        case ErrorWord::too_fast:
        case ErrorWord::mailbox_full:
            return Trouble::too_fast;
        default:
            return Trouble::refused;
    }
}

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

std::string letter_key(const client::MemberId& from, const client::MemberId& to, std::uint64_t counter, const std::string& content) {
    return protocol::to_text(from) + protocol::to_text(to) + std::to_string(counter) + content;
}

bool is_work(const client::Effect& effect) {
    return std::holds_alternative<client::Join>(effect) || std::holds_alternative<client::OpenLink>(effect) ||
           std::holds_alternative<client::RestartLink>(effect) || std::holds_alternative<client::SendTalk>(effect) ||
           std::holds_alternative<client::ShowPerson>(effect) || std::holds_alternative<client::ShowRoom>(effect);
}

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
    address_ = before.address_;
}

void Tab::open() {
    for (const auto& [key, pin] : browser_.pins) feed(client::PinLoaded{pin});
    feed(client::PageOpened{address_, "https://tincan.example/", random_id<protocol::Fresh>(around_.dice), "calm-blue-owl", me_, token_,
                            tab_, random_id<protocol::Fresh>(around_.dice), "toy"});
    around_.clock.in(around_.dice.below(50), [this] { feed(client::IdentityKnown{browser_.identity}); });
}

void Tab::resume_call(unsigned wishes) {
    if (!wishes) return;
    const auto wished = [&](unsigned what) { return (wishes & what) != 0; };
    feed(client::CallJoined{wished(client::wishes_microphone), wished(client::wishes_camera), wished(client::wishes_muted)});
    if (page.call.wishes != wishes) wrong("has forgotten what was on before it was loaded anew");
}

void Tab::close() {
    go_on();
    page_closing_ = true;
    feed(client::PageClosed{});
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
    for (const auto& event : std::exchange(missed_, {})) feed(event);
}

template <class Value>
void Tab::note(const char* arrow, const Value& value) {
    if (!around_.trace) return;
    std::string detail;
    std::visit(
        [&](const auto& it) {
            detail = name_of(it);
            if constexpr (requires { it.peer; }) detail += " of " + protocol::to_text(it.peer).substr(0, 3);
            if constexpr (requires { it.member; }) detail += " of " + protocol::to_text(it.member).substr(0, 3);
            if constexpr (requires { it.link + 0U; }) detail += " link " + std::to_string(it.link);
            if constexpr (requires { it.description; })
                detail += (it.description.kind == protocol::Description::Kind::offer ? " offer " : " answer ") +
                          std::to_string(it.description.link);
            if constexpr (requires { it.bytes; }) detail += " " + it.bytes.substr(0, 90);
            if constexpr (requires { it.line.substr(0); }) detail += " " + it.line.substr(0, 90);
            if constexpr (requires { it.state; }) detail += " state " + std::to_string(static_cast<int>(it.state));
            if constexpr (requires { it.after; }) detail += " after " + std::to_string(it.after);
            if constexpr (requires { it.kind; }) detail += " kind " + std::to_string(static_cast<int>(it.kind));
            if constexpr (requires { it.why; }) detail += " why " + std::to_string(static_cast<int>(it.why));
            if constexpr (requires { it.source; }) detail += " source " + std::to_string(static_cast<int>(it.source));
            if constexpr (requires { it.on; })
                detail += " " + protocol::to_text(it.who).substr(0, 3) + (it.screen ? " screen" : "") + (it.on ? " on" : " off");
            if constexpr (requires { it.content; }) detail += " " + it.content.substr(0, 90);
            if constexpr (requires { it.letters; })
                for (const auto& letter : it.letters)
                    detail += " [" + protocol::to_text(letter.to).substr(0, 3) + " " + letter.content.substr(0, 40) + "]";
            if constexpr (requires { it.request.boxes; })
                for (const auto& box : it.request.boxes)
                    detail += " [" + protocol::to_text(box.seat.member).substr(0, 3) + " " + std::to_string(box.after) + "]";
        },
        value);
    around_.trace->push_back(std::to_string(around_.clock.now() % 10'000'000) + " tab " + std::to_string(number_) + " " +
                             protocol::to_text(me_).substr(0, 3) + arrow + detail);
}

void Tab::wrong(const std::string& sentence) {
    if (around_.trouble.empty()) around_.trouble = "tab " + std::to_string(number_) + " " + sentence;
}

void Tab::feed(const client::Event& event) {
    if (!alive_) return;
    if (frozen_) return missed_.push_back(event);
    note(" <- ", event);
    const auto mine = static_cast<std::int64_t>(around_.clock.now()) + browser_.clock_error;
    const auto effects = session_.step(event, static_cast<Millis>(mine));
    for (const auto& effect : effects) {
        note(" -> ", effect);
        if (is_work(effect)) ++works;
        std::visit([this](const auto& order) { perform(order); }, effect);
    }
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
        adversarys = adversarys || (around_.adversary && protocol::decode_rules(grant.rules)->keeper == *around_.adversary);
    }
    return true;
}

void Tab::set_timer() {
    const auto at = session_.wake_at();
    if (at == timer_at_) return;
    timer_at_ = at;
    const auto number = ++timer_;
    if (!at) return;
    const auto due = static_cast<std::int64_t>(*at) - browser_.clock_error - static_cast<std::int64_t>(around_.clock.now());
    around_.clock.in(static_cast<Millis>(std::max<std::int64_t>(due, 0)), [this, number] {
        if (number != timer_ || !alive_) return;
        timer_at_.reset();
        ticks_at_once_ = ticked_at_ == around_.clock.now() ? ticks_at_once_ + 1 : 0;
        ticked_at_ = around_.clock.now();
        if (ticks_at_once_ > 20) return wrong("wakes up again and again without getting anywhere");
        feed(client::Tick{});
    });
}

void Tab::later(Lane& lane, Millis delay, client::Event event) {
    around_.clock.in(lane, delay, [this, event = std::move(event)] { feed(event); });
}

// --- keys and mail ------------------------------------------------------------------------------------------------------

void Tab::perform(const client::SetAddress& order) { address_ = order.invitation; }

void Tab::perform(const client::Found& order) { later(seal_lane_, 2, client::Founded{order.nonce, secret_of(order.transcript)}); }

void Tab::perform(const client::DeriveRoom& order) {
    around_.clock.in(seal_lane_, 5, [this, order] {
        room_id_ = world::room_id(room_);
        if (order.secret != place_.secret) std::memcpy(room_id_.bytes.data(), toy_hash(order.secret).data(), protocol::id_bytes);
        auto kept = browser_.charters[room_id_];
        if (kept.empty() && order.secret == place_.secret && place_.founder == &browser_)
            kept = protocol::encode(protocol::Deeds{browser_.identity, place_.nonce, {}});
        feed(client::RoomDerived{order.name, room_id_, order.secret.empty(), kept});
    });
}

void Tab::perform(const client::SignRules& order) {
    around_.said.insert("rules " + order.rules);
    auto signature = sign(browser_.identity, protocol::rules_transcript(order.nonce, order.rules));
    signature.resize(protocol::signature_bytes, '.');
    later(seal_lane_, around_.dice.between(1, 15), client::RulesSigned{order.nonce, {order.rules, signature}});
}

void Tab::perform(const client::CheckCharter& order) {
    bool good = secret_of(order.founding) == order.secret;
    for (const auto& words : order.words)
        good = good && verifies(words.signer, words.transcript, words.signature.substr(0, toy_signature_letters));
    later(seal_lane_, around_.dice.between(1, 15), client::CharterChecked{order.ask, good});
}

void Tab::perform(const client::KeepCharter& order) { browser_.charters[order.room] = order.charter; }

void Tab::fail(Request what, unsigned status, const std::string& text) { feed(client::RequestFailed{what, trouble_of(status, text)}); }

std::vector<client::Greeting> Tab::open_hellos(const std::vector<protocol::Present>& present) const {
    std::vector<client::Greeting> greetings;
    for (const auto& each : present)
        if (const auto hello = open_hello(room_id_, each.member, each.hello)) greetings.push_back({each.member, *hello});
    return greetings;
}

void Tab::perform(const client::Look& order) {
    around_.office.ask("/api/look", protocol::encode(protocol::LookRequest{order.room}), browser_.network,
                       [this](unsigned status, const std::string& text) {
                           const auto answer = protocol::decode_look_answer(text);
                           if (status != 200 || !answer) return fail(Request::look, status, text);
                           later(seal_lane_, 1, client::LookAnswered{answer->seats, open_hellos(answer->present)});
                       });
}

void Tab::perform(const client::Join& order) {
    const auto hello = seal_hello(browser_.identity, order.seat.room, me_, order.hello);
    around_.office.ask(
        "/api/join", protocol::encode(protocol::JoinRequest{order.seat, hello}), browser_.network,
        [this](unsigned status, const std::string& text) {
            const auto answer = protocol::decode_join_answer(text);
            if (status != 200 || !answer) return fail(Request::join, status, text);
            later(seal_lane_, 1,
                  client::Admitted{answer->after, answer->seats, open_hellos(answer->present), answer->ice, answer->ice_seconds});
        });
}

void Tab::perform(const client::Leave& order) {
    around_.office.ask("/api/leave", protocol::encode(protocol::LeaveRequest{order.seat}), browser_.network,
                       [](unsigned, const std::string&) {});
}

void Tab::perform(const client::Post& order) {
    protocol::PostRequest post{order.seat, order.after, {}};
    for (const auto& letter : order.letters) {
        const protocol::Passage passage{order.seat.room, me_, letter.to, order.hello, letter.to_hello};
        around_.said.insert(letter_key(me_, letter.to, letter.counter, letter.content));
        post.letters.push_back({letter.to, seal_letter(browser_.identity, passage, letter.counter, letter.content)});
    }
    around_.office.ask("/api/post", protocol::encode(post), browser_.network, [this](unsigned status, const std::string& text) {
        if (status != 204) return fail(Request::post, status, text);
        feed(client::PostTaken{});
    });
}

void Tab::perform(const client::OpenHello& order) {
    const auto hello = open_hello(room_id_, order.member, order.hello);
    const auto delay = around_.dice.between(1, 15);
    if (!hello) return later(seal_lane_, delay, client::SealBroken{order.member});
    later(seal_lane_, delay, client::NewcomerGreeted{{order.member, *hello}});
}

void Tab::perform(const client::OpenLetter& order) {
    const auto opened = open_letter(order.passage, order.body);
    const auto delay = around_.dice.between(1, 15);
    if (!opened) return later(seal_lane_, delay, client::SealBroken{order.passage.from});
    check_letter(order.passage, *opened);
    later(seal_lane_, delay, client::LetterOpened{order.passage.from, opened->counter, opened->content});
}

// No forgery, no letter for somebody else, none that its sender did not write.
void Tab::check_letter(const protocol::Passage& passage, const Opened& opened) {
    const auto hello = protocol::decode_hello(passage.from_hello);
    const bool adversary = around_.adversary && hello && hello->identity == *around_.adversary;
    if (!adversary && !around_.said.count(letter_key(passage.from, passage.to, opened.counter, opened.content)))
        wrong("accepts a letter that was not written to it: " + opened.content.substr(0, 80));
}

// --- the carrier's round ------------------------------------------------------------------------------------------------

void Tab::perform(const client::StandAsCarrier&) { browser_.stand(*this); }
void Tab::perform(const client::AskBoxes&) { browser_.say(*this, client::BoxesAsked{}); }
void Tab::perform(const client::Announce& order) { browser_.say(*this, client::BoxAnnounced{order.box}); }
void Tab::perform(const client::WatchTab& order) { browser_.watch(*this, order.member); }
void Tab::perform(const client::HandOn& order) { browser_.say_to(*this, order.to, client::MailHanded{order.line}); }

void Tab::perform(const client::OpenStream& order) {
    if (stream_) around_.office.hang_up(stream_);
    const auto mine = std::make_shared<unsigned>(0);
    const auto heard = [this, mine, stream = order.stream](const std::string& line) {
        if (stream_ == *mine) feed(client::StreamLine{stream, line});
    };
    const auto ended = [this, mine, stream = order.stream](unsigned status, const std::string& text) {
        if (stream_ != *mine) return;
        stream_ = 0;
        const auto why = trouble_of(status, text);
        feed(client::StreamEnded{stream, why == Trouble::unknown_member || why == Trouble::wrong_token});
    };
    stream_ = *mine = around_.office.receive(protocol::encode(order.request), browser_.network, browser_.holds_streams_back, heard, ended);
}

void Tab::perform(const client::StandDown&) {
    if (stream_) around_.office.hang_up(std::exchange(stream_, 0));
    browser_.stand_down(*this);
}

// --- links --------------------------------------------------------------------------------------------------------------

void Tab::perform(const client::OpenLink& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::CloseLink& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::ApplyDescription& order) {
    const auto& it = order.description;
    if (!applied_.insert(protocol::to_text(order.peer) + ' ' + std::to_string(it.link) + ' ' + it.sdp).second)
        wrong("applies a description that was played back");
    around_.links.perform(number_, order);
}
void Tab::perform(const client::ApplyCandidate& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::RestartLink& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::ListenTo& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::SendTalk& order) { around_.links.perform(number_, order); }
void Tab::perform(const client::SendMedia& order) { around_.links.perform(number_, order); }

// --- whom it knows, and safety codes -------------------------------------------------------------------------------------

void Tab::perform(const client::KeepPin& order) {
    // As it is kept: in words.
    const auto kept = protocol::decode_pin(protocol::encode(order.pin));
    if (!kept) return wrong("keeps a pin that cannot be read again");
    browser_.pins[{kept->identity.key, kept->name}] = *kept;
    browser_.say(*this, client::PinLoaded{*kept});
}

void Tab::perform(const client::DropPin& order) { browser_.pins.erase({order.pin.identity.key, order.pin.name}); }

void Tab::perform(const client::DrawNonce& order) {
    std::string nonce;
    while (nonce.size() < protocol::safety_nonce_bytes) nonce.push_back(static_cast<char>(around_.dice.below(256)));
    const auto hash = toy_hash(protocol::commitment_transcript(order.me, order.peer, nonce));
    later(seal_lane_, around_.dice.between(1, 15), client::NonceDrawn{order.peer, order.link, nonce, hash});
}

// As in the browser: the certificates are those of the connections, also of one that is cut, and each tab has one.
void Tab::perform(const client::DeriveCode& order) {
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
    later(seal_lane_, around_.dice.between(50, 900), client::CodeDerived{order.peer, order.asked, code});
}

}  // namespace world
