# Two commands do everything: `make` sets up, builds the graph and its web site; `make test` passes all tests.
# `make test-quick` leaves out those that need a browser, servers or patience.
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/pytest -n auto --dist loadgroup --no-loadscope-reorder
READY := $(VENV)/.ready

unexport PYTHONDONTWRITEBYTECODE # a command that compiles itself anew at each start is slow

.PHONY: all test test-quick check format bench descriptors notebooks clean

all: $(READY)
	$(BIN)/coop build
	@$(BIN)/coop site

$(READY): pyproject.toml constraints.txt
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	$(BIN)/python -m compileall -q graph loaders ontology queries
	touch $@

test: check
	$(PYTEST)

test-quick: $(READY)
	$(PYTEST) -m 'not browser and not engines and not slow'

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m bench

descriptors: $(READY)
	$(BIN)/python -m loaders.tables.schemas

notebooks: $(READY)
	UPDATE_NOTEBOOKS=1 $(BIN)/pytest tests/notebooks/test_notebooks.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
