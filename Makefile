# Everything a newcomer or a build machine needs; `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
BIN    := $(VENV)/bin
CHECKED := bot adapters prompts tests tools benches

.PHONY: help demo test check unit eval bench bench-large test-emulators format docs lock clean
.DEFAULT_GOAL := help

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24'

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

demo: $(VENV)/.runtime ## read the sample articles and answer questions about them; no key, no server
	$(BIN)/dateline demo

test: check unit ## everything that must pass: checks, then all tests on SQLite and PostgreSQL

check: $(VENV)/.test ## format, lint, types, import rules: seconds
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

unit: $(VENV)/.test ## the tests without the checks
	$(BIN)/pytest -n auto

eval: $(VENV)/.test ## the quality scorecard, with set sizes and date (KEEP=1 adds a row to docs/quality.md)
	$(BIN)/dateline eval all $(if $(KEEP),--keep docs/quality.md)

bench: $(VENV)/.test ## speed, beside something known in the same run
	$(BIN)/python -m benches.run

bench-large: $(VENV)/.test ## searching a million passages, and articles in to the ten thousandth (an hour and more)
	$(BIN)/python -m benches.search 1000000
	$(BIN)/python -m benches.ingest 10000

NPM_SLACK := node@24.21.0 emulate@0.12.2 typescript@5.9.3 @slack/types@3.2.0 @slack/web-api@8.2.0 @slack/bolt@5.1.0

test-emulators: $(VENV)/.test ## other authors' Slack and Discord from npm, and their types, judge ours (needs Node and npm)
	npm install --silent --no-audit --no-fund --prefix .emulators/discord discord.js@14.28.1
	npm install --silent --no-audit --no-fund --prefix .emulators/slack $(NPM_SLACK)
	$(BIN)/pytest tests/adapters/discord/test_second_client.py tests/adapters/slack/test_emulator.py tests/adapters/slack/test_types.py

format: $(VENV)/.test ## put the code into the agreed form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

COMPILE := $(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-header \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(UPGRADE)
EXTRAS := --extra feeds --extra model --extra postgres --extra slack --extra discord

docs: $(VENV)/.test ## write the generated pages anew
	$(BIN)/python -m tools.write_settings_doc
	$(BIN)/python -m tests.adapters.slack.previews
	$(BIN)/python -m tests.adapters.discord.previews

lock: $(BIN)/python ## pin and hash the requirements anew (UPGRADE=--upgrade for newer releases)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(COMPILE) --output-file requirements/runtime.txt pyproject.toml requirements/build.in
	$(COMPILE) $(EXTRAS) --constraint requirements/runtime.txt --output-file requirements/all.txt pyproject.toml requirements/build.in
	$(COMPILE) $(EXTRAS) --extra test --constraint requirements/all.txt --output-file requirements/test.txt pyproject.toml requirements/build.in

clean: ## remove what these commands made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
