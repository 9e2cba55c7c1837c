// HTTP clients of others read the server's answers: those of Node.js and Python, which keep connections and forgive nothing.
#include <doctest/doctest.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include "server_process.hpp"

namespace {

using namespace edge;
namespace fs = std::filesystem;

constexpr int no_such_program = 127;  // says the shell

// Runs a client that says what is wrong; where this computer has not got it, the test says so and passes.
void check_client(const std::string& program, const std::string& script) {
    const fs::path folder = fs::temp_directory_path() / ("tincan-strict-" + std::to_string(getpid()));
    fs::create_directories(folder);
    std::ofstream(folder / "index.html") << "<!doctype html>";
    ServerProcess server({"--pages", folder.string()});
    const std::string command = program + " " + TINCAN_EDGE_TESTS + "/" + script + " " + std::to_string(server.place().port) + " 2>&1";
    std::string said;
    std::array<char, 512> part{};
    FILE* client = popen(command.c_str(), "r");
    REQUIRE(client);
    while (const auto count = fread(part.data(), 1, part.size(), client)) said.append(part.data(), count);
    const int status = pclose(client);
    fs::remove_all(folder);
    if (WIFEXITED(status) && WEXITSTATUS(status) == no_such_program) {
        MESSAGE("skipped, there is no ", program, " here");
        return;
    }
    CHECK_MESSAGE(status == 0, said);
}

}  // namespace

TEST_CASE("Node's client finds no fault with any answer" * doctest::skip(over() != Over::plain)) {
    check_client("node", "strict_client.mjs");
}

TEST_CASE("Python's client finds no fault with any answer" * doctest::skip(over() != Over::plain)) {
    check_client("python3", "strict_client.py");
}
