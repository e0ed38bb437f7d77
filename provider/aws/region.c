#include "aws/region.h"

#include "aws/lower_case.h"
#include "http/http.h"

#include <stdlib.h>

struct str aws_region_find(struct arena *arena, struct str configured)
{
    static const char *const variables[] = {"AWS_REGION", "AWS_DEFAULT_REGION"};
    if (!str_is_empty(configured))
        return configured;
    for (size_t i = 0; i < ARRAY_LENGTH(variables); i++) {
        struct str region = str_from(getenv(variables[i]));
        if (!str_is_empty(region))
            return arena_copy(arena, region);
    }
    return (struct str){0};
}

bool aws_region_is_valid(struct str region)
{
    for (size_t i = 0; i < region.len; i++) {
        char byte = region.ptr[i];
        bool is_end = i == 0 || i + 1 == region.len;
        if (!((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (byte == '-' && !is_end)))
            return false;
    }
    return region.len > 0 && region.len <= 63;
}

struct partition {
    struct str region_prefix, name, dns_suffix;
};

static const struct partition partitions[] = {
    {STR_INIT("cn-"), STR_INIT("aws-cn"), STR_INIT("amazonaws.com.cn")}, {STR_INIT("us-gov-"), STR_INIT("aws-us-gov"), STR_INIT("amazonaws.com")},
    {STR_INIT("eusc-"), STR_INIT("aws-eusc"), STR_INIT("amazonaws.eu")}, {STR_INIT("us-isob-"), STR_INIT("aws-iso-b"), STR_INIT("sc2s.sgov.gov")},
    {STR_INIT("us-iso-"), STR_INIT("aws-iso"), STR_INIT("c2s.ic.gov")},  {STR_INIT(""), STR_INIT("aws"), STR_INIT("amazonaws.com")},
};

static const struct partition *partition_of(struct str region)
{
    size_t i = 0;
    while (!str_starts_with(region, partitions[i].region_prefix))
        i++;
    return &partitions[i];
}

struct str aws_dns_suffix(struct str region)
{
    return partition_of(region)->dns_suffix;
}

struct str aws_partition(struct str region)
{
    return partition_of(region)->name;
}

/* NAME, then what stands on either side of the region; NAME is one label. */
struct host_pattern {
    struct str before, after, service;
};

static const struct host_pattern host_patterns[] = {
    {STR_INIT("."), STR_INIT(".es.amazonaws.com"), STR_INIT("es")},     {STR_INIT("."), STR_INIT(".es.amazonaws.com.cn"), STR_INIT("es")},
    {STR_INIT("."), STR_INIT(".es.amazonaws.eu"), STR_INIT("es")},      {STR_INIT(".aos."), STR_INIT(".on.aws"), STR_INIT("es")},
    {STR_INIT("."), STR_INIT(".aoss.amazonaws.com"), STR_INIT("aoss")},
};

static bool fits(struct str host, const struct host_pattern *pattern, struct str *region)
{
    size_t dot = str_find_byte(host, '.', 0);
    struct str rest = str_slice(host, dot, host.len);
    if (dot == 0 || !str_ends_with(rest, pattern->after) || rest.len <= pattern->before.len + pattern->after.len ||
        !str_starts_with(rest, pattern->before))
        return false;
    *region = str_slice(rest, pattern->before.len, rest.len - pattern->after.len);
    return aws_region_is_valid(*region);
}

struct aws_search_host aws_search_host_read(struct arena *arena, struct str host)
{
    struct str lower = lower_case(arena, host), region;
    for (size_t i = 0; i < ARRAY_LENGTH(host_patterns); i++) {
        if (fits(lower, &host_patterns[i], &region))
            return (struct aws_search_host){true, region, host_patterns[i].service};
    }
    return (struct aws_search_host){0};
}

static bool is_path_style(const struct s3_location *location)
{
    return location->path_style || !str_is_empty(location->endpoint) || str_find_byte(location->bucket, '.', 0) < location->bucket.len;
}

static struct str amazon_host(struct arena *arena, struct str region)
{
    return arena_format(arena, "s3.%.*s.%.*s", STR_ARGS(region), STR_ARGS(aws_dns_suffix(region)));
}

static struct str without_final_slash(struct str text)
{
    while (str_ends_with(text, STR("/")))
        text = str_slice(text, 0, text.len - 1);
    return text;
}

static struct str bucket_url(struct arena *arena, const struct s3_location *location)
{
    struct str host = amazon_host(arena, location->region);
    if (!is_path_style(location))
        return arena_format(arena, "https://%.*s.%.*s", STR_ARGS(location->bucket), STR_ARGS(host));
    struct str bucket = http_encode(arena, location->bucket, false);
    if (str_is_empty(location->endpoint))
        return arena_format(arena, "https://%.*s/%.*s", STR_ARGS(host), STR_ARGS(bucket));
    return arena_format(arena, "%.*s/%.*s", STR_ARGS(without_final_slash(location->endpoint)), STR_ARGS(bucket));
}

struct str s3_url(struct arena *arena, const struct s3_location *location, struct str key)
{
    struct str bucket = bucket_url(arena, location);
    if (str_is_empty(key))
        return is_path_style(location) ? bucket : arena_format(arena, "%.*s/", STR_ARGS(bucket));
    return arena_format(arena, "%.*s/%.*s", STR_ARGS(bucket), STR_ARGS(http_encode(arena, key, true)));
}
