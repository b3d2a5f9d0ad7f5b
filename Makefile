# What one can do here. `make help` lists it.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000

# Material prints an advertisement for its successor at each start, in red; we know (README, "Leaving Material").
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

LOCKS        := requirements-build requirements requirements-dev benchmarks/plugin/requirements
# Dependabot knows how a lock was made by its header, so that names the command and no machine.
UV_OPTIONS   := --universal --python-version=3.11 --generate-hashes
UV_COMPILE    = $(BIN)/uv pip compile --quiet $(UV_OPTIONS) \
                  --custom-compile-command "uv pip compile $(UV_OPTIONS) $$name.in -o $$name.txt"
PIP_INSTALL := $(BIN)/python -m pip install --quiet --require-hashes --no-deps

# One run of make has one day, even over midnight: what `make build verify` builds is verified by the day it was built
# for. `make serve` goes by the clock.
NOW := $(shell date +%s)
build verify: export SOURCE_DATE_EPOCH ?= $(NOW)

.DEFAULT_GOAL := help
.PHONY: help install install-dev install-tools serve build check begin new translate fresh translations strip editor due register feed report sources network published-network changed-feeds ping-hub verify rehearse check-pages checksums proposal-scope check-proposal scan-commits \
  summarise links watch audit lint-workflows test lint bench lighthouse screenshots contribute-pictures lock check-lock clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-19s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/installed: requirements-build.txt requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Python 3.11 to 3.13 is needed, not " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) --only-binary :all: -r requirements-build.txt
	$(PIP_INSTALL) --only-binary :all: --no-binary feedgen --no-build-isolation -r requirements.txt
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(PIP_INSTALL) --only-binary :all: --no-binary sgmllib3k --no-build-isolation -r requirements-dev.txt
	touch $@

install: $(VENV)/installed  ## make the virtual environment for building the site
install-dev: $(VENV)/installed-dev  ## the same, with the tools for checking it

# The browser, feed readers and Java that the tests drive. What is missing is installed where we may, else named.
TOOLS    := chromium newsboat r2e sfeed java node npm
PACKAGES := chromium newsboat rss2email sfeed default-jre-headless nodejs npm

install-tools:  ## install the browser, feed readers and Java for the tests; on Debian, as root or by sudo
	@missing=; set -- $(PACKAGES); for tool in $(TOOLS); do \
	  command -v $$tool > /dev/null || missing="$$missing $$1"; shift; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo --non-interactive"; fi; \
	if command -v apt-get > /dev/null && $$as_root true; then \
	  $$as_root apt-get update --quiet && \
	  $$as_root apt-get install --quiet --yes --no-install-recommends $$missing; \
	else echo "the tests need these Debian packages, or their like:$$missing" >&2; exit 1; fi

serve: install  ## check, build and serve at http://127.0.0.1:8000, again after each change
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

build: install  ## check, then build both languages and all feeds into site/
	$(BIN)/python scripts/build.py

check: install  ## check all articles and report what to fix
	$(BIN)/python scripts/check.py

new: install  ## begin an article: asks for its title, kind and topics
	$(BIN)/python scripts/new_article.py

translate: install  ## begin a translation: KEY=news/2026/five-cities LANGUAGE=en
	$(BIN)/python scripts/new_translation.py $(KEY) $(if $(LANGUAGE),--language $(LANGUAGE))

fresh: install  ## mark a translation as up to date again: KEY=news/2026/five-cities
	$(BIN)/python scripts/mark_translated.py $(KEY)

translations: install  ## list missing translations, and those older than their original
	$(BIN)/python scripts/translations.py

strip: install  ## remove the metadata of a picture, such as place and device: FILE=docs/news/…/cloth.jpg
	$(BIN)/python scripts/strip_picture.py $(FILE)

# The options of scripts/begin.py: `make begin NAME=Ambon LANGUAGES=id`; it asks for those that are missing.
BEGIN := NAME LANGUAGES COUNTRY LATITUDE LONGITUDE TIME_ZONE FIELD JOINED IDENTITY SITE_URL REPOSITORY BYLINE
begin: install  ## turn a fork into an empty newspaper of another city: NAME=Ambon LANGUAGES=id …
	$(BIN)/python scripts/begin.py $(foreach option,$(BEGIN),$(if $($(option)),--$(shell echo $(option) | tr A-Z_ a-z-) "$($(option))"))

editor: install  ## write the files with which VS Code completes and explains front matter
	$(BIN)/python scripts/editor_files.py

due: install  ## list coming publications, closings, ends and withdrawals
	$(BIN)/python scripts/due.py

register: install  ## fetch the published site's addresses, so that the check notices if one gets lost
	$(BIN)/python scripts/register.py

feed: install  ## write all feeds into feeds/, without building the site
	$(BIN)/python scripts/generate_feed.py --output feeds

network: install  ## gather the news of other creative cities from their feeds (network.yml); needs the network
	$(BIN)/python scripts/fetch_network.py

report: install  ## draft the membership monitoring report into report/: FROM=2023 TO=2026 LANGUAGE=en
	$(BIN)/python scripts/report.py $(if $(FROM),--from $(FROM)) $(if $(TO),--to $(TO)) $(if $(LANGUAGE),--language $(LANGUAGE))

sources: install  ## list what each source is used for, and which deserve another look: OUTPUT=sources.csv FORMAT=csv
	$(BIN)/python scripts/sources.py $(if $(FORMAT),--format $(FORMAT)) $(if $(OUTPUT),--output $(OUTPUT))

published-network: install  ## take the news of other cities from the published site, where none were gathered here
	$(BIN)/python scripts/fetch_network.py --published --status

