// Transfers among five under one seed: files are offered, accepted, paused; connections break, people leave, come back and lie. In the end
// each file is here whole and as it was offered, or its page says truly why not.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <set>

#include "world/fake_crypto.hpp"
#include "world/tab.hpp"

namespace world {
namespace {

using client::files::FileAct;
using client::files::FileKey;
using client::files::FileState;
using client::files::FileTrouble;
using client::files::OfferId;
using client::files::ShowFile;

constexpr unsigned five = 5;
constexpr Millis meeting_ms = 20'000;
constexpr Millis longest_transfer_ms = 600'000;
constexpr std::array<const char*, five> five_names{"Ann", "Ben", "Cem", "Dora", "Eve"};

class Exchange {
  public:
    explicit Exchange(std::uint64_t seed, std::vector<std::string>* trace = nullptr)
        : dice_(seed * 0x9e3779b97f4a7c15ULL + 7),
          clock_(1'700'000'000'000),
          server_(clock_, dice_, conditions_, nullptr),
          links_(clock_, dice_, conditions_, [this](TabNumber tab, const client::Fact& fact) { tabs_[tab - 1]->feed(fact); }),
          channels_(clock_, dice_, conditions_, links_,
                    [this](TabNumber tab, const auto& transfer, const auto& message) { tabs_[tab - 1]->files().hear(transfer, message); }),
          around_{clock_, dice_, conditions_, server_, links_, channels_, trouble_, said_, nullptr, trace} {
        conditions_.usual_delay = dice_.chance(500) ? 15 : 150;
        for (unsigned at = 0; at < five; ++at) browsers_.push_back(std::make_unique<Browser>(clock_, dice_));
        place_.founder = browsers_.front().get();
        place_.nonce.bytes.fill(static_cast<std::uint8_t>(dice_.below(256)));
        place_.secret = secret_of(protocol::founding_transcript(place_.founder->identity, place_.nonce));
        liar_ = dice_.chance(400) ? five_names[dice_.below(five)] : "";
        idler_ = dice_.chance(300) ? five_names[dice_.below(five)] : "";
        full_ = dice_.chance(200) ? five_names[dice_.below(five)] : "";
        for (unsigned at = 0; at < five; ++at) {
            tabs_.push_back(std::make_unique<Tab>(at + 1, *browsers_[at], 0, place_, around_));
            enter(*tabs_.back(), five_names[at], client::room::Navigation::other);
        }
        run(meeting_ms);
    }

