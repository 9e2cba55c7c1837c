#include "client/spoken.hpp"

namespace client {

std::string heard(std::string_view text) {
    std::string sounds;
    for (const char letter : text) {
        if (letter == ' ' || letter == '-') continue;
        sounds += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
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

}  // namespace client
