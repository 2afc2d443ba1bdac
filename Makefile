# Every command of the project. The first one of a clone makes .venv, which takes a minute or two.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=

VENV := .venv
RUN := $(VENV)/bin/python
STAMP := $(VENV)/.requirements
BENCHMARKS := schemas publications website messages dashboard search exports
SOURCES := platform shared_apps tenant_apps tests manage.py

export PYTHONPATH := $(CURDIR)/platform:$(CURDIR)
export PORT

.DEFAULT_GOAL := help
.PHONY: help demo test lint types bench clean

help: ## Affiche cette aide
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(STAMP) ## Lance la plateforme avec trois communes (PORT=8000, ECMS_HOME=var/demo) ; Ctrl-C arrête tout
	@exec $(RUN) -m config.demo

test: $(STAMP) ## Lance tous les tests sur des serveurs jetables (ARGS="tests/core -k mot")
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| echo "Chromium est absent : les tests dans le navigateur seront ignorés."
	@exec $(RUN) -m core.embedded -- $(RUN) -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(STAMP) ## Vérifie le style du code (ruff)
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check --quiet $(SOURCES) \
		|| { echo "Mise en forme à refaire : $(RUN) -m ruff format $(SOURCES)"; exit 1; }

types: $(STAMP) ## Vérifie les types (mypy)
	@ECMS_ENV=test $(RUN) -m mypy platform shared_apps tenant_apps

bench: $(STAMP) ## Mesure : écrit des tableaux Markdown (ARGS=schemas pour une seule mesure)
	@set -e; for name in $(or $(ARGS),$(BENCHMARKS)); do $(RUN) -m core.embedded -- $(RUN) -m tests.benchmarks.$$name; done

clean: ## Supprime la démonstration et tout ce qui se refabrique, sauf .venv
	@if [ -d var/demo ]; then $(RUN) -m core.embedded --forget var/demo; fi
	@rm -rf var .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	@find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

# Redone when the pinned versions changed, or when the environment doesn't work (a clone that was moved).
ifneq ($(shell $(RUN) -c 'print(1)' 2>/dev/null),1)
.PHONY: $(STAMP)
endif
$(STAMP): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Il faut Python 3.11 ou plus récent : make PYTHON=/chemin/vers/python3 …"; exit 1; }
	@echo "Installation des paquets dans $(VENV) …"
	@$(RUN) -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-dev.txt
	@touch $(STAMP)
