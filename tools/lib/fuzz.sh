# Sourced by the other tools: the fuzz targets (tests/fuzz) and how one is run.
# shellcheck shell=bash

# fuzz_targets: their names, one to a line: a decoder of the wire, or a file of tests/fuzz.
fuzz_targets() {
  sed -nE 's/^std::optional<.*> (decode_[a-z_]+)\(.*/\1/p' src/protocol/wire.hpp
  find tests/fuzz -name '*.cpp' ! -name decode.cpp -printf '%f\n' | sed 's/\.cpp$//' | sort
}

# fuzz_run TARGET SECONDS: what reaches new code is kept in the build folder for the next run, what breaks something beside it.
fuzz_run() {
  local corpus=build/fuzz/$1 seeds=tests/fuzz/seeds/${1/#decode_*/wire}
  mkdir -p "$corpus"
  "build/sanitize/fuzz_$1" -max_total_time="$2" -timeout=5 -max_len=8192 -len_control=0 -dict=tests/fuzz/words.dict \
    -artifact_prefix="build/fuzz/$1-" "$corpus" "$seeds"
}
