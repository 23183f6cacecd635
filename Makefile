SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# The binary is promised at target/release, wherever else a developer has cargo build.
export CARGO_TARGET_DIR := $(CURDIR)/target
# Where rustup puts cargo; a shell that was open before Rust was installed does not look there.
export PATH := $(PATH):$(HOME)/.cargo/bin

WEB_PACKAGES := web/node_modules/.package-lock.json
BROWSER_TEST_PACKAGES := e2e/node_modules/.package-lock.json
# Beside what the binary embeds, not in it: the build's own date must not make cargo build again.
WEB_BUILT := web/build/.built
WEB_SOURCES := $(shell find web -type f \
	-not -path '*/node_modules/*' -not -path 'web/build/*' -not -path 'web/.svelte-kit/*' -not -name '*.test.ts' -not -name '*.md')

.PHONY: help run build test check bench eval fuzz contract web openapi clean

help: ## Lists these commands.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Sets up everything, makes demo businesses and serves on http://127.0.0.1:8000.
	@scripts/run

build: ## Builds the whole binary, web side included: target/release/frontdesk.
	@scripts/need cargo cc node npm
	@$(MAKE) --no-print-directory web
	cargo build --release --locked

test: ## Sets up everything for all tests, PostgreSQL and a browser included, and runs them.
	@scripts/test

check: ## Runs the quick part of the tests, for every commit.
	@scripts/check

bench: ## Measures turns a second, times, CPU and memory of the release binary, on SQLite and PostgreSQL.
	@scripts/need cargo cc node npm postgres
	@$(MAKE) --no-print-directory web
	@scripts/with-postgres --durable cargo bench --locked --bench load

eval: ## Measures how much is understood of the evaluation sets in ../shared/eval, or in FOLDER.
	@scripts/eval $(FOLDER)

fuzz: ## Searches for texts that break the understanding, 60 seconds (or SECONDS) for each fuzz target.
	@scripts/fuzz $(SECONDS)

contract: ## Holds our client of Twilio's API against ../shared/reference/twilio_api_v2010.json, or DESCRIPTION.
	@scripts/contract $(DESCRIPTION)

web: $(WEB_BUILT) ## Builds the pages that the binary embeds.

openapi: web ## Writes openapi.json anew from the code.
	@scripts/openapi write

clean: ## Removes everything that was built; the database under data/ stays.
	rm -rf target web/build web/node_modules e2e/node_modules e2e/test-results tools/contract/node_modules

.PHONY: web-packages browser-test-packages
web-packages: $(WEB_PACKAGES)
browser-test-packages: $(BROWSER_TEST_PACKAGES)

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	cd $* && npm ci --no-progress
	@touch $@

$(WEB_BUILT): $(WEB_PACKAGES) $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@
