#include "client/room/resume.hpp"

#include <utility>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

namespace client::room {
namespace {

// More than any invitation behind an address that browsers take.
constexpr std::size_t max_link_bytes = 8 * 1024;

}  // namespace

std::string write_saved_call(const SavedCall& call) {
    protocol::JsonWriter json;
    json.field("link", call.link).field("microphone", call.microphone).field("camera", call.camera).field("muted", call.muted);
    return json.done();
}

std::optional<SavedCall> read_saved_call(std::string_view text) {
    const protocol::JsonText json(text);
    auto link = json.text("link", max_link_bytes);
    const auto microphone = json.flag("microphone");
    const auto camera = json.flag("camera");
    const auto muted = json.flag("muted");
    if (!link || !microphone || !camera || !muted) return std::nullopt;
    return SavedCall{std::move(*link), *microphone, *camera, *muted};
}

std::optional<SavedCall> resumed(Navigation navigation, std::string_view kept, std::string_view link) {
    if (navigation != Navigation::reload) return std::nullopt;
    auto call = read_saved_call(kept);
    return call && call->link == link ? call : std::nullopt;
}

}  // namespace client::room
