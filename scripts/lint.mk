# Format, static analysis, layers and sizes of the C code. That generated files are not out of date joins in generate.mk.
C_FILES := $(wildcard provider/*.[ch] provider/*/*.[ch] tests/unit/*/*.[ch] tests/protocol/*.[ch] tests/fuzz/*.[ch])
CLANG_FORMAT := $(firstword $(shell command -v clang-format-14 clang-format))
CLANG_TIDY := $(firstword $(shell command -v clang-tidy-14 clang-tidy))
TIDY_MARKS := $(patsubst provider/%.c,$(BUILD)/tidy/%.ok,$(filter-out provider/schemas/%,$(wildcard provider/*.c provider/*/*.c)))

.PHONY: fmt lint lint-format lint-tidy lint-layers lint-sizes
fmt:
	$(CLANG_FORMAT) -i $(C_FILES)

lint: lint-format lint-layers lint-sizes lint-tidy

lint-format: $(BUILD)/packages-lint
	$(CLANG_FORMAT) --dry-run -Werror $(C_FILES)

lint-layers:
	/usr/bin/python3 scripts/check_layers.py

lint-sizes:
	/usr/bin/python3 scripts/check_sizes.py

# A file is looked at again when it or any header changed.
lint-tidy: $(TIDY_MARKS)

$(BUILD)/tidy/%.ok: provider/%.c .clang-tidy $(wildcard provider/*/*.h) | $(GENERATED_HEADERS) $(BUILD)/packages-lint
	@mkdir -p $(@D)
	$(SAY)$(CLANG_TIDY) --quiet $< -- -std=c11 $(DEFINES) $(INCLUDES) 2>$@.log || { cat $@.log; exit 1; }
	@touch $@

$(BUILD)/packages-lint: scripts/install.sh
	@mkdir -p $(@D)
	scripts/install.sh lint
	@touch $@
