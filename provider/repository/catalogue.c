#include "repository/catalogue.h"

#include <jansson.h>

enum { LATEST_BYTES = 8 };

#define AUTO_JSON AUTO(release_json) json_t

static void release_json(json_t **json)
{
    json_decref(*json);
}

bool catalogue_generation(struct str name, int64_t *generation)
{
    static const struct str prefix = STR_INIT("index-");
    GUARD(str_starts_with(name, prefix));
    struct str digits = str_slice(name, prefix.len, name.len);
    bool padded = digits.len > 1 && digits.ptr[0] == '0';
    return !padded && str_to_int64(digits, generation) && *generation >= 0 && digits.ptr[0] != '-';
}

/* Names at the root of a repository besides index-N (repository-format.md 1, 8). Verification leftovers ("tests-...") are no sign of one. */
static const struct {
    struct str prefix, suffix;
    bool whole; /* the name is the prefix */
} signs[] = {
    {STR_INIT("snap-"), STR_INIT(".dat"), false},
    {STR_INIT("meta-"), STR_INIT(".dat"), false},
    {STR_INIT("indices/"), STR_INIT(""), false},
    {STR_INIT("index.latest"), STR_INIT(""), true},
};

static bool is_sign_of_repository(struct str name)
{
    for (size_t row = 0; row < ARRAY_LENGTH(signs); row++) {
        bool fits = str_starts_with(name, signs[row].prefix) && str_ends_with(name, signs[row].suffix);
        if (fits && (!signs[row].whole || name.len == signs[row].prefix.len))
            return true;
    }
    return false;
}

static void look_at_name(struct arena *arena, struct str name, struct catalogue *out, bool *has_latest)
{
    int64_t generation;
    if (str_equal(name, STR("index.latest")))
        *has_latest = true;
    if (!catalogue_generation(name, &generation)) {
        if (!out->example.ptr && is_sign_of_repository(name))
            out->example = arena_copy(arena, name);
        return;
    }
    if (!out->has_generation || generation > out->generation)
        out->generation = generation;
    out->has_generation = true;
}

/* Counts the snapshots of an index-N. False with the reason when it is none. */
static bool read_snapshots(struct request *rq, struct str bytes, size_t *count, struct str *reason)
{
    json_error_t error;
    AUTO_JSON *root = json_loadb(bytes.ptr ? bytes.ptr : "", bytes.len, JSON_ALLOW_NUL, &error);
    json_t *snapshots = json_object_get(root, "snapshots");
    if (!root)
        *reason = arena_format(rq->arena, "it is no JSON (%s, byte %d)", error.text, error.position);
    if (root && !json_is_array(snapshots))
        *reason = STR("it has no list of snapshots");
    *count = json_array_size(snapshots);
    return json_is_array(snapshots);
}

static bool read_catalogue(struct request *rq, const struct catalogue_source *source, struct catalogue *out)
{
    struct str name = arena_format(rq->arena, "index-%lld", (long long)out->generation), bytes, reason = STR("");
    if (source->fetch(source->context, rq, name, &bytes, &reason) && read_snapshots(rq, bytes, &out->snapshot_count, &reason))
        return true;
    out->reason = arena_format(rq->arena, "%.*s cannot be read: %.*s", STR_ARGS(name), STR_ARGS(reason));
    if (!out->example.ptr)
        out->example = name;
    return false;
}

/* index.latest is only a hint: one that is missing or unreadable means nothing (repository-format.md 7). */
static void compare_with_latest(struct request *rq, const struct catalogue_source *source, struct catalogue *out)
{
    struct str bytes, reason;
    if (!source->fetch(source->context, rq, STR("index.latest"), &bytes, &reason) || bytes.len != LATEST_BYTES || (bytes.ptr[0] & 0x80) != 0)
        return;
    for (size_t at = 0; at < LATEST_BYTES; at++)
        out->latest = out->latest << 8 | (uint8_t)bytes.ptr[at];
    out->rolled_back = out->latest > out->generation;
}

void catalogue_assess(struct request *rq, const struct catalogue_source *source, const struct str *names, size_t count, struct catalogue *out)
{
    bool has_latest = false;
    *out = (struct catalogue){.reason = STR("")};
    for (size_t at = 0; at < count; at++)
        look_at_name(rq->arena, names[at], out, &has_latest);
    if (!out->has_generation && !out->example.ptr)
        return;
    out->state = CATALOGUE_LOST;
    out->reason = STR("there is no index-N");
    if (!out->has_generation || !read_catalogue(rq, source, out))
        return;
    out->state = CATALOGUE_PRESENT;
    out->reason = STR("");
    if (has_latest)
        compare_with_latest(rq, source, out);
}
