// How keys and other raw bytes are written in JSON: shared by the files that encode and decode words between members.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/identity.hpp"
#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

namespace protocol {

// Base64url.
std::string letters_of(std::string_view bytes);
// Exactly so many bytes.
std::optional<std::string> read_bytes(const JsonReader& json, const char* key, std::size_t count);

// The fields `scheme` and `key`.
JsonWriter& write(JsonWriter& json, const Identity& identity);
std::optional<Identity> read_identity(const JsonReader& json);

}  // namespace protocol
