#include "browser/members/greeting.hpp"

#include <utility>

#include "browser/js/js.hpp"
#include "protocol/wire.hpp"

namespace browser::members {

client::members::Introduction greeting(client::MemberId member, std::string hello, const std::string& sealed) {
    const auto name = decomposed(protocol::decode_hello(hello).value_or(protocol::Hello{}).name);
    return {member, std::move(hello), name, sealed};
}

}  // namespace browser::members
