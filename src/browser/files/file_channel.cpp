#include "browser/files/file_channel.hpp"

#include <algorithm>
#include <utility>

#include "protocol/wire.hpp"

namespace browser::files {
namespace {

// Firefox drops messages where more than 64 MiB wait, without a word; Chromium refuses more than 16. So much is enough for any speed.
constexpr double most_buffered_bytes = 1024 * 1024;
constexpr unsigned low_bytes = 256 * 1024;
// One slice is read while another is sent.
constexpr unsigned most_reading = 2;
constexpr std::size_t most_early = 64;  // words before the channel is open
constexpr std::uint32_t frame_length = protocol::frame_head_bytes + protocol::frame_bytes;

}  // namespace

FileChannel::FileChannel(const client::files::Transfer& transfer, val channel, const Worker& worker, Feed feed)
    : transfer_(transfer), channel_(std::move(channel)), worker_(worker), feed_(feed) {
    channel_.set("binaryType", js("arraybuffer"));
    channel_.set("bufferedAmountLowThreshold", val(low_bytes));
    on("onopen", [this](const val&) { start(); });
    on("onclose", [this](const val&) { feed_(client::files::TransferClosed{transfer_}); });
    on("onbufferedamountlow", [this](const val&) { send_buffered(); });
    on("onmessage", [this](const val& event) {
        const val data = event["data"];
        if (!data.isString()) return take(data);
        if (open_) return feed_(client::files::TransferSaid{transfer_, text_of(data)});
        if (early_.size() < most_early) early_.push_back(text_of(data));
        start();
    });
}

FileChannel::~FileChannel() {
    for (auto& [name, callback] : on_channel_) channel_.set(name, val::null());
    channel_.call<void>("close");
}

void FileChannel::on(const char* event, SharedFunction<void(val)> body) {
    on_channel_.emplace_back(event, Callback(std::move(body)));
    channel_.set(event, on_channel_.back().second.function());
}

// Chromium may tell of a message before it tells that the channel is open, where another channel had the stream before.
void FileChannel::start() {
    if (text_of(channel_["readyState"]) != "open" || std::exchange(open_, true)) return;
    // The first fact may be the end of this.
    const auto feed = feed_;
    const auto transfer = transfer_;
    const auto early = std::exchange(early_, {});
    feed(client::files::TransferOpened{transfer});
    for (const auto& word : early) feed(client::files::TransferSaid{transfer, word});
}

// A closing channel refuses.
void FileChannel::say(const std::string& bytes) { attempt(channel_, "send", {js(bytes)}); }

void FileChannel::expect(const client::files::ExpectSlices& order) {
    key_ = order.key;
    intake_.expect(order.range, order.key.size, order.leaves);
}

// A frame that was not asked for is dropped; where something is missing before it, its slice is asked for again.
void FileChannel::take(const val& frame) {
    const auto length = frame["byteLength"].as<std::size_t>();
    if (length <= protocol::frame_head_bytes || length > frame_length) return;
    const auto head = protocol::decode_frame_head(from_bytes(frame.call<val>("slice", val(0), val(protocol::frame_head_bytes))));
    const auto part = head ? intake_.take(*head, length - protocol::frame_head_bytes) : std::nullopt;
    if (!part) return;
    if (part->offset == 0) coming_.insert_or_assign(part->slice, val::array());
    coming_.at(part->slice).call<void>("push", frame);
    if (!part->leaf.empty()) worker_.write(transfer_, key_, *part, coming_.extract(part->slice).mapped());
}

void FileChannel::expect_nothing() {
    intake_.expect_nothing();
    coming_.clear();
}

void FileChannel::send(const client::files::SendSlices& order) {
    key_ = order.key;
    for (std::uint32_t at = 0; at < order.range.count; ++at) slices_.push_back(order.range.first + at);
    read();
}

void FileChannel::read() {
    for (; !slices_.empty() && reading_ + frames_.size() < most_reading; ++reading_) {
        worker_.read(transfer_, key_, slices_.front());
        slices_.pop_front();
    }
}

void FileChannel::sends(val frames) {
    --reading_;
    frames_.push_back(std::move(frames));
    send_buffered();
}

void FileChannel::send_buffered() {
    std::uint32_t slices = 0;
    while (!frames_.empty() && channel_["bufferedAmount"].as<double>() < most_buffered_bytes) {
        const auto length = frames_.front()["byteLength"].as<std::uint32_t>();
        const auto count = std::min(frame_length, length - sent_);
        if (!attempt(channel_, "send", {val::global("Uint8Array").new_(frames_.front(), val(sent_), val(count))}).ok) break;
        sent_ += count;
        if (sent_ < length) continue;
        sent_ = 0;
        frames_.pop_front();
        ++slices;
        read();
    }
    if (slices > 0) feed_(client::files::SlicesSent{transfer_, slices});
}

}  // namespace browser::files
