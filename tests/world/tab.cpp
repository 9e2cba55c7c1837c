#include "world/tab.hpp"

#include <type_traits>
#include <variant>

#include "client/dispatch.hpp"
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
                                   client::mesh::SendMessage, client::members::ShowPerson, client::room::ShowRoom>;

}  // namespace

protocol::RoomId room_id(unsigned room) {
    protocol::RoomId id;
    id.bytes.fill(static_cast<std::uint8_t>(room + 1));
    return id;
}

Tab::Tab(TabNumber number, Browser& browser, unsigned room, const Place& place, Environment& around)
    : number_(number),
      browser_(browser),
      room_number_(room),
      place_(place),
      around_(around),
      me_(random_id<client::MemberId>(around.dice)),
      token_(random_id<protocol::Token>(around.dice)),
      tab_(random_id<protocol::TabId>(around.dice)) {
    browser_.enter(*this);
}

Tab::Tab(TabNumber number, Tab& before) : Tab(number, before.browser_, before.room_number_, before.place_, before.around_) {
    tab_ = before.tab_;
    room_.take_over(before.room_);
}

void Tab::open(client::room::Navigation navigation) {
    const auto kept_call = room_.kept_call();
    for (const auto& [key, pin] : browser_.pins) feed(client::trust::PinLoaded{pin});
    feed(client::room::PageOpened{room_.address(), "https://tincan.example/", random_id<protocol::Nonce>(around_.dice), "calm-blue-owl",
                                  me_, token_, tab_, random_id<protocol::Nonce>(around_.dice), "toy", room_.epoch(), navigation,
                                  kept_call});
    if (navigation == client::room::Navigation::reload && room_.kept_call() != kept_call)
        wrong("has forgotten what was on before it was loaded anew");
    around_.clock.in(around_.dice.below(50), [this] { feed(client::members::IdentityKnown{browser_.identity}); });
}

void Tab::close() {
    go_on();
    feed(client::room::PageClosed{});
    alive_ = false;
    around_.links.end(number_, true);
    browser_.end(*this);
}

void Tab::crash() {
    if (around_.trace) around_.trace->push_back("tab " + std::to_string(number_) + " crashes");
    alive_ = false;
    signaling_.hang_up();
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
    if constexpr (requires { protocol::to_text(it.member); }) detail += " of " + protocol::to_text(it.member).substr(0, 3);
    if constexpr (requires { it.link + 0U; }) detail += " link " + std::to_string(it.link);
    if constexpr (requires { it.description; })
        detail +=
            (it.description.kind == protocol::Description::Kind::offer ? " offer " : " answer ") + std::to_string(it.description.link);
    if constexpr (requires { it.transfer.serving; })
        detail += (it.transfer.serving ? " to " : " from ") + protocol::to_text(it.transfer.peer).substr(0, 3) + " of " +
                  protocol::to_text(it.transfer.offer.feed).substr(0, 3) + " " + std::to_string(it.transfer.offer.number);
    if constexpr (requires { it.bytes; }) detail += " " + it.bytes.substr(0, 90);
    if constexpr (requires { it.line.substr(0); }) detail += " " + it.line.substr(0, 90);
    if constexpr (requires { it.state; }) detail += " state " + std::to_string(static_cast<int>(it.state));
    if constexpr (requires { std::to_string(it.after); }) detail += " after " + std::to_string(it.after);
    if constexpr (requires { it.kind; }) detail += " kind " + std::to_string(static_cast<int>(it.kind));
    if constexpr (requires { it.why; }) detail += " why " + std::to_string(static_cast<int>(it.why));
    if constexpr (requires { it.source; }) detail += " source " + std::to_string(static_cast<int>(it.source));
    if constexpr (requires { it.on + it.screen; })
        detail += " " + protocol::to_text(it.who).substr(0, 3) + (it.screen ? " screen" : "") + (it.on ? " on" : " off");
    if constexpr (requires { it.content; }) detail += " " + it.content.substr(0, 90);
    if constexpr (requires { it.letters; })
        for (const auto& letter : it.letters)
            detail += " [" + protocol::to_text(letter.to).substr(0, 3) + " " + letter.content.substr(0, 40) + "]";
    if constexpr (requires { it.request.mailboxes; })
        for (const auto& mailbox : it.request.mailboxes)
            detail += " [" + protocol::to_text(mailbox.seat.member).substr(0, 3) + " " + std::to_string(mailbox.after) + "]";
    around_.trace->push_back(std::to_string(around_.clock.now() % 10'000'000) + " tab " + std::to_string(number_) + " " +
                             protocol::to_text(me_).substr(0, 3) + arrow + detail);
}

void Tab::wrong(const std::string& sentence) {
    if (around_.trouble.empty()) around_.trouble = "tab " + std::to_string(number_) + " " + sentence;
}

template <class Group, class Performer>
void Tab::forward(const Group& order, Performer& performer) {
    std::visit(
        [&](const auto& it) {
            note(" -> ", it);
            if (is_work<std::decay_t<decltype(it)>>) ++works;
            performer.perform(it);
        },
        order);
}

void Tab::feed(const client::Fact& fact) {
    if (!alive_) return;
    if (frozen_) return missed_.push_back(fact);
    client::dispatch(fact, [this](const auto& it) { note(" <- ", it); });
    for (const auto& order : session_.step(fact, browser_.times())) std::visit([this](const auto& group) { perform(group); }, order);
    access_.check(session_);
    set_timer();
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

void Tab::answer(Millis delay, client::Fact fact) {
    around_.clock.in(answers_, delay, [this, fact = std::move(fact)] { feed(fact); });
}

}  // namespace world
