// The server's figures, as Prometheus reads them.
#include "server/figures.hpp"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("requests are counted by path and status, and their times in buckets") {
    server::Figures figures;
    figures.answered("/api/join", 200, 400);
    figures.answered("/api/join", 200, 600);
    figures.answered("/api/join", 429, 10'000'000);
    figures.answered(server::path_kind("/somewhere/else"), 404, 1);
    figures.answered(server::path_kind("/api/nonsense"), 404, 1);
    const auto text = figures.text({});
    const auto has = [&](const std::string& line) { return text.find("\n" + line + "\n") != std::string::npos; };
    CHECK(has("tincan_requests_total{path=\"/api/join\",code=\"200\"} 2"));
    CHECK(has("tincan_requests_total{path=\"/api/join\",code=\"429\"} 1"));
    CHECK(has("tincan_requests_total{path=\"page\",code=\"404\"} 1"));
    CHECK(has("tincan_requests_total{path=\"/api/\",code=\"404\"} 1"));
    CHECK(has("tincan_request_seconds_bucket{path=\"/api/join\",le=\"0.000100\"} 0"));
    CHECK(has("tincan_request_seconds_bucket{path=\"/api/join\",le=\"0.000500\"} 1"));
    CHECK(has("tincan_request_seconds_bucket{path=\"/api/join\",le=\"2.500000\"} 2"));
    CHECK(has("tincan_request_seconds_bucket{path=\"/api/join\",le=\"+Inf\"} 3"));
    CHECK(has("tincan_request_seconds_count{path=\"/api/join\"} 3"));
    CHECK(has("tincan_request_seconds_sum{path=\"/api/join\"} 10.001000"));
}

TEST_CASE("the process is told of") {
    const auto process = server::process_figures();
    CHECK(process.resident_bytes > 1'000'000);
    CHECK(process.open_files >= 3);
    CHECK(process.most_files >= process.open_files);
    CHECK(process.started > 1'700'000'000);
}
