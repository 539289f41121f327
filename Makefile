# PMA Assure from a fresh clone. Needs Python 3.11 or newer and make; everything else comes from the lock files.
#
#   make demo    set up, make the demonstration register and its documents in out/, open the window on it
#   make test    set up, run every test (windows are made in memory)
#   make check   ruff, mypy --strict, import contracts, and the core tests without PySide6
#   make bench   the goals of docs/performance.md beside their floors, as ratios
#   make pictures  the guide's pictures, of the real screens
#   make lock    pin every version anew
#   make freeze  the program as one folder in dist/pma-assure, tried out
#   make clean   take away everything that was made here

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python on the path that is new enough; PYTHON=... names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$python; break; fi; done)

BIN := .venv/bin
CORE_BIN := .venv-core/bin
PIP := -m pip --disable-pip-version-check --quiet
CORE_TESTS := $(wildcard tests/values tests/rules tests/records tests/register tests/workflows tests/views tests/exchange \
	tests/demonstration)
# Tests share nothing, so they run side by side: two to a core of a small machine, as each waits for the disk in turn.
ON_EVERY_CORE := -n 4 --dist worksteal
# What the core tests do without: Qt and what needs it, and what only other checks use.
NOT_IN_CORE := pyside6-essentials shiboken6 pytest-qt pyinstaller pyinstaller-hooks-contrib x-ray pymupdf
LIBRARIES = $(shell sed -e 's/\#.*//' .ci/qt-libraries | tr -s '\n ' ' ')

define MAKE_VENV
	@if [ -z "$(PYTHON)" ]; then \
		echo "PMA Assure needs Python 3.11 or newer, and none was found. Install one, or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo "PMA Assure needs Python 3.11 or newer; $(PYTHON) is older or not there." >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		echo "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; fi
endef

.PHONY: help demo test check bench pictures lock freeze clean qt-loads

help:
	@sed -n 's/^#   //p' Makefile

# --- setting up ------------------------------------------------------------------------------------------------------

# A stamp is newer than its lock file only after everything was installed.
.venv/run-time: requirements.lock pyproject.toml
	$(MAKE_VENV)
	@echo "Setting up .venv with what the program needs (once; a minute or two)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python $(PIP) install --require-hashes -r requirements.lock
	@$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/development: .venv/run-time requirements-dev.lock
	@echo "Adding what the tests and checks need"
	@$(BIN)/python $(PIP) install --require-hashes -r requirements.lock -r requirements-dev.lock
	@touch $@

.venv-core/ready: requirements.lock requirements-dev.lock pyproject.toml
	$(MAKE_VENV)
	@echo "Setting up .venv-core: the same without Qt"
	@test -x $(CORE_BIN)/python || $(PYTHON) -m venv .venv-core
	@cat requirements.lock requirements-dev.lock | awk -v without="$(NOT_IN_CORE)" \
		'BEGIN { n = split(without, names, " "); for (i = 1; i <= n; i++) left_out[names[i]] = 1 } \
		/^[a-z0-9]/ { split($$0, name, "=="); skipped = name[1] in left_out } !skipped' > .venv-core/requirements.txt
	@$(CORE_BIN)/python $(PIP) install --require-hashes -r .venv-core/requirements.txt
	@touch $@

# Says in words what is missing where Qt's own message would be a missing file name in a traceback.
qt-loads: .venv/development
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -c 'from PySide6.QtWidgets import QApplication; QApplication([])' || { \
		echo "Qt cannot load the system libraries named above. On Debian or Ubuntu: sudo apt-get install $(LIBRARIES)" >&2; exit 1; }

# --- doing -----------------------------------------------------------------------------------------------------------

demo: .venv/run-time
	@$(BIN)/pma-assure demo --out out

test: .venv/development qt-loads
	@$(BIN)/python -m pytest $(ON_EVERY_CORE)

check: .venv/development .venv-core/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@if $(CORE_BIN)/python -c 'import PySide6' 2>/dev/null; then echo "PySide6 is in .venv-core and must not be" >&2; exit 1; fi
	@$(CORE_BIN)/python -m pytest $(ON_EVERY_CORE) $(CORE_TESTS)

bench: .venv/development qt-loads
	@$(BIN)/python -m pytest tests/benchmarks --benchmark-enable --benchmark-columns=median,iqr,rounds -s

# The first file is what the program runs on; the second adds development and keeps to the versions of the first.
# uv writes for every system at once; it comes into an environment of its own and is needed for nothing else.
UV_COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-config \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" $(UPGRADE)

pictures: .venv/development qt-loads
	@$(BIN)/python -m tests.guide_pictures docs/guide/pictures

lock: pyproject.toml
	$(MAKE_VENV)
	@test -x .venv-lock/bin/uv || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python $(PIP) install uv; }
	@$(UV_COMPILE) --group build --output-file requirements.lock pyproject.toml >/dev/null
	@$(UV_COMPILE) --group pyproject.toml:dev --constraint requirements.lock --output-file requirements-dev.lock >/dev/null
	@echo "Wrote requirements.lock and requirements-dev.lock. To take newer versions: make lock UPGRADE=--upgrade"

freeze: .venv/development
	@$(BIN)/python installer/freeze.py
	@$(BIN)/python installer/smoke_test.py

clean:
	rm -rf .venv .venv-core .venv-lock build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks \
		.import_linter_cache *.egg-info
	find pma_assure reports ui tests installer -name __pycache__ -type d -prune -exec rm -rf {} +
