/* provider/aws/text_file.h - small files that others write: shared configuration, tokens. */
#ifndef ESDR_AWS_TEXT_FILE_H
#define ESDR_AWS_TEXT_FILE_H

#include "base/arena.h"

/* Reads a whole file into `arena`. False, with a clause in `problem` (such as "No such file or directory"), when it cannot be read, is no regular
 * file, is longer than `limit` bytes or has a NUL byte. */
WARN_UNUSED bool text_file_read(struct arena *arena, struct str name, size_t limit, struct str *text, const char **problem);

#endif
