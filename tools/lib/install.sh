# Sourced by the other tools: finds what is missing, and installs it with the system's package manager or says what to do.
# shellcheck shell=bash

# The packages that must be installed; filled by the need_* functions. "boost" and "clang" stand for those that fit.
missing=()

# need PACKAGE COMMAND...: the package is missing unless one of the commands is there.
need() {
  local package=$1 command
  shift
  for command in "$@"; do command -v "$command" >/dev/null && return; done
  missing+=("$package")
}

# need_file PACKAGE FILE...: the package is missing unless one of the files is there.
need_file() {
  local package=$1 file
  shift
  for file in "$@"; do [[ -e $file ]] && return; done
  missing+=("$package")
}

# Boost 1.81 is the first whose Beast and Asio this code was written for; a system may have an older one as its default.
boost_floor=108100
need_boost() {
  local version package
  version=$(sed -nE 's/^#define BOOST_VERSION ([0-9]+).*/\1/p' /usr/{local/,}include/boost/version.hpp 2>/dev/null | head -n 1 || true)
  ((${version:-0} >= boost_floor)) || missing+=(boost)
}

# The name of the package that has Boost 1.81 or newer: the default one, or else the newest of those with a number in the name.
boost_package() {
  local version
  version=$(apt-cache show libboost-dev 2>/dev/null | sed -nE 's/^Version: ([0-9]+\.[0-9]+).*/\1/p' | sort -V | tail -n 1)
  if [[ -n $version && $(printf '%s\n1.81\n' "$version" | sort -V | head -n 1) == 1.81 ]]; then
    echo libboost-dev
  else
    apt-cache pkgnames libboost1. | grep -E '^libboost1\.(8[1-9]|9[0-9]|[1-9][0-9]{2})-dev$' | sort -V | tail -n 1 | grep . ||
      echo libboost1.81-dev
  fi
}

# The versions of Clang to test with, best known first, as in tools/cmake/sanitize.cmake.
clang_versions=(19 18 20 21 17 16)

# The first of them that is installed.
clang_version() {
  local version
  for version in "${clang_versions[@]}"; do
    if command -v "clang++-$version" >/dev/null; then
      echo "$version"
      return
    fi
  done
  return 1
}

need_clang() {
  local version
  if version=$(clang_version); then
    need_file "libclang-rt-$version-dev" "/usr/lib/llvm-$version"/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a
  else
    missing+=(clang)
  fi
}

clang_packages() {
  local version packages
  packages=$(apt-cache pkgnames clang-)
  for version in "${clang_versions[@]}"; do
    if grep -qx "clang-$version" <<<"$packages"; then break; fi
  done
  echo "clang-$version libclang-rt-$version-dev"
}

# Installs what the need_* functions found missing, or ends the program with one sentence that says what to do.
install_missing() {
  ((${#missing[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    echo "This system has no apt-get; install these yourself and run this again: ${missing[*]} (Boost 1.81 or newer)." >&2
    exit 1
  fi
  local as_root=()
  if ((EUID)); then
    if command -v sudo >/dev/null; then
      as_root=(sudo)
    else
      echo "These packages are missing, and installing them needs root. Run this as root, then start again:" >&2
      echo "  apt-get update && apt-get install -y --no-install-recommends $(package_names)" >&2
      exit 1
    fi
  fi
  echo "Installing ${missing[*]}"
  # These packages would start a service for everybody: coturn at the port that ours wants, and others of which the tests start their own.
  # "systemctl unmask" allows it again.
  local service
  for service in coturn redis-server nginx haproxy caddy prometheus stunnel4; do
    if [[ " ${missing[*]} " == *" $service"* ]] && command -v systemctl >/dev/null; then "${as_root[@]}" systemctl mask -q "$service" || true; fi
  done
  "${as_root[@]}" apt-get update -q
  # shellcheck disable=SC2046
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(package_names)
  missing=()
}

# The missing packages by the names they have on this system.
package_names() {
  local package names=()
  for package in "${missing[@]}"; do
    case $package in
      boost) names+=("$(boost_package)") ;;
      clang) names+=("$(clang_packages)") ;;
      *) names+=("$package") ;;
    esac
  done
  echo "${names[*]}"
}

# Needed to build and run the page and the server.
need_to_build() {
  need g++ g++
  need cmake cmake
  need ninja-build ninja
  need emscripten emcc
  need nodejs node
  need npm npm
  need_file ca-certificates /etc/ssl/certs/ca-certificates.crt
  need_file nlohmann-json3-dev /usr/{local/,}include/nlohmann/json.hpp
  need_file libssl-dev /usr/{local/,}include/openssl/hmac.h
  need_file libhiredis-dev /usr/{local/,}include/hiredis/async.h
  need_boost
}

# Needed by the tests beyond that; `browsers` as an argument: and to run those.
need_to_test() {
  need_to_build
  need_clang
  need clang-format-14 clang-format-14
  need_file doctest-dev /usr/{local/,}include/doctest/doctest.h
  need python3 python3
  need redis-server redis-server
  if [[ ${1:-} == browsers ]]; then
    need chromium chromium
    need firefox-esr firefox-esr
    need xvfb Xvfb
    need coturn turnserver
    need openssl openssl
    need libnss3-tools certutil
    need iproute2 ip
    need fontconfig fc-list
    need_font fonts-nanum :lang=ko
    need_font fonts-noto-color-emoji :family="Noto Color Emoji"
    need_font fonts-dejavu-core :lang=he
  fi
}

# Needed to start each configuration of docs/deployment.md.
need_to_deploy() {
  need nginx-light nginx
  need haproxy haproxy
  need caddy caddy
  need_file uacme /usr/share/uacme/uacme.sh
  need prometheus promtool
  need stunnel4 stunnel
}

# Needed to make the package for Debian, and to boot a system in which it is tried.
need_to_package() {
  need dpkg-dev dpkg-shlibdeps
  need mmdebstrap mmdebstrap
  need systemd-container systemd-nspawn
}

# Needed by tools/lint; with `quick` as an argument: by its quick part.
need_to_lint() {
  need nodejs node
  need npm npm
  need clang-format-14 clang-format-14
  need shellcheck shellcheck
  if [[ ${1:-} == quick ]]; then return; fi
  need_to_build
  need clang-tidy-14 clang-tidy-14
  need_file emscripten /usr/bin/em++
}

# need_font PACKAGE PATTERN: the package is missing unless fontconfig knows such a font.
need_font() {
  [[ -n $(fc-list "$2" 2>/dev/null) ]] || missing+=("$1")
}

# node_packages FOLDER: the npm packages that its lock file names, if they are not there yet or the lock has changed.
node_packages() {
  local folder=$1 stamp=$1/node_modules/.tincan-lock
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  echo "Installing the npm packages of $folder/"
  (cd "$folder" && npm ci --no-progress --loglevel=error)
  cp "$folder/package-lock.json" "$stamp"
}