    // The first promise that is not kept; "" where all are.
    std::string live() {
        offer(*any());
        for (auto acts = 20 + dice_.below(40); acts > 0 && trouble_.empty(); --acts) {
            act();
            run(dice_.chance(700) ? dice_.between(0, 500) : dice_.between(500, 10'000));
        }
        links_.heal();
        for (const auto& tab : tabs_) tab->go_on();
        run(1'000);
        for (const auto& tab : tabs_)
            for (const auto& [id, file] : std::map(tab->files().shown))
                if (file.state == FileState::paused) tab->feed(client::files::FileChosen{id, FileAct::resume});
        for (Millis waited = 0; waited < longest_transfer_ms && trouble_.empty() && !broken().empty(); waited += 1'000) run(1'000);
        return trouble_.empty() ? broken() : trouble_;
    }

    std::uint64_t done = 0;      // transfers that were looked at in the end, and complete
    std::uint64_t not_done = 0;  // and had a reason not to be

  private:
    void run(Millis duration) {
        clock_.run(clock_.now() + duration, [this] { return !trouble_.empty(); });
    }

    void enter(Tab& tab, const std::string& name, client::room::Navigation navigation) {
        names_[&tab] = name;
        if (name == liar_) tab.files().lies = 300;
        if (name == idler_) tab.files().idles = 100;
        tab.files().is_full = name == full_;
        tab.open(navigation);
        tab.feed(client::room::EnterPressed{name});
    }

    Tab* any() {
        std::vector<Tab*> inside;
        for (const auto& tab : tabs_)
            if (tab->inside() && !tab->frozen()) inside.push_back(tab.get());
        return inside.empty() ? nullptr : inside[dice_.below(inside.size())];
    }

    void offer(Tab& tab) {
        // Of more than one group of hashes, sometimes.
        const auto slices = dice_.chance(50) ? 1'000 + dice_.below(200) : 1 + dice_.below(80);
        films_.emplace_back("film " + std::to_string(films_.size() + 1), slices);
        tab.files().pick(films_.back());
    }

    void act() {
        auto* tab = any();
        auto* other = any();
        if (!tab) return;
        const auto dice = dice_.below(100);
        if (dice < 8) return offer(*tab);
        if (dice < 60) return choose(*tab);
        if (dice < 80) {
            if (tab != other) links_.cut(tab->number(), other->number(), dice_.between(100, 20'000), dice_.chance(500));
            return;
        }
        if (dice < 85) {
            tab->freeze();
            return clock_.in(dice_.between(1'000, 40'000), [tab] { tab->go_on(); });
        }
        if (dice < 87) {
            for (const auto& film : films_) tab->files().spoil(film.key);
            return;
        }
        if (dice_.chance(500))
            tab->crash();
        else
            tab->close();
        if (dice_.chance(300)) return;
        tabs_.push_back(std::make_unique<Tab>(static_cast<TabNumber>(tabs_.size() + 1), *tab));
        enter(*tabs_.back(), names_[tab], client::room::Navigation::reload);
    }

    // Something that its page offers for a file.
    void choose(Tab& tab) {
        const auto& shown = tab.files().shown;
        if (shown.empty()) return;
        const auto [id, file] = *std::next(shown.begin(), static_cast<std::ptrdiff_t>(dice_.below(shown.size())));
        const auto chooses = [&tab, offer = id](FileAct act) { tab.feed(client::files::FileChosen{offer, act}); };
        const bool calm = dice_.chance(700);
        switch (file.state) {
            case FileState::offered:
            case FileState::declined:
                return chooses(dice_.chance(900) ? FileAct::accept : FileAct::decline);
            case FileState::failed:
            case FileState::missing:
                if (file.state == FileState::missing || file.trouble == FileTrouble::unreadable)
                    return tab.files().pick(*film_of(file.key), id);
                return chooses(FileAct::accept);
            case FileState::paused:
                return chooses(FileAct::resume);
            case FileState::waiting:
            case FileState::fetching:
            case FileState::sending:
                return calm ? void() : chooses(FileAct::pause);
            case FileState::done:
                return calm ? void() : chooses(FileAct::forget);
        }
    }

    const Film* film_of(const FileKey& key) const {
        const auto at = std::find_if(films_.begin(), films_.end(), [&](const Film& it) { return it.key == key; });
        return at == films_.end() ? nullptr : &*at;
    }

    bool is_honest(const Tab& tab) const { return names_.at(&tab) != liar_ && names_.at(&tab) != idler_; }

    // Whether others who can be reached, and do what they say, have what the tab lacks.
    bool is_to_be_had(const Tab& tab, const OfferId& id, const Film& film) const {
        const auto links = links_.of(tab.number());
        for (std::uint32_t slice = 0; slice < film.slices; ++slice) {
            const bool had = std::any_of(tabs_.begin(), tabs_.end(), [&](const auto& it) {
                if (it.get() == &tab) return !it->files().content(film.key, slice).empty();
                if (!it->inside() || !is_honest(*it)) return false;
                const auto link = links.find(it->me());
                const auto shown = it->files().shown.find(id);
                return link != links.end() && link->second.works && shown != it->files().shown.end() &&
                       shown->second.state != FileState::failed && shown->second.state != FileState::missing &&
                       !it->files().content(film.key, slice).empty();
            });
            if (!had) return false;
        }
        return true;
    }

    std::string broken() {
        done = not_done = 0;
        for (const auto& tab : tabs_) {
            if (!tab->inside()) continue;
            for (const auto& [id, file] : tab->files().shown)
                if (const auto what = broken(*tab, id, file); !what.empty())
                    return names_[tab.get()] + " (tab " + std::to_string(tab->number()) + ") " + what;
        }
        return "";
    }

    std::string broken(const Tab& tab, const OfferId& id, const ShowFile& file) {
        const auto* film = film_of(file.key);
        if (!film) return "shows a file that nobody has offered";
        if (!file.liar.empty() && file.liar != liar_) return "calls " + file.liar + " a liar";
        switch (file.state) {
            case FileState::done:
                for (std::uint32_t slice = 0; slice < film->slices; ++slice)
                    if (tab.files().content(file.key, slice) != film->content(slice)) return "has another " + film->name;
                ++done;
                return "";
            case FileState::failed:
                ++not_done;
                if (file.trouble == FileTrouble::full) return names_[&tab] == full_ ? "" : "says that a disk is full which is not";
                if (file.trouble != FileTrouble::unreadable) return "has failed for no reason";
                return tab.files().has_source(file.key) ? "says that a file which is there cannot be read" : "";
            case FileState::waiting:
            case FileState::fetching:
                if (is_to_be_had(tab, id, *film)) return "waits for " + film->name + ", which is there";
                ++not_done;
                return "";
            case FileState::paused:
                return "still pauses";
            default:
                return "";
        }
    }

    Dice dice_;
    Clock clock_;
    NetworkConditions conditions_;
    SignalingServer server_;
    Links links_;
    FileChannels channels_;
    std::string trouble_;
    std::set<std::string> said_;
    Environment around_;
    Place place_;
    std::string liar_;
    std::string idler_;
    std::string full_;
    std::vector<std::unique_ptr<Browser>> browsers_;
    std::vector<std::unique_ptr<Tab>> tabs_;
    std::map<const Tab*, std::string> names_;
    std::vector<Film> films_;
};

std::uint64_t seed_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

// TINCAN_SEED, TINCAN_SEEDS and TINCAN_TRACE as in world_test.cpp.
TEST_CASE("files among five come whole and true, or their pages say truly why not, whatever breaks and whoever leaves or lies") {
    const auto first = seed_from("TINCAN_SEED", 1);
    const auto count = seed_from("TINCAN_SEEDS", std::getenv("TINCAN_SEED") ? 1 : 200);
    std::uint64_t done = 0;
    std::uint64_t not_done = 0;
    unsigned failures = 0;
    for (auto seed = first; seed < first + count && failures < 3; ++seed) {
        Exchange exchange(seed);
        const auto broken = exchange.live();
        done += exchange.done;
        not_done += exchange.not_done;
        if (broken.empty()) continue;
        ++failures;
        std::vector<std::string> trace;
        Exchange(seed, &trace).live();
        std::string last;
        const auto wanted = std::min<std::size_t>(trace.size(), seed_from("TINCAN_TRACE", 60));
        for (auto at = trace.end() - static_cast<std::ptrdiff_t>(wanted); at != trace.end(); ++at) last += *at + "\n";
        FAIL_CHECK("TINCAN_SEED=" << seed << ": " << broken << "\n" << last);
    }
    CHECK((count < 100 || (done > 2 * count && not_done > 0)));
    MESSAGE(done << " transfers of " << count << " seeds were complete, " << not_done << " had a reason not to be");
}

}  // namespace world
