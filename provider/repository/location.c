#include "repository/location.h"

enum { HASH_BITS = 14 };

/* "H", one base64 character and HASH_BITS bits, as ? of a pattern. */
#define HASH_PATTERN "???????????????"

bool shard_paths_parse(struct str setting, enum shard_paths *out)
{
    static const struct {
        const char *name;
        enum shard_paths value;
    } names[] = {{"fixed", SHARD_PATHS_FIXED}, {"hashed_prefix", SHARD_PATHS_HASHED_PREFIX}, {"hashed_infix", SHARD_PATHS_HASHED_INFIX}};
    for (size_t row = 0; row < ARRAY_LENGTH(names); row++) {
        if (!str_equal_ignoring_case(str_from(names[row].name), setting))
            continue;
        *out = names[row].value;
        return true;
    }
    return false;
}

static struct str without_slashes(struct str base)
{
    while (base.len > 0 && base.ptr[0] == '/')
        base = str_slice(base, 1, base.len);
    while (base.len > 0 && base.ptr[base.len - 1] == '/')
        base.len--;
    return base;
}

/* Takes `piece` off the front of a rule's prefix. A prefix that ends inside the piece still fits, and is then used up. */
static bool take_text(struct str *prefix, struct str piece)
{
    size_t shared = prefix->len < piece.len ? prefix->len : piece.len;
    GUARD(str_equal(str_slice(*prefix, 0, shared), str_slice(piece, 0, shared)));
    *prefix = str_slice(*prefix, shared, prefix->len);
    return true;
}

static bool is_base64_url(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

static bool is_bit(char byte)
{
    return byte == '0' || byte == '1';
}

static bool take_bytes(struct str *prefix, size_t count, bool (*fits)(char byte))
{
    for (; count > 0 && prefix->len > 0; count--) {
        GUARD(fits(prefix->ptr[0]));
        *prefix = str_slice(*prefix, 1, prefix->len);
    }
    return true;
}

/* "" for the whole bucket, else "<base>/": take_text in two steps spares building it. */
static bool take_base(struct str *prefix, struct str base)
{
    return str_is_empty(base) || (take_text(prefix, base) && take_text(prefix, STR("/")));
}

static bool fits_hashed_prefix(const struct repository_location *location, struct str prefix)
{
    return take_text(&prefix, location->shard_prefix) && take_bytes(&prefix, 1, is_base64_url) && take_bytes(&prefix, HASH_BITS, is_bit) &&
           take_text(&prefix, STR("/")) && take_base(&prefix, without_slashes(location->base_path)) && take_text(&prefix, STR("indices/"));
}

bool location_overlaps_prefix(const struct repository_location *location, struct str prefix)
{
    struct str rest = prefix;
    if (take_base(&rest, without_slashes(location->base_path)))
        return true;
    return location->shard_paths == SHARD_PATHS_HASHED_PREFIX && fits_hashed_prefix(location, prefix);
}

/* Whether a key of `location` can begin with "<base>/". */
static bool reaches_into(const struct repository_location *location, struct str base)
{
    char key_start[2048];
    if (base.len + 1 > sizeof(key_start))
        return location_overlaps_prefix(location, base);
    for (size_t at = 0; at < base.len; at++)
        key_start[at] = base.ptr[at];
    key_start[base.len] = '/';
    return location_overlaps_prefix(location, (struct str){key_start, base.len == 0 ? 0 : base.len + 1});
}

bool locations_overlap(const struct repository_location *a, const struct repository_location *b)
{
    return reaches_into(a, without_slashes(b->base_path)) || reaches_into(b, without_slashes(a->base_path));
}

struct lifecycle_threat location_threat(struct arena *arena, const struct repository_location *location, const struct lifecycle_rule_view *rule,
                                        enum bucket_versioning versioning)
{
    if (!location_overlaps_prefix(location, rule->filter.prefix))
        return (struct lifecycle_threat){.kind = THREAT_NONE, .action = STR(""), .prefix = rule->filter.prefix};
    return lifecycle_rule_effect(arena, rule, versioning);
}

static struct str base_folder(struct arena *arena, const struct repository_location *location)
{
    struct str base = without_slashes(location->base_path);
    return str_is_empty(base) ? STR("") : arena_format(arena, "%.*s/", STR_ARGS(base));
}

size_t location_key_patterns(struct arena *arena, const struct repository_location *location, struct str out[2])
{
    struct str folder = base_folder(arena, location);
    out[0] = arena_format(arena, "%.*s*", STR_ARGS(folder));
    if (location->shard_paths != SHARD_PATHS_HASHED_PREFIX || str_is_empty(folder))
        return 1;
    out[1] = arena_format(arena, "%.*s" HASH_PATTERN "/%.*sindices/*", STR_ARGS(location->shard_prefix), STR_ARGS(folder));
    return 2;
}

struct str location_text(struct arena *arena, const struct repository_location *location)
{
    struct str folder = base_folder(arena, location);
    if (str_is_empty(folder))
        return STR("the whole bucket");
    if (location->shard_paths != SHARD_PATHS_HASHED_PREFIX)
        return arena_format(arena, "\"%.*s\"", STR_ARGS(folder));
    return arena_format(arena, "\"%.*s\", and its shard data under \"%.*sH/%.*sindices/\", where H is %zu characters that differ from shard to shard",
                        STR_ARGS(folder), STR_ARGS(location->shard_prefix), STR_ARGS(folder), sizeof(HASH_PATTERN) - 1);
}
