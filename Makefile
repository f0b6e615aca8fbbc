# `make portal` publishes the sample portal and serves it; `make test` runs what continuous integration runs.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# 0: `make portal` stops after publishing.
SERVE ?= 1

.PHONY: help setup setup-tests duckdb build portal test benchmark lint format clean

help:
	@echo "make portal          set up, build, publish the sample portal and serve it on port 8083"
	@echo "make portal SERVE=0  the same without serving"
	@echo "make test            set up, lint, build and run all tests"
	@echo "make build           the release binary alone"
	@echo "make benchmark       time the warehouse and the catalogue beside DuckDB by hand and pandas"
	@echo "make lint, format    check or apply the source format"
	@echo "make clean           remove what was built and published"

# Debian packages and the DuckDB library, where they are missing.
setup:
	@.ci/setup

setup-tests:
	@.ci/setup tests

duckdb:
	@.ci/duckdb

build: setup
	swift build -c release --product broadsheet

portal: setup duckdb build
	@binary="$$(swift build -c release --show-bin-path)/broadsheet"; \
	"$$binary" build; \
	if [ "$(SERVE)" != 0 ]; then exec "$$binary" serve; fi

test: setup-tests duckdb lint
	swift build --build-tests
	swift test --skip-build

benchmark: setup duckdb
	Benchmarks/run

lint: setup
	swift format lint --strict --recursive Sources Tests Package.swift

format: setup
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	rm -rf .build .broadsheet
	if [ -d site ]; then find site -mindepth 1 -not -name .gitignore -delete; fi
