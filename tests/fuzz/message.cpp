// Throws text at what cleans names and finds links. A message loses nothing by being taken apart and links only where links may
// lead; a name that was cleaned is clean.
#include <cstdlib>

#include "client/text.hpp"
#include "fuzz/target.hpp"

namespace {

void run(std::string_view text) {
    std::string joined;
    for (const auto& piece : client::find_links(text)) {
        joined += piece.text;
        const auto leads = [&](std::string_view scheme) { return piece.href.compare(0, scheme.size(), scheme) == 0; };
        if (piece.text.empty()) std::abort();
        if (!piece.href.empty() && !leads("https://") && !leads("http://") && !leads("mailto:")) std::abort();
        if (!piece.href.empty() && piece.href != piece.text) std::abort();
    }
    if (joined != text) std::abort();
    const auto name = client::clean_name(text, 32);
    if (client::clean_name(name, 32) != name || client::trimmed(name) != name) std::abort();
    const auto trimmed = client::trimmed(text);
    if (client::trimmed(trimmed) != trimmed) std::abort();
}

const fuzz::Target target("message", run);

}  // namespace
