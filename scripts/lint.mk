# Formatting of the C code. Static analysis joins here.
C_FILES := $(wildcard provider/*.[ch] provider/*/*.[ch] tests/unit/*/*.[ch] tests/protocol/*.[ch])
CLANG_FORMAT := $(firstword $(shell command -v clang-format-14 clang-format))

.PHONY: fmt lint lint-format
fmt:
	$(CLANG_FORMAT) -i $(C_FILES)

lint-format: $(BUILD)/packages-lint
	$(CLANG_FORMAT) --dry-run -Werror $(C_FILES)

lint: lint-format

$(BUILD)/packages-lint: scripts/install.sh
	@mkdir -p $(@D)
	scripts/install.sh lint
	@touch $@
