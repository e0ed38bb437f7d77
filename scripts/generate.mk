# C tables and registry pages from schemas/ and examples/. Needs Python alone.
GENERATE := /usr/bin/python3 scripts/generate.py

.PHONY: generate check-generated test-generator
generate:
	$(GENERATE)

check-generated:
	$(GENERATE) --check

test-generator: build
	/usr/bin/python3 -m unittest discover -q -s tests/generator

lint: check-generated
