// Limits that hold over several servers. News are, for each row, seven numbers and an end of line: the row, what was taken since the last
// news, and what is held now. News that begin with * tell of all rows where something is held; of others, nothing is.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include "server/callers.hpp"

namespace server {
namespace {

constexpr unsigned whole_every = 10;           // news
constexpr Millis silent_after = 60'000;        // a server that says nothing for so long is not there any more
constexpr std::uint64_t most = 1'000'000'000;  // of anything

using Line = std::array<std::uint64_t, 7>;

std::optional<Line> read_line(std::string_view text) {
    Line line{};
    for (auto& number : line) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || number > most) return std::nullopt;
        text.remove_prefix(std::min(static_cast<std::size_t>(end - text.data()) + 1, text.size()));
    }
    return line;
}

}  // namespace

void Callers::share(std::string_view secret) {
    shared_.resize(rows_.size());
    if (secret.size() >= sizeof salt_) std::memcpy(salt_.data(), secret.data(), sizeof salt_);
}

void Callers::note(Caller caller, std::uint64_t Taken::*what, std::size_t count) {
    if (!shared_.empty()) shared_[number(caller)].taken.*what += count;
}

std::string Callers::take_news(Millis now) {
    std::string news;
    const bool whole = told_++ % whole_every == 0;
    if (whole) news = "*\n";
    for (std::size_t i = 1; i < shared_.size(); ++i) {
        auto& [taken, told, elsewhere] = shared_[i];
        const Held held{rows_[i].connections, rows_[i].mailboxes};
        const bool is_news = taken.joins + taken.letters + taken.bytes + taken.handshakes > 0 || held != told;
        if (!is_news && !(whole && held != Held{})) continue;
        for (const auto number :
             {std::uint64_t{i}, taken.joins, taken.letters, taken.bytes, taken.handshakes, held.connections, held.mailboxes})
            news += std::to_string(std::min(number, most)) + ' ';
        news.back() = '\n';
        taken = {};
        told = held;
    }
    std::erase_if(servers_, [&](const auto& each) {
        const bool silent = now - each.second.heard_at > silent_after;
        if (silent) forget(each.second);
        return silent;
    });
    return news;
}

void Callers::hear(std::string_view server, std::string_view news, Millis now) {
    if (shared_.empty()) return;
    auto at = servers_.find(server);
    if (at == servers_.end()) at = servers_.emplace(server, Server{}).first;
    Server& from = at->second;
    from.heard_at = now;
    if (news.starts_with("*\n")) {
        forget(from);
        from.held.clear();
    }
    while (!news.empty()) {
        const auto end = std::min(news.find('\n'), news.size());
        const auto line = read_line(news.substr(0, end));
        news.remove_prefix(std::min(end + 1, news.size()));
        if (!line || line->at(0) == 0 || line->at(0) >= rows_.size()) continue;
        const auto [number, joins, letters, bytes, handshakes, connections, mailboxes] = *line;
        Row& row = rows_[number];
        row.joins.add(limits_.joins, static_cast<std::int64_t>(joins), now);
        row.letters.add(limits_.letters, static_cast<std::int64_t>(letters), now);
        row.bytes.add(limits_.bytes, static_cast<std::int64_t>(bytes), now);
        row.handshakes.add(limits_.handshakes, static_cast<std::int64_t>(handshakes), now);
        Held& held = from.held[number];
        Held& elsewhere = shared_[number].elsewhere;
        elsewhere.connections += connections - held.connections;
        elsewhere.mailboxes += mailboxes - held.mailboxes;
        held = {connections, mailboxes};
        if (held == Held{}) from.held.erase(number);
    }
}

// It holds nothing any more.
void Callers::forget(const Server& server) {
    for (const auto& [number, held] : server.held) {
        shared_[number].elsewhere.connections -= held.connections;
        shared_[number].elsewhere.mailboxes -= held.mailboxes;
    }
}

}  // namespace server
