#include "client/room/spoken.hpp"

#include "client/members/visible.hpp"
#include "protocol/utf8.hpp"

namespace client::room {

std::string heard(std::string_view text) {
    std::string sounds;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = protocol::next_point(text, at);
        if (point == ' ' || point == '-' || members::is_joiner(point) || members::is_tag(point)) continue;
        protocol::append_point(sounds, point >= 'A' && point <= 'Z' ? point - 'A' + 'a' : point);
    }
    return sounds.empty() ? std::string(text) : sounds;
}

std::string spoken_passphrase(const RandomBytes& random) {
    // Syllables that English and Korean mouths say and ears tell apart: no R beside L, no V beside B, no E beside I.
    constexpr std::string_view consonants = "bdfghjklmnpstwyz";
    constexpr std::string_view vowels = "aiou";
    std::string passphrase;
    unsigned bits = 0;  // of which the last `unsaid` are not said yet
    unsigned unsaid = 0;
    for (const auto byte : random) {
        bits = (bits << 8) | byte;
        for (unsaid += 8; unsaid >= 6; unsaid -= 6) {
            if (passphrase.size() % 5 == 4) passphrase += '-';
            passphrase += consonants[(bits >> (unsaid - 4)) & 15];
            passphrase += vowels[(bits >> (unsaid - 6)) & 3];
        }
    }
    return passphrase;
}

}  // namespace client::room
