# What people type. Everything that a fresh machine lacks is installed by these targets; what is
# there already is left alone.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VAR    ?= ./var
LISTEN ?= $(or $(HEJIE_LISTEN),127.0.0.1:8080)
QUICK  := target/quick/hejie
PROFILE ?= quick

WEB_SOURCES := $(shell find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune \
	-o -path frontend/e2e -prune -o -path frontend/test-results -prune -o -type f -print 2>/dev/null)

.PHONY: help run stop test check stories web api bench release clean-data

help: ## List what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: ## Build, load demonstration data the first time, serve in the background
	@.ci/setup run
	@$(MAKE) web
	@cargo build --quiet --profile quick
	@HEJIE_VAR=$(VAR) HEJIE_LISTEN=$(LISTEN) .ci/serve start $(QUICK)

stop: ## End what `make run` started
	@HEJIE_VAR=$(VAR) .ci/serve stop

web: ## Build the pages, when they changed
	@mkdir -p target && flock target/web.lock $(MAKE) frontend/dist/.built

frontend/node_modules/.installed: frontend/package-lock.json frontend/.npmrc
	cd frontend && npm install --no-audit --no-fund --loglevel=error
	touch $@

frontend/dist/.built: frontend/node_modules/.installed $(WEB_SOURCES)
	cd frontend && npm run --silent build
	touch $@

api: ## Write the description of the API and the types of the pages again
	UPDATE_PUBLISHED=1 cargo nextest run -E 'test(published)'
	cd frontend && npm run --silent api

test: ## The whole check, browser stories included
	@.ci/setup test
	@$(MAKE) web
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-A rustdoc::private_intra_doc_links" cargo doc --quiet --workspace --no-deps
	cd frontend && npm run --silent lint && npm run --silent types && npm run --silent test
	cargo nextest run --workspace
	@$(MAKE) stories

check: ## The quick part of it
	@.ci/setup run
	@$(MAKE) web
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets -- -D warnings
	cd frontend && npm run --silent types && npm run --silent test
	cargo nextest run --workspace --lib --bins

stories: ## The browser stories alone, against a server of their own
	@.ci/setup test
	@$(MAKE) web
	cargo build --quiet
	.ci/stories target/debug/hejie

bench: ## Measure start, memory, pages and rooms: `make bench PROFILE=release`
	@.ci/setup test
	@$(MAKE) web
	@.ci/bench $(PROFILE)

release: ## The binary to ship
	@.ci/setup run
	@$(MAKE) web
	cargo build --release
	@ls -l target/release/hejie

clean-data: stop ## Throw the demonstration data away
	rm -rf $(VAR)
