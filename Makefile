# make demo: set up and run the whole round on the sample; make test: set up and run every test.
# Needs only Python 3.11 or newer and make. Another Python: make PYTHON=python3.12 demo

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup
RUN_STAMP := $(VENV)/.run
PYTEST_OPTIONS ?=
# One worker a core; a file stays on one worker, so that its sample book is made once.
PYTEST_WORKERS ?= -n auto --dist loadfile

# Some machines forbid it; then every start of the program would compile all of it anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup demo test lint bench clean

setup: $(STAMP)

# What the program needs; what its tests need besides takes twice as long to install.
$(RUN_STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("skpbook needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; say which with make PYTHON=...") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $(RUN_STAMP)

$(STAMP): pyproject.toml $(RUN_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

demo: $(RUN_STAMP)
	$(BIN)/skpbook contoh demo --kerja $$($(BIN)/python -c 'import os; print(os.cpu_count() or 1)')

test: $(STAMP)
	$(BIN)/python -m pytest $(PYTEST_WORKERS) $(PYTEST_OPTIONS)

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
