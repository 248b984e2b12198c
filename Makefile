# Builds and checks the archive. `make` alone builds the complete site; `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
SPHINXOPTS ?= -W --keep-going -n -j auto
# A file of tests stays in one process, which builds what they share once.
PYTESTOPTS ?= -n auto --dist loadfile
CHECKOPTS ?=
BENCHMARKOPTS ?=

# Sphinx stops with an error where the environment names a locale that the machine does not have; Python writes UTF-8.
export LC_ALL = C

# Relative throughout, so that the archive may lie in a folder with spaces in its name.
VENV = .venv
BUILD = build
SITE = $(BUILD)/html
RUN = $(VENV)/bin/python
# `python -m sphinx` puts this folder on the path; both builders share what was read.
SPHINX = $(RUN) -m sphinx $(SPHINXOPTS) -c . -d $(BUILD)/doctrees
PIP = $(RUN) -m pip install --disable-pip-version-check

# LOCKED=1 installs what the locks name, each package held to its hash, and runs no program of a package while it does:
# so CI and the published site are made. Not so by default: the locks' packages have wheels for Linux alone.
LOCKS = requirements.lock requirements-dev.lock
ifeq ($(LOCKED),1)
  HASHED = $(PIP) --require-hashes --only-binary :all: --requirement
  INSTALL_SITE = $(HASHED) requirements.lock && $(PIP) --no-index --no-deps --no-build-isolation --editable .
  INSTALL_DEV = $(HASHED) requirements-dev.lock
else
  INSTALL_SITE = $(PIP) --editable .
  INSTALL_DEV = $(PIP) --requirement requirements-dev.txt
endif

