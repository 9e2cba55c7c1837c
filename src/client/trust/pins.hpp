// Trust on first use: names are pinned to the keys that said them first. A member that says a pinned name, or one that looks like it,
// with another key is a stranger until the person accepts it. It knows neither rooms nor connections.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "client/members/directory.hpp"
#include "client/order.hpp"
#include "protocol/identity.hpp"
#include "protocol/trust.hpp"

namespace client::trust {

// Of those about whom nothing was decided, the one that was met on the fewest days goes, and of these the one not seen for longest.
inline constexpr std::size_t max_pins = 1000;

using members::NamedKey;

class Pins {
  public:
    // Adds a pin that the browser kept, or that another tab of it has just learned.
    void load(const protocol::Pin& pin);

    // Another tab has dropped it.
    void drop(const protocol::Pin& pin);

    // One talks with somebody: a name that is nobody else's is pinned to the key. -> KeepPin, DropPin
    void meet(const NamedKey& who, Millis now, Orders& out);

    // The decision of the person about somebody: a stranger is accepted (seen), safety codes were the same (verified) or not (doubted).
    // -> KeepPin, DropPin
    void decide(const NamedKey& who, protocol::Decision regard, Millis now, Orders& out);

    members::TrustLevel trust_level(const NamedKey& who) const;
    // The name by which the key was known before this page was opened; "" where that is the present one, or there is none.
    std::string renamed_from(const NamedKey& who) const;

    std::size_t size() const { return pinned_.size(); }

  private:
    struct Pinned {
        protocol::Pin pin;
        std::string skeleton;
        bool fresh = false;  // first said since this page was opened
    };

    Pinned& pin(const NamedKey& who);
    void keep(Pinned& pinned, Millis now, Orders& out);
    void drop_oldest(Orders& out);

    std::vector<Pinned> pinned_;  // one for each key and name
};

}  // namespace client::trust
