# Steps of a check: each is announced, timed and remembered. To be sourced after common.sh.
# shellcheck shell=bash

LOGS=$CARGO_TARGET_DIR/logs
PASSED=0
FAILED=""
mkdir -p "$LOGS"
rm -f "$LOGS"/*.log
# The output is read again for its summaries, which colours would hide.
export NO_COLOR=1

# step NAME COMMAND…: runs a command and goes on, so that one run tells of everything that is wrong.
step() {
  attempt "$@" || true
}

# needed_step NAME COMMAND…: without it, the rest can't be done.
needed_step() {
  attempt "$@" || verdict
}

attempt() {
  local name=$1 started=$SECONDS
  shift
  say "==> $name"
  if "$@" 2>&1 | tee "$LOGS/${name// /-}.log"; then
    PASSED=$((PASSED + 1))
    say "    ok: $name, $((SECONDS - started)) s"
    return 0
  fi
  FAILED="$FAILED${FAILED:+, }$name"
  say "    FAILED: $name, $((SECONDS - started)) s"
  return 1
}

# The last words of `make NAME`.
verdict() {
  if [ -n "$FAILED" ]; then
    say "$MAKE_TARGET: FAILED after $SECONDS s: $FAILED"
    exit 1
  fi
  say "$MAKE_TARGET: all $PASSED steps passed in $SECONDS s"
  exit 0
}
