/* Shared configuration files: whatever is read, each section has a name, each setting can be found again, and a refusal names a line. */
#include "fuzz/fuzz.h"

#include "aws/profile_files.h"

#include <stdlib.h>

static void check_setting(const struct profile_section *section, const struct profile_setting *setting)
{
    const struct profile_setting *first = section->settings;
    while (!str_equal(first->parent, setting->parent) || !str_equal(first->name, setting->name))
        first = first->next;
    if (str_is_empty(setting->name) || !str_equal(profile_setting_value(section, setting->parent, setting->name), first->value))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA arena = {0};
    struct profile_files files = {0};
    size_t bad_line;
    struct str text = {(const char *)data, size};
    bool parsed = profile_files_parse(&arena, text, size % 2 == 0 ? PROFILE_FILE_CONFIG : PROFILE_FILE_CREDENTIALS, &files, &bad_line);
    if (parsed != (bad_line == 0))
        abort();
    for (const struct profile_section *section = files.sections; section; section = section->next) {
        if (profile_files_find(&files, section->kind, section->name) != section)
            abort();
        for (const struct profile_setting *setting = section->settings; setting; setting = setting->next)
            check_setting(section, setting);
    }
    return 0;
}
