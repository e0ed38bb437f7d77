/* tests/fuzz/fuzz.h - one fuzz target: reads an input that may be anything, and aborts when a promise is broken. Returns 0. Any thread.
 * libFuzzer brings its own main (make fuzz TARGET=json SECONDS=60); replay.c is the main that runs the files of a corpus instead. */
#ifndef ESDR_TESTS_FUZZ_H
#define ESDR_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
