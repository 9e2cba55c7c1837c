# A Clang that is known to compile all of this without a warning, best known first (tools/lib/install.sh has the same list).
# Clang 14 and 15 cannot compile coroutines under the address sanitizer.
find_program(CLANG NAMES clang++-19 clang++-18 clang++-20 clang++-21 clang++-17 clang++-16 REQUIRED)
set(CMAKE_CXX_COMPILER ${CLANG})
