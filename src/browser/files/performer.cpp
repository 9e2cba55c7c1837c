#include "browser/files/performer.hpp"

#include <charconv>
#include <optional>

#include "browser/conversation/to_js.hpp"
#include "browser/files/to_js.hpp"
#include "protocol/wire.hpp"

namespace browser::files {

using client::files::FileKey;
using client::files::Transfer;

namespace {

Performer* the_files = nullptr;

// The name of a file's folder on the disk.
std::string name_of(const FileKey& key) {
    return protocol::to_base64url(key.root.data(), key.root.size()) + "." + std::to_string(key.size);
}

std::optional<FileKey> key_of(const val& text) {
    const auto name = text_of(text);
    const auto dot = name.find('.');
    if (dot == std::string::npos) return std::nullopt;
    const auto root = protocol::from_base64url(name.substr(0, dot));
    FileKey key;
    const auto read = std::from_chars(name.data() + dot + 1, name.data() + name.size(), key.size);
    if (!root || root->size() != key.root.size() || read.ec != std::errc() || key.size > protocol::max_file_bytes) return std::nullopt;
    std::copy(root->begin(), root->end(), key.root.begin());
    return key;
}

val message(const char* what, const FileKey& key) { return object({{"do", js(what)}, {"name", js(name_of(key))}, {"size", js(key.size)}}); }

}  // namespace

Performer::Performer(mesh::Connections& connections, const View& view, Feed feed)
    : connections_(connections),
      view_(view),
      feed_(feed),
      for_channels_{[this](const Transfer& transfer, const FileKey& key, std::uint32_t slice) {
                        val it = message("read", key);
                        it.set("slice", slice);
                        it.set("tag", ask(transfer, key));
                        post(it);
                    },
                    [this](const Transfer& transfer, const FileKey& key, const client::files::Intake::Part& part, const val& frames) {
                        val it = message("write", key);
                        it.set("slice", part.slice);
                        it.set("length", part.length);
                        it.set("frames", frames);
                        it.set("leaf", to_bytes(part.leaf));
                        it.set("tag", ask(transfer, key));
                        post(it, frames);
                    }},
      on_message_([this](const val& event) { heard(event["data"]); }) {
    the_files = this;
}

Performer::~Performer() { the_files = nullptr; }

Performer& Performer::current() { return *the_files; }

// --- the worker --------------------------------------------------------------------------------------------------------------

// The page tries until it has one.
void Performer::start() {
    if (std::exchange(started_, true)) return;
    pending_.settle(
        view_.ask("file_worker", {}),
        [this](const val& worker) {
            worker_ = worker;
            worker_.set("onmessage", on_message_.function());
            for (const auto& [it, transferred] : std::exchange(unsent_, {})) worker_.call<void>("postMessage", it, transferred);
        },
        [this](const val&) { started_ = false; });
}

void Performer::post(const val& it, const val& transferred) {
    if (!worker_.isNull()) return worker_.call<void>("postMessage", it, transferred);
    unsent_.emplace_back(it, transferred);
    start();
}

unsigned Performer::ask(const Transfer& transfer, const FileKey& key) {
    asked_[++question_] = {transfer, key};
    return question_;
}

Performer::Asked Performer::answered(const val& it) { return asked_.extract(it["tag"].as<unsigned>()).mapped(); }

void Performer::heard(const val& it) {
    const auto is = text_of(it["is"]);
    if (is == "checked") {
        const auto asked = answered(it);
        return feed_(client::files::SliceChecked{asked.transfer, asked.key, it["slice"].as<std::uint32_t>(), it["good"].as<bool>()});
    }
    if (is == "read") return read(it);
    if (is == "given") {
        wanted_.call<val>("get", it["tag"])(it["file"]);
        wanted_.call<void>("delete", it["tag"]);
        return;
    }
    if (is == "hashed") return feed_(client::files::FileHashed{it["serial"].as<std::uint32_t>(), from_bytes(it["leaves"])});
    if (is == "unreadable") return feed_(client::files::HashingFailed{it["serial"].as<std::uint32_t>()});
    if (is == "listed") {
        client::files::FilesListed listed;
        const val files = it["files"];
        for (unsigned at = 0; at < files["length"].as<unsigned>(); ++at)
            if (const auto key = key_of(files[at])) listed.files.push_back(*key);
        return feed_(std::move(listed));
    }
    const auto key = key_of(it["name"]);
    if (!key) return;
    if (is == "opened") return feed_(client::files::FileOpened{*key, from_bytes(it["leaves"]), from_bytes(it["slices"])});
    if (is == "failed") feed_(client::files::StoreFailed{*key, trouble(text_of(it["why"]))});
}

void Performer::read(const val& it) {
    const auto asked = answered(it);
    if (it["frames"].isNull()) return feed_(client::files::StoreFailed{asked.key, client::files::FileTrouble::unreadable});
    if (auto* channel = find(asked.transfer)) channel->sends(it["frames"]);
}

void Performer::pick(client::files::FilePicked picked, const val& file) {
    picked.serial = ++serial_;
    picked_.call<void>("set", val(serial_), file);
    feed_(std::move(picked));
}

void Performer::perform(const client::files::HashFile& order) {
    const val serial(order.serial);
    post(object({{"do", js("hash")}, {"serial", serial}, {"file", picked_.call<val>("get", serial)}}));
    picked_.call<void>("delete", serial);
}

void Performer::perform(const client::files::BindFile& order) {
    val it = message("bind", order.key);
    it.set("serial", order.serial);
    post(it);
}

void Performer::perform(const client::files::ListFiles&) { post(object({{"do", js("list")}})); }
void Performer::perform(const client::files::OpenFile& order) { post(message("open", order.key)); }
void Performer::perform(const client::files::CloseFile& order) { post(message("close", order.key)); }
void Performer::perform(const client::files::ForgetFile& order) { post(message("forget", order.key)); }

void Performer::perform(const client::files::KeepLeaves& order) {
    val it = message("leaves", order.key);
    it.set("first", order.group * protocol::group_slices);
    it.set("leaves", to_bytes(order.leaves));
    post(it);
}

val Performer::give(const client::files::OfferId& offer) {
    const auto deferred = make_deferred();
    const auto key = keys_.find(offer);
    if (key == keys_.end()) {
        deferred.resolve(val::null());
        return deferred.promise;
    }
    wanted_.call<void>("set", val(++question_), deferred.resolve);
    val it = message("give", key->second);
    it.set("tag", question_);
    post(it);
    return deferred.promise;
}

// --- the channels ------------------------------------------------------------------------------------------------------------

FileChannel* Performer::find(const Transfer& transfer) const {
    const auto at = channels_.find(transfer);
    return at == channels_.end() ? nullptr : at->second.get();
}

void Performer::open(const Transfer& transfer, const val& channel) {
    auto& made = channels_[transfer];
    made = std::make_unique<FileChannel>(transfer, channel, for_channels_, feed_);
    made->start();
}

void Performer::take(client::MemberId peer, const val& channel) {
    const auto label = protocol::decode_transfer_label(text_of(channel["label"]));
    if (!label) return channel.call<void>("close");
    open({peer, label->offer, true}, channel);
}

// Sound and pictures of a call come first, where the browser knows priorities (RFC 8831 section 6.4).
void Performer::perform(const client::files::OpenTransfer& order) {
    const auto connection = connections_.connection(order.transfer.peer);
    const auto label = js(protocol::encode(protocol::TransferLabel{order.transfer.offer}));
    const auto made = connection.isNull() ? Attempt{false, val::null()}
                                          : attempt(connection, "createDataChannel", {label, object({{"priority", js("very-low")}})});
    if (!made.ok) return feed_(client::files::TransferClosed{order.transfer});
    open(order.transfer, made.value);
}

void Performer::perform(const client::files::SayTransfer& order) {
    if (auto* channel = find(order.transfer)) channel->say(order.bytes);
}

void Performer::perform(const client::files::ExpectSlices& order) {
    if (auto* channel = find(order.transfer)) channel->expect(order);
}

void Performer::perform(const client::files::DropExpected& order) {
    if (auto* channel = find(order.transfer)) channel->expect_nothing();
}

void Performer::perform(const client::files::SendSlices& order) {
    if (auto* channel = find(order.transfer)) channel->send(order);
}

// --- the page ----------------------------------------------------------------------------------------------------------------

void Performer::perform(const client::files::ShowFile& order) {
    keys_[order.offer] = order.key;
    val it = to_js(order);
    it.set("id", conversation::to_js(order.offer));
    view_.call("file", {it});
}

void Performer::perform(const client::files::ShowPicked& order) { view_.call("picked", {to_js(order)}); }

}  // namespace browser::files
