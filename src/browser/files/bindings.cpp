// The functions of files that the page calls (web/surface/files.js, Core).
#include <emscripten/bind.h>

#include <utility>

#include "browser/conversation/to_js.hpp"
#include "browser/feed.hpp"
#include "browser/files/performer.hpp"
#include "browser/js/js.hpp"

namespace {

using browser::val;

client::files::FilePicked picked_of(const val& file, const val& thumbnail) {
    client::files::FilePicked picked;
    picked.name = browser::text_of(file["name"]);
    picked.size = static_cast<std::uint64_t>(file["size"].as<double>());
    picked.type = browser::text_of(file["type"]);
    if (!thumbnail.isNull()) picked.thumbnail = browser::from_bytes(thumbnail);
    return picked;
}

void offer_file(val file, val thumbnail, val to) {
    auto picked = picked_of(file, thumbnail);
    const auto person = browser::text_of(to);
    picked.alone = !person.empty();
    if (picked.alone) picked.to = protocol::id_from_text<client::MemberId>(person);
    browser::files::Performer::current().pick(std::move(picked), file);
}

void pick_again(val id, val file) {
    auto picked = picked_of(file, val::null());
    picked.again = browser::conversation::message_id(id);
    browser::files::Performer::current().pick(std::move(picked), file);
}

void choose_file(val id, val act) {
    using client::files::FileAct;
    const auto word = browser::text_of(act);
    const auto what = word == "accept"    ? FileAct::accept
                      : word == "decline" ? FileAct::decline
                      : word == "pause"   ? FileAct::pause
                      : word == "resume"  ? FileAct::resume
                                          : FileAct::forget;
    browser::feed(client::files::FileChosen{browser::conversation::message_id(id), what});
}

void welcome_sender(val author, bool on) { browser::feed(client::files::SenderWelcomed{browser::text_of(author), on}); }

val give_file(val id) { return browser::files::Performer::current().give(browser::conversation::message_id(id)); }

}  // namespace

EMSCRIPTEN_BINDINGS(files) {
    using emscripten::function;
    function("offer_file", &offer_file);
    function("pick_again", &pick_again);
    function("choose_file", &choose_file);
    function("welcome_sender", &welcome_sender);
    function("give_file", &give_file);
}
