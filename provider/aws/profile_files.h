/* provider/aws/profile_files.h - the shared configuration and credentials files of Amazon's tools, as text and as sections (s3.md 4.5). */
#ifndef ESDR_AWS_PROFILE_FILES_H
#define ESDR_AWS_PROFILE_FILES_H

#include "base/arena.h"

/* In a configuration file profiles are called [profile NAME] or [default], in a credentials file [NAME]. */
enum profile_file_kind { PROFILE_FILE_CONFIG, PROFILE_FILE_CREDENTIALS };

enum profile_section_kind { PROFILE_SECTION, SSO_SESSION_SECTION, SERVICES_SECTION };

struct profile_setting {
    struct str parent; /* of nested settings: the name of the service they stand below, such as "sts"; otherwise empty */
    struct str name;   /* lower case */
    struct str value;  /* continued lines are joined with line feeds */
    const struct profile_setting *next;
};

struct profile_section {
    enum profile_section_kind kind;
    struct str name;
    const struct profile_setting *settings; /* newest first: the first of a name counts */
    struct profile_section *next;
};

/* All sections of all files read so far. {0}: none. */
struct profile_files {
    struct profile_section *sections;
};

/* Adds the sections of a file; what a later file says about the same setting of the same section counts. The texts live in `arena`. False, with the
 * line in `bad_line` (from 1), when a line is neither section nor setting nor comment, or comes before the first section; what comes before that
 * line has then been added. Sections of other kinds are passed over. A comment starts at '#' or ';' that begins a line or follows a blank. */
WARN_UNUSED bool profile_files_parse(struct arena *arena, struct str text, enum profile_file_kind kind, struct profile_files *files,
                                     size_t *bad_line);

/* The section, or NULL. */
const struct profile_section *profile_files_find(const struct profile_files *files, enum profile_section_kind kind, struct str name);

/* A setting's value; empty when the section is NULL or does not have it. `parent` is empty but for nested settings. */
struct str profile_setting_value(const struct profile_section *section, struct str parent, struct str name);

#endif