# What `make pdf` chooses letters by counts on make's command line alone: the environment may have a YEAR of its own.
CHOICES = TOPIC ORGANIZATION SIGNATORY ADDRESSEE LETTER YEAR SINCE UNTIL OUT
CHOSEN := $(strip $(foreach choice,$(CHOICES),$(if $(filter command,$(origin $(choice))),$(choice))))
unexport $(filter-out $(CHOSEN),$(CHOICES))
ifneq ($(CHOSEN),)
  ifneq ($(MAKECMDGOALS),pdf)
    $(error $(firstword $(CHOSEN)) chooses letters for `make pdf' alone)
  endif
  # The values are text: make would take what follows a dollar sign for a variable, or for a command to run.
  $(foreach choice,$(CHOSEN),$(eval override $(choice) := $$(value $(choice))))
  export $(CHOSEN)
endif

.DEFAULT_GOAL = site
# html and pdf share doctrees: `make -j` must not run them at the same time.
.NOTPARALLEL:

##   site         build the website with its PDFs into build/html (this is what plain `make` does)
.PHONY: site
site: html pdf
	@echo
	@echo "The site is ready. Open $(CURDIR)/$(SITE)/index.html"
	@echo "or run \`make serve' and open http://localhost:$(PORT)/"

##   html         build the website only
.PHONY: html
html: $(VENV)/.site
	@echo "Building the pages ..."
	$(SPHINX) -b html docs $(SITE)

##   pdf          build the PDFs into the website, or one of some letters: make pdf TOPIC=tibet YEAR=2013
##                (TOPIC, ORGANIZATION, SIGNATORY, ADDRESSEE, LETTER, YEAR, SINCE, UNTIL; OUT=file.pdf for another place)
.PHONY: pdf
pdf: $(VENV)/.site $(VENV)/.fonts
ifeq ($(CHOSEN),)
	@echo "Building the PDFs ..."
	$(SPHINX) -b letterpdf docs $(SITE)
else
	@$(RUN) -m undersigned volume $${TOPIC:+--topic="$$TOPIC"} $${ORGANIZATION:+--organization="$$ORGANIZATION"} \
	  $${SIGNATORY:+--signatory="$$SIGNATORY"} $${ADDRESSEE:+--addressee="$$ADDRESSEE"} $${LETTER:+--letter="$$LETTER"} \
	  $${YEAR:+--year="$$YEAR"} $${SINCE:+--since="$$SINCE"} $${UNTIL:+--until="$$UNTIL"} $${OUT:+--output="$$OUT"}
endif

# The date of the edition is that of the pages, so that the same pages give the same bytes.
EDITION := $(shell git log -1 --format=%ct -- docs 2>/dev/null)
ifneq ($(EDITION),)
pdf: export SOURCE_DATE_EPOCH ?= $(EDITION)
endif

##   mirror       pack the site, once it is built, as one zip for readers who cannot reach it
.PHONY: mirror
mirror: site
	@$(RUN) -m undersigned mirror

##   release      build the site from nothing, then the files of a release into build/release (needs LOCKED=1)
.PHONY: release
release: clean $(VENV)/.dev site
	@$(RUN) -m undersigned.release

##   fonts        fetch the fonts that no Python package holds (done once by itself; again where it failed then)
.PHONY: fonts
fonts: $(VENV)/.site
	@$(RUN) -m undersigned.pdf.fetching

##   serve        build the site and serve it at http://localhost:8000/ (PORT=... for another)
.PHONY: serve
serve: site
	$(RUN) -m http.server --bind 127.0.0.1 --directory $(SITE) $(PORT)

##   check        check all pages in seconds, without a build (CHECKOPTS="--changed-since origin/main" for a change)
.PHONY: check
check: $(VENV)/.site
	@$(RUN) -m undersigned check $(CHECKOPTS)

##   import       make a draft page from a letter: make import FILE=letter.html URL=https://... (or OPTIONS="...")
.PHONY: import
import: $(VENV)/.site
	@$(RUN) -m undersigned import $${URL:+--url "$$URL"} $(OPTIONS) -- "$$FILE"

##   test         build the site and run all tests (PYTESTOPTS="-k name" for some)
.PHONY: test
test: $(VENV)/.dev site
	$(RUN) -m pytest $(PYTESTOPTS)

##   lint         check the code: style, format, types
.PHONY: lint
lint: $(VENV)/.dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

##   format       put the code into its format
.PHONY: format
format: $(VENV)/.dev
	$(RUN) -m ruff check --fix-only .
	$(RUN) -m ruff format .

##   linkcheck    ask every address on the pages whether it still answers (needs the network, takes long)
.PHONY: linkcheck
linkcheck: $(VENV)/.site
	$(SPHINX) -b linkcheck docs $(BUILD)/linkcheck

##   pictures     save pictures of pages, wide and narrow, light and dark, into build/pictures
.PHONY: pictures
pictures: $(VENV)/.dev html
	$(RUN) -m tests.browser.pictures $(PAGES)

##   benchmark    measure this archive's build beside other programs, and the goals (BENCHMARKOPTS=--goals or --full: hours)
.PHONY: benchmark
benchmark: $(VENV)/.site
	$(RUN) -m benchmarks $(BENCHMARKOPTS)

##   lock         choose anew where requirements*.txt ask for it, and write the locks (LOCKOPTS=--upgrade for the newest of all)
.PHONY: lock
lock: $(VENV)/.dev
	@$(RUN) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
	  >$(VENV)/build.txt
	$(LOCK) requirements.txt $(VENV)/build.txt --output-file requirements.lock
	$(LOCK) requirements.txt $(VENV)/build.txt requirements-dev.txt --constraint requirements.lock --output-file requirements-dev.lock
LOCK = $(RUN) -m uv pip compile --quiet --no-config --system-certs --universal --python-version 3.11 \
  --only-binary :all: --generate-hashes --no-annotate --custom-compile-command "make lock" $(LOCKOPTS)

##   audit        ask whether a hole is known in a package that the locks name (needs the network)
.PHONY: audit
audit: $(VENV)/.dev
	@for lock in $(LOCKS); do \
	  $(RUN) -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off --requirement $$lock || exit 1; \
	done

##   mutants      change the schema's code in hundreds of ways and see whether the tests notice
.PHONY: mutants
mutants: $(VENV)/.dev
	$(RUN) -m pip install --disable-pip-version-check --quiet "mutmut>=3.8,<4"
	$(RUN) -m mutmut run
	$(RUN) -m mutmut results

##   clean        remove what was built
.PHONY: clean
clean:
	rm -rf $(BUILD)

##   distclean    remove what was built, the Python environment and all caches
.PHONY: distclean
distclean: clean
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

##   help         show this list
.PHONY: help
help:
	@echo "Usage: make [target]"
	@sed -n 's/^##//p' Makefile

# The environment. A stamp says that the packages of its files are installed; it is younger than they, or made again.

NETWORK = { echo "make: the packages could not be installed; what pip says stands above." \
	"If it is the network, mend that and run \`make' again: what is installed already stays." >&2; exit 1; }

# Two runs of make on a fresh machine: one sets up, the other waits, and then finds it done.
ALONE = "$(PYTHON)" undersigned/locking.py $(VENV) sh -c
NEEDED_BY_SITE = requirements.txt pyproject.toml $(if $(HASHED),requirements.lock)
NEEDED_BY_TESTS = requirements-dev.txt $(if $(HASHED),requirements-dev.lock) $(VENV)/.site

$(VENV)/.site: $(NEEDED_BY_SITE) | $(VENV)/.made
	@$(ALONE) '$(foreach file,$(NEEDED_BY_SITE),[ $@ -nt $(file) ] &&) exit; \
	  echo "Installing the packages that build the site (once; a minute or two) ..."; \
	  $(INSTALL_SITE) && touch $@' || $(NETWORK)

# Without them the site is complete but for the scripts that are named.
$(VENV)/.fonts: undersigned/pdf/fetching.py | $(VENV)/.site
	@$(ALONE) '[ $@ -nt $< ] || { $(RUN) -m undersigned.pdf.fetching && touch $@; }'

$(VENV)/.dev: $(NEEDED_BY_TESTS)
	@$(ALONE) '$(foreach file,$(NEEDED_BY_TESTS),[ $@ -nt $(file) ] &&) exit; \
	  echo "Installing the packages that test the project (once) ..."; \
	  $(INSTALL_DEV) && touch $@' || $(NETWORK)

# Not the interpreter itself: it is there before pip is, if making the environment is interrupted.
$(VENV)/.made:
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "make: $(PYTHON) is missing. Debian, Ubuntu: sudo apt install python3 python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: Python 3.11 or newer is needed; $(PYTHON) is $$("$(PYTHON)" --version 2>&1)." \
	  "Name another: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  version=$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "make: Python's venv module is missing." \
	  "Debian, Ubuntu: sudo apt install python$$version-venv" >&2; exit 1; }
	@$(ALONE) '[ -e $@ ] || { echo "Setting up the Python environment in $(VENV) ..."; \
	  "$(PYTHON)" -m venv --clear $(VENV) && touch $@; }'
