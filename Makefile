# `make` alone lists the targets. Everything that is installed or stored lands in .venv, .venv-… and .local.

PYTHON ?= python3
ENV ?= dev
LAYER_PYTHON ?= 3.13
LAYER_ARCH ?= arm64
REGION ?= $(or $(AWS_REGION),$(AWS_DEFAULT_REGION))
export PARAMETERS
VENV := .venv/bin
ALONE = $(PYTHON) -m tools.local.alone .local/setup
# --no-deps: a lock lists every package, and in hash mode pip rejects a dependency with extras even if it is pinned.
PIP := -m pip install --quiet --disable-pip-version-check
export SAM_CLI_TELEMETRY := 0

.DEFAULT_GOAL := help
.PHONY: help setup jobctl up down status import logs invoke invoke-without-docker test test-fast test-pythons check format accuracy words judgement cldr bench lock bill fuzz chaos load screenshots mutants \
	build deploy smoke clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ------------------------------------------------------------------------------------------------ environments
setup: .venv/.installed .venv-emulators/.installed ## Create both virtual environments (other targets do it as needed)

.venv/.installed: tools/requirements.txt pyproject.toml
	@$(ALONE) sh tools/create_venv.sh "$(PYTHON)" .venv
	@echo "• installing the project's dependencies into .venv (some minutes the first time)"
	@$(ALONE) $(VENV)/python $(PIP) --no-deps --require-hashes -r tools/requirements.txt
	@$(ALONE) $(VENV)/python $(PIP) --quiet --no-deps --editable .
	@touch $@

.venv-emulators/.installed: tools/local/requirements-emulators.txt
	@$(ALONE) sh tools/create_venv.sh "$(PYTHON)" .venv-emulators
	@echo "• installing the emulators into .venv-emulators"
	@$(ALONE) .venv-emulators/bin/python $(PIP) --no-deps --require-hashes -r $<
	@touch $@

jobctl: ## Install only jobctl and its dependencies, into .venv-jobctl (`pipx install .` puts it on the PATH)
	@sh tools/create_venv.sh "$(PYTHON)" .venv-jobctl
	@.venv-jobctl/bin/python $(PIP) .
	@echo "Installed: .venv-jobctl/bin/jobctl"

.local/.browser: .venv/.installed
	@$(VENV)/python -m tools.browser
	@mkdir -p .local && touch $@

# ------------------------------------------------------------------------------------------------ the local stack
up: setup ## Start the whole system locally, import the sample feeds, print the page's address
	@$(VENV)/python -m tools.local up

down: .venv/.installed ## Stop the local stack; its data is kept
	@$(VENV)/python -m tools.local down

status: .venv/.installed ## Show what is running, the page's address and the tokens
	@$(VENV)/python -m tools.local status

import: setup ## Import one feed or local file: make import URL=…
	@test -n "$(URL)" || { echo "Give the feed: make import URL=<url or file>"; exit 2; }
	@$(VENV)/python -m tools.local import "$(URL)"

