# The commands of every day. `make` alone lists them.
VENV ?= .venv
PYTHON_OF_VENV = $(VENV)/bin/python
export VENV

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run code test lint format messages requirements demo-claim clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## What the product needs on this machine
	@scripts/setup

setup-dev: ## What tests and checks need too
	@scripts/setup dev

run: setup ## Start the product with demo data; Ctrl-C stops it. Another port: make run PORT=8001
	@set -a; [ ! -f .env ] || . ./.env; set +a; exec $(PYTHON_OF_VENV) manage.py serve --prepare

code: ## The second factor of a demo person: make code EMAIL=officer
	@$(PYTHON_OF_VENV) manage.py demo_code $(EMAIL)

demo-claim: setup ## Drive the main job through the running product
	@$(PYTHON_OF_VENV) manage.py demo_claim

test: setup-dev ## The whole suite
	@scripts/check

lint: setup-dev ## Style, types and import contracts
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy \
		&& PYTHONPATH=site $(VENV)/bin/lint-imports

format: setup-dev ## Put the code into its form
	@$(VENV)/bin/ruff check --fix . ; $(VENV)/bin/ruff format .

messages: setup-dev ## Collect the texts to translate into site/locale, and compile them
	@command -v xgettext >/dev/null || { echo "Please install the Debian package gettext first." >&2; exit 1; }
	@$(PYTHON_OF_VENV) manage.py makemessages --locale fr --no-obsolete --add-location file \
		--ignore '.*' --ignore 'tests/*' --ignore 'var/*' --ignore 'docs/*'
	@$(PYTHON_OF_VENV) manage.py compile_catalogues

requirements: setup-dev ## Compile requirements*.in, with hashes
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make requirements" requirements.in -o requirements.txt
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make requirements" requirements-dev.in -o requirements-dev.txt

clean: ## Remove the environment and what the product wrote (database, files, keys)
	rm -rf $(VENV) var
