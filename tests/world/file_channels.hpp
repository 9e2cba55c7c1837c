// Pretend data channels of transfers. Each belongs to a connection, waits while nothing passes there, and ends with it. What is said comes
// in its order.
#pragma once

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "client/files/ids.hpp"
#include "world/clock.hpp"
#include "world/links.hpp"

namespace world {

struct ChannelOpens {};
struct ChannelCloses {};
struct FileWords {
    std::string bytes;
};
// All frames of a slice; its content is a few letters that stand for it.
struct SliceComes {
    std::uint32_t slice = 0;
    std::string content;
};
using FileMessage = std::variant<ChannelOpens, ChannelCloses, FileWords, SliceComes>;

class FileChannels {
  public:
    using Tell = std::function<void(TabNumber, const client::files::Transfer&, const FileMessage&)>;

    FileChannels(Clock& clock, Dice& dice, const NetworkConditions& conditions, const Links& links, Tell tell)
        : clock_(clock), dice_(dice), conditions_(conditions), links_(links), tell_(std::move(tell)) {}

    // The tab fetches from its peer. False where there is no connection.
    bool open(TabNumber tab, const client::files::Transfer& transfer);
    void close(TabNumber tab, const client::files::Transfer& transfer);
    void send(TabNumber from, const client::files::Transfer& transfer, FileMessage message);
    bool has(TabNumber tab, const client::files::Transfer& transfer) const { return places_.count({tab, transfer}) > 0; }

  private:
    struct Side {
        TabNumber tab = 0;
        client::files::Transfer transfer;
        std::deque<FileMessage> coming{};
        Ordered order{};
    };
    struct Channel {
        unsigned connection = 0;
        std::array<Side, 2> sides;
    };
    struct Place {
        std::uint64_t channel = 0;
        std::size_t side = 0;
    };

    void post(std::uint64_t channel, std::size_t to, FileMessage message);
    void deliver(std::uint64_t channel, std::size_t to);
    void end(std::uint64_t channel);

    Clock& clock_;
    Dice& dice_;
    const NetworkConditions& conditions_;
    const Links& links_;
    Tell tell_;
    std::uint64_t last_ = 0;
    std::map<std::uint64_t, Channel> channels_;
    std::map<std::pair<TabNumber, client::files::Transfer>, Place> places_;
};

}  // namespace world
