// The data channel of one transfer: words, and frames of content, which go between the channel and the worker without passing through the
// module's memory.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/files/intake.hpp"
#include "client/files/orders.hpp"

namespace browser::files {

class FileChannel {
  public:
    // Performs what a channel cannot do by itself.
    struct Worker {
        // Reads a slice: `sends` gets its frames, one behind the other, each with its head.
        SharedFunction<void(const client::files::Transfer&, const client::files::FileKey&, std::uint32_t slice)> read;
        // Checks a slice, and writes it where it is what was offered. `frames`: an array of those in which it came, each with its head.
        SharedFunction<void(const client::files::Transfer&, const client::files::FileKey&, const client::files::Intake::Part&, val frames)>
            write;
    };

    FileChannel(const client::files::Transfer& transfer, val channel, const Worker& worker, Feed feed);
    ~FileChannel();
    FileChannel(const FileChannel&) = delete;
    FileChannel& operator=(const FileChannel&) = delete;

    // It may have been opened before anybody could listen.
    void start();
    void say(const std::string& bytes);
    void expect(const client::files::ExpectSlices& order);
    void expect_nothing();
    void send(const client::files::SendSlices& order);
    // The frames of the slice that was to be read first.
    void sends(val frames);

  private:
    void on(const char* event, SharedFunction<void(val)> body);
    void take(const val& frame);
    void read();
    void send_buffered();

    client::files::Transfer transfer_;
    val channel_;
    const Worker& worker_;
    Feed feed_;
    bool open_ = false;
    std::vector<std::string> early_;  // words that came before that
    std::vector<std::pair<const char*, Callback>> on_channel_;
    client::files::FileKey key_;
    client::files::Intake intake_;
    std::map<std::uint32_t, val> coming_;  // of each slice that is not whole yet, the frames that are here
    std::deque<std::uint32_t> slices_;     // to be read
    unsigned reading_ = 0;
    std::deque<val> frames_;
    std::uint32_t sent_ = 0;  // bytes of the first of them
};

}  // namespace browser::files
