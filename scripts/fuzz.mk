# Fuzz targets. `make test-fuzz` runs their seed corpora with gcc, as `make test-unit` does; `make fuzz TARGET=json SECONDS=60` looks for more with clang.
FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_ARCHIVES := $(BUILD)/sanitized/libaws.a $(BUILD)/sanitized/libvalue.a $(BUILD)/sanitized/libbase.a
FUZZ_LIBRARIES := -lmsgpackc -lm
SECONDS ?= 60

.PHONY: test-fuzz fuzz $(FUZZ_TARGETS:%=replay-%)
test-fuzz: $(FUZZ_TARGETS:%=replay-%)
ifneq ($(filter * aws value,$(LAYER)),)
test-unit: test-fuzz
endif

$(FUZZ_TARGETS:%=replay-%): replay-%: $(BUILD)/tests/fuzz/fuzz_%
	@$< tests/fuzz/corpus/$*

$(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/fuzz_%): $(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(FUZZ_ARCHIVES)
	$(SAY)$(CC) -fsanitize=address,undefined -o $@ $^ $(FUZZ_LIBRARIES)

$(BUILD)/tests/fuzz/%.o: tests/fuzz/%.c | $(PACKAGES_BUILD)
	@mkdir -p $(@D)
	$(SAY)$(CC) $(COMMON) -Itests $(SANITIZED_FLAGS) -c -o $@ $<

fuzz:
	@mkdir -p $(BUILD)/fuzz/$(TARGET)
	clang-14 $(filter-out -MMD -MP,$(COMMON)) -Itests -O1 -fsanitize=fuzzer,address,undefined -o $(BUILD)/fuzz/fuzz_$(TARGET) \
	  tests/fuzz/fuzz_$(TARGET).c provider/aws/profile_files.c provider/aws/lower_case.c provider/value/*.c provider/base/*.c $(FUZZ_LIBRARIES)
	$(BUILD)/fuzz/fuzz_$(TARGET) -max_total_time=$(SECONDS) -max_len=4096 $(BUILD)/fuzz/$(TARGET) tests/fuzz/corpus/$(TARGET)