changed-feeds: install  ## list the built feeds that are not published yet, for ping-hub
	mkdir -p .cache
	$(BIN)/python scripts/ping_hub.py changed site > .cache/changed-feeds.txt

ping-hub: install  ## notify the WebSub hub of the feeds that changed-feeds listed; does nothing without a hub
	$(BIN)/python scripts/ping_hub.py ping $$(test -n "$$CHANGED_FEEDS" || echo .cache/changed-feeds.txt)

verify: install  ## verify the built site before it is published: its files, policies, links and feeds
	$(BIN)/python scripts/verify.py site

rehearse: install  ## check the site of each coming day on which an article changes by itself
	$(BIN)/python scripts/rehearse.py

check-pages: install-dev  ## check the built pages of changed texts in Chromium, as on a phone; SINCE=HEAD^1
	$(BIN)/python scripts/check_pages.py site --since $(or $(SINCE),HEAD^1) --pictures .cache/changed-pages.html

checksums: install  ## write the checksums that the deployment attests into the built site
	$(BIN)/python scripts/checksums.py site

proposal-scope: install  ## tell whether a pull request changes code: PROPOSAL=../folder
	$(BIN)/python scripts/proposal_scope.py $(PROPOSAL)

check-proposal: install  ## check the texts of a pull request with our own check: PROPOSAL=../folder
	$(BIN)/python scripts/check_proposal.py $(PROPOSAL)

scan-commits: install  ## search all commits of a pull request for tokens and keys: PROPOSAL=../folder
	$(BIN)/python scripts/scan_commits.py $(PROPOSAL)

summarise: install  ## summarise what a pull request changes for readers and subscribers: PROPOSAL=../folder
	$(BIN)/python scripts/summarise.py $(PROPOSAL)/docs

links: install  ## check whether the pages that articles link to still exist; needs the network
	$(BIN)/python scripts/check_links.py --memory .cache/links.json

watch: install  ## report what will expire soon: the schedule on GitHub, the published site, security.txt, the theme
	$(BIN)/python scripts/watch.py

audit: install-dev  ## search the installed packages for known vulnerabilities; needs the network
	for requirements in $(LOCKS); do \
	  $(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r $$requirements.txt || exit 1; done
	for folder in tests/node benchmarks/lighthouse; do npm audit --prefix $$folder --package-lock-only || exit 1; done

tests/node/node_modules: tests/node/package-lock.json | install-tools
	cd tests/node && npm ci --silent
	touch $@

lint-workflows: install-dev tests/node/node_modules  ## check the workflows
	$(BIN)/zizmor .github $(if $(GH_TOKEN),,--offline) --quiet --persona auditor --strict-collection --collect all
	node tests/node/lint_workflows.js .github/workflows/*.yml

lint: install-dev  ## check the code with ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/mypy

test: install-tools install-dev tests/node/node_modules  ## install what the tests need, and run them all
	$(BIN)/pytest --quiet --numprocesses auto --dist worksteal

benchmarks/plugin/.venv/installed: benchmarks/plugin/requirements.txt
	$(PYTHON) -m venv benchmarks/plugin/.venv
	benchmarks/plugin/.venv/bin/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: -r $<
	touch $@

bench: export PYTHONPATH := scripts:tests/support
bench: install benchmarks/plugin/.venv/installed  ## measure our pages, build and feeds beside those of others; takes many minutes
	$(BIN)/python benchmarks/bench_pages.py
	$(BIN)/python benchmarks/bench_build.py 100 1000 5000
	$(BIN)/python benchmarks/bench_photos.py 100
	$(BIN)/python benchmarks/bench_search.py
	$(BIN)/python benchmarks/bench_relevance.py
	$(BIN)/python benchmarks/bench_network.py
	$(BIN)/python benchmarks/bench_accepted.py
	$(BIN)/python benchmarks/bench_feeds.py --plugin-python benchmarks/plugin/.venv/bin/python

benchmarks/lighthouse/node_modules: benchmarks/lighthouse/package-lock.json
	cd benchmarks/lighthouse && npm ci --silent
	touch $@

lighthouse: build benchmarks/lighthouse/node_modules  ## measure one page of every kind with Lighthouse; takes many minutes
	cd benchmarks/lighthouse && node run.mjs ../../site $$(../../$(BIN)/python -c 'import sys; sys.path.insert(0, "../../scripts"); from newsroom.core.settings import read_settings; print(read_settings().site_url)')

screenshots: build install-dev  ## make the pictures of the main pages in the README
	PYTHONPATH=scripts $(BIN)/python scripts/assets/screenshots.py site .github/screenshots

contribute-pictures: build install-dev  ## make the pictures of the contribute page, in every language
	PYTHONPATH=scripts $(BIN)/python scripts/assets/contribute_pictures.py site

# A release must be two weeks old before we take it: most hostile ones are found within days.
lock: install-dev  ## pin the newest versions of all dependencies, at least 14 days old, by hash
	for name in $(LOCKS); do $(UV_COMPILE) --upgrade --exclude-newer "14 days" $$name.in -o $$name.txt || exit 1; done

check-lock: install-dev  ## see whether uv makes the same locks again; needs the network
	for name in $(LOCKS); do cp $$name.txt .lock.new && $(UV_COMPILE) $$name.in -o .lock.new && cmp .lock.new $$name.txt; \
	  is_same=$$?; rm -f .lock.new; test $$is_same = 0 || exit 1; done

clean:  ## remove everything that was built or installed
	rm -rf $(VENV) site feeds .cache
