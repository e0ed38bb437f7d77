# The library and its executables (release flags), and one sanitized archive a layer for the unit tests. Every provider/<layer>/*.c is built.

# What each layer may call: a unit test of a layer links these archives, so work in progress elsewhere does not stop it.
BELOW_base :=
BELOW_value := base
BELOW_http := base
BELOW_plugin := base
BELOW_aws := http value base
BELOW_s3 := aws http value base
BELOW_cluster := s3 aws http value base
BELOW_repository := s3 aws http value base
BELOW_framework := value base
BELOW_validators := framework cluster s3 aws http value base
BELOW_schemas := validators $(BELOW_validators)
BELOW_configuration := repository schemas $(BELOW_schemas)
BELOW_functions := configuration $(BELOW_configuration)
BELOW_data_sources := configuration $(BELOW_configuration)
BELOW_resources := configuration $(BELOW_configuration)
BELOW_rpc := plugin framework value base

SOURCES := $(filter-out provider/executables/%,$(wildcard provider/*.c provider/*/*.c))
LAYERS := $(filter-out . executables,$(sort $(foreach source,$(wildcard provider/*/*.c),$(patsubst provider/%/,%,$(dir $(source))))))
EXECUTABLES := $(patsubst provider/executables/%.c,%,$(wildcard provider/executables/*.c))
PROTOCOLS := $(patsubst proto/%.proto,%,$(wildcard proto/*.proto))

GENERATED_SOURCES := $(PROTOCOLS:%=$(BUILD)/generated/%.pb-c.c)
GENERATED_HEADERS := $(GENERATED_SOURCES:.c=.h)
RELEASE_OBJECTS := $(SOURCES:provider/%.c=$(BUILD)/release/%.o) $(PROTOCOLS:%=$(BUILD)/release/generated/%.pb-c.o)
sanitized_objects = $(patsubst provider/%.c,$(BUILD)/sanitized/%.o,$(wildcard provider/$(1)/*.c))

# make V=1 shows the commands.
SAY = $(if $(V),,@echo '  $@' && )

LIBRARIES := -lprotobuf-c -lmsgpackc -ljansson -lexpat -lssl -lcrypto -lz -lm -ldl
GRPC_LIBRARIES := -lgrpc -lgpr

LIBRARY := $(BUILD)/libesdr.so
PROGRAMS := $(EXECUTABLES:%=$(BUILD)/%)
PACKAGES_BUILD := $(BUILD)/packages-build

.PHONY: build
build: $(GENERATED_SOURCES) $(GENERATED_HEADERS) $(LIBRARY) $(PROGRAMS)

$(PACKAGES_BUILD): scripts/install.sh
	@mkdir -p $(@D)
	scripts/install.sh build
	@touch $@

$(BUILD)/generated/%.pb-c.c $(BUILD)/generated/%.pb-c.h: proto/%.proto | $(PACKAGES_BUILD)
	@mkdir -p $(@D)
	$(SAY)protoc-c --proto_path=proto --c_out=$(BUILD)/generated $<

$(BUILD)/release/generated/%.o: $(BUILD)/generated/%.c
	@mkdir -p $(@D)
	$(SAY)$(CC) $(COMMON) -O2 $(HARDENING) -c -o $@ $<

$(BUILD)/sanitized/generated/%.o: $(BUILD)/generated/%.c
	@mkdir -p $(@D)
	$(SAY)$(CC) $(COMMON) -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -c -o $@ $<

$(BUILD)/release/%.o: provider/%.c VERSION | $(GENERATED_HEADERS) $(PACKAGES_BUILD)
	@mkdir -p $(@D)
	$(SAY)$(CC) $(COMMON) $(RELEASE_FLAGS) -c -o $@ $<

$(BUILD)/sanitized/%.o: provider/%.c VERSION | $(GENERATED_HEADERS) $(PACKAGES_BUILD)
	@mkdir -p $(@D)
	$(SAY)$(CC) $(COMMON) $(SANITIZED_FLAGS) -c -o $@ $<

$(LIBRARY): $(RELEASE_OBJECTS)
	$(SAY)$(CC) -shared -Wl,-soname,$(@F) $(LINK_FLAGS) -o $@.new $^ $(GRPC_LIBRARIES) $(LIBRARIES) && mv $@.new $@

$(PROGRAMS): $(BUILD)/%: $(BUILD)/release/executables/%.o $(LIBRARY)
	$(SAY)$(CC) -pie $(LINK_FLAGS) -Wl,-rpath,'$$ORIGIN' -o $@ $< -L$(BUILD) -lesdr

define layer_archive
$(BUILD)/sanitized/lib$(1).a: $(call sanitized_objects,$(1))
	@rm -f $$@
	$$(SAY)ar rcs $$@ $$^
endef
$(foreach layer,$(LAYERS),$(eval $(call layer_archive,$(layer))))

$(BUILD)/sanitized/libgenerated.a: $(PROTOCOLS:%=$(BUILD)/sanitized/generated/%.pb-c.o)
	@rm -f $@
	$(SAY)ar rcs $@ $^

PLUGIN_ROOT ?= $(HOME)/.terraform.d/plugins
PLATFORM := linux_$(subst x86_64,amd64,$(subst aarch64,arm64,$(shell uname -m)))
PLUGIN_DIR ?= $(PLUGIN_ROOT)/registry.terraform.io/esdr/esdr/$(VERSION)/$(PLATFORM) $(PLUGIN_ROOT)/registry.opentofu.org/esdr/esdr/$(VERSION)/$(PLATFORM)

.PHONY: install
install: build
	for folder in $(PLUGIN_DIR); do \
	  install -d "$(DESTDIR)$$folder" && \
	  install -m 755 $(BUILD)/terraform-provider-esdr "$(DESTDIR)$$folder/terraform-provider-esdr_v$(VERSION)" && \
	  install -m 644 $(LIBRARY) "$(DESTDIR)$$folder/" || exit 1; \
	done

-include $(shell find $(BUILD)/release $(BUILD)/sanitized -name '*.d' 2>/dev/null)
