#include "world/world.hpp"

#include <algorithm>
#include <array>

namespace world {
namespace {

constexpr Millis start_of_time = 1'700'000'000'000;
// After the network has recovered, everything must be well in this time...
constexpr Millis longest_healing_ms = 300'000;
// ...and stay so: by now everybody who was lost is forgotten as well.
constexpr Millis aftermath_ms = 130'000;
constexpr Millis quiet_ms = 20'000;
// Of two computers' clocks, so far that no line is dated a day ahead.
constexpr Millis most_clock_error_ms = 6 * 3'600'000;

constexpr std::array<const char*, 5> names{"Ann", "Ben", "Cem", "김민준", "ann"};

}  // namespace

World::World(std::uint64_t seed, std::vector<std::string>* trace, Owner owner)
    : dice_(seed * 0x9e3779b97f4a7c15ULL + 1),
      clock_(start_of_time),
      adversary_(owner == Owner::adversary ? std::make_unique<Adversary>(dice_, 50 + dice_.below(300)) : nullptr),
      server_(clock_, dice_, conditions_, adversary_.get()),
      links_(clock_, dice_, conditions_, [this](TabNumber tab, const client::Fact& fact) { tabs_[tab - 1]->feed(fact); }),
      file_channels_(clock_, dice_, conditions_, links_,
                     [this](TabNumber tab, const auto& transfer, const auto& message) { tabs_[tab - 1]->files().hear(transfer, message); }),
      around_{clock_, dice_, conditions_, server_, links_, file_channels_, trouble_, said_, adversary_.get(), trace} {
    rooms_ = dice_.chance(150) ? 2 : 1;
    most_tabs_ = 2 + dice_.below(7);
    for (unsigned room = 0; room < rooms_; ++room) {
        browsers_.push_back(std::make_unique<Browser>(clock_, dice_));
        Place place{"", {}, browsers_.back().get()};
        place.nonce.bytes.fill(static_cast<std::uint8_t>(dice_.below(256)));
        place.secret = secret_of(protocol::founding_transcript(place.founder->identity, place.nonce));
        places_.push_back(place);
    }
    const bool wild = dice_.chance(600);
    walls_ = dice_.chance(400) ? 500 : 0;
    conditions_.usual_delay = dice_.chance(500) ? 15 : 150;
    conditions_.refused = dice_.below(400);
    if (!wild) return;
    conditions_.lost = dice_.below(150);
    conditions_.doubled = dice_.below(100);
    conditions_.slow = dice_.below(60);
    conditions_.broken = dice_.below(80);
}

Outcome World::live() {
    const auto acts = 20 + dice_.below(60);
    for (unsigned i = 0; i < acts && trouble_.empty(); ++i) {
        act();
        run(dice_.chance(600) ? dice_.between(0, 300) : dice_.between(300, 4'000));
    }
    if (adversary_) {
        // An adversary who owns the server can keep people apart; what it cannot do is checked with every letter.
        run(60'000);
        outcome_.falsified = adversary_->falsified_so_far();
        outcome_.favours = adversary_->favours_so_far();
    } else {
        recover_network();
        await_agreement();
    }
    for (const auto& tab : tabs_) {
        outcome_.refused += tab->session().dropped();
        outcome_.around += tab->mesh().letters_around;
        for (const auto& [id, peer] : tab->session().peers()) outcome_.met += peer.talks();
    }
    outcome_.trouble = trouble_;
    return outcome_;
}

void World::run(Millis duration) {
    clock_.run(clock_.now() + duration, [this] { return !trouble_.empty(); });
}

Tab* World::pick(bool (*fits)(const Tab&)) {
    std::vector<Tab*> fitting;
    for (const auto& tab : tabs_)
        if (tab->alive() && !tab->frozen() && fits(*tab)) fitting.push_back(tab.get());
    return fitting.empty() ? nullptr : fitting[dice_.below(fitting.size())];
}

void World::open_tab() {
    Browser* browser = browsers_.empty() ? nullptr : browsers_[dice_.below(browsers_.size())].get();
    if (!browser || dice_.chance(450)) {
        browsers_.push_back(std::make_unique<Browser>(clock_, dice_));
        browser = browsers_.back().get();
        browser->holds_streams_back = dice_.chance(80);
        browser->forbids_site_data = dice_.chance(60);
        browser->disk_fails = dice_.chance(100) ? 50 + dice_.below(500) : 0;
        if (dice_.chance(300)) set_clock(*browser);
    }
    const auto number = static_cast<TabNumber>(tabs_.size() + 1);
    const auto room = dice_.below(rooms_);
    tabs_.push_back(std::make_unique<Tab>(number, *browser, room, places_[room], around_));
    if (number > 1 && dice_.chance(walls_)) {
        const auto other = 1 + dice_.below(number - 1);
        const bool free = std::none_of(tabs_.begin(), tabs_.end(), [&](const auto& each) { return links_.apart(each->number(), other); });
        if (free) links_.keep_apart(number, other);
    }
    tabs_.back()->open();
    enter(*tabs_.back());
}

// Loaded anew where it is no more; doubled where it still is, and then with its devices off.
void World::open_again(Tab& before) {
    tabs_.push_back(std::make_unique<Tab>(static_cast<TabNumber>(tabs_.size() + 1), before));
    auto& tab = *tabs_.back();
    tab.open(before.alive() ? client::room::Navigation::other : client::room::Navigation::reload);
    enter(tab);
}

void World::enter(Tab& tab) {
    ++alive_;
    if (dice_.chance(900)) tab.feed(client::room::EnterPressed{names[dice_.below(names.size())]});
}

void World::act() {
    if (alive_ < 2 || (alive_ < most_tabs_ && dice_.chance(200))) return open_tab();
    if (dice_.chance(250)) return mishap();
    if (alive_ < most_tabs_ && dice_.chance(40))
        if (auto* tab = pick([](const Tab&) { return true; })) return open_again(*tab);
    if (dice_.chance(120))
        if (auto* host = pick([](const Tab& tab) { return tab.hosts(); })) return act_as_host(*host);
    if (auto* tab = pick([](const Tab&) { return true; })) act_of(*tab);
}

void World::act_of(Tab& tab) {
    using client::call::Source;
    const auto stage = tab.page.room.stage;
    const auto dice = dice_.below(100);
    if (stage == client::room::Stage::arriving || stage == client::room::Stage::left) {
        if (dice < 80) return tab.feed(client::room::EnterPressed{names[dice_.below(names.size())]});
        return tab.feed(client::call::DeviceToggled{static_cast<Source>(dice_.below(3))});
    }
    if (dice < 45) {
        auto text = "line " + std::to_string(tab.typed.size() + 1) + " of " + std::to_string(tab.number());
        if (!tab.page.lines.empty() && dice_.chance(300)) return touch(tab);
        if (dice_.chance(100)) return whisper(tab, text);
        tab.typed.push_back(text);
        return tab.feed(client::conversation::TextTyped{" " + text + "\n"});
    }
    if (dice < 58) return tab.feed(client::call::CallJoined{dice_.chance(700), dice_.chance(500)});
    if (dice < 64) return tab.feed(client::call::CallLeft{});
    if (dice < 78) return tab.feed(client::call::DeviceToggled{static_cast<Source>(dice_.below(3))});
    if (dice < 81 && dice_.chance(400)) return tab.feed(client::call::PicturesSeen{tab.call().sees = dice_.chance(500)});
    if (dice < 81) return tab.feed(client::call::DeviceChosen{static_cast<Source>(dice_.below(2)), std::to_string(dice_.below(3)), ""});
    if (dice < 84) {
        const auto source = static_cast<Source>(dice_.below(3));
        if (!tab.call().held[static_cast<int>(source)]) return;
        tab.call().held[static_cast<int>(source)] = false;
        return tab.feed(client::call::DeviceEnded{source});
    }
    if (dice < 86) {
        using client::conversation::Rows;
        if (dice_.chance(300)) return tab.feed(client::conversation::ReaderMoved{dice_.chance(500)});
        if (dice_.chance(300)) return tab.feed(client::conversation::RowsWanted{static_cast<Rows>(dice_.below(5)), {}});
        if (dice_.chance(300)) return tab.feed(client::conversation::DraftChanged{dice_.chance(700) ? "line" : ""});
        return tab.feed(client::conversation::ReaderLooked{dice_.chance(500)});
    }
    if (dice < 88) return compare(tab);
    if (dice < 92) return tab.feed(client::room::RoomLeft{});
    --alive_;
    if (dice < 96)
        tab.close();
    else
        tab.crash();
    if (dice_.chance(400)) open_again(tab);
}

// Says it to one person alone.
void World::whisper(Tab& tab, const std::string& text) {
    const auto& people = tab.page.people;
    if (people.empty()) return;
    const auto at = std::next(people.begin(), static_cast<std::ptrdiff_t>(dice_.below(people.size())));
    tab.feed(client::conversation::TextTyped{text, {}, at->first});
}

// Does something with a message that is shown.
void World::touch(Tab& tab) {
    namespace conversation = client::conversation;
    const auto id = tab.page.lines[dice_.below(tab.page.lines.size())];
    switch (dice_.below(8)) {
        case 0:
            return tab.feed(conversation::MessageDeleted{id});
        case 1:
        case 2:
            return tab.feed(conversation::TextEdited{id, "edited " + std::to_string(dice_.below(100))});
        case 3:
            return tab.feed(conversation::PinChosen{id, dice_.chance(500)});
        default:
            return tab.feed(conversation::ReactionChosen{id, dice_.chance(500) ? "👍" : "🎉", dice_.chance(700)});
    }
}

// Opens one card of safety codes or the other, as the page does: the earlier one is closed.
void World::compare(Tab& tab) {
    tab.feed(client::trust::CompareClosed{});
    tab.page.safety.reset();
    const auto* other = pick([](const Tab& each) { return each.inside(); });
    const auto dice = dice_.below(10);
    if (dice < 3 || !other) return tab.feed(client::trust::CompareAsked{});
    tab.feed(client::trust::CompareAsked{other->me()});
    if (dice == 3) tab.feed(client::trust::StrangerAccepted{other->me()});
    if (dice > 6) clock_.in(2'000, [&tab, id = other->me(), same = dice > 7] { tab.feed(client::trust::Compared{id, same}); });
}

void World::act_as_host(Tab& tab) {
    for (const auto& [id, person] : tab.page.people)
        if (person.state == client::members::PersonState::knocking) return tab.feed(client::access::KnockAnswered{id, dice_.chance(700)});
    const auto dice = dice_.below(10);
    if (dice < 5) return tab.feed(client::access::DoorChosen{static_cast<protocol::Door>(dice_.below(3))});
    const auto* other = pick([](const Tab& each) { return each.inside(); });
    if (!other) return;
    // Two tabs of one host that hand the role on or remove somebody unheard by each other divide the room (docs/protocol.md).
    const auto is_another = [&](const auto& each) { return each.get() != &tab && each->alive() && &each->browser() == &tab.browser(); };
    const bool one_tab = std::none_of(tabs_.begin(), tabs_.end(), is_another);
    if (!one_tab) return;
    if (dice < 8) return tab.feed(client::access::RoleHanded{other->me()});
    client::access::RemovalChosen removal{other->me(), {}};
    for (auto& byte : removal.founding.bytes) byte = static_cast<std::uint8_t>(dice_.below(256));
    tab.feed(removal);
}

void World::mishap() {
    auto* a = pick([](const Tab&) { return true; });
    auto* b = pick([](const Tab&) { return true; });
    auto* leader = pick([](const Tab& tab) { return tab.is_leader() && tab.stream() != 0; });
    if (!a) return;  // all are asleep
    switch (dice_.below(14)) {
        case 0:
        case 1:
            if (a != b) links_.cut(a->number(), b->number(), dice_.between(100, 8'000), false);
            return;
        case 2:
            if (a != b && dice_.chance(500))
                links_.cut(a->number(), b->number(), dice_.between(5'000, 60'000), true);
            else if (a != b)
                links_.cut(a->number(), b->number(), dice_.between(5'000, 60'000), false);
            return;
        case 3:
            if (a != b) links_.cut(a->number(), b->number(), dice_.between(1, 500), true);
            return;
        case 4: {
            auto& browser = a->browser();
            if (!browser.network.up) return;
            browser.network.up = false;
            for (const auto& tab : tabs_)
                if (tab->alive() && &tab->browser() == &browser && dice_.chance(700)) tab->feed(client::network::NetworkChanged{false});
            return clock_.in(dice_.between(500, 20'000), [this, &browser] {
                browser.network.up = true;
                for (const auto& tab : tabs_)
                    if (tab->alive() && &tab->browser() == &browser) tab->feed(client::network::NetworkChanged{true});
            });
        }
        case 5:
            return server_.restart(dice_.chance(500) ? dice_.between(0, 500) : dice_.between(500, 15'000));
        case 6:
            if (leader) server_.break_line(leader->stream());
            return;
        case 7:
            if (leader) server_.silence_line(leader->stream());
            return;
        case 8:
            a->browser().holds_streams_back = !a->browser().holds_streams_back;  // a proxy comes or goes
            return;
        case 9:
            a->freeze();
            return clock_.in(dice_.between(1'000, 90'000), [a] { a->go_on(); });
        case 10:
            return sleep(a->browser());
        case 11:
            return change_address(a->browser());
        case 12:
            if (dice_.chance(300)) server_.restart(dice_.between(30'000, 90'000));
            return;
        case 13:
            return set_clock(a->browser());
    }
}

// Forth or back, by seconds to hours: somebody sets it, or a program that corrects it.
void World::set_clock(Browser& browser) {
    const auto most = static_cast<std::int64_t>(dice_.chance(500) ? most_clock_error_ms : most_clock_error_ms / 100);
    browser.clock_error = static_cast<std::int64_t>(dice_.below(2 * static_cast<std::uint64_t>(most))) - most;
}

// A closed laptop: it neither does nor hears anything, and nobody tells it so.
void World::sleep(Browser& browser) {
    const auto how_long = dice_.between(1'000, 120'000);
    browser.network.up = false;
    browser.fall_asleep();
    for (const auto& tab : tabs_) {
        if (!tab->alive() || &tab->browser() != &browser) continue;
        tab->freeze();
        cut_off(*tab, how_long);
    }
    clock_.in(how_long, [this, &browser] {
        browser.network.up = true;
        browser.wake_up();
        for (const auto& tab : tabs_)
            if (&tab->browser() == &browser) tab->go_on();
    });
}

// All that was under way is lost, and the browser may not notice.
void World::change_address(Browser& browser) {
    const bool told = dice_.chance(500);
    for (const auto& tab : tabs_) {
        if (!tab->alive() || &tab->browser() != &browser) continue;
        if (tab->stream() != 0) server_.silence_line(tab->stream());
        cut_off(*tab, dice_.between(1, 500));
        if (told) tab->feed(client::network::NetworkChanged{true});
    }
}

void World::cut_off(Tab& tab, Millis how_long) {
    for (const auto& other : tabs_)
        if (other->alive() && &other->browser() != &tab.browser()) links_.cut(tab.number(), other->number(), how_long, true);
}

void World::recover_network() {
    conditions_.lost = conditions_.doubled = conditions_.slow = conditions_.broken = 0;
    server_.come_to_rest();
    links_.heal();
    for (const auto& browser : browsers_) {
        browser->network.up = true;
        browser->wake_up();
    }
    for (const auto& tab : tabs_) {
        tab->go_on();
        if (tab->alive()) tab->feed(client::network::NetworkChanged{true});
    }
}

void World::wait_for_lapses() {
    const bool waits =
        std::any_of(tabs_.begin(), tabs_.end(), [](const auto& tab) { return tab->alive() && tab->session().is_host_missing(); });
    if (waits) run(client::access::host_patience_ms);
}

void World::await_agreement() {
    // Rules whose host is away lapse after a while, and those who were kept out come in.
    run(5'000);
    wait_for_lapses();
    const auto cleared = clock_.now();
    while (trouble_.empty()) {
        run(500);
        const auto broken = broken_promise();
        if (broken.empty()) break;
        if (clock_.now() <= cleared + longest_healing_ms) continue;
        wait_for_lapses();  // the host may have left as the network recovered
        run(60'000);
        if (!broken_promise().empty()) trouble_ = "five minutes after the network recovered, " + broken;
    }
    outcome_.healed_in = clock_.now() - cleared;
    run(aftermath_ms);
    wait_for_lapses();  // somebody may have heard of the rules only now
    std::uint64_t before = 0;
    for (const auto& tab : tabs_) before += tab->works;
    run(quiet_ms);
    std::uint64_t after = 0;
    for (const auto& tab : tabs_) after += tab->works;
    if (trouble_.empty() && after != before && !anybody_apart()) trouble_ = "there is no rest: something is still being done";
    if (trouble_.empty()) trouble_ = broken_promise();
    if (!trouble_.empty()) return;
    // One more guest: whoever has come to rest in a bad posture is found out now.
    conditions_.refused = 0;
    open_tab();
    tabs_.back()->feed(client::room::EnterPressed{"guest"});
    run(90'000);  // a hello that was overtaken by an older one is asked for anew once a minute
    wait_for_lapses();
    if (trouble_.empty()) trouble_ = broken_promise();
    if (!trouble_.empty()) trouble_ = "after one more guest has come, " + trouble_;
    if (trouble_.empty()) outlive_the_server();
}

// The server is gone for good. All words are everywhere all the same, also where a connection breaks and cannot be made again;
// and when it can, members that reach both relay between the two.
void World::outlive_the_server() {
    server_.restart(1'000'000'000);
    const auto everybody_speaks = [this] {
        for (const auto& tab : tabs_) {
            if (!tab->inside()) continue;
            tab->typed.push_back("line " + std::to_string(tab->typed.size() + 1));
            tab->feed(client::conversation::TextTyped{tab->typed.back()});
        }
    };
    const auto* a = pick([](const Tab& tab) { return tab.inside(); });
    const auto* b = pick([](const Tab& tab) { return tab.inside(); });
    const bool parted = a && a != b && a->room_id() == b->room_id() && !links_.apart(a->number(), b->number()) &&
                        joined_by_relay(*a, *b, rooms().at(a->room_id()));
    everybody_speaks();
    if (parted) links_.keep_apart(a->number(), b->number());
    everybody_speaks();
    agree_within(60'000, "without a server, ");
    everybody_speaks();
    agree_within(10'000, "without a server, ");
    if (!parted) return;
    links_.let_together(a->number(), b->number());
    everybody_speaks();
    agree_within(120'000, "without a server and together again, ");
}

void World::agree_within(Millis patience, const std::string& when) {
    const auto until = clock_.now() + patience;
    std::string broken = ".";
    while (trouble_.empty() && !broken.empty() && clock_.now() < until) {
        run(500);
        broken = broken_without_server();
    }
    if (trouble_.empty() && !broken.empty()) trouble_ = when + broken;
}

}  // namespace world
