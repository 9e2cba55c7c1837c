// Whether a message calls somebody. Texts and names are written as they arrive: in Unicode normalisation form KD.
#include "client/conversation/mentions.hpp"

#include <doctest/doctest.h>

#include <string>

using client::conversation::mentions;

namespace {

// Mina and Jun, in Hangul: normalisation form KD takes syllables apart.
const std::string mi_na = "\u1106\u1175\u1102\u1161";
const std::string jun = "\u110c\u116e\u11ab";

}  // namespace

TEST_CASE("a name behind an @ calls, wherever it stands and whatever follows") {
    for (const char* text :
         {"@Mina", "hello @Mina", "hello @Mina!", "@Mina, look", "(@Mina)", "@Jun @Mina", "@Mina\nlook", "look:@Mina", "@@Mina"})
        CHECK_MESSAGE(mentions(text, "Mina"), text);
}

TEST_CASE("case, accents and the spelling of letters do not count") {
    for (const char* text : {"@mina", "@MINA", "@Mi\u0301na"}) CHECK_MESSAGE(mentions(text, "Mina"), text);
    CHECK(mentions("@zoe", "Zoe\u0308"));
    CHECK(mentions("@ozdemir", "O\u0308zdemir"));
    CHECK(mentions("@\u043c\u0438\u043d\u0430", "\u041c\u0438\u043d\u0430"));
}

TEST_CASE("without an @, or as a part of another word, a name calls nobody") {
    for (const char* text : {"Mina", "hello Mina", "@Minas", "@Mina2", "@ Mina", "@Min", "@", "@@@", "", "@Jun Mina"})
        CHECK_FALSE_MESSAGE(mentions(text, "Mina"), text);
}

TEST_CASE("an address of mail calls nobody") {
    for (const char* text : {"jun@mina.example", "j.@mina", "jun-@mina", "1@mina"}) CHECK_FALSE_MESSAGE(mentions(text, "Mina"), text);
}

TEST_CASE("a name of several words is called by all of them, or by the first") {
    for (const char* text : {"@Cem Demir", "@cem demir, look", "@Cem", "@Cem-Demir", "@Cem look"})
        CHECK_MESSAGE(mentions(text, "Cem Demir"), text);
    for (const char* text : {"@Demir", "@Cemal", "@C"}) CHECK_FALSE_MESSAGE(mentions(text, "Cem Demir"), text);
    CHECK(mentions("@J. Doe", "J. Doe"));
    CHECK_FALSE(mentions("@j", "J. Doe"));
}

TEST_CASE("in Korean, titles and particles stand right behind the name") {
    for (const char* text : {"", "\u1102\u1175\u11b7", "\u110a\u1175", "\u110b\u1163", "\u1102\u1175\u11b7\u110b\u1175",
                             "\u110b\u1166\u1100\u1166", "\u110b\u1166\u1100\u1166\u1103\u1169", "!"})
        CHECK_MESSAGE(mentions("@" + mi_na + text, mi_na), text);
    CHECK(mentions("@Jun\u1102\u1175\u11b7", "Jun"));
    CHECK(mentions("\u110b\u1163@" + mi_na, mi_na));
    // A syllable that goes on, another name that begins alike, and a title alone.
    CHECK_FALSE(mentions("@" + mi_na + "\u11ab", mi_na));
    CHECK_FALSE(mentions("@" + mi_na + jun, mi_na));
    CHECK_FALSE(mentions("@\u1102\u1175\u11b7", mi_na));
}

TEST_CASE("signs are part of a name, and can be all of it") {
    CHECK(mentions("@\U0001f98a Mina", "\U0001f98a Mina"));
    CHECK(mentions("@Mina", "\U0001f98a Mina"));
    CHECK(mentions("@\U0001f98a", "\U0001f98a"));
    CHECK_FALSE(mentions("@\U0001f43b", "\U0001f98a"));
}

TEST_CASE("what is no text calls nobody, and much of it takes no time") {
    CHECK_FALSE(mentions("@Mina\xff", "Mina"));
    CHECK_FALSE(mentions("@Mina", ""));
    CHECK_FALSE(mentions("@", "\xff"));
    std::string many;
    while (many.size() < 40'000) many += "@Minb";
    CHECK_FALSE(mentions(many, "Mina"));
    CHECK_FALSE(mentions("@" + std::string(40'000, 'm'), "Mina"));
    CHECK_FALSE(mentions("@" + std::string(40'000, '.') + "Mina", "Mina"));
}
