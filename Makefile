# luodi: `make demo` shows it, `make test` proves it, `make check` keeps it tidy. `make help` lists all.
PY ?= python3
BIN := .venv/bin
BENCH_BIN := .venv-bench/bin
BENCH ?=
SERVE ?= 1
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup demo serve up check format test browser pictures bench lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: .venv/.stamp ## create .venv with everything pinned in requirements.lock

.venv/.stamp: requirements.lock pyproject.toml
	@echo "setup: creating .venv and installing the pinned dependencies (about a minute) ..."
	@test -x $(BIN)/python || $(PY) -m venv .venv
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "luodi needs Python 3.11 or newer: set PY, e.g. make PY=python3.12 demo" >&2; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## read the bundled documents, match the bundled enquiry, write the report, serve the portal (SERVE=0: do not serve)
	@$(BIN)/luodi-portal demo
ifneq ($(SERVE),0)
	@$(MAKE) --no-print-directory serve
endif

serve: setup ## serve the portal on http://127.0.0.1:8000
	@$(BIN)/luodi-portal serve --host $(HOST) --port $(PORT)

up: setup ## run the portal as in production: migrations, static files, pages, jobs; Ctrl-C stops all
	@exec $(BIN)/luodi-portal up --host $(HOST) --port $(PORT)

check: setup ## formatter, linter, import rules, type checker
	$(BIN)/ruff format --check src tests tools bench
	$(BIN)/ruff check src tests tools bench
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/luodi-portal makemigrations --check --dry-run

format: setup ## let the formatter and the linter mend what they can
	$(BIN)/ruff format src tests tools bench
	$(BIN)/ruff check --fix src tests tools bench

browser: setup ## find or install the Chromium that the browser tests drive
	@$(BIN)/python tools/ensure_browser.py

test: browser ## all tests
	$(BIN)/python -m pytest -n auto --dist loadfile

pictures: browser ## take the pictures of README and docs anew, by the browser tests of the days
	LUODI_PICTURES=1 $(BIN)/python -m pytest tests/portal/days -k sqlite

bench: .venv-bench/.stamp ## measure luodi beside what people would use instead; writes docs/benchmarks.md (BENCH="reading pages": these parts)
	$(BENCH_BIN)/python -m bench $(BENCH)

.venv-bench/.stamp: requirements-bench.lock pyproject.toml
	@echo "bench: creating .venv-bench with luodi's peers, pinned in requirements-bench.lock (some minutes) ..."
	@test -x $(BENCH_BIN)/python || $(PY) -m venv .venv-bench
	@$(BENCH_BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@$(BENCH_BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock: ## renew requirements.lock and requirements-bench.lock from pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check "uv==0.13.9"
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--no-emit-find-links pyproject.toml --extra portal --extra parquet --group dev --group build -o requirements.lock -q
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--no-emit-find-links pyproject.toml --extra portal --group bench --group build -c requirements.lock -o requirements-bench.lock -q

clean: ## remove what make created (.venv, .venv-bench and the demo's data)
	rm -rf .venv .venv-bench var
