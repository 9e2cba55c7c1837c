// Names, portraits and what people say of themselves, changed while one is inside.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;
using protocol::Profile;

namespace {

// So many bytes that begin as a JPEG of that size.
std::string jpeg(unsigned across = 128, unsigned down = 128, std::size_t bytes = 200) {
    std::string it("\xff\xd8\xff\xe0\0\4\1\1\xff\xc0\0\x11\x8", 13);
    for (const auto side : {down, across}) it += {static_cast<char>(side >> 8), static_cast<char>(side)};
    it.resize(bytes, 'x');
    return it;
}

ShowPerson last_shown(const Orders& orders, unsigned who) {
    ShowPerson found;
    for (const auto& person : all<ShowPerson>(orders))
        if (person.id == member(who)) found = person;
    return found;
}

}  // namespace

TEST_CASE("who changes name, portrait and status inside tells everybody, and whoever comes later") {
    Tab ann = together();
    CHECK(said_of<Profile>(ann.meets(3, "Cem"), 3).empty());  // the hello has said all
    const auto out = ann.does(ProfileChosen{"  Ann\u202e Lee ", "back at\n two", jpeg()});
    const Profile told{1, "Ann Lee", "back at two", jpeg()};
    CHECK(said_of<Profile>(out, 2) == std::vector{told});
    CHECK(said_of<Profile>(out, 3) == std::vector{told});
    CHECK(last_shown(out, 1).card.name == "Ann Lee");
    CHECK(last_shown(out, 1).about == "back at two");
    CHECK(only<ShowPortrait>(out).bytes == jpeg());
    CHECK(only<ShowPortrait>(out).face == last_shown(out, 1).card.face);
    CHECK(notices(out).empty());
    CHECK(said_of<Profile>(ann.meets(4, "Dan"), 4) == std::vector{told});
    // The same again says nothing; a name that cannot be seen is none.
    CHECK(count<SendMessage>(ann.does(ProfileChosen{"Ann Lee", "back at two", jpeg()})) == 0);
    CHECK(said_of<Profile>(ann.does(ProfileChosen{"\u200b", "", "<svg>"}), 2) == std::vector{Profile{2, "Ann Lee", "", ""}});
}

TEST_CASE("what this browser kept is told on coming in, under the name that is entered with") {
    Tab ann;
    ann.opens();
    ann.derives();
    CHECK(count<ShowPortrait>(ann.does(ProfileChosen{"Nobody", "reading", jpeg()})) == 1);
    ann.does(EnterPressed{"Ann"});
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {{{"stun:here"}}}});
    CHECK(said_of<Profile>(ann.connects(2), 2) == std::vector{Profile{2, "Ann", "reading", jpeg()}});
}

TEST_CASE("a name that is changed inside is told, and the words keep their author") {
    Tab ann = together();
    ann.reads(2, 1, "hello");
    const auto out = ann.hears(2, Profile{1, " Bob ", "at lunch", jpeg()});
    CHECK(last_shown(out, 2).card.name == "Bob");
    CHECK(last_shown(out, 2).about == "at lunch");
    CHECK(only<ShowPortrait>(out).id == member(2));
    REQUIRE(notices(out) == std::vector{NoticeKind::renamed});
    CHECK(only<ShowNotice>(out).who.name == "Bob");
    CHECK(only<ShowNotice>(out).before == "Ben");
    REQUIRE(count<ShowMessage>(out) > 0);
    CHECK(all<ShowMessage>(out).back().author.name == "Bob");
    CHECK(all<ShowMessage>(out).back().author.face == last_shown(out, 2).card.face);
    // It is known by that name, too.
    CHECK(only<KeepPin>(out).pin.name == "Bob");
    // A portrait that goes, goes from the messages.
    const auto gone = ann.hears(2, Profile{2, "Bob", "", ""});
    CHECK(only<ShowPortrait>(gone).face.empty());
    CHECK(only<ShowMessage>(gone).author.face.empty());
    CHECK(notices(gone).empty());
}

TEST_CASE("an older profile does not come after a newer one") {
    Tab ann = together();
    ann.hears(2, Profile{5, "Bob", "", ""});
    const auto out = ann.hears(2, Profile{4, "Ben", "an old one", jpeg()});
    CHECK(count<ShowPerson>(out) == 0);
    CHECK(count<ShowPortrait>(out) == 0);
    CHECK(ann.session.members().at(member(2)).name == "Bob");
}

