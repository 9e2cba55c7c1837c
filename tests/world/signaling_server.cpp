#include "world/signaling_server.hpp"

#include <algorithm>

namespace world {
namespace {

// As in the browser's mailbox and the server's edge.
constexpr Millis request_timeout_ms = 15'000;
constexpr Millis heartbeat_ms = 15'000;
constexpr Millis poll_ms = 25'000;
// Credentials for the relay end soon, so that they are renewed in every run; those that are given out after it do not.
constexpr std::uint32_t soon_s = 60;
constexpr std::uint32_t not_soon_s = 86'400;
// All browsers are behind one address, as in an server.
constexpr server::Caller one_address{1};
// When a server gives a connection up that swallows its words.
constexpr Millis silent_ms = 30'000;

}  // namespace

SignalingServer::SignalingServer(Clock& clock, Dice& dice, const NetworkConditions& conditions, Adversary* owner)
    : clock_(clock), dice_(dice), conditions_(conditions), owner_(owner) {
    open();
}

void SignalingServer::open() {
    server::Limits limits;
    limits.first_sequence = 0;
    rooms_ = std::make_unique<server::store::Memory>(limits);
    callers_ = std::make_unique<server::Callers>(server::CallerLimits{});
    lend_relay_for(soon_s);
    api_ = std::make_unique<server::Api>(*rooms_, *callers_, ice_);
    alarm_.reset();
    up_ = true;
}

void SignalingServer::lend_relay_for(std::uint32_t seconds) {
    ice_ = server::IceServers({{"stun:stun.example:3478"}, {"turn:turn.example:3478"}, "secret", seconds},
                              [this] { return static_cast<std::int64_t>(clock_.now() / 1000); });
}

void SignalingServer::come_to_rest() { lend_relay_for(not_soon_s); }

void SignalingServer::ask(const std::string& path, const std::string& body, const Network& network, Answered answered) {
    const bool lost = !network.up || dice_.chance(conditions_.lost);
    if (lost) return clock_.in(dice_.between(1, request_timeout_ms), [answered] { answered(0, ""); });
    if (dice_.chance(conditions_.doubled))
        clock_.in(dice_.between(1, 10'000),
                  [this, path, body, &network] { handle(path, body, network, [](unsigned, const std::string&) {}); });
    clock_.in(conditions_.delay(dice_), [this, path, body, &network, answered] { handle(path, body, network, answered); });
}

void SignalingServer::handle(const std::string& path, const std::string& body, const Network& network, const Answered& answered) {
    unsigned status = 0;
    std::string text;
    if (up_) {
        api_->handle(one_address, path, body, static_cast<server::Millis>(clock_.now()), [&](server::Api::Outcome outcome) {
            auto& answer = std::get<server::Answer>(outcome);
            status = answer.status;
            text = std::move(answer.body);
        });
        rooms_changed();
    }
    if (!network.up || dice_.chance(conditions_.lost))
        return clock_.in(dice_.between(1, request_timeout_ms), [answered] { answered(0, ""); });
    clock_.in(conditions_.delay(dice_), [answered, status, text = std::move(text)] { answered(status, text); });
}

unsigned SignalingServer::receive(const std::string& body, const Network& network, bool held_back, Heard heard, Answered ended) {
    const auto number = next_line_++;
    auto& line = lines_[number];
    line.network = &network;
    line.held_back = held_back;
    line.heard = std::move(heard);
    line.ended = std::move(ended);
    if (!network.up || dice_.chance(conditions_.lost)) {
        clock_.in(dice_.between(1, request_timeout_ms), [this, number] { end(number, 0, ""); });
    } else {
        clock_.in(conditions_.delay(dice_), [this, number, body] { begin(number, body); });
    }
    return number;
}

void SignalingServer::begin(unsigned number, const std::string& body) {
    const auto at = lines_.find(number);
    if (at == lines_.end()) return;
    auto& line = at->second;
    if (!up_) return end(number, 0, "");
    // A request that was given up long ago was never sent.
    if (line.hung_up && clock_.now() > line.hung_up_at + conditions_.usual_delay) return;
    server::Api::Outcome outcome;
    api_->handle(one_address, "/api/receive", body, static_cast<server::Millis>(clock_.now()),
                 [&](server::Api::Outcome told) { outcome = std::move(told); });
    if (const auto* answer = std::get_if<server::Answer>(&outcome)) return end(number, answer->status, answer->body);
    const auto& request = std::get<protocol::ReceiveRequest>(outcome);
    server::Stream::Opened opened;
    line.stream.emplace(number, ice_, one_address);
    line.stream->open(*rooms_, request, [&](server::Stream::Opened told) { opened = std::move(told); });
    if (const auto* why = std::get_if<protocol::ErrorWord>(&opened)) {
        line.stream.reset();
        return end(number, protocol::status(*why), protocol::encode(*why));
    }
    const auto& lines = std::get<std::string>(opened);
    const bool poll = request.wait == protocol::Wait::poll;
    line.poll = poll;
    tell(line, lines);
    rooms_changed();
    pump(number);  // may end it
    if (poll && std::count(lines.begin(), lines.end(), '\n') > 1) {
        close_stream(number);
        end(number, 200, "");
    } else if (poll) {
        clock_.in(poll_ms, [this, number] {
            close_stream(number);
            end(number, 200, "");
        });
    } else {
        beat(number);
    }
}

void SignalingServer::beat(unsigned number) {
    clock_.in(heartbeat_ms, [this, number] {
        const auto at = lines_.find(number);
        if (at == lines_.end() || !at->second.stream) return;
        tell(at->second, "\n");
        beat(number);
    });
}

void SignalingServer::pump(unsigned number) {
    const auto at = lines_.find(number);
    if (at == lines_.end() || !at->second.stream) return;
    auto& line = at->second;
    bool news = false;
    for (;;) {
        std::string lines;
        line.stream->read(*rooms_, lines);
        if (lines.empty()) break;
        news = true;
        tell(line, lines);
    }
    if (line.stream->over() || (line.poll && news)) {
        close_stream(number);
        end(number, 200, "");
    }
}

void SignalingServer::tell(Message& line, const std::string& true_lines) {
    std::string lines;
    for (std::size_t start = 0; start < true_lines.size();) {
        const auto stop = true_lines.find('\n', start);
        const auto text = true_lines.substr(start, stop - start);
        lines += (owner_ ? owner_->falsified(text) : text) + '\n';
        start = stop + 1;
    }
    if (!line.network->up) line.silent = true;  // what was sent into the void is not sent again
    if (line.silent || line.hung_up) return;
    if (line.held_back || line.poll) {
        line.held += lines;
        return;
    }
    for (std::size_t start = 0; start < lines.size();) {
        const auto stop = lines.find('\n', start);
        clock_.in(line.ordered, conditions_.delay(dice_), [heard = line.heard, text = lines.substr(start, stop - start)] { heard(text); });
        start = stop + 1;
    }
}

void SignalingServer::close_stream(unsigned number) {
    const auto at = lines_.find(number);
    if (at == lines_.end() || !at->second.stream) return;
    at->second.stream->close(*rooms_, static_cast<server::Millis>(clock_.now()));
    at->second.stream.reset();
    rooms_changed();
}

void SignalingServer::end(unsigned number, unsigned status, std::string body) {
    const auto at = lines_.find(number);
    if (at == lines_.end()) return;
    auto& line = at->second;
    if (line.stream || line.silent) return;
    if (!line.hung_up) {
        const auto held = std::exchange(line.held, {});
        line.held_back = line.poll = false;
        tell(line, held);
        clock_.in(line.ordered, conditions_.delay(dice_), [ended = line.ended, status, body = std::move(body)] { ended(status, body); });
    }
    lines_.erase(at);
}

void SignalingServer::hang_up(unsigned number) {
    const auto at = lines_.find(number);
    if (at == lines_.end()) return;
    at->second.hung_up = true;
    at->second.hung_up_at = clock_.now();
    // The server sees it a little later, or much later where the line was dead.
    clock_.in(at->second.silent ? silent_ms : conditions_.delay(dice_), [this, number] {
        close_stream(number);
        lines_.erase(number);
    });
}

void SignalingServer::break_line(unsigned number) {
    const auto at = lines_.find(number);
    if (at == lines_.end() || at->second.silent) return;
    close_stream(number);
    end(number, 0, "");
}

void SignalingServer::silence_line(unsigned number) {
    const auto at = lines_.find(number);
    if (at == lines_.end()) return;
    at->second.silent = true;
    clock_.in(silent_ms, [this, number] { close_stream(number); });
}

void SignalingServer::restart(Millis down) {
    up_ = false;
    std::vector<unsigned> all;
    for (auto& [number, line] : lines_) {
        line.stream.reset();
        all.push_back(number);
    }
    rooms_.reset();
    open();
    up_ = false;
    for (const auto number : all) end(number, 0, "");
    clock_.in(down, [this] { up_ = true; });
}

std::vector<protocol::Present> SignalingServer::look(const protocol::RoomId& room) const {
    std::vector<protocol::Present> present;
    rooms_->look(room, [&](const server::store::Store::Looked& looked) { present = std::get<0>(looked); });
    return present;
}

void SignalingServer::rooms_changed() {
    std::vector<server::store::Subscriber> notified;
    rooms_->take_notified(notified);
    for (const auto subscriber : notified) clock_.in(0, [this, subscriber] { pump(subscriber); });
    const auto next = rooms_->next_tick();
    if (!next || (alarm_ && *alarm_ <= *next)) return;
    alarm_ = next;
    const auto now = static_cast<server::Millis>(clock_.now());
    clock_.in(static_cast<Millis>(std::max<server::Millis>(*next - now, 0)), [this, due = *next] {
        if (!alarm_ || *alarm_ != due) return;
        alarm_.reset();
        rooms_->tick(static_cast<server::Millis>(clock_.now()));
        rooms_changed();
    });
}

}  // namespace world
