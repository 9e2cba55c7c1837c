// Throws addresses at the reader of invitations. What it takes is a name fit to be shown and a whole secret, or none where
// the room is named by hand, and is the same invitation when it is written and read again.
#include <cstdint>
#include <cstdlib>

#include "client/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto invitation = client::parse_invitation({reinterpret_cast<const char*>(data), size});
    if (!invitation) return 0;
    if (invitation->room.empty() || client::clean_name(invitation->room, 64) != invitation->room) std::abort();
    if (!invitation->secret.empty() && invitation->secret.size() != 22) std::abort();
    const auto again = client::parse_invitation(client::write_invitation(*invitation));
    if (!again || again->room != invitation->room || again->secret != invitation->secret) std::abort();
    return 0;
}
