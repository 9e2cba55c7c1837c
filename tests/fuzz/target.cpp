// The program of the fuzz targets: prints their names, one to a line, or fuzzes the one that TINCAN_FUZZ names.
#include "fuzz/target.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>

namespace {

std::map<std::string_view, fuzz::Target::Run>& targets() {
    static std::map<std::string_view, fuzz::Target::Run> all;
    return all;
}

fuzz::Target::Run chosen = nullptr;

}  // namespace

fuzz::Target::Target(std::string_view name, Run run) { targets()[name] = run; }

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    const char* name = std::getenv("TINCAN_FUZZ");
    if (!name) {
        for (const auto& each : targets()) std::cout << each.first << '\n';
        std::exit(0);
    }
    const auto found = targets().find(name);
    if (found == targets().end()) {
        std::cerr << "There is no fuzz target called " << name << ".\n";
        std::exit(1);
    }
    chosen = found->second;
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    chosen({reinterpret_cast<const char*>(data), size});
    return 0;
}
