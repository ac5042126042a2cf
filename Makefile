# Two commands: `make run` decides on the example and serves; `make test` runs every test.
# Needs Python 3.11 or later with venv, make and gcc.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000

# durable-rules 2.0.28 calls a function that Python 3.13 removed; its successor does the same.
# CPPFLAGS and not CFLAGS: its setup.py overwrites CFLAGS.
FIX_313 := $(shell $(PYTHON) -c 'import sys; print("-DPyEval_CallObject=PyObject_CallObject" if sys.version_info >= (3, 13) else "")')

EXAMPLE := docs/examples/credential.json --host example-university --purpose exemption --target data-ethics \
	--as-of 2026-01-15 --confirm authentic --confirm holder_matches --confirm award.issuer.formal_status=formal

.PHONY: help setup run decide test lint bench format clean

help:
	@echo "make run     set up, decide on the example credential, serve http://127.0.0.1:$(PORT)"
	@echo "make test    set up, run every test and scenario"
	@echo "make decide  decide on the example credential"
	@echo "make lint    format, types, import directions, rule packs, scenarios"
	@echo "make bench   the benchmark figures"

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Passerelle needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; echo "Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	CPPFLAGS="$(FIX_313) $$CPPFLAGS" $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,lint,bench]'
	@touch $@

setup: $(VENV)/.ready

run: setup decide
	@$(BIN)/passerelle serve --port $(PORT)

decide: setup
	@code=0; $(BIN)/passerelle recognise $(EXAMPLE) || code=$$?; [ $$code -le 1 ]

test: setup
	$(BIN)/pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/passerelle rules check
	$(BIN)/passerelle spec check features

bench: setup
	$(BIN)/python benchmarks/kernel.py
	$(BIN)/python benchmarks/decisions.py
	$(BIN)/python benchmarks/providers.py 20000
	$(BIN)/python benchmarks/stacking.py

format: setup
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
