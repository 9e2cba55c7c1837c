#include "browser/files/to_js.hpp"

#include <array>

namespace browser::files {
namespace {

// In the order of their enumerations.
constexpr std::array states{"offered", "declined", "waiting", "fetching", "paused", "done", "sending", "missing", "failed"};
constexpr std::array troubles{"", "full", "no_store", "elsewhere", "broken", "unreadable"};
constexpr std::array picked{"hashing", "offered", "unreadable", "too_large", "nobody", "other_file"};

template <class Words, class Value>
val word(const Words& words, Value value) {
    return js(words[static_cast<std::size_t>(value)]);
}

}  // namespace

val to_js(const client::files::ShowFile& order) {
    val takers = val::array();
    for (const auto& taker : order.takers)
        takers.call<void>(
            "push",
            object({{"name", js(taker.name)}, {"percent", val(taker.percent)}, {"speed", js(taker.speed)}, {"left", js(taker.left)}}));
    return object({{"name", js(order.name)},
                   {"type", js(order.type)},
                   {"size", js(order.key.size)},
                   {"mine", val(order.mine)},
                   {"author", js(order.author)},
                   {"may_welcome", val(order.may_welcome)},
                   {"state", word(states, order.state)},
                   {"trouble", word(troubles, order.trouble)},
                   {"done", js(order.done)},
                   {"speed", js(order.speed)},
                   {"left", js(order.left)},
                   {"automatic", val(order.automatic)},
                   {"sources", val(order.sources)},
                   {"liar", js(order.liar)},
                   {"takers", takers}});
}

val to_js(const client::files::ShowPicked& order) {
    return object(
        {{"serial", val(order.serial)}, {"name", js(order.name)}, {"state", word(picked, order.state)}, {"percent", val(order.percent)}});
}

client::files::FileTrouble trouble(const std::string& why) {
    for (std::size_t at = 0; at < troubles.size(); ++at)
        if (why == troubles[at]) return static_cast<client::files::FileTrouble>(at);
    return client::files::FileTrouble::full;
}

}  // namespace browser::files
