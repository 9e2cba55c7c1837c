// Names that look alike, and names that do not. All are written as they arrive: in Unicode normalisation form KD.
#include "client/members/lookalike.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "protocol/utf8.hpp"

using client::members::skeleton;

TEST_CASE("a disguise has the skeleton of the name that it imitates") {
    const std::map<std::string, std::vector<std::string>> disguises{
        {"Anna",
         {"anna",
          "ANNA",
          "  Anna ",
          "Anna.",
          "Anna_",
          "\u00abAnna\u00bb",
          "Anna\u00b7",  // case, and what stands around
          "\u0410nna",
          "Ann\u0430",
          "\u0410nn\u0430",
          "\u0410\u043f\u043f\u0430",  // Cyrillic
          "\u0391nn\u03b1",
          "A\u03b7\u03b7a",
          "\u0391\u039d\u039d\u0391",  // Greek
          "A\u0578\u0578a",
          "\u13aann\u13aa",
          "\uab7ann\uab7a",
          "\ua4eeNN\ua4ee",  // Armenian, Cherokee, Lisu
          "\u15c5nna",
          "Ann\u0251",
          "\u1d00\u0274\u0274\u1d00",  // syllabics, Latin alpha, small capitals
          "An\u200dna",
          "Anna\u200b",
          "\u2060Anna",
          "An\u00adna",
          "An\u034fna",  // joiners, soft hyphen
          "\u202eAnna",
          "\u200fAnna",
          "\u2066Anna\u2069",
          "\u061cAnna",  // what turns the direction
          "Anna\ufe0f",
          "Anna\U000e0101",
          "Anna\U000e0041\U000e007f",  // variation selectors, tags
          "Anna\u3000",
          "Anna\u2800",
          "Anna\u115f\u1160",
          "Anna\ufff9",
          "Anna\u3164",
          "An\uffa0na",
          "Anna\U0001d159",
          "Anna\u1680",  // white space, fillers
          "A\u0301nna",
          "An\u0323na\u0308",
          "A\u0332n\u0332n\u0332a\u0332",
          "Ann\u20dda",  // marks
          "Anna \u2713",
          "Anna \u2714\ufe0f",
          "\U0001f512 Anna",
          "\U0001f338Anna\u2b50",  // signs of trust, flowers
          "\U0001f170nn\U0001f150",
          "\U0001f1e6\U0001f1f3\U0001f1f3\U0001f1e6"}},  // discs, flags
        {"Bob", {"B0b", "B\u043eb", "\u0412\u043e\u044c", "\u0392\u03bfb", "B\u0585b", "B\u0966b", "B\u3007b", "B\u00f8b", "\u13f4ob"}},
        {"Ian", {"lan", "1an", "|an", "\u0406an", "\u04c0an", "\u0399an", "\u0131an", "\u2223an", "\u05d5an", "\u06f1an"}},
        {"Oliver", {"0liver", "O1iver", "0|iver", "\u041el\u0456\u0475\u0435r", "\u039fliver"}},
        {"Marnie", {"Mamie", "\u041c\u0430rnie", "rnarnie", "M\u0430m1\u0435"}},
        {"Wim", {"vvim", "VVim", "\u03bd\u03bdim", "Wirn", "vv1rn", "\u0460im"}},
        {"David", {"clavid", "Davicl", "\u0501avid", "c1avid", "\u13a0avid", "\u0441lavid"}},
        {"Nick", {"\u039dick", "N\u0456ck", "\u0274\u026a\u1d04\u1d0b", "N\u0131c\u0307k"}},
        {"Helen", {"\u0397elen", "\u041delen", "\u13bbelen", "He|en"}},
        {"Stephen", {"\u0405tephen", "Step\u04bben", "Ste\u0440hen", "S\u0442e\u03c1hen"}},
        {"Ann Lee", {"Ann  Lee", "Ann-Lee", "Ann\u00b7Lee", "Ann_Lee", "Ann\u2003Lee", "Ann \u2764 Lee"}},
        {"\u0418\u0432\u0430\u043d",
         {"\u0438\u0432\u0430\u043d", "\u0418\u0432a\u043d", "\u0418B\u0410H", "\u0418\u0306\u0432\u0430\u043d"}},
        {"\u039d\u03b9\u0301\u03ba\u03bf\u03c2",
         {"\u03bd\u03b9\u03ba\u03bf\u03c2", "\u039d\u0399\u039a\u039f\u03a3", "N\u03b9\u03ba\u03bf\u03c2"}},
        {"\u0639\u0644\u06cc\u0631\u0636\u0627",
         {"\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u200d\u0644\u06cc\u0631\u0636\u0627"}},
        {"\u30a8\u30ea", {"\u5de5\u30ea", "\u30a8\u308a"}},
        // Korean syllables, taken apart.
        {"\u1100\u1175\u11b7\u1106\u1175\u11ab",
         {"\u1100\u1175\u11b7\u200b\u1106\u1175\u11ab", "\u1100\u1175\u11b7\u1106\u1175\u11ab\u1160"}},
    };
    for (const auto& [name, all] : disguises)
        for (const auto& disguise : all) CHECK_MESSAGE(skeleton(disguise) == skeleton(name), disguise, " passes for ", name);
}

