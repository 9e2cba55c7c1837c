// An evening of several people under one seed: they come, talk, call and go over a bad network; then the network recovers, and
// everybody must be with everybody again.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "world/tab.hpp"

namespace world {

struct Outcome {
    std::string trouble;   // "" where every promise was kept
    Millis healed_in = 0;  // how long after the network recovered everything was as it should be
    std::uint64_t facts = 0;
    std::uint64_t falsified = 0;  // deliveries that an adversary changed
    std::uint64_t refused = 0;    // what sessions dropped
    std::uint64_t met = 0;        // links that came about all the same
    std::uint64_t around = 0;     // envelopes that a member relayed
    std::uint64_t favours = 0;    // of those, how many an adversary changed on the way, or introductions
};

class World {
  public:
    enum class Owner { honest, adversary };  // of the server
    World(std::uint64_t seed, std::vector<std::string>* trace, Owner owner = Owner::honest);

    Outcome live();

  private:
    void act();
    void act_of(Tab& tab);
    void whisper(Tab& tab, const std::string& text);
    void touch(Tab& tab);
    void open_tab();
    void open_again(Tab& before);
    void enter(Tab& tab);
    void compare(Tab& tab);
    void act_as_host(Tab& tab);
    void wait_for_lapses();
    void mishap();
    void set_clock(Browser& browser);
    void sleep(Browser& browser);
    void change_address(Browser& browser);
    void cut_off(Tab& tab, Millis how_long);
    void recover_network();
    void await_agreement();
    void outlive_the_server();
    void agree_within(Millis patience, const std::string& when);
    void run(Millis duration);
    Tab* pick(bool (*fits)(const Tab&));

    // The first promise that is not kept, in a sentence; "" where all are. (promises.cpp)
    std::string broken_promise() const;
    std::string broken_room(const protocol::RoomId& id, const std::vector<const Tab*>& inside) const;
    // The same while no server answers.
    std::string broken_without_server() const;
    std::string broken_in(const std::vector<const Tab*>& inside) const;
    std::map<protocol::RoomId, std::vector<const Tab*>> rooms() const;  // who is inside of each
    bool anybody_apart() const;
    // Somebody reaches both of two who are kept apart.
    bool joined_by_relay(const Tab& a, const Tab& b, const std::vector<const Tab*>& inside) const;
    // They are kept apart, and nothing passes between them.
    bool unheard(const Tab& a, const Tab& b, const std::vector<const Tab*>& inside) const;
    std::string broken_between(const Tab& tab, const std::vector<const Tab*>& inside) const;
    std::string broken_reading(const Tab& tab) const;
    std::string broken_secrets(const Tab& tab, const Tab& other) const;
    std::string broken_words(const Tab& tab, const std::vector<const Tab*>& inside) const;
    std::string broken_codes(const Tab& tab, const std::vector<const Tab*>& inside) const;
    std::string broken_call(const Tab& tab, const std::vector<const Tab*>& inside) const;

    Dice dice_;
    Clock clock_;
    NetworkConditions conditions_;
    std::unique_ptr<Adversary> adversary_;
    SignalingServer server_;
    Links links_;
    FileChannels file_channels_;
    std::string trouble_;
    std::set<std::string> said_;
    Environment around_;
    unsigned rooms_ = 1;
    std::size_t most_tabs_ = 8;
    std::vector<Place> places_;
    unsigned walls_ = 0;  // how often, of 1,000, a firewall stands between a new tab and another
    std::vector<std::unique_ptr<Browser>> browsers_;
    std::vector<std::unique_ptr<Tab>> tabs_;
    std::size_t alive_ = 0;
    Outcome outcome_;
};

}  // namespace world
