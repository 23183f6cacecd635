# The steps that `make check` and `make test` share. To be sourced after steps.sh.
# shellcheck shell=bash

quick_steps() {
  needed_step "tools" scripts/need cargo lints cc node npm
  # The pages come first: without them the crate does not compile.
  needed_step "web pages" make_quietly web
  step "format (cargo fmt mends it)" cargo fmt --check -- --files-with-diff
  step "clippy" cargo clippy --locked --all-targets -- -D warnings
  step "documentation" env RUSTDOCFLAGS=-Dwarnings cargo doc --locked --no-deps
  step "licences and sources" scripts/cargo-deny
  step "web check" npm --prefix web run --silent check
}
