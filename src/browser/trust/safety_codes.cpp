#include "browser/trust/safety_codes.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <set>

#include "browser/keys/web_crypto.hpp"
#include "protocol/safety.hpp"

using emscripten::EM_VAL;

// clang-format off
// For each connection our certificate's fingerprint, and that of the certificate which the other side has shown (W3C WebRTC section
// 5.5). A browser that does not show it has at least held it to the description that is in force (RFC 8122 section 5). Before
// them, the hash of `bound`. Null where anything is not to be had.
EM_JS(EM_VAL, tincan_look, (EM_VAL bound, EM_VAL connections), {
    const hash = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const written = ({ sdp }) => {
        const [hex] = /([0-9a-f]{2}:){31}[0-9a-f]{2}/i.exec(sdp.split('a=fingerprint:sha-256 ')[1]);
        return Uint8Array.from(hex.split(':'), (byte) => parseInt(byte, 16));
    };
    const look = async (it) => {
        const transport = it.sctp.transport;
        const [shown] = transport.getRemoteCertificates ? transport.getRemoteCertificates() : [];
        // A channel may open before the browser has noted that its first descriptions are in force.
        const remote = it.currentRemoteDescription ?? it.remoteDescription;
        return [written(it.currentLocalDescription ?? it.localDescription), shown ? await hash(shown) : written(remote)];
    };
    const all = [hash(Emval.toValue(bound)), ...Emval.toValue(connections).map(look)];
    return Emval.toHandle(Promise.all(all).catch(() => null));
});

EM_JS(EM_VAL, tincan_stretch, (EM_VAL bytes, int rounds, int count), {
    const stretch = async (bytes) => {
        const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
        const how = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(0), iterations: rounds };
        return crypto.subtle.deriveBits(how, key, 8 * count);
    };
    return Emval.toHandle(stretch(Emval.toValue(bytes)));
});
// clang-format on

namespace browser::trust {
namespace {

// A room's code has no commitments. An interceptor between two members that looks for certificates which give both the same code needs
// 2^44 tries (birthdays) while the two wait for their connection; so each try is made expensive.
constexpr int rounds = 600'000;

}  // namespace

void SafetyCodes::perform(const client::trust::DrawNonce& order) {
    const auto nonce = random_bytes(protocol::safety_nonce_bytes);
    const val bound = to_bytes(protocol::commitment_transcript(order.me, order.peer, nonce));
    pending_.settle(
        val::take_ownership(tincan_look(bound.as_handle(), val::array().as_handle())),
        [this, peer = order.peer, link = order.link, nonce](const val& seen) {
            feed_(client::trust::NonceDrawn{peer, link, nonce, from_bytes(seen[0])});
        },
        keys::impossible);
}

void SafetyCodes::perform(const client::trust::DeriveCode& order) {
    val connections = val::array();
    for (const auto& partner : order.partners) connections.call<void>("push", connections_.connection(partner.id));
    pending_.settle(
        val::take_ownership(tincan_look(to_bytes(order.bound).as_handle(), connections.as_handle())),
        [this, order](const val& seen) { stretch(order, seen); }, keys::impossible);
}

void SafetyCodes::stretch(const client::trust::DeriveCode& order, const val& seen) {
    const auto tell = [this, peer = order.peer, asked = order.asked](std::string code) {
        feed_(client::trust::CodeDerived{peer, asked, std::move(code)});
    };
    const bool paired = !order.commitment.empty();
    if (seen.isNull() || (paired && from_bytes(seen[0]) != order.commitment)) return tell("");
    std::string mine;
    std::set<std::string> records;
    for (unsigned at = 0; at < order.partners.size(); ++at) {
        const val pair = seen[at + 1];
        const auto certificate = from_bytes(pair[0]);
        if (!mine.empty() && certificate != mine) return tell("");  // a tab has one certificate for all its connections
        mine = certificate;
        records.insert(order.partners[at].record + from_bytes(pair[1]));
    }
    records.insert(order.mine + mine);
    const val bytes = to_bytes(protocol::safety_transcript(records));
    const auto count = static_cast<int>(paired ? protocol::pair_code_bytes : protocol::room_code_bytes);
    pending_.settle(
        val::take_ownership(tincan_stretch(bytes.as_handle(), rounds, count)), [tell](const val& code) { tell(from_bytes(code)); },
        keys::impossible);
}

}  // namespace browser::trust
