# Sourced by the other tools, after install.sh: configures a CMake preset where that is needed.
# shellcheck shell=bash

# preset_configure PRESET: once, and anew when another compiler answers to the name than the one that built so far.
preset_configure() {
  local folder=build/$1 command compiler
  case $1 in
    wasm) command=emcc ;;
    sanitize) command=clang++-$(clang_version) ;;
    *) command=c++ ;;
  esac
  # (`sed`, not `head`: that would end the pipe early, and the compiler with an error.)
  compiler=$(readlink -f "$(command -v "$command")"; "$command" --version 2>/dev/null | sed -n 1p)
  [[ -f $folder/build.ninja && $(cat "$folder/compiler.txt" 2>/dev/null) == "$compiler" ]] && return 0
  rm -rf "$folder"
  cmake --preset "$1" || return 1
  printf '%s\n' "$compiler" >"$folder/compiler.txt"
}
