#include "browser/app.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>

#include "client/dispatch.hpp"

namespace browser {
namespace {

template <class Clock>
client::Millis ms_on() {
    return static_cast<client::Millis>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count());
}

template <class AnyId>
AnyId random_id() {
    AnyId id;
    const auto bytes = random_bytes(protocol::id_bytes);
    std::memcpy(id.bytes.data(), bytes.data(), id.bytes.size());
    return id;
}

// The browser keeps them over reloads; where it keeps nothing, a reload is another tab.
constexpr const char* tab_key = "tincan.tab";
constexpr const char* epoch_key = "tincan.epoch";

std::string kept_in_tab(const char* key) { return text_of(attempt(storage("sessionStorage"), "getItem", {js(key)}).value); }
void keep_in_tab(const char* key, const std::string& text) { attempt(storage("sessionStorage"), "setItem", {js(key), js(text)}); }

protocol::TabId this_tab() {
    if (const auto kept = protocol::id_from_text<protocol::TabId>(kept_in_tab(tab_key))) return *kept;
    const auto made = random_id<protocol::TabId>();
    keep_in_tab(tab_key, protocol::to_text(made));
    return made;
}

std::uint64_t last_epoch() {
    const auto text = kept_in_tab(epoch_key);
    std::uint64_t epoch = 0;
    std::from_chars(text.data(), text.data() + text.size(), epoch);
    return epoch;
}

// setTimeout takes a signed 32-bit number of milliseconds; a longer wait ends early and is set again.
constexpr client::Millis longest_timer_ms = 0x7fffffff;

}  // namespace

App::App(val face, std::string fresh_name)
    : sink_([this](client::Fact&& fact) { feed(std::move(fact)); }),
      began_(static_cast<client::Millis>(val::global("performance")["timeOrigin"].as<double>())),
      timer_(val::undefined()),
      on_timer_([this](const val&) {
          wake_at_.reset();
          feed(client::network::Tick{});
      }),
      charters_(seal_, Feed(sink_)),
      media_(Feed(sink_)),
      mailbox_(seal_, Feed(sink_)),
      round_(Feed(sink_)),
      links_(media_, Feed(sink_)),
      pins_(Feed(sink_)),
      safety_(links_, Feed(sink_)),
      view_(std::move(face)) {
    listen("online", [] { return client::network::NetworkChanged{true}; });
    listen("offline", [] { return client::network::NetworkChanged{false}; });
    listen("pagehide", [] { return client::room::PageClosed{}; });
    for (const auto* event : {"visibilitychange", "resume"}) listen(event, [] { return client::network::Woke{}; });
    pins_.load();
    open_page(std::move(fresh_name));
}

void App::remove(client::MemberId member) { feed(client::access::RemovalChosen{member, random_id<protocol::Fresh>()}); }

void App::forget() {
    const auto reload = [](const val&) {
        for (const auto* where : {"localStorage", "sessionStorage"}) attempt(storage(where), "clear");
        val::global("location").call<void>("reload");
    };
    pending_.settle(forget_signing_key(), reload, reload);
}

val App::measure(client::MemberId member) const {
    const val connection = links_.connection(member);
    return connection.isNull() ? links_.servers() : connection.call<val>("getStats");
}

void App::listen(const char* event, SharedFunction<client::Fact()> fact) {
    listeners_.push_back(Callback([this, fact = std::move(fact)](const val&) { feed(fact()); }));
    // On their way down to the document, to which some of them come, and from which not all of those rise.
    val::global().call<void>("addEventListener", js(event), listeners_.back().function(), val(true));
}

void App::open_page(std::string fresh_name) {
    const val location = val::global("location");
    auto fragment = text_of(location["hash"]);
    if (!fragment.empty()) fragment.erase(0, 1);
    me_ = random_id<client::MemberId>();
    const auto origin = text_of(location["origin"]) + text_of(location["pathname"]);
    const auto build = text_of(val::global("document")["documentElement"]["dataset"]["build"]);
    feed(client::room::PageOpened{fragment, origin, random_id<protocol::Fresh>(), std::move(fresh_name), me_, random_id<protocol::Token>(),
                                  this_tab(), random_id<protocol::Fresh>(), build, last_epoch()});
    seal_.identify([this](const protocol::Identity& mine) { links_.certify([this, mine] { feed(client::members::IdentityKnown{mine}); }); },
                   [this] { feed(client::members::IdentityFailed{}); });
}

void App::feed(client::Fact&& fact) {
    waiting_.push_back(std::move(fact));
    if (draining_) return;
    draining_ = true;
    while (!waiting_.empty())
        for (const auto& next : std::exchange(waiting_, {}))
            for (const auto& order : session_.step(next, times())) client::dispatch(order, [this](const auto& it) { perform(it); });
    set_timer();
    draining_ = false;
}

// The steady one is performance.now() (W3C High Resolution Time), which stands still while some systems sleep.
client::Times App::times() const { return {began_ + ms_on<std::chrono::steady_clock>(), ms_on<std::chrono::system_clock>()}; }

void App::set_timer() {
    const auto wake_at = session_.wake_at();
    if (wake_at == wake_at_) return;
    if (wake_at_) val::global().call<void>("clearTimeout", timer_);
    wake_at_ = wake_at;
    if (!wake_at) return;
    const auto from = times().steady;
    const auto pause = *wake_at > from ? std::min(*wake_at - from, longest_timer_ms) : 0;
    timer_ = val::global().call<val>("setTimeout", on_timer_.function(), js(pause));
}

void App::perform(const client::room::SetAddress& order) {
    val::global("history").call<void>("replaceState", val::null(), js(""), js("#" + order.invitation));
}

void App::perform(const client::room::DeriveKeys& order) {
    seal_.derive(order, [this, serial = order.serial](protocol::RoomId room) {
        feed(client::room::KeysDerived{serial, room, charters_.kept(room)});
    });
}

void App::perform(const client::room::KeepEpoch& order) { keep_in_tab(epoch_key, std::to_string(order.epoch)); }

void App::perform(const client::signaling::StandDown&) {
    mailbox_.hang_up();
    round_.stand_down();
}

void App::perform(const client::call::ShowDevices& order) {
    media_.list([this, order](val listed) { view_.show_devices(order, std::move(listed)); });
}

void App::perform(const client::call::ShowMedia& order) {
    if (!order.on) return view_.show_media(order, val::null());
    view_.show_media(order, order.who == me_ ? media_.stream(order.screen) : links_.stream(order.who, order.screen));
}

}  // namespace browser
