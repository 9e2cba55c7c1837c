// Throws addresses at the reader of invitations. An invitation that it takes has a name fit to be shown and a whole secret, or none where
// the room is named by hand; it is written in one way, and is the same however that is changed on the way.
#include "client/room/invitation.hpp"

#include <cstdlib>

#include "client/members/names.hpp"
#include "fuzz/target.hpp"
#include "protocol/ids.hpp"

namespace {

void check(bool good) {
    if (!good) std::abort();
}

void run(std::string_view bytes) {
    const auto invitation = client::room::parse_invitation(bytes);
    if (!invitation) return;
    check(!invitation->ticket || !invitation->secret.empty());
    const auto& room = invitation->room;
    const auto& secret = invitation->secret;
    check(!room.empty() && client::members::clean_name(room, client::room::max_room_name_characters) == room);
    check(secret.empty() || (secret.size() == protocol::id_letters && protocol::from_base64url(secret)));

    const auto written = client::room::write_invitation(*invitation);
    const auto is_same = [&](const std::string& fragment) {
        const auto again = client::room::parse_invitation(fragment);
        check(again && again->room == room && again->secret == secret && again->kept_days == invitation->kept_days &&
              again->ticket == invitation->ticket && client::room::write_invitation(*again) == written);
    };
    is_same(written);
    is_same("!" + written);
    if (secret.empty()) return;
    if (room.front() != '/') is_same(written.substr(1));  // an escaped slash in front says that all is escaped
    for (const auto* behind : {".", "/", "?x=y", "%20in", "\xec\x97\x90", "%", "\xff"}) is_same(written + behind);
    for (const auto* behind : {"A", "_", "%2D"}) check(!client::room::parse_invitation(written + behind));
    check(!client::room::parse_invitation(written.substr(0, written.size() - 1)));
}

const fuzz::Target target("invitation", run);

}  // namespace
