# What people run. Each target does its own set-up, on a machine with Python 3.11 (with venv) and make only.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
STAMPS := $(VENV)/.stamps
# Half the machine's cores would leave one idle on a laptop with two: tests use them all.
WORKERS ?= auto
PORT   ?= 8000

BUILT  := poet/foundations/design_system/static/design_system/built
DEMO   := POET_DEMO=1 POET_DATABASE_URL=sqlite:///var/demo.sqlite3

# Migrations that are not linted: other people's, and one that made columns before there was any release.
OF_OTHERS := account auth contenttypes mfa sessions socialaccount
BEFORE_RELEASE := 0002_evaluations_and_rounds

.PHONY: help demo test check fix bench soak lock wheel clean

help: ## list what there is to run
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /' | sort

demo: $(STAMPS)/run $(STAMPS)/assets ## open an invented partnership at http://127.0.0.1:8000
	@mkdir -p var
	@$(DEMO) $(BIN)/python -m poet.config.manage migrate --verbosity 0
	@$(DEMO) $(BIN)/python -m poet.config.manage seed_demo
	@echo "POET is at http://127.0.0.1:$(PORT)  (stop it with Ctrl-C)"
	@$(DEMO) $(BIN)/python -m poet.config.manage run_due --loop --while-parent-lives & worker=$$!; \
	trap 'kill $$worker 2>/dev/null' EXIT; trap 'exit 0' INT TERM; \
	$(DEMO) $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 1 --blocking-threads 1 --log-level warning poet.config.wsgi:application

test: $(STAMPS)/dev $(STAMPS)/assets ## every test, on SQLite and on a real PostgreSQL
	$(BIN)/python -m pytest -n $(WORKERS) tests
	$(BIN)/python -m pytest -n $(WORKERS) --postgres tests/poet tests/functional

check: $(STAMPS)/dev $(STAMPS)/assets ## lint, types, the order of the house, templates, migrations, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet poet poet_documents
	POET_DEMO=1 $(BIN)/python -m poet.config.manage makemigrations --check --dry-run
	POET_DEMO=1 $(BIN)/python -m poet.config.manage lintmigrations --quiet ok ignore --exclude-apps $(OF_OTHERS) --ignore-name $(BEFORE_RELEASE)
	$(BIN)/poet questionnaire check staff

fix: $(STAMPS)/dev ## mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --quiet poet poet_documents || true

bench: $(STAMPS)/dev ## every claim of speed and of statistical validity, in full (about an hour)
	@for claim in benchmarks/*.py; do echo "== $$claim"; $(BIN)/python $$claim || exit 1; done

soak: $(STAMPS)/dev $(STAMPS)/assets ## the tests that take hours rather than minutes
	$(BIN)/python -m pytest -n $(WORKERS) --soak tests

lock: $(STAMPS)/uv ## compile the hashed requirements from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade pyproject.toml --extra web --group build $(LOCK) --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade pyproject.toml --extra web --group build --group dev --constraints requirements.txt $(LOCK) --output-file requirements-dev.txt
	$(BIN)/uv pip compile --quiet --upgrade --group node $(LOCK) --output-file requirements-node.txt

LOCK := --generate-hashes --no-emit-index-url --universal --python-version 3.11 --custom-compile-command "make lock"

wheel: $(STAMPS)/run $(STAMPS)/assets ## build the wheel, compiled assets included
	$(BIN)/python -m hatchling build --target wheel

clean: ## forget the environment, the assets and the demo's data
	rm -rf $(VENV) node_modules $(BUILT) var/demo.sqlite3*

# ── set-up, each step once ────────────────────────────────────────────────────────────────────────────────
$(STAMPS)/venv:
	@test -n "$(PYTHON)" || { echo "POET needs Python 3.11 or newer on the PATH."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "POET needs Python 3.11 or newer; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up (once; about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

# uv installs in seconds what pip installs in a minute; where it cannot be had, pip does the same job.
$(STAMPS)/uv: $(STAMPS)/venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || echo "uv could not be installed; pip will be used"
	@touch $@

INSTALL = if test -x $(BIN)/uv; then $(BIN)/uv pip install --quiet --python $(BIN)/python "$$@"; else $(BIN)/python -m pip install --quiet --disable-pip-version-check "$$@"; fi

$(STAMPS)/run: requirements.txt pyproject.toml $(STAMPS)/uv
	@set -- --require-hashes -r requirements.txt; $(INSTALL)
	@set -- --no-deps --no-build-isolation -e .; $(INSTALL)
	@touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/run
	@set -- --require-hashes -r requirements-dev.txt; $(INSTALL)
	@touch $@

# Node.js 20 or newer from the PATH, else from PyPI into the environment.
$(STAMPS)/node: requirements-node.txt $(STAMPS)/run
	@if command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then :; \
	else echo "No Node.js 20 or newer found: taking it from PyPI"; set -- --require-hashes -r requirements-node.txt; $(INSTALL); fi
	@touch $@

# The environment's own Node.js, where there is one, comes first.
$(STAMPS)/assets: package.json package-lock.json $(wildcard poet/foundations/design_system/assets/*) $(STAMPS)/node
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund --loglevel=error
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build
	@touch $@
