# Two commands: `make demo` and `make test`. The rest is for working on the code.
DEMO_DATA ?= demo-data
MEMBERS ?=
LAN ?=

.PHONY: demo test tidy types e2e clean-demo

demo: ## a sample city at http://127.0.0.1:8700; LAN=1 for phones nearby, MEMBERS=n for its size
	@scripts/demo.sh "$(DEMO_DATA)" $(if $(MEMBERS),--members $(MEMBERS)) $(if $(LAN),--lan)

test: ## everything that must hold; the last line is the totals
	@scripts/test.sh

tidy: ## the house rules alone
	@cargo run --quiet -p xtask -- tidy

types: ## the type check of assets/js and e2e alone
	@scripts/install.sh test && npm --prefix e2e run --silent types

e2e: ## the browser journeys alone
	@scripts/install.sh test && cargo build -p touyan && scripts/with-postgres.sh npm --prefix e2e test --silent

clean-demo: ## forget the sample city
	@scripts/demo.sh "$(DEMO_DATA)" --forget