TEST_CASE("other names have other skeletons") {
    const std::vector<std::string> names{
        "Ann",
        "Anna",
        "Anne",
        "Annabel",
        "Hanna",
        "Ana",
        "An na",
        "Jun",
        "June",
        "Jan",
        "Jin",
        "Lucia",
        "Luda",
        "Mia",
        "Mina",
        "Nina",
        "Nick",
        "Hick",
        "Steve",
        "Stene",
        "Bob",
        "Rob",
        "Bo",
        "Otto",
        "Ott",
        "Ina",
        "Tina",
        "Mina 2",
        "Mina 3",
        "Kim",
        "Tim",
        "\u1100\u1175\u11b7\u1106\u1175\u11ab\u1109\u116e",        // 김민수
        "\u1100\u1175\u11b7\u1106\u1175\u11ab\u1109\u1165",        // 김민서
        "\u1100\u1175\u11b7\u1106\u1175\u11ab",                    // 김민
        "\u1100\u1175\u11b7\u1106\u1175\u11ab\u110c\u116e\u11ab",  // 김민준
        "\u0418\u0432\u0430\u043d",
        "\u0418\u043d\u043d\u0430",
        "\u0413\u0440\u0438\u0448\u0430",
        "\u041c\u0438\u0448\u0430",
        "\u03a3\u03bf\u03c6\u03b9\u03b1",
        "\u039c\u03b1\u03c1\u03b9\u03b1",
        "\u5c71\u7530",
        "\u5c71\u672c",
        "\u30e6\u30fc\u30ad",
        "\u0645\u062d\u0645\u062f",
        "\u0645\u0631\u064a\u0645",
        "\u0915\u092e\u0932",
        "\u0935\u093f\u092e\u0932",
    };
    std::map<std::string, std::string> seen;
    for (const auto& name : names) {
        const auto [at, is_new] = seen.emplace(skeleton(name), name);
        CHECK_MESSAGE(is_new, name, " looks like ", at->second);
    }
}

TEST_CASE("a name without letters is its own skeleton") {
    CHECK(skeleton("\U0001f338") != skeleton("\U0001f525"));
    CHECK(skeleton("!!!") == "!!!");
    CHECK(skeleton("\u2764\ufe0f") == skeleton("\u2764"));
    CHECK(skeleton("\U0001f600\u200d") == skeleton("\U0001f600"));
    CHECK(skeleton("\U0001f468\u200d\U0001f469") == skeleton("\U0001f468\U0001f469"));
    CHECK(skeleton("").empty());
    CHECK(skeleton("\xff\xfe") == "\xff\xfe");
}

TEST_CASE("the skeleton of any name is good text") {
    std::mt19937 random(3);
    for (int round = 0; round < 20000; ++round) {
        std::string name;
        for (unsigned count = random() % 8; count > 0; --count) {
            auto point = static_cast<std::uint32_t>(random() % (round % 2 ? 0x3000 : 0x20000));
            if (point >= 0xd800 && point <= 0xdfff) point = 'x';
            protocol::append_point(name, point);
        }
        REQUIRE(protocol::count_characters(name));
        CHECK_MESSAGE(protocol::count_characters(skeleton(name)), name);
    }
}
