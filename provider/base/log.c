#include "base/log.h"

#include "base/buffer.h"
#include "base/clock.h"

#include <stdlib.h>
#include <unistd.h>

static enum log_level threshold = LOG_OFF;

static const char *const level_names[] = {"trace", "debug", "info", "warn", "error"};

static enum log_level level_named(struct str name)
{
    if (str_equal_ignoring_case(name, STR("json")))
        return LOG_TRACE;
    for (size_t level = 0; level < ARRAY_LENGTH(level_names); level++)
        if (str_equal_ignoring_case(name, str_from(level_names[level])))
            return (enum log_level)level;
    return LOG_OFF;
}

void log_start(void)
{
    const char *name = getenv("TF_LOG_PROVIDER");
    if (!name || !*name)
        name = getenv("TF_LOG");
    threshold = level_named(str_from(name));
}

bool log_is_on(enum log_level level)
{
    return level >= threshold;
}

static void append_field(struct buffer *line, const char *key, struct str value)
{
    buffer_append(line, line->len > 1 ? STR(",") : STR(""));
    buffer_append_json_string(line, arena_utf8(line->arena, str_from(key)));
    buffer_append_byte(line, ':');
    buffer_append_json_string(line, arena_utf8(line->arena, value));
}

void log_write(enum log_level level, const char *module, const char *message, const struct log_field *fields, size_t count)
{
    if (!log_is_on(level) || level >= LOG_OFF)
        return;
    AUTO_ARENA arena = {0};
    struct buffer line = {.arena = &arena};
    char timestamp[28];
    clock_format_us(clock_now_us(), timestamp);
    buffer_append_byte(&line, '{');
    append_field(&line, "@level", str_from(level_names[level]));
    append_field(&line, "@message", str_from(message));
    append_field(&line, "@module", str_from(module));
    append_field(&line, "@timestamp", str_from(timestamp));
    for (size_t at = 0; at < count; at++)
        append_field(&line, fields[at].key, fields[at].value);
    buffer_append(&line, STR("}\n"));
    ssize_t written = write(STDERR_FILENO, line.ptr, line.len);
    (void)written;
}