logs: ## Follow the logs of the local stack; RUN=… shows those of one run
	@if [ -n "$(RUN)" ]; then $(VENV)/python -m tools.local story "$(RUN)"; else tail -n 40 -F .local/logs/*.log; fi

invoke: .venv/.installed ## Run one function on an event in a container (Docker): make invoke FN=consumer [EVENT=file]
	@$(VENV)/python -m tools.local invoke "$(FN)" $(if $(EVENT),--event "$(EVENT)")

invoke-without-docker: .venv/.installed ## The same in the emulator, without Docker
	@$(VENV)/python -m tools.local invoke "$(FN)" --no-docker $(if $(EVENT),--event "$(EVENT)")

# ------------------------------------------------------------------------------------------------ quality
test: setup .local/.browser ## All tests: unit, integration, end to end, browser
	$(VENV)/pytest -n 3
	$(VENV)/python -m tools.pythons newest

test-fast: setup ## Tests that need no deployed stack
	$(VENV)/pytest -n 3 tests/unit tests/integration

test-pythons: setup ## Unit tests on every Python from 3.11 to 3.14 found here, and an import of the layer
	LAYER_PYTHON=$(LAYER_PYTHON) $(VENV)/python -m tools.pythons all

check: .venv/.installed ## Check format, lint, types, imports and template
	$(VENV)/ruff format --check
	$(VENV)/ruff check
	$(VENV)/mypy
	PYTHONPATH=.:layers/job_importer $(VENV)/lint-imports
	$(VENV)/sam validate --lint --region us-east-1

format: .venv/.installed ## Format the code and apply lint fixes
	$(VENV)/ruff check --fix
	$(VENV)/ruff format

judgement: .venv/.installed ## Measure how well feed problems are detected in simulated feeds: make judgement [WORLDS=20]
	@$(VENV)/python -m tools.worlds $(or $(WORLDS),20)

accuracy: .venv/.installed ## Count the fields that intake reads correctly, misses and misreads
	@$(VENV)/python -m tools.accuracy

words: .venv/.installed ## Precision and recall of the vocabularies by which intake recognises jobs, places, labels
	@$(VENV)/python -m tools.words

cldr: .venv/.installed ## Regenerate intake's data from Unicode CLDR (countries, months, currencies, languages)
	$(VENV)/python -m tools.cldr

bench: setup ## Benchmark intake, manifests, a long history, an import from end to end: make bench [PEERS=folder]
	$(VENV)/python -m tools.bench.intake
	$(VENV)/python -m tools.bench.manifest
	$(VENV)/python -m tools.bench.history
	$(VENV)/python -m tools.bench.pipeline $(if $(PEERS),--peers "$(PEERS)")

# On PYTHONPATH beside .venv, which holds the same packages everywhere.
.venv-fuzz/.installed .venv-mutants/.installed: .venv-%/.installed: tools/requirements-%.txt .venv/.installed
	@echo "• installing the tools of make $* into .venv-$*"
	@rm -rf .venv-$* && $(VENV)/python $(PIP) --no-deps --require-hashes --target .venv-$* -r $<
	@touch $@

fuzz: .venv-fuzz/.installed ## Fuzz intake with damaged documents for three minutes (Linux)
	@mkdir -p .local/fuzz
	PYTHONPATH=.venv-fuzz $(VENV)/python -m tools.fuzz.intake -max_total_time=180 -timeout=20 -max_len=100000 -verbosity=0 \
		-print_final_stats=1 -artifact_prefix=.local/fuzz- .local/fuzz tests/fixtures/feeds

chaos: setup ## Test random schedules of crashes, losses and races: make chaos [SEED=1 COUNT=1000 MINUTES=30]
	@PYTHONPATH=.:layers/job_importer $(VENV)/python -m tests.chaos --seed $(or $(SEED),1) --count $(or $(COUNT),1000) --minutes $(or $(MINUTES),30)

load: setup ## Import many feeds at once on a separate stack: make load [FEEDS=200 HOSTS=20 JOBS=50]
	@$(VENV)/python -m tools.load --feeds $(or $(FEEDS),200) --hosts $(or $(HOSTS),20) --jobs $(or $(JOBS),50)

.venv-lock/.installed: tools/requirements-lock.txt
	@sh tools/create_venv.sh "$(PYTHON)" .venv-lock
	@.venv-lock/bin/python $(PIP) --no-deps --require-hashes -r $<
	@touch $@

lock: .venv-lock/.installed ## Lock the requirements*.txt from their .in files, with hashes [UPGRADE=--upgrade]
	@UPGRADE=$(UPGRADE) sh tools/lock.sh .venv-lock/bin/uv

.venv-bill/.installed: tools/requirements-bill.txt
	@sh tools/create_venv.sh "$(PYTHON)" .venv-bill
	@.venv-bill/bin/python $(PIP) --no-deps --require-hashes -r $<
	@touch $@

bill: .venv/.installed .venv-bill/.installed ## List the layer's dependencies: .local/sbom.json (CycloneDX) and .local/licences.md
	@mkdir -p .local && rm -rf .build/bill && $(VENV)/python -m venv --without-pip .build/bill
	@$(VENV)/python -m pip --python .build/bill/bin/python install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r layers/job_importer/requirements.txt
	@.venv-bill/bin/cyclonedx-py environment --output-reproducible --output-file .local/sbom.json .build/bill/bin/python
	@$(VENV)/python -m tools.licences .local/sbom.json | tee .local/licences.md

mutants: setup .venv-mutants/.installed ## Mutation tests of the modules that decide (an hour)
	PYTHONPATH=.venv-mutants $(VENV)/python -m tools.mutants $(MUTANTS)

screenshots: setup .local/.browser ## Screenshots of the admin page, light, dark and narrow, in .local/screenshots
	$(VENV)/python -m tools.screenshots

# ------------------------------------------------------------------------------------------------ AWS
build: .venv/.installed ## Build for Lambda: LAYER_PYTHON (3.13), LAYER_ARCH (arm64)
	@PATH="$(CURDIR)/$(VENV):$$PATH" LAYER_PYTHON=$(LAYER_PYTHON) LAYER_ARCH=$(LAYER_ARCH) LAYER_BYTECODE=1 sam build \
		--parameter-overrides PythonRuntime=python$(LAYER_PYTHON) Architecture=$(LAYER_ARCH)

deploy: build ## Deploy to AWS: REGION=… ENV=dev|prod, the first time with MONGO_URI in the environment
	@LAYER_PYTHON=$(LAYER_PYTHON) LAYER_ARCH=$(LAYER_ARCH) REGION="$(REGION)" $(VENV)/python -m tools.deploy $(ENV)

smoke: .venv/.installed ## Smoke-test a deployed stack: health, sign-in, one import; print how to reach it
	@AWS_REGION="$(REGION)" AWS_DEFAULT_REGION="$(REGION)" $(VENV)/python -m tools.smoke job-importer-$(ENV)

clean: ## Stop the local stack; remove its data and the virtual environments
	@if [ -x $(VENV)/python ]; then $(VENV)/python -m tools.local down || true; fi
	rm -rf .local .aws-sam .build .venv .venv-*
