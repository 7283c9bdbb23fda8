# Everything runs through npm: its scripts find the pinned Node in node_modules/.bin, whatever Node is installed.
# Needs Node ≥ 20 with npm, and make.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install built demo test check bench faults fleet system-packages

N ?= 800
installed := node_modules/.installed

# Hundreds of programs are started in tests, each from the same files.
test check faults: export NODE_COMPILE_CACHE := $(CURDIR)/node_modules/.cache/compiled

help:
	@echo 'make demo        a control plane, the agent of this machine and a simulated fleet; STORY=storm or quiet for another day'
	@echo 'make test        check, then every test'
	@echo 'make check       format, lint, types, imports, dead code, rules'
	@echo 'make faults      the slow fault tests'
	@echo 'make bench       measurements side by side'
	@echo 'make fleet N=800 a simulated fleet against a running control plane'

# Not "npm ci": it refuses a lock file that lists the optional packages of some systems only.
$(installed): package-lock.json
	npm install --no-save --loglevel=error
	@touch $@

install: $(installed)

# What browsers run: the console, and the page on the set.
built: install
	npm run --silent build:console
	npm run --silent build:page

demo: built
	npm run --silent demo

test: install system-packages
	npm run --silent test

check: install
	npm run --silent check

faults: install system-packages
	npm run --silent test:faults

fleet: install
	npm run --silent fleet -- $(N)

bench: built
	@sh test/support/system-packages.sh bench
	npm run --silent bench

system-packages:
	@sh test/support/system-packages.sh
