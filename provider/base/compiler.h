/* provider/base/compiler.h - the few compiler extensions the code relies on, each under one name. */
#ifndef ESDR_BASE_COMPILER_H
#define ESDR_BASE_COMPILER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WARN_UNUSED __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_at, arguments_at) __attribute__((format(printf, format_at, arguments_at)))
#define ESDR_EXPORT __attribute__((visibility("default")))

/* Returns false from the calling function when `worked` is false: the reason is then in the request's diagnostics. */
#define GUARD(worked)                                                                                                                                \
    do {                                                                                                                                             \
        if (!(worked))                                                                                                                               \
            return false;                                                                                                                            \
    } while (0)

/* Declares that a variable releases itself at the end of its scope. `clean_up` takes a pointer to the variable. */
#define AUTO(clean_up) __attribute__((cleanup(clean_up)))

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#endif
