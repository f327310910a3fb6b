# Everything that is done with Payoff from a checkout. A bare Python 3.11 or later and make are enough: each target
# makes what it needs.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$python; break; }; done)
VENV := .venv
RUN := $(VENV)/bin/python
# Each worker starts a browser and a PostgreSQL of its own: more than four are no faster.
TESTS := $(RUN) -m pytest -n auto --maxprocesses 4 --dist worksteal
# What `make check` runs of the tests: those of the house's own rules, and those that cover the core.
HOUSE := tests/templates tests/test_manifest.py tests/test_house.py
CORE := tests/value

# A lock's content names the stamp that says it is installed: another lock is installed at once, the same one never
# again, whatever the files' dates, and nothing is fetched when there is nothing to do.
stamp = $(VENV)/$(1)-$(shell cat requirements$(2).lock 2>/dev/null | cksum | cut -d' ' -f1)
RUNTIME := $(call stamp,runtime,)
DEVELOPMENT := $(call stamp,development,-dev)
# What development needs includes all that running needs.
READY := $(or $(wildcard $(DEVELOPMENT)),$(RUNTIME))

.PHONY: help demo run test test-full checked simulation bench calibration screenshots check format lock

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(READY) ## Try Payoff in a browser, without Slack
	$(RUN) -m bot demo $(ARGS)

run: $(READY) ## Serve Slack, as .env says
	$(RUN) -m bot run

test: $(DEVELOPMENT) ## Run all tests
	$(TESTS) $(ARGS)

test-full: $(DEVELOPMENT) ## Prove at length what delivery promises, or the parts in ARGS: ARGS="kills years --seeds 50"
	$(RUN) -m tests.proofs $(ARGS)

# The tests that `make check` has run, for whoever goes on with `make test ARGS="$(make -s checked)"`.
checked:
	@echo $(addprefix --ignore=,$(HOUSE) $(CORE))

simulation: $(DEVELOPMENT) ## Live one year of a large workspace, or those that ARGS asks for: ARGS="--seed 7"
	$(RUN) -m tests.simulation $(or $(ARGS),--seed 1)

bench: $(DEVELOPMENT) ## Measure, and print the table that README shows
	$(RUN) -m tests.bench $(ARGS)

calibration: $(DEVELOPMENT) ## Try the measurement of effects on known series, into docs/measurement.md
	@$(MAKE) --no-print-directory $(PORT) || echo "CausalImpact's Python port does not install here: going on without." >&2
	$(RUN) -m tests.calibration $(ARGS)

# What is compared with and needs an older pandas has an environment of its own.
PORT := build/causalimpact/ready

$(PORT): tests/calibration/port.txt
	$(needs_python)
	@echo "Installing CausalImpact's Python port"
	@rm -rf $(@D)
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $< || { rm -rf $(@D); exit 1; }
	@touch $@

screenshots: $(DEVELOPMENT) ## Photograph every surface in light and dark, into docs/screenshots
	$(RUN) -m tests.screenshots $(ARGS)

check: $(DEVELOPMENT) ## Lint, types, templates, manifest, the house's own rules, and every branch of the core
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(TESTS) -q $(HOUSE)
	$(TESTS) -q $(CORE) --cov=bot.value --cov-branch --cov-report=term:skip-covered --cov-fail-under=100

format: $(DEVELOPMENT) ## Format the code
	$(RUN) -m ruff format
	$(RUN) -m ruff check --fix

# Both locks hold for Python 3.11 to 3.13 on Linux and macOS: every file by its hash, no address of where it comes
# from. They are resolved by uv and installed by pip. `make lock UV_ARGS=--upgrade` takes the newest of everything.
UV := build/uv/bin/uv
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UV_ARGS) pyproject.toml

lock: $(UV) ## Pin everything that pyproject.toml asks for
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

$(UV):
	$(needs_python)
	@$(PYTHON) -m venv build/uv
	@build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.8

$(RUNTIME):
	$(call install,requirements.lock,runtime)

$(DEVELOPMENT):
	$(call install,requirements-dev.lock,development)

define needs_python
	@test -n "$(PYTHON)" || { \
		echo "Payoff needs Python 3.11 or later and found none. Install it, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; }
endef

define install
	$(needs_python)
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV) || { \
		echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; \
		rm -rf $(VENV); exit 1; }
	@echo "Installing $(1)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1)
	@rm -f $(VENV)/$(2)-*
	@touch $@
endef
