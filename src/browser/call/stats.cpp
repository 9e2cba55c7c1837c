#include "browser/call/stats.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace browser::call {
namespace {

using client::call::Report;

std::optional<double> number(const val& value) { return value.isNumber() ? std::optional(value.as<double>()) : std::nullopt; }
double number_or_zero(const val& value) { return number(value).value_or(0); }
val nullable(std::optional<double> value) { return value ? val(*value) : val::null(); }

bool is_true(const val& value) { return value.isTrue(); }

// Of the enum whose words these are, in its order; the first one where the browser says anything else.
template <class Enum, std::size_t count>
Enum named(const val& word, const char* const (&words)[count]) {
    const auto at = std::find(std::begin(words), std::end(words), text_of(word));
    return at == std::end(words) ? Enum{} : static_cast<Enum>(at - std::begin(words));
}

template <class Enum, std::size_t count>
val word(Enum value, const char* const (&words)[count]) {
    return js(words[static_cast<std::size_t>(value)]);
}

Report::Candidate candidate(const val& it) {
    const val relay = it["relayProtocol"];
    return {text_of(it["id"]), named<client::call::CandidateType>(it["candidateType"], client::call::candidate_type_words),
            named<client::call::Transport>(relay.isString() ? relay : it["protocol"], client::call::transport_words)};
}

Report::Pair pair(const val& it) {
    const val selected = it["selected"];
    return {.id = text_of(it["id"]),
            .local = text_of(it["localCandidateId"]),
            .remote = text_of(it["remoteCandidateId"]),
            .selected = is_true(selected.isUndefined() ? it["nominated"] : selected),
            .timestamp = number_or_zero(it["timestamp"]),
            .round_trip = number(it["currentRoundTripTime"]),
            .bytes_sent = number_or_zero(it["bytesSent"]),
            .bytes_received = number_or_zero(it["bytesReceived"]),
            .available = number(it["availableOutgoingBitrate"])};
}

void add(Report& report, const val& it) {
    const auto type = text_of(it["type"]);
    if (type == "transport") {
        if (report.selected_pair.empty()) report.selected_pair = text_of(it["selectedCandidatePairId"]);
    } else if (type == "local-candidate" || type == "remote-candidate") {
        report.candidates.push_back(candidate(it));
    } else if (type == "candidate-pair") {
        report.pairs.push_back(pair(it));
    } else if (type == "inbound-rtp") {
        report.inbound.push_back({number_or_zero(it["packetsReceived"]), number_or_zero(it["packetsLost"])});
    } else if (type == "outbound-rtp") {
        report.busy |= text_of(it["qualityLimitationReason"]) == "cpu";
    } else if (type == "remote-inbound-rtp") {
        report.remote_inbound.push_back({number(it["roundTripTime"]), number_or_zero(it["fractionLost"])});
    }
}

}  // namespace

Report report(const val& stats) {
    const val all = val::global("Array").call<val>("from", stats.call<val>("values"));
    Report report;
    for (unsigned i = 0; i < all["length"].as<unsigned>(); ++i) add(report, all[i]);
    return report;
}

val path(const val& before, const val& now) {
    const auto sample = client::call::sampled(report(now));
    if (!sample) return val::null();
    const auto pace = client::call::pace(before.isNull() ? std::nullopt : client::call::sampled(report(before)), *sample);
    return object({{"mine", word(sample->mine, client::call::candidate_type_words)},
                   {"theirs", word(sample->theirs, client::call::candidate_type_words)},
                   {"relayed", val(sample->relayed())},
                   {"protocol", word(sample->transport, client::call::transport_words)},
                   {"round_trip", nullable(pace.round_trip)},
                   {"loss", nullable(pace.loss)},
                   {"up", val(pace.up)},
                   {"down", val(pace.down)},
                   {"weak", val(client::call::weakness_of(pace) != client::call::Weakness::none)}});
}

}  // namespace browser::call
