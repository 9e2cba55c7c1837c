// Throws text at what finds links. A message loses nothing by being taken apart, and what becomes a link is one by itself, leads
// only where links may lead, and holds nothing that could mislead a reader about where.
#include "client/conversation/links.hpp"

#include <cstdlib>
#include <string>

#include "client/conversation/marks.hpp"
#include "client/members/visible.hpp"
#include "fuzz/target.hpp"
#include "protocol/utf8.hpp"

namespace {

void check(bool good) {
    if (!good) std::abort();
}

bool leads(std::string_view address, std::string_view scheme) {
    if (address.size() <= scheme.size()) return false;
    for (std::size_t i = 0; i < scheme.size(); ++i)
        if ((scheme[i] | 0x20) != (address[i] | 0x20)) return false;  // sets no letter apart from its capital
    return true;
}

void check_link(const std::string& address) {
    check(leads(address, "https://") || leads(address, "http://") || leads(address, "mailto:"));
    check(protocol::count_characters(address).has_value());
    for (std::size_t at = 0; at < address.size();) {
        const auto point = protocol::next_point(address, at);
        check(!client::members::is_blank(point) &&
              (!client::members::is_unseen(point) || client::members::is_joiner(point) || client::members::is_selector(point)));
    }
    const auto alone = client::conversation::find_links(address);
    check(alone.size() == 1 && alone[0].href == address);
}

void run(std::string_view text) {
    std::string joined;
    const auto pieces = client::conversation::find_links(text);
    client::conversation::has_marks(pieces);
    for (const auto& piece : pieces) {
        joined += piece.text;
        check(!piece.text.empty());
        if (piece.href.empty()) continue;
        check(piece.href == piece.text || (piece.href == "https://" + piece.text && leads(piece.text, "www.")) ||
              (piece.href == "mailto:" + piece.text && piece.text.find('@') != std::string::npos));
        check_link(piece.href);
        check(client::conversation::judged_link(text, piece.href) != client::conversation::LabelledLink::none);
    }
    check(joined == text);
}

const fuzz::Target target("links", run);

}  // namespace
