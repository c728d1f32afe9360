# Everything runs in .venv, which is filled from the locked files and refreshed when they change.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
WORKERS ?= auto
UV_VERSION := 0.13.9

export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo run test check bench chaos lock texts clean

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1	/' | while IFS='	' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

setup: $(VENV)/.project ## install what running needs, exactly as locked

setup-dev: setup $(VENV)/.development ## install also what testing needs

demo: setup ## start the demonstration agency, no token needed
	@$(BIN)/kinerja demo $(ARGS)

run: setup ## start the bot with config.toml
	@$(BIN)/kinerja run $(ARGS)

test: setup-dev ## run all tests except the long fault runs
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup -m 'not chaos' $(ARGS)

check: setup-dev ## lint, types, import contracts, texts and documents
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest -q tests/test_architecture.py tests/test_catalogues.py tests/test_docs.py

bench: setup-dev ## measure, and print a table
ifeq ($(wildcard tests/bench/__main__.py),)
	@echo 'There are no benchmarks yet.'
else
	@$(BIN)/python -m tests.bench $(ARGS)
endif

chaos: setup-dev ## fault runs, short; all of them with FULL=1
ifeq ($(wildcard tests/chaos/test_*.py),)
	@echo 'There are no fault runs yet.'
else
	@KILLED_STEPS=$(if $(FULL),all,some) $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup \
		-k 'not postgresql$(if $(FULL),, and not forged)' tests/bot/conversations
	@CHAOS_FULL=$(FULL) $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup -m chaos \
		$(if $(FULL),,-k 'not (troubled and postgresql)') tests/chaos/test_year.py tests/chaos/test_troubled_year.py
	@CHAOS_FULL=$(FULL) $(BIN)/python -m pytest -q -m chaos tests/chaos \
		--ignore tests/chaos/test_year.py --ignore tests/chaos/test_troubled_year.py $(ARGS)
endif

texts: setup-dev ## bring locales/ up to date with the code
	@$(BIN)/python -m tests.catalogues

lock: $(VENV)/.uv ## resolve both locks anew; newer versions with UPGRADE=1
	@$(VENV)/uv/bin/uv pip compile --quiet --no-strip-extras --universal --generate-hashes --python-version 3.11 \
		--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) \
		pyproject.toml --group build --output-file requirements.lock
	@$(VENV)/uv/bin/uv pip compile --quiet --no-strip-extras --universal --generate-hashes --python-version 3.11 \
		--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) \
		--constraint requirements.lock \
		pyproject.toml --group build --group dev --output-file requirements-dev.lock

clean: ## remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage *.egg-info

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo 'Setting up $(VENV), a minute the first time'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements.lock $(VENV)/.python
	@$(PIP) install --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.runtime
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: requirements-dev.lock $(VENV)/.runtime
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.uv: Makefile $(VENV)/.python
	@$(PYTHON) -m venv $(VENV)/uv
	@$(VENV)/uv/bin/python -m pip -qq --disable-pip-version-check install uv==$(UV_VERSION)
	@touch $@
