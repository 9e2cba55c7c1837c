// Throws text at what finds links. A message loses nothing by being taken apart and links only where links may lead.
#include "client/links.hpp"

#include <cstdlib>
#include <string>

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
}

const fuzz::Target target("links", run);

}  // namespace
