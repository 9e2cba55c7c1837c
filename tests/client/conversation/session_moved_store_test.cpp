// The session's stories of what is kept of a room that moves to another secret.
#include <doctest/doctest.h>

#include "tests/client/host.hpp"

using namespace story;

namespace {

const StorePlace was_at{our_room, secret};
const StorePlace is_at{id<RoomId>(100), next_secret};

// Ann's room, in which something was said, has moved.
Orders moves(Tab& ann) {
    ann.does(TextTyped{"kept"});
    ann.meets(3, "Cem");
    sign(ann, ann.does(RemovalChosen{member(3), next_nonce}));
    sign(ann, ann.does(Founded{next_nonce, next_secret}));
    auto out = ann.derives(id<RoomId>(100));
    for (const auto& more : ann.does(Admitted{0, 8, {}, {}})) out.push_back(more);
    return out;
}

}  // namespace

TEST_CASE("what is kept of a room that moves is kept anew before it goes from where it was") {
    Tab ann = host();
    const auto out = moves(ann);
    CHECK(only<OpenStore>(out).place == is_at);
    CHECK(only<OpenStore>(out).log == our_room);
    CHECK(count<ForgetStore>(out) == 0);
    const auto opened = ann.does(StoreOpened{true});
    CHECK(count<ForgetStore>(opened) == 0);
    const auto kept = only<KeepEntries>(opened);
    CHECK(kept.kept.entries.bodies.size() == 2);  // with her name
    CHECK(only<ForgetStore>(ann.does(EntriesKept{kept.serial, KeepResult::kept})).place == was_at);
}

TEST_CASE("where a disk has no room for both, the earlier goes first") {
    Tab ann = host();
    moves(ann);
    const auto first = only<KeepEntries>(ann.does(StoreOpened{true}));
    const auto full = ann.does(EntriesKept{first.serial, KeepResult::full});
    CHECK(only<ForgetStore>(full).place == was_at);
    CHECK(notices(full).empty());
    const auto again = only<KeepEntries>(full);
    CHECK(again.kept.entries.bodies == first.kept.entries.bodies);
    CHECK(has_notice(ann.does(EntriesKept{again.serial, KeepResult::full}), NoticeKind::storage_full));
}

TEST_CASE("yesterday's talk of a room that has moved is shown before anybody says that it has") {
    Tab ann;
    ann.arrives();
    const auto entered = ann.does(EnterPressed{"Ann"});
    CHECK(only<OpenStore>(entered).log == our_room);
    ann.does(Admitted{0, 8, {}, {}});
    ann.does(TextTyped{"early"});
    const auto bound = ann.does(StoreBound{id<RoomId>(5)});
    CHECK(only<OpenStore>(bound).place == only<OpenStore>(entered).place);
    CHECK(only<OpenStore>(bound).log == id<RoomId>(5));
    Writer ben(2);
    ben.log = Log(id<RoomId>(5));
    ben.log.begin(member(2), identity(2));
    const auto yesterday = ann.now - 86'400'000;
    ben.says(yesterday, "as it was");
    ann.does(EntriesLoaded{{{*ben.log.answer({member(2), 1, 1}), {yesterday}}}});
    CHECK(ann.texts() == std::vector<std::string>{"as it was", "early"});
    CHECK(count<OpenStore>(ann.does(StoreBound{id<RoomId>(5)})) == 0);
}
