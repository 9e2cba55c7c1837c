// The call that a tab was in, kept for the case that the tab is loaded anew: what of it is resumed then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace client::room {

// The call of one room, and what was on in it.
struct SavedCall {
    std::string link;  // the whole address: what was on there is not turned on in another room, to which the same tab is led
    bool microphone = false;
    bool camera = false;
    bool muted = false;

    friend bool operator==(const SavedCall&, const SavedCall&) = default;
};

// As a text, for the storage of the tab (Web Storage, sessionStorage) and for the tab that was made of it; and back: nothing where it is
// none.
std::string write_saved_call(const SavedCall& call);
std::optional<SavedCall> read_saved_call(std::string_view text);

// How the page came to be there (PerformanceNavigationTiming.type): loaded anew by the person or by itself, or in any other way.
enum class Navigation : std::uint8_t { reload, other };

// The call to go back into on entering the room of `link`; nothing where the page was not loaded anew, since a tab that the browser
// restores or duplicates begins with its devices off. `kept` is what the tab kept, "" for nothing.
std::optional<SavedCall> resumed(Navigation navigation, std::string_view kept, std::string_view link);

}  // namespace client::room
