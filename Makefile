.DEFAULT_GOAL := help
PYTHON_BIN := .venv/bin
VICTIMS ?= 3000
PORT ?= 8000

help: ## Show this menu
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/core.done: requirements/core.lock pyproject.toml
	@bash .ci/install core

.venv/dev.done: requirements/dev.lock pyproject.toml
	@bash .ci/install dev

demo: .venv/core.done ## Load the demonstration country and serve it on 127.0.0.1:8000 (VICTIMS=100000 scales it)
	@$(PYTHON_BIN)/sarana demo --victims $(VICTIMS) --port $(PORT)

test: .venv/dev.done ## Install what tests need and run everything
	@bash .ci/test

explore: .venv/dev.done ## Look for examples that break a rule, other ones each time
	@$(PYTHON_BIN)/pytest -q -n 2 -m hypothesis --hypothesis-profile many

lint: .venv/dev.done ## Format and check the code, types, imports and templates
	@bash .ci/lint

lock: ## Renew the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-header -U --group build pyproject.toml -o requirements/core.lock
	uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-header -U --group build --group dev pyproject.toml -o requirements/dev.lock
	uv pip compile -q --universal --python-version 3.13 --generate-hashes --no-header -U --override requirements/peers.overrides requirements/peers.in -o requirements/peers.lock

bench: .venv/dev.done ## Measure speed; prints a table
	@$(PYTHON_BIN)/sarana bench

clean: ## Remove the environment and the demonstration's data
	rm -rf .venv var

.PHONY: help demo test explore lint lock bench clean
