#include "protocol/hello.hpp"

#include <utility>

#include "protocol/utf8.hpp"
#include "protocol/wire.hpp"
#include "protocol/wire_identity.hpp"

namespace protocol {

std::string encode(const Hello& hello) {
    JsonWriter json;
    json.field("name", hello.name);
    if (hello.has_ticket) json.field("ticket", true);
    return write(json, hello.identity)
        .field("tab", to_text(hello.tab))
        .field("epoch", hello.epoch)
        .field("fresh", to_text(hello.fresh))
        .field("build", hello.build)
        .done();
}

std::optional<Hello> decode_hello(std::string_view bytes) {
    const JsonText json(bytes);
    auto name = json.text("name", max_name_bytes);
    auto identity = read_identity(json);
    const auto tab = json.id<TabId>("tab");
    const auto epoch = json.whole("epoch");
    const auto fresh = json.id<Nonce>("fresh");
    auto build = json.text("build", max_build_letters);
    const auto has_ticket = json.has("ticket") ? json.flag("ticket") : false;
    if (!has_ticket || !name || !identity || !tab || !epoch || !fresh || !build) return std::nullopt;
    if (!has_length(*name, 1, max_name_characters)) return std::nullopt;
    return Hello{std::move(*name), std::move(*identity), *tab, *epoch, *fresh, std::move(*build), *has_ticket};
}

}  // namespace protocol
