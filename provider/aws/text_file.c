#include "aws/text_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void close_file(FILE **file)
{
    if (*file)
        fclose(*file);
}

static bool is_regular(FILE *file)
{
    struct stat status;
    return fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode);
}

bool text_file_read(struct arena *arena, struct str name, size_t limit, struct str *text, const char **problem)
{
    struct stat status;
    const char *path = arena_c_string(arena, name);
    *problem = "it is no regular file";
    GUARD(stat(path, &status) != 0 || S_ISREG(status.st_mode));
    AUTO(close_file) FILE *file = fopen(path, "rbe");
    *problem = file ? "it is no regular file" : strerror(errno);
    GUARD(file && is_regular(file));
    char *bytes = ARENA_ARRAY(arena, char, limit + 2);
    size_t length = fread(bytes, 1, limit + 1, file);
    *problem = "it cannot be read";
    GUARD(!ferror(file));
    *problem = "it is too long";
    GUARD(length <= limit);
    *text = (struct str){bytes, length};
    *problem = "it has a NUL byte";
    return !memchr(bytes, 0, length);
}
