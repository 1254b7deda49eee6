PYTHON ?= python3.11
BIN := .venv/bin
READY := .venv/ready
ENGINES := .venv/engines

.PHONY: demo serve test full bench bench-page lint fast slow browser many newest pins clean

demo: $(READY)  ## set up, make the example world, run it, show what is found in it, and write pages to look at
	rm -rf demo && cp -r examples/acme demo
	$(BIN)/truegreen world demo
	$(BIN)/truegreen check demo
	$(BIN)/truegreen run demo
	$(BIN)/truegreen scorecard demo --page demo/scorecard.html
	$(BIN)/truegreen settle demo --period 2025-10 --page demo/statement.html
	$(BIN)/truegreen clock 2014 demo --clock resolution --page demo/clock.html
	$(BIN)/truegreen audit demo --page demo/audit.html
	$(BIN)/truegreen alignment demo --page demo/alignment.html
	$(BIN)/truegreen validity demo --page demo/validity.html
	$(BIN)/truegreen silence demo --page demo/silence.html
	$(BIN)/truegreen heard demo --page demo/heard.html
	$(BIN)/truegreen backtest demo --page demo/backtest.html
	$(BIN)/truegreen accounts demo --page demo/accounts.html
	$(BIN)/truegreen value demo --page demo/value.html
	$(BIN)/truegreen segment demo --page demo/segment.html
	$(BIN)/truegreen suppliers demo --page demo/suppliers.html
	$(BIN)/truegreen staff demo --page demo/staff.html
	$(BIN)/truegreen tco demo --page demo/tco.html
	$(BIN)/truegreen allocate demo --page demo/allocate.html
	$(BIN)/truegreen truth demo --page demo/truth.html
	@echo "Open demo/truth.html in a browser; beside it stand validity, audit, alignment, accounts, backtest, silence,"
	@echo "heard, value, scorecard, statement, clock, and for where work should live segment, suppliers, staff, tco and allocate."
	@echo "\`make serve\` shows it to both sides, with logins."
	@if [ -t 0 ] && [ -t 1 ]; then $(MAKE) serve; fi

serve: $(READY)  ## serve the demo's joint workspace; what `make demo` ends with in a terminal
	$(BIN)/truegreen serve demo --example

test: $(READY) lint fast  ## set up and pass the tests, the fast ones

full: test $(ENGINES) slow browser many bench  ## everything, with real engines and peers

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fast: $(READY)
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

slow: $(READY)
	$(BIN)/pytest -n 2 --dist worksteal -rfEs -m slow --ignore tests/browser

browser: $(ENGINES)  ## walk the workspace in a real browser; pages are photographed into screenshots/
	$(BIN)/pytest -rfEs -m slow tests/browser

many: $(READY)  ## laws again, with many more draws than the fast tests make
	TRUEGREEN_DRAW_MANY=1 $(BIN)/pytest -n 2 --dist worksteal -m drawn

bench: $(READY)  ## speed as ratios to named peers at 10 million cases, kept in .bench; CASES=200000 for a look
	$(BIN)/python -m benchmarks $(if $(CASES),--cases $(CASES),--strict) --json .bench/results-$(or $(CASES),10000000).json

bench-page: $(READY)  ## docs/benchmarks.md, from what `make bench` has kept of whole millions of cases
	$(BIN)/python -m benchmarks.page .bench/results-*000000.json > .bench/benchmarks.md
	mv .bench/benchmarks.md docs/benchmarks.md

newest: $(READY)  ## the fast tests with the newest releases that pyproject.toml admits and the ends of DuckDB's range; TESTS=tests/engine for some
	$(BIN)/python -m tests.newest $(TESTS)

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(ENGINES): $(READY) requirements-engines.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-engines.txt
	touch $@

pins:  ## pin anew: needs uv
	uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml --extra dev --extra postgres --extra web --output-file requirements.txt
	uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  pyproject.toml --extra dev --extra postgres --extra web --extra engines --extra bench --extra browser --extra ml --extra oracles --constraint requirements.txt \
	  --output-file requirements-engines.txt

clean:
	rm -rf .venv .venv-newest demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
