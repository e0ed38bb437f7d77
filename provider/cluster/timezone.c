#include "cluster/timezone.h"

#include <ctype.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char database[] = "/usr/share/zoneinfo";

static const struct str utc_names[] = {
    STR_INIT("UTC"),           STR_INIT("Z"),         STR_INIT("Etc/UTC"),   STR_INIT("GMT"),           STR_INIT("Etc/GMT"),
    STR_INIT("UCT"),           STR_INIT("Etc/UCT"),   STR_INIT("Zulu"),      STR_INIT("Etc/Zulu"),      STR_INIT("Universal"),
    STR_INIT("Etc/Universal"), STR_INIT("Greenwich"), STR_INIT("UT"),        STR_INIT("Etc/Greenwich"), STR_INIT("GMT0"),
    STR_INIT("Etc/GMT0"),      STR_INIT("Etc/GMT+0"), STR_INIT("Etc/GMT-0"),
};

/* In the database, but not for Java (test-lab.md 5), or files that are no zones. */
static const struct str refused_names[] = {STR_INIT("EST"),     STR_INIT("MST"),        STR_INIT("HST"),
                                           STR_INIT("Factory"), STR_INIT("posixrules"), STR_INIT("localtime")};

static const struct str offset_prefixes[] = {STR_INIT("UTC"), STR_INIT("GMT"), STR_INIT("UT"), STR_INIT("")};

static bool is_one_of(struct str name, const struct str *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(name, names[i]))
            return true;
    return false;
}

static bool read_two_digits(struct str text, int64_t last, int64_t *number)
{
    return text.len == 2 && isdigit((unsigned char)text.ptr[0]) && str_to_int64(text, number) && *number <= last;
}

/* +h, +hh, +hh:mm and +hhmm, up to 18 hours: what java.time.ZoneOffset reads, without seconds. */
static bool read_offset(struct str text, int64_t *minutes)
{
    int64_t hour = 0, minute = 0;
    if (text.len < 2 || (text.ptr[0] != '+' && text.ptr[0] != '-'))
        return false;
    struct str digits = str_slice(text, 1, text.len);
    struct str hours = str_slice(digits, 0, 2), rest = str_slice(digits, 2, digits.len);
    if (digits.len == 1)
        return isdigit((unsigned char)digits.ptr[0]) && str_to_int64(digits, minutes);
    if (!read_two_digits(hours, 18, &hour))
        return false;
    if (rest.len == 3 && rest.ptr[0] == ':')
        rest = str_slice(rest, 1, 3);
    if (rest.len > 0 && !read_two_digits(rest, 59, &minute))
        return false;
    *minutes = hour * 60 + minute;
    return *minutes <= 18 * 60;
}

static bool is_offset(struct str name, int64_t *minutes)
{
    for (size_t i = 0; i < ARRAY_LENGTH(offset_prefixes); i++)
        if (str_starts_with(name, offset_prefixes[i]) && read_offset(str_slice(name, offset_prefixes[i].len, name.len), minutes))
            return true;
    return false;
}

static bool is_well_formed(struct str name)
{
    if (name.len == 0 || name.len > 64 || !isalpha((unsigned char)name.ptr[0]))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!isalnum((unsigned char)name.ptr[i]) && !memchr("_+-/", name.ptr[i], 4))
            return false;
    return !str_starts_with(name, STR("right/")) && !str_starts_with(name, STR("posix/"));
}

static void close_file(int *file)
{
    if (*file >= 0)
        close(*file);
}

static bool is_zone_file(struct arena *arena, struct str name)
{
    const char *path = arena_c_string(arena, arena_format(arena, "%s/%.*s", database, STR_ARGS(name)));
    char magic[4];
    AUTO(close_file) int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    return file >= 0 && read(file, magic, sizeof magic) == (ssize_t)sizeof magic && memcmp(magic, "TZif", sizeof magic) == 0;
}

static bool is_known(struct arena *arena, struct str name)
{
    struct stat status;
    return stat(database, &status) != 0 || is_zone_file(arena, name);
}

bool timezone_check(struct arena *arena, struct str name, struct str *problem)
{
    int64_t minutes;
    if (is_offset(name, &minutes) || is_one_of(name, utc_names, ARRAY_LENGTH(utc_names)))
        return true;
    if (is_well_formed(name) && !is_one_of(name, refused_names, ARRAY_LENGTH(refused_names)) && is_known(arena, name))
        return true;
    *problem = arena_format(
        arena, "is no time zone that the servers know: write an IANA name such as \"Europe/Berlin\", \"UTC\", or an offset such as \"+02:00\"");
    return false;
}

bool timezone_is_utc(struct str name)
{
    int64_t minutes;
    return is_one_of(name, utc_names, ARRAY_LENGTH(utc_names)) || (is_offset(name, &minutes) && minutes == 0);
}
