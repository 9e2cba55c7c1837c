// Throws addresses at the reader of invitations. What it takes is a name fit to be shown and a whole secret, or none where
// the room is named by hand, and is the same invitation when it is written and read again.
#include <cstdlib>

#include "client/invitation.hpp"
#include "client/text.hpp"
#include "fuzz/target.hpp"

namespace {

void run(std::string_view bytes) {
    const auto invitation = client::parse_invitation(bytes);
    if (!invitation) return;
    if (invitation->room.empty() || client::clean_name(invitation->room, 64) != invitation->room) std::abort();
    if (!invitation->secret.empty() && invitation->secret.size() != 22) std::abort();
    const auto again = client::parse_invitation(client::write_invitation(*invitation));
    if (!again || again->room != invitation->room || again->secret != invitation->secret) std::abort();
}

const fuzz::Target target("invitation", run);

}  // namespace
