#include "browser/app.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "browser/js/clock.hpp"
#include "browser/js/random_id.hpp"

namespace browser {
namespace {

// setTimeout takes a signed 32-bit number of milliseconds; a longer wait ends early and is set again.
constexpr client::Millis longest_timer_ms = 0x7fffffff;

}  // namespace

App::App(val view, const room::NameWords& words)
    : sink_([this](client::Fact&& fact) { feed(std::move(fact)); }),
      me_(random_id<client::MemberId>()),
      began_(static_cast<client::Millis>(val::global("performance")["timeOrigin"].as<double>())),
      timer_(val::undefined()),
      on_timer_([this](const val&) {
          wake_at_.reset();
          feed(client::network::Tick{});
      }),
      view_(std::move(view)),
      room_(
          encryption_, [this](const protocol::RoomId& room) { return access_.kept(room); }, view_, Feed(sink_)),
      signaling_(encryption_, Feed(sink_)),
      members_(encryption_, view_, Feed(sink_)),
      mesh_(
          encryption_, [this](const client::call::SendMedia& wanted) { return call_.tracks(wanted); },
          [this](client::MemberId peer, const val& channel) { files_.take(peer, channel); }, Feed(sink_)),
      access_(encryption_, Feed(sink_)),
      trust_(mesh_.connections(), view_, Feed(sink_)),
      conversation_(encryption_, view_, Feed(sink_)),
      files_(mesh_.connections(), view_, Feed(sink_)),
      call_(me_, mesh_.connections(), view_, Feed(sink_)),
      network_(mesh_.connections(), Feed(sink_)) {
    trust_.load();
    call_.load();
    room_.open(me_, words);
    identify();
}

void App::identify() {
    encryption_.identify(
        [this](const protocol::Identity& mine) {
            mesh_.connections().certify([this, mine] { feed(client::members::IdentityKnown{mine}); });
        },
        [this] { feed(client::members::IdentityFailed{}); });
}

void App::feed(client::Fact&& fact) {
    waiting_.push_back(std::move(fact));
    if (draining_) return;
    draining_ = true;
    while (!waiting_.empty())
        for (const auto& next : std::exchange(waiting_, {}))
            for (const auto& order : session_.step(next, times())) std::visit([this](const auto& group) { perform(group); }, order);
    set_timer();
    draining_ = false;
}

void App::perform(const client::members::Order& order) {
    // Words call the person by that name.
    if (const auto* shown = std::get_if<client::members::ShowPerson>(&order); shown && shown->me) conversation_.name(shown->card.name);
    forward(order, members_);
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

}  // namespace browser
