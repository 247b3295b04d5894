# Needs Python 3.11 or newer with venv, and a package registry. Everything else installs itself.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: help demo test renderers histories branches kills quality lint types format lock docs picture apertium poedit toolkit shells omegat dev clean

help:  ## what this file can do
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements/runtime.txt pyproject.toml
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/runtime.txt
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): $(STAMP) requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

dev: $(DEV_STAMP)  ## the environment for development, in .venv

demo: $(STAMP) apertium  ## translate the sample articles, offline
	@sh .ci/demo.sh $(BIN)

apertium:  ## Apertium's engines for French and English, from Debian
	@sh .ci/debian.sh apertium-fr-es apertium-fra-cat apertium-en-es

poedit:  ## Poedit on a virtual screen, for its test
	@sh .ci/debian.sh poedit xvfb xdotool xclip x11-utils imagemagick openbox gettext \
		translate-toolkit

toolkit:  ## translate-toolkit, which Weblate saves with, for the test of other programs
	@sh .ci/debian.sh translate-toolkit

shells:  ## zsh and fish, for the test of what Tab completes
	@sh .ci/debian.sh zsh fish

omegat:  ## OmegaT, for the test that exchanges memories with it (large: it needs Java)
	@sh .ci/debian.sh omegat

test: $(DEV_STAMP) apertium poedit toolkit shells  ## the whole test suite
	@sh .ci/commonmark.sh $(VENV)
	@sh .ci/renderers.sh $(VENV) $(PYTHON)
	@$(BIN)/python -m pytest

renderers: $(DEV_STAMP)  ## real Markdown of packages, translated, as the real renderers see it
	@sh .ci/renderers.sh $(VENV) $(PYTHON)
	@$(BIN)/python benchmarks/renderers.py

histories: $(DEV_STAMP)  ## 100,000 random histories of a project: some hours
	@sh .ci/histories.sh $(BIN) 20

branches: $(DEV_STAMP)  ## 1,000 random pairs of branches, merged: a quarter of an hour
	@BRANCHES=1000 $(BIN)/python -m pytest tests/workflow/test_branches.py tests/catalog/test_branches.py

kills: $(DEV_STAMP)  ## 200 runs killed at random moments: some minutes
	@KILLS=200 $(BIN)/python -m pytest tests/workflow/test_kill.py

quality: $(DEV_STAMP) apertium  ## translation quality, which may only rise (benchmarks/floors.json)
	@$(BIN)/python benchmarks/quality.py

lint: $(DEV_STAMP)  ## ruff: lint and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV_STAMP)  ## mypy, strict
	@$(BIN)/mypy

format: $(DEV_STAMP)  ## ruff: put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(DEV_STAMP) apertium  ## write the reference, and what the commands in the documents print
	@$(BIN)/python docs/make_reference.py
	@$(BIN)/python docs/transcripts.py

picture: $(DEV_STAMP) poedit  ## take the picture of Poedit that the README begins with
	@bash docs/make_picture.sh

lock:  ## pin every dependency with its hashes (needs uv)
	@sh requirements/lock.sh

clean:  ## remove what was generated
	@rm -rf .venv build/*/ .pytest_cache .mypy_cache .ruff_cache .hypothesis
