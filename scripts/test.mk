# Tests. `make test-unit LAYER=aws` builds and runs one layer's unit tests; `make test-unit LAYER=aws TEST=sigv4` one file of them.
LAYER ?= *
TEST ?= *

# A test that takes longer hangs.
TEST_SECONDS := 300

UNIT_TESTS := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/$(LAYER)/test_$(TEST).c))
UNIT_TEST_RUNS := $(UNIT_TESTS:%=run-%)
archives_of = $(patsubst %,$(BUILD)/sanitized/lib%.a,$(filter $(LAYERS),$(1) $(BELOW_$(1))) generated)
layer_of = $(patsubst %/,%,$(dir $(1)))
# Layers whose tests also link what stands beside the tests of another one.
SUPPORT_aws := http
SUPPORT_data_sources := cluster
SUPPORT_rpc := framework
support_of = $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%.o,$(foreach folder,$(1) $(SUPPORT_$(1)),$(filter-out tests/unit/$(folder)/test_%,$(wildcard tests/unit/$(folder)/*.c))))

.PHONY: test-unit test-protocol packages-test $(UNIT_TEST_RUNS)
test-unit:
	@$(MAKE) --no-print-directory -k $(UNIT_TEST_RUNS)

test-protocol: build $(BUILD)/tests/protocol/echo-plugin $(BUILD)/packages-test | $(PYTHON)
	$(PYTHON) -m pytest -q tests/protocol

$(PYTHON): tests/requirements.txt
	tests/lab/install.sh python

# The plugin layer, sanitized, with methods that are easy to test.
$(BUILD)/tests/protocol/echo-plugin: $(BUILD)/tests/protocol/echo_plugin.o $(BUILD)/sanitized/libplugin.a $(BUILD)/sanitized/libbase.a $(BUILD)/sanitized/libgenerated.a
	$(SAY)$(CC) -fsanitize=address,undefined -pthread -rdynamic -Wl,--as-needed -o $@ $^ $(GRPC_LIBRARIES) $(LIBRARIES)

$(BUILD)/tests/protocol/%.o: tests/protocol/%.c | $(GENERATED_HEADERS) $(PACKAGES_BUILD)
	@mkdir -p $(@D)
	$(SAY)$(CC) $(COMMON) $(SANITIZED_FLAGS) -c -o $@ $<

$(BUILD)/packages-test: scripts/install.sh
	@mkdir -p $(@D)
	scripts/install.sh test
	@touch $@

$(BUILD)/tests/unit/%.o: tests/unit/%.c | $(GENERATED_HEADERS) $(BUILD)/packages-test $(PACKAGES_BUILD)
	@mkdir -p $(@D)
	$(SAY)$(CC) $(COMMON) -Itests/unit $(SANITIZED_FLAGS) -c -o $@ $<

# Every file beside the tests that is not called test_* is linked into each test of its layer. LINK_<layer>/test_<file> adds linker flags, such as --wrap.
define unit_test
$(BUILD)/tests/unit/$(1): $(BUILD)/tests/unit/$(1).o $(call support_of,$(call layer_of,$(1))) $(call archives_of,$(call layer_of,$(1)))
	$$(SAY)$(CC) -fsanitize=address,undefined -pthread -Wl,--as-needed -Wl,--start-group -o $$@ $$^ -Wl,--end-group $$(LINK_$(1)) -lcmocka $(GRPC_LIBRARIES) $(LIBRARIES)

run-$(1): $(BUILD)/tests/unit/$(1)
	@timeout $(TEST_SECONDS) $$< >$$<.log 2>&1; status=$$$$?; cat $$<.log; exit $$$$status
endef
$(foreach test,$(UNIT_TESTS),$(eval $(call unit_test,$(test))))

-include $(shell find $(BUILD)/tests -name '*.d' 2>/dev/null)

# ---- everything together ----

LAB := tests/lab

.PHONY: test testacc test-lab lab lab-down demo demo-down
lab: $(BUILD)/packages-test
	$(LAB)/install.sh
	$(LAB)/up.sh

lab-down:
	$(LAB)/down.sh

test-lab: lab
	$(PYTHON) -m pytest -q $(LAB)

testacc: build lab
	$(PYTHON) -m pytest -q tests/acceptance

# One lab for all of them; what is left running afterwards is stopped by make lab-down.
test: build lab $(BUILD)/tests/protocol/echo-plugin
	@$(MAKE) --no-print-directory test-unit
	$(PYTHON) -m pytest -q tests/generator tests/protocol $(LAB) tests/acceptance

# ---- the demo ----

demo:
	@command -v terraform >/dev/null || command -v tofu >/dev/null || \
	  { echo 'Neither terraform nor tofu is on PATH. Install Terraform or OpenTofu 1.6 or later: it is the only thing that the demo does not install.'; exit 1; }
	@$(MAKE) --no-print-directory build lab
	@$(PYTHON) scripts/demo.py

demo-down:
	$(LAB)/down.sh --wipe
