#include "aws/profile_files.h"

#include "aws/lower_case.h"

struct profile_reader {
    struct arena *arena;
    enum profile_file_kind kind;
    struct profile_files *files;
    bool in_section;                 /* a section has begun, perhaps one that is passed over */
    struct profile_section *section; /* NULL: it is passed over */
    struct profile_setting *setting; /* the last one on a line of its own, which indented lines belong to */
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_comment_mark(char byte)
{
    return byte == '#' || byte == ';';
}

static struct str without_comment(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (is_comment_mark(text.ptr[i]) && (i == 0 || is_blank(text.ptr[i - 1])))
            return str_trim(str_slice(text, 0, i));
    }
    return str_trim(text);
}

static struct str without_quotes(struct str text)
{
    bool quoted = text.len >= 2 && (text.ptr[0] == '"' || text.ptr[0] == '\'') && text.ptr[text.len - 1] == text.ptr[0];
    return quoted ? str_slice(text, 1, text.len - 1) : text;
}

static const struct {
    struct str prefix;
    enum profile_section_kind kind;
} section_kinds[] = {
    {STR_INIT("profile"), PROFILE_SECTION},
    {STR_INIT("sso-session"), SSO_SESSION_SECTION},
    {STR_INIT("services"), SERVICES_SECTION},
};

static bool name_section(const struct profile_reader *reader, struct str title, enum profile_section_kind *kind, struct str *name)
{
    *kind = PROFILE_SECTION;
    *name = without_quotes(title);
    if (reader->kind == PROFILE_FILE_CREDENTIALS || str_equal(title, STR("default")))
        return true;
    for (size_t i = 0; i < ARRAY_LENGTH(section_kinds); i++) {
        struct str prefix = section_kinds[i].prefix;
        if (!str_starts_with(title, prefix) || title.len == prefix.len || !is_blank(title.ptr[prefix.len]))
            continue;
        *kind = section_kinds[i].kind;
        *name = without_quotes(str_trim(str_slice(title, prefix.len, title.len)));
        return true;
    }
    return false;
}

static struct profile_section *find(const struct profile_files *files, enum profile_section_kind kind, struct str name)
{
    struct profile_section *section = files->sections;
    while (section && (section->kind != kind || !str_equal(section->name, name)))
        section = section->next;
    return section;
}

static struct profile_section *find_or_add(const struct profile_reader *reader, enum profile_section_kind kind, struct str name)
{
    struct profile_section *section = find(reader->files, kind, name);
    if (section)
        return section;
    section = ARENA_NEW(reader->arena, struct profile_section);
    *section = (struct profile_section){.kind = kind, .name = arena_copy(reader->arena, name), .next = reader->files->sections};
    reader->files->sections = section;
    return section;
}

static bool begin_section(struct profile_reader *reader, struct str line)
{
    size_t end = str_find_byte(line, ']', 0);
    struct str rest = str_slice(line, end + 1, line.len), name;
    enum profile_section_kind kind;
    if (end == line.len || !str_is_empty(without_comment(rest)))
        return false;
    struct str title = str_trim(str_slice(line, 1, end));
    bool wanted = name_section(reader, title, &kind, &name);
    reader->in_section = true;
    reader->setting = NULL;
    reader->section = wanted ? find_or_add(reader, kind, name) : NULL;
    return !str_is_empty(title);
}

static bool split(struct str line, struct str *name, struct str *value)
{
    size_t equals = str_find_byte(line, '=', 0);
    *name = str_trim(str_slice(line, 0, equals));
    *value = without_comment(str_slice(line, equals + 1, line.len));
    return equals < line.len && !str_is_empty(*name);
}

static struct profile_setting *add(struct profile_reader *reader, struct str parent, struct str name, struct str value)
{
    struct profile_setting *setting = ARENA_NEW(reader->arena, struct profile_setting);
    *setting = (struct profile_setting){.parent = parent, .name = lower_case(reader->arena, name), .value = arena_copy(reader->arena, value)};
    if (!reader->section)
        return setting;
    setting->next = reader->section->settings;
    reader->section->settings = setting;
    return setting;
}

static bool read_indented(struct profile_reader *reader, struct str line)
{
    struct str name, value;
    struct profile_setting *above = reader->setting;
    if (!str_is_empty(above->value)) {
        above->value = arena_format(reader->arena, "%.*s\n%.*s", STR_ARGS(above->value), STR_ARGS(without_comment(line)));
        return true;
    }
    GUARD(split(line, &name, &value));
    (void)add(reader, above->name, name, value);
    return true;
}

static bool read_line(struct profile_reader *reader, struct str line)
{
    bool is_indented = line.len > 0 && is_blank(line.ptr[0]);
    struct str text = str_trim(line), name, value;
    if (str_is_empty(text) || is_comment_mark(text.ptr[0]))
        return true;
    if (is_indented && reader->setting)
        return read_indented(reader, text);
    if (text.ptr[0] == '[')
        return begin_section(reader, text);
    GUARD(reader->in_section && split(text, &name, &value));
    reader->setting = add(reader, (struct str){0}, name, value);
    return true;
}

bool profile_files_parse(struct arena *arena, struct str text, enum profile_file_kind kind, struct profile_files *files, size_t *bad_line)
{
    struct profile_reader reader = {.arena = arena, .kind = kind, .files = files};
    struct str rest = str_starts_with(text, STR("\xEF\xBB\xBF")) ? str_slice(text, 3, text.len) : text, line;
    for (*bad_line = 1; str_next_field(&rest, '\n', &line); ++*bad_line)
        GUARD(read_line(&reader, line));
    *bad_line = 0;
    return true;
}

const struct profile_section *profile_files_find(const struct profile_files *files, enum profile_section_kind kind, struct str name)
{
    return find(files, kind, name);
}

struct str profile_setting_value(const struct profile_section *section, struct str parent, struct str name)
{
    for (const struct profile_setting *setting = section ? section->settings : NULL; setting; setting = setting->next) {
        if (str_equal(setting->parent, parent) && str_equal(setting->name, name))
            return setting->value;
    }
    return (struct str){0};
}
