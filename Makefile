# Thin on purpose: what is done stands in setup/. The system's own Node only runs npm; Node 24 is a package.
NODE = NODE_USE_ENV_PROXY=1 node_modules/.bin/node
# For programs that call `node` themselves.
WITH_NODE = PATH="$(CURDIR)/node_modules/.bin:$$PATH"
MODULES = node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help up down preview test test-full bench env packages prepare tables docs ci-connect ci-preview ci-foreign
.SILENT:
# Only one thing at a time: these targets change one machine.
.NOTPARALLEL:

help: ## show this list
	sh setup/help.sh $(MAKEFILE_LIST)

up: $(MODULES) ## set everything up, deploy, and prove that a message travels
	$(NODE) setup/up.ts

preview: $(MODULES) ## show what `make up` would change
	$(NODE) setup/preview.ts

down: $(MODULES) ## remove what was deployed; keeps Redis' data and the secrets (PURGE=1 removes them)
	$(NODE) setup/down.ts

test: $(MODULES) ## run the tests (a sample of the long ones)
	$(NODE) setup/prepare.ts
	$(WITH_NODE) vitest run

test-full: $(MODULES) ## run all tests, in full numbers
	$(NODE) setup/prepare.ts
	TEST_TIER=full $(WITH_NODE) vitest run

bench: $(MODULES) ## measure
	$(NODE) setup/prepare.ts
	$(NODE) test/bench/run.ts

env: $(MODULES) ## print the variables for plain pulumi commands: eval "$$(make -s env)"
	$(NODE) setup/env.ts

packages: $(MODULES) ## the npm packages only, which everything else needs

prepare: $(MODULES) ## tools, engine, Swarm and images only; deploys nothing
	$(NODE) setup/prepare.ts

ci-connect: $(MODULES) ## in CI: reach the Swarm by SWARM_HOST, SWARM_SSH_KEY, SWARM_KNOWN_HOSTS (docs/ci.md)
	$(NODE) setup/ci/connect.ts

ci-preview: $(MODULES) ## in CI: record a preview with the policy pack in EVENTS and LOG, for `report`
	$(NODE) setup/ci/preview.ts

ci-foreign: $(MODULES) ## in CI: look through the findings of a fork before they are commented on
	$(NODE) setup/ci/foreign.ts

tables: $(MODULES) ## read Centrifugo's options from its binary again (CENTRIFUGO=path takes another one)
	$(NODE) setup/tables.ts
	$(WITH_NODE) biome check --write config/tables

docs: $(MODULES) ## write docs/config.md, docs/rules, docs/doctor-*.md and the JSON Schema again
	$(NODE) config/generate-docs.ts
	$(NODE) policies/pages/generate.ts
	$(NODE) doctor/codes/generate.ts
	$(NODE) doctor/pages/generate.ts
	$(NODE) test/gallery/generate.ts
	$(WITH_NODE) biome format --write config/stack-file.schema.json

$(MODULES): package-lock.json
	sh setup/npm.sh
