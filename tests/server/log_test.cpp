// The log: a line for each thing, for people or as JSON, and by default none.
#include "server/log.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using server::Log;
using server::LogForm;

struct Written {
    std::string text;
    Log log;
    explicit Written(LogForm form)
        : log(
              form, [] { return std::int64_t{1'764'549'000'123}; }, [this](const std::string& line) { text += line; }) {}
};

}  // namespace

TEST_CASE("by default only complaints are written") {
    Written written(LogForm::off);
    written.log.tell("answered", {{"status", std::uint64_t{200}}});
    CHECK(written.text.empty());
    written.log.complain("There is no key.");
    CHECK(written.text == "tincan-server: There is no key.\n");
}

TEST_CASE("a line has the time in UTC, what happened, and its figures") {
    Written written(LogForm::lines);
    written.log.tell("answered", {{"path", "/api/join"}, {"status", std::uint64_t{200}}});
    written.log.tell("ending");
    CHECK(written.text ==
          "2025-12-01T00:30:00.123Z answered path=/api/join status=200\n"
          "2025-12-01T00:30:00.123Z ending\n");
}

TEST_CASE("as JSON, a line is an object, complaints too") {
    Written written(LogForm::json);
    written.log.tell("answered", {{"path", "page"}, {"status", std::uint64_t{404}}});
    written.log.complain("No \"key\".");
    CHECK(written.text ==
          "{\"time\":\"2025-12-01T00:30:00.123Z\",\"what\":\"answered\",\"path\":\"page\",\"status\":404}\n"
          "{\"time\":\"2025-12-01T00:30:00.123Z\",\"what\":\"complaint\",\"sentence\":\"No \\\"key\\\".\"}\n");
}
