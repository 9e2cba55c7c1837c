// The connection doctor's own module, doctor.wasm, which is loaded with its card: plain functions of whole numbers, no imports and
// no allocations (web/view/diagnosis.js calls them). Whatever it is handed, it answers.
#include <algorithm>
#include <array>
#include <iterator>

#include "client/diagnosis.hpp"
#include "protocol/mail.hpp"

namespace {

std::array<client::Path, protocol::max_room_seats> paths;
std::size_t known = 0;
client::Diagnosis found;

// Of the enum with these words. A number that is none of its values is its first.
template <class Enum, std::size_t count>
Enum value(int number, const char* const (&)[count]) {
    return number >= 0 && number < static_cast<int>(count) ? static_cast<Enum>(number) : Enum{};
}
client::Reach reach(int number) { return value<client::Reach>(number, client::reach_words); }
client::Device device(int number) { return value<client::Device>(number, client::device_words); }

struct Words {
    const char* const* from;
    std::size_t count;
};
constexpr Words lists[] = {
    {client::reach_words, std::size(client::reach_words)},   {client::answer_words, std::size(client::answer_words)},
    {client::device_words, std::size(client::device_words)}, {client::cause_words, std::size(client::cause_words)},
    {client::weight_words, std::size(client::weight_words)},
};

}  // namespace

extern "C" {

// What the page calls a value of an enum (by its place above): a text that ends with 0; null behind the last.
[[clang::export_name("word")]] const char* word(unsigned list, unsigned number) {
    return list < std::size(lists) && number < lists[list].count ? lists[list].from[number] : nullptr;
}

[[clang::export_name("nobody")]] void nobody() { known = 0; }

// One more of the others.
[[clang::export_name("other")]] void other(int connected, int over_udp, int weak) {
    if (known < paths.size()) paths[known++] = {connected != 0, over_udp != 0, weak != 0};
}

// What that and the rest mean: which cause.
[[clang::export_name("diagnose")]] unsigned diagnose(int secure, int online, int webrtc, int inside, int server, int stun, int turn_udp,
                                                     int turn_tcp, int turn_tls, int microphone, int camera) {
    found = client::diagnose({secure != 0, online != 0, webrtc != 0, inside != 0, value<client::Answer>(server, client::answer_words),
                              reach(stun), reach(turn_udp), reach(turn_tcp), reach(turn_tls), device(microphone), device(camera),
                              std::span(paths).first(known)});
    return static_cast<unsigned>(found.cause);
}

// Of the last diagnosis.
[[clang::export_name("weight")]] unsigned weight() { return static_cast<unsigned>(found.weight); }
[[clang::export_name("about")]] int about() { return found.about ? static_cast<int>(*found.about) : -1; }
[[clang::export_name("udp")]] unsigned udp() { return static_cast<unsigned>(found.udp); }

}  // extern "C"
