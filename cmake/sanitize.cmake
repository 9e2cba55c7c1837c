# The newest Clang. Clang 14 and 15 cannot compile coroutines under the address sanitizer.
find_program(CLANG NAMES clang++-22 clang++-21 clang++-20 clang++-19 clang++-18 clang++-17 clang++-16 clang++ REQUIRED)
set(CMAKE_CXX_COMPILER ${CLANG})
