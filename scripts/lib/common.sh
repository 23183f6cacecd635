# What the scripts share. To be sourced from a script that runs at the project's root.
# shellcheck shell=bash

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export CARGO_TARGET_DIR="$PWD/target"
export PATH="$PATH:$HOME/.cargo/bin"

say() { printf '%s\n' "$*"; }

stop_because() {
  printf '%s\n' "$@" >&2
  exit 1
}

make_quietly() { make --silent --no-print-directory "$@"; }

have() { command -v "$1" >/dev/null 2>&1; }

# The server's debug binary. With the tests in view, as the tests build it: without them cargo would build many crates a second
# time, with fewer features.
build_server() { cargo build --locked --tests; }

can_be_root() { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Installs Debian's packages; fails where this is not Debian, or not allowed. Its many lines are shown only where they matter.
install_packages() {
  have apt-get && can_be_root || return 1
  local log
  log=$(mktemp)
  say "    installing with apt-get: $*"
  if as_root apt-get -q update >"$log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 15 "$log" >&2
  rm -f "$log"
  return 1
}
