#include "browser/call/performer.hpp"

#include <string>
#include <utility>
#include <vector>

#include "browser/call/stats.hpp"
#include "browser/call/to_js.hpp"
#include "browser/members/to_js.hpp"

namespace browser::call {
namespace {

std::vector<client::call::ListedDevice> listed(const val& devices) {
    std::vector<client::call::ListedDevice> all;
    for (unsigned i = 0; i < devices["length"].as<unsigned>(); ++i)
        all.push_back({text_of(devices[i]["id"]), text_of(devices[i]["label"])});
    return all;
}

std::string kept(const std::string& key) { return text_of(attempt(storage("localStorage"), "getItem", {js("tincan." + key)}).value); }

}  // namespace

void Performer::load() {
    using client::call::Source;
    for (const auto& [source, key] : {std::pair(Source::microphone, "microphone"), std::pair(Source::camera, "camera")})
        feed_(client::call::DeviceChosen{source, kept(key), kept(std::string(key) + "_label")});
    const auto is_on = [](const char* key) { return kept(key) != "off"; };
    feed_(client::call::SoundChosen{{is_on("echo"), is_on("gain"), is_on("quiet")}});
    feed_(client::call::PushToTalkChosen{!kept("talk_key").empty()});
}

// W3C mst-content-hint: text stays sharp at the price of smoothness, or a film smooth at the price of sharpness.
void Performer::perform(const client::call::HintScreen& order) {
    const val pictures = devices_.stream(true).call<val>("getVideoTracks");
    if (pictures["length"].as<unsigned>() > 0) pictures[0].set("contentHint", js(order.smooth ? "motion" : "detail"));
}

void Performer::perform(const client::call::ShowCall& order) { view_.call("call", {to_js(order)}); }

void Performer::perform(const client::call::ShowDevices& order) {
    devices_.list([this, order](val found) {
        found.set("microphone", js(order.microphone));
        found.set("camera", js(order.camera));
        view_.call("devices", {found});
        feed_(client::call::DevicesListed{listed(found["microphones"]), listed(found["cameras"])});
    });
}

void Performer::perform(const client::call::ShowMedia& order) {
    val stream = val::null();
    if (order.on) stream = order.who == me_ ? devices_.stream(order.screen) : connections_.stream(order.who, order.screen);
    view_.call("media", {members::to_js(order.who), js(order.screen ? "screen" : "camera"), stream});
}

void Performer::perform(const client::call::SampleStats& order) {
    std::vector<client::MemberId> asked;
    val promises = val::array();
    for (const auto& member : order.members) {
        const val connection = connections_.connection(member);
        if (connection.isNull()) continue;
        asked.push_back(member);
        promises.call<void>("push", connection.call<val>("getStats"));
    }
    sampling_.settle(
        val::global("Promise").call<val>("allSettled", promises),
        [this, asked = std::move(asked)](const val& settled) {
            client::call::StatsSampled stats;
            for (std::size_t i = 0; i < asked.size(); ++i) {
                const val measured = settled[i]["value"];
                if (!measured.isUndefined()) stats.reports.emplace_back(asked[i], report(measured));
            }
            feed_(std::move(stats));
        },
        [](const val&) {});
}

void Performer::perform(const client::call::ShowWeak& order) {
    using client::call::Weakness, client::call::weakness_words;
    const auto word = [](Weakness why) { return js(weakness_words[static_cast<std::size_t>(why)]); };
    val theirs = val::object();
    for (const auto& [member, why] : order.theirs) theirs.set(members::to_js(member), word(why));
    view_.call("weak", {object({{"mine", word(order.mine)}, {"theirs", theirs}})});
}

void Performer::perform(const client::call::ShowSpeaking& order) {
    view_.call("speaking", {order.member ? members::to_js(*order.member) : js("")});
}

void Performer::perform(const client::call::ShowStage& order) { view_.call("stage", {to_js(order)}); }

}  // namespace browser::call
