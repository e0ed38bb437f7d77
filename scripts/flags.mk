# Compiler and linker flags, one place for all of them.
CC := gcc
WARNINGS := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wconversion -Wsign-conversion \
  -Wvla -Wwrite-strings -Wcast-qual -Wpointer-arith -Wformat=2 -Wundef -Wimplicit-fallthrough -Wdouble-promotion -Wnull-dereference -Wlogical-op
DEFINES := -D_GNU_SOURCE -DESDR_VERSION='"$(VERSION)"'
INCLUDES := -Iprovider -I$(BUILD)/generated
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection
COMMON := -std=c11 -fPIC -fvisibility=hidden -fno-common -g -pthread -MMD -MP $(DEFINES) $(INCLUDES)
RELEASE_FLAGS := -O2 $(HARDENING) $(WARNINGS)
SANITIZED_FLAGS := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all $(filter-out -Wnull-dereference,$(WARNINGS))
LINK_FLAGS := -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed -Wl,--no-undefined
