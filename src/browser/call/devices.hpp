// Microphone, camera and screen: requested, muted, released. It owns the tracks; connections and the page borrow them.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/view.hpp"
#include "client/order.hpp"

namespace browser::call {

class Devices {
  public:
    Devices(const View& view, Feed feed);

    void perform(const client::call::AskDevices& order);
    void perform(const client::call::PrepareAgain& order);
    void perform(const client::call::AskScreen& order);
    void perform(const client::call::StopSource& order);
    void perform(const client::call::MuteMicrophone& order);

    // The tracks of these sources, and of the screen's sound, which some screens have; null where a source is off or not wanted.
    std::array<val, 4> tracks(const client::call::SendMedia& wanted) const;

    // The local stream, for the page to show and to measure; it must not play the sound.
    val stream(bool screen) const;

    // Calls `done` with {microphones, cameras, speakers}, each a list of {id, label}.
    void list(SharedFunction<void(val)> done);

  private:
    struct Held {
        val track = val::null();
        val sent = val::null();  // the same, or what the page made of it
        std::optional<Callback> on_ended;
        bool permitted = false;  // the browser says that the person allows it
    };
    Held& held(client::call::Source source) { return held_[static_cast<std::size_t>(source)]; }
    val sent(client::call::Source source) const;

    void ask_for(bool microphone, bool camera, const client::call::AskDevices& order,
                 SharedFunction<void(client::call::DeviceError)> refused);
    // Has the page do with the track what the person chose; only then the source is granted.
    void prepare(client::call::Source source, const val& track);
    void take(client::call::Source source, const val& track, const val& sent);
    void ask_permission(client::call::Source source, SharedFunction<void(bool)> told);
    // The browser has ended it.
    void end(client::call::Source source);
    void drop(client::call::Source source);
    void show(client::call::Source source, const val& track);

    const View& view_;
    Feed feed_;
    std::array<Held, 3> held_;
    Held sound_;
    val camera_view_;
    val screen_view_;
    Pending pending_;
    Pending listing_;
};

}  // namespace browser::call
