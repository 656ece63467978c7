# Needs only make and python3 (3.11 or newer, with its venv module); all else goes into .venv, at the versions of
# constraints.txt. Each set-up step leaves a stamp file in .venv and is done again only when what it depends on changed.

PYTHON ?= python3
YEAR   ?= 2008
ARGS   ?=

VENV := .venv
# Console scripts are run through the interpreter (python .venv/bin/gpj-kpi): they hold the folder's path and would
# break when it is moved.
RUN  := $(VENV)/bin/python
PIP  := $(RUN) -m pip install -qq --constraint constraints.txt

# Folders are listed with their files, so that a module taken away counts as a change.
SOURCES := $(shell find src -name __pycache__ -prune -o -print)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONHOME PYTHONPATH

.DEFAULT_GOAL := report
.NOTPARALLEL:
.DELETE_ON_ERROR:

.PHONY: report
report: $(VENV)/.package ## The report of YEAR (2008); more options in ARGS="--by month"
	@$(RUN) $(VENV)/bin/gpj-kpi report --year $(YEAR) $(ARGS)

# The tests that ARGS names, by path or by module; all of them where it names none.
NAMED_TESTS := $(filter tests% gpj_kpi%,$(ARGS))

.PHONY: test
test: $(VENV)/.package $(VENV)/.test java ## Tests and doctests, on the installed wheel; ARGS="tests/unit/cases -k key" to choose
	@$(if $(NAMED_TESTS),,echo "all tests: about a quarter of an hour; tests/README.md says which to run while working" >&2)
	$(RUN) -m pytest --pyargs $(if $(NAMED_TESTS),,--numprocesses 2 --dist loadfile tests gpj_kpi) $(ARGS)

.PHONY: java
java: ## Install Java, for Spark, where there is none (Debian and Ubuntu; asks sudo if need be)
	@command -v java >/dev/null || [ -x "$$JAVA_HOME/bin/java" ] || { \
	  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi; \
	  $$sudo apt-get update -qq && $$sudo apt-get install -qq --no-install-recommends openjdk-17-jre-headless; } >&2 || { \
	  echo "the tests of the Spark engine need Java 17 or newer: install it, or set JAVA_HOME" >&2; exit 1; }

.PHONY: check
check: $(VENV)/.package $(VENV)/.test $(VENV)/.check ## Lint, format, types, layers; changes nothing
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy --strict
	PYTHONPATH=src $(RUN) $(VENV)/bin/lint-imports --no-logo

.PHONY: fix
fix: $(VENV)/.check ## Mend what ruff can mend, and format
	$(RUN) -m ruff check --fix-only
	$(RUN) -m ruff format

.PHONY: bench
bench: $(VENV)/.package $(VENV)/.bench ## Time the report beside its peers, on exports made once (4 GB); ARGS="--rounds 1"
	$(RUN) -m benchmarks.run $(ARGS)

.PHONY: bench-events
bench-events: $(VENV)/.package $(VENV)/.bench ## Time calls made of 5 million events beside SQL; ARGS="--rounds 1"
	$(RUN) -m benchmarks.run_events $(ARGS)

.PHONY: findings
findings: ## Run the scripts of findings/, each in an environment of its own, and say which of them fail
	@failed=; for script in findings/*.sh; do \
	  echo "== $$script"; PYTHON='$(PYTHON)' bash "$$script" || failed="$$failed $$script"; done; \
	[ -z "$$failed" ] || { echo "failed:$$failed" >&2; exit 1; }

.PHONY: sample-data
sample-data: $(VENV)/.package ## Write sample_data/ again
	$(RUN) -m tools.sample_data

.PHONY: clean
clean: ## Take away .venv and all that make and the tools left
	rm -rf $(VENV) build dist .bench .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# ---------------------------------------------------------------------------------------------------------------------
# Set-up. Standard output belongs to the report: what these steps have to say goes to standard error.

# The environment itself.
$(VENV)/.python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "gpj-kpi needs Python 3.11 or newer; there is no $(PYTHON) here. Install it, or name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "gpj-kpi needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "gpj-kpi needs Python's venv module, which $(PYTHON) lacks. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "setting up $(VENV) (first run, about a minute)" >&2
	@$(PYTHON) -m venv --clear $(VENV) >&2
	@touch $@

# pip at its pinned version (the one Python 3.11 brings knows no dependency groups), and what builds the wheel.
$(VENV)/.build: $(VENV)/.python constraints.txt
	@$(PIP) pip hatchling >&2 || { echo "set-up stopped: the first run needs a network, to reach a package index" >&2; exit 1; }
	@touch $@

# gpj-kpi as users get it: a wheel, built from src and installed, with the libraries it runs on.
$(VENV)/.package: $(VENV)/.build pyproject.toml README.md $(SOURCES)
	@$(PIP) --no-build-isolation . >&2
	@touch $@

# What tests, checks and benchmarks need, each a dependency group of pyproject.toml.
$(VENV)/.test $(VENV)/.check $(VENV)/.bench: $(VENV)/.build pyproject.toml
	@$(PIP) --group $(patsubst $(VENV)/.%,%,$@) >&2
	@touch $@
