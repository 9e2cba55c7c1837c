// Rooms named by hand: no secret in the address, a passphrase instead.
#include <doctest/doctest.h>

#include "client/room/spoken.hpp"
#include "tests/client/tab.hpp"

using namespace story;

TEST_CASE("nothing of a room named by hand is derived or asked for until Enter, then its passphrase leads inside") {
    Tab ann;
    const auto opened = ann.opens("/Our-room");
    CHECK(count<DeriveKeys>(opened) == 0);
    CHECK(count<Look>(opened) == 0);
    CHECK(only<ShowArrival>(opened).by_hand);
    CHECK_FALSE(only<ShowArrival>(opened).fresh);
    CHECK_FALSE(only<ShowArrival>(opened).known);
    CHECK_FALSE(ann.session.wake_at());

    const auto pressed = ann.does(EnterPressed{"Ann", " Doki  Mazu "});
    CHECK(only<DeriveKeys>(pressed).name == "Our-room");
    CHECK(only<DeriveKeys>(pressed).secret.empty());
    CHECK(only<DeriveKeys>(pressed).passphrase == "Doki Mazu");
    CHECK(count<Join>(pressed) == 0);
    CHECK(only<ShowArrival>(pressed).stretching);
    CHECK(only<ShowRoom>(pressed).stage == Stage::joining);
    CHECK(only<SetAddress>(pressed).invitation == "/Our-room");

    const auto derived = ann.derives();
    CHECK(only<Join>(derived).seat.room == our_room);
    CHECK(count<Look>(derived) == 0);
    CHECK_FALSE(only<ShowArrival>(derived).stretching);
    const auto in = ann.does(Admitted{0, 8, {}, {}});
    CHECK(only<ShowRoom>(in).stage == Stage::inside);
    // Those inside can read it to others; the link does not have it.
    CHECK(only<ShowRoom>(in).by_hand);
    CHECK(only<ShowRoom>(in).passphrase == "Doki Mazu");
    CHECK(only<ShowRoom>(in).link == "https://tincan.example/#/Our-room");
}

TEST_CASE("a room named by hand needs no passphrase") {
    Tab ann;
    ann.opens("/room");
    const auto pressed = ann.does(EnterPressed{"Ann"});
    CHECK(only<DeriveKeys>(pressed).name == "room");
    CHECK(only<DeriveKeys>(pressed).passphrase.empty());
    CHECK(count<Join>(ann.derives()) == 1);
}

TEST_CASE("the maker of a room can choose an address to say over the phone, and a strong passphrase is proposed") {
    Tab ann;
    const auto friendly = only<DeriveKeys>(ann.founds()).name;
    const auto chosen = ann.does(AddressChosen{true, {1, 2, 3}});
    CHECK(count<DeriveKeys>(chosen) == 0);
    CHECK(only<ShowArrival>(chosen).by_hand);
    CHECK(only<ShowArrival>(chosen).fresh);
    const auto proposal = only<ShowArrival>(chosen).proposal;
    CHECK(proposal == spoken_passphrase({1, 2, 3}));
    CHECK(only<ShowRoom>(chosen).link == "https://tincan.example/#/" + friendly);
    CHECK(only<ShowArrival>(ann.does(AddressChosen{true, {4, 5, 6}})).proposal != proposal);

    // The room with a secret was still being derived.
    const auto with_secret = ann.serial;
    CHECK(count<Join>(ann.derives(id<RoomId>(1))) == 0);
    CHECK(count<DeriveKeys>(ann.does(RoomNamed{"club"})) == 0);
    const auto pressed = ann.does(EnterPressed{"Ann", "pass"});
    CHECK(only<DeriveKeys>(pressed).name == "club");
    CHECK(only<SetAddress>(pressed).invitation == "/club");
    CHECK(ann.does(KeysDerived{with_secret, id<RoomId>(1)}).empty());
    CHECK(only<Join>(ann.derives()).seat.room == our_room);
}

TEST_CASE("a person who chooses the long address again gets the secret back") {
    Tab ann;
    ann.founds();
    ann.does(AddressChosen{true, {}});
    const auto back = ann.does(AddressChosen{false, {}});
    CHECK(only<DeriveKeys>(back).secret == secret);
    CHECK_FALSE(only<ShowArrival>(back).by_hand);
    ann.derives();
    CHECK(count<Join>(ann.does(EnterPressed{"Ann", "left over in the field"})) == 1);
}

TEST_CASE("nobody makes a room that was named by others into another one") {
    Tab ann;
    ann.opens();
    ann.derives();
    CHECK(ann.does(AddressChosen{true, {}}).empty());
    Tab ben;
    ben.opens("/room");
    CHECK_FALSE(only<ShowArrival>(ben.does(AddressChosen{false, {}})).proposal.empty());
    CHECK(only<DeriveKeys>(ben.does(EnterPressed{"Ben"})).secret.empty());
}

TEST_CASE("another passphrase is another room; the same one is not made into a key twice") {
    Tab ann;
    ann.opens("/room");
    ann.does(EnterPressed{"Ann", "one"});
    ann.derives();
    ann.does(RequestFailed{Request::join, Trouble::room_full});
    ann.does(LookAnswered{1, {greeting(2, "Ben")}});
    const auto again = ann.does(EnterPressed{"Ann", "one"});
    CHECK(count<DeriveKeys>(again) == 0);
    CHECK(count<Join>(again) == 1);
    ann.does(RequestFailed{Request::join, Trouble::room_full});
    const auto other = ann.does(EnterPressed{"Ann", "two"});
    CHECK(only<DeriveKeys>(other).passphrase == "two");
    CHECK(count<Join>(other) == 0);
    CHECK(only<ShowArrival>(other).inside.empty());  // Ben is in the other room
    CHECK(only<Join>(ann.derives(id<RoomId>(98))).seat.room == id<RoomId>(98));
}

TEST_CASE("a person who leaves while the key is being made is not let in, and comes back without making it anew") {
    Tab ann;
    ann.opens("/room");
    ann.does(EnterPressed{"Ann", "one"});
    ann.does(RoomLeft{});
    CHECK(count<DeriveKeys>(ann.does(EnterPressed{"Ann", "one"})) == 0);
    ann.does(RoomLeft{});
    CHECK(are<UseKeys>(ann.derives()));
    CHECK(count<Join>(ann.does(EnterPressed{"Ann", "one"})) == 1);
}

TEST_CASE("of two passphrases that are made into keys at once, the later one's are used, whichever is ready first") {
    for (const bool first_is_first : {true, false}) {
        Tab ann;
        ann.opens("/room");
        ann.does(EnterPressed{"Ann", "one"});
        const KeysDerived of_one{ann.serial, id<RoomId>(97)};
        ann.does(RoomLeft{});
        ann.does(EnterPressed{"Ann", "two"});
        const KeysDerived of_two{ann.serial, id<RoomId>(98)};
        if (first_is_first) CHECK(ann.does(of_one).empty());
        const auto out = ann.does(of_two);
        CHECK(only<UseKeys>(out).serial == of_two.serial);
        CHECK(only<Join>(out).seat.room == of_two.room);
        if (!first_is_first) CHECK(ann.does(of_one).empty());
    }
}