TEST_CASE("somebody who has another name than the card said is called so, and one is told") {
    Tab ann;
    ann.enters("Ann", {greeting(2, "Ben")});
    ann.connects(2);
    const auto out = ann.hears(2, Profile{3, "Bob", "", ""});
    CHECK(last_shown(out, 2).card.name == "Bob");
    CHECK(only<ShowNotice>(out).before == "Ben");
    CHECK(notices(ann.hears(2, Profile{3, "Bo", "", ""})).empty());
}

TEST_CASE("whoever takes the name of somebody known is a stranger, and a namesake gets a mark") {
    Tab ann;
    ann.does(PinLoaded{{identity(9), "Eva", protocol::Decision::seen, 1}});
    ann.enters("Ann");
    ann.meets(2, "Ben");
    ann.meets(3, "Cem");
    const auto out = ann.hears(2, Profile{1, "Eva", "", ""});
    CHECK(last_shown(out, 2).trust_level == TrustLevel::stranger);
    CHECK(last_shown(out, 2).card.stranger);
    CHECK(notices(out) == std::vector{NoticeKind::renamed, NoticeKind::stranger});
    CHECK(count<KeepPin>(out) == 0);
    CHECK_FALSE(last_shown(ann.hears(3, Profile{1, "\u0410nn", "", ""}), 3).card.tag.empty());  // a Cyrillic letter
}

TEST_CASE("a flood of names is one sentence a minute, and puts out its author") {
    Tab ann = together();
    CHECK(notices(ann.hears(2, Profile{1, "Bob", "", ""})).size() == 1);
    for (unsigned serial = 2; serial < 40; ++serial)
        CHECK(notices(ann.hears(2, Profile{serial, "Bob " + std::to_string(serial), "", ""})).empty());
    const auto later = ann.wait(60'000);
    CHECK(notices(later) == std::vector{NoticeKind::renamed});
    CHECK(only<ShowNotice>(later).before == "Bob");
    CHECK(only<ShowNotice>(later).who.name == "Bob 39");
    CHECK_FALSE(has_notice(ann.wait(600'000), NoticeKind::renamed));
    unsigned serial = 40;
    while (serial < 1'000 && ann.session.peers().count(member(2))) ann.hears(2, Profile{++serial, "Ben", std::string(70, 'x'), jpeg()});
    CHECK(serial > 200);
    CHECK(serial < 500);
}

TEST_CASE("a profile that is no such thing changes nothing") {
    Tab ann = together();
    const auto dropped = ann.session.dropped();
    for (const auto& bad : {
             Profile{0, "Bob", "", ""},
             Profile{1, "", "", ""},
             Profile{1, "\u200b", "", ""},
             Profile{1, std::string(33, 'x'), "", ""},
             Profile{1, "Bob", std::string(81, 'x'), ""},
             Profile{1, "Bob", "", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
             Profile{1, "Bob", "", "\x89PNG\r\n\x1a\n"},
             Profile{1, "Bob", "", jpeg(128, 128, 8193)},
             Profile{1, "Bob", "", jpeg(257, 257)},
             Profile{1, "Bob", "", jpeg(128, 64)},
             Profile{1, "Bob", "", jpeg(0, 0)},
             Profile{1, "Bob", "", jpeg().substr(0, 12)},
             Profile{1, "Bob", "", std::string("\xff\xd8\xff\xe0\xff\xff", 6)},
             Profile{1, "Bob", "", std::string("\xff\xd8\xff\xe0\0\0", 6)},
             Profile{1, "Bob", "", std::string("\xff\xd8\xff\xda\0\4", 6)},
         }) {
        const auto out = ann.hears(2, bad);
        CHECK(count<ShowPerson>(out) == 0);
        CHECK(count<ShowPortrait>(out) == 0);
    }
    CHECK(ann.session.dropped() == dropped + 15);
    CHECK(ann.session.members().at(member(2)).name == "Ben");
}

TEST_CASE("a name that is changed reaches those who read the conversation later, by the log") {
    Tab ann = together();
    ann.does(TextTyped{"hello"});
    const auto before = ann.count_of(1);
    ann.does(ProfileChosen{"Lee", "", ""});
    CHECK(ann.count_of(1) == before + 1);
    ann.does(ProfileChosen{"Lee", "away", ""});
    ann.does(TextTyped{"still me"});
    CHECK(ann.count_of(1) == before + 2);
}
