// News of files.
#pragma once

#include <variant>

#include "protocol/entry.hpp"

namespace client::files {

struct OfferMade {  // by this person
    protocol::FileOffer offer;
    protocol::Addressee to;  // alone; nothing: everybody
};

using News = std::variant<OfferMade>;

}  // namespace client::files
