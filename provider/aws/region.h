/* provider/aws/region.h - regions, partitions, and the host names Amazon makes from them. */
#ifndef ESDR_AWS_REGION_H
#define ESDR_AWS_REGION_H

#include "base/request.h"

/* The region to use: `configured` when it is not empty, else AWS_REGION, else AWS_DEFAULT_REGION (s3.md 4.5). Empty when none is set. The text is
 * `configured` itself or a copy in `arena`. */
struct str aws_region_find(struct arena *arena, struct str configured);

/* Whether the text can be a region: lower-case letters, digits and inner dashes, at most 63 bytes. It becomes part of host names. */
bool aws_region_is_valid(struct str region);

/* The DNS suffix of the partition the region is in: amazonaws.com, amazonaws.com.cn (cn-), amazonaws.eu (eusc-), ... Source: s3.md 2.7. */
struct str aws_dns_suffix(struct str region);

/* The partition's name as it stands in an ARN: aws, aws-cn, aws-us-gov, aws-eusc, ... */
struct str aws_partition(struct str region);

/* What the host name of a cluster says about signing. */
struct aws_search_host {
    bool is_amazon;     /* a managed domain or a serverless collection: requests are signed unless the user says otherwise */
    struct str region;  /* as in the host name */
    struct str service; /* "es", or "aoss" for a collection */
};

/* Recognises NAME.REGION.es.amazonaws.com, NAME.REGION.es.amazonaws.com.cn (search- and vpc- names), NAME.aos.REGION.on.aws and
 * ID.REGION.aoss.amazonaws.com, whatever their case. `host` without port. The texts are in `arena`. Source: s3.md 4.1. */
struct aws_search_host aws_search_host_read(struct arena *arena, struct str host);

/* Where a bucket is reached. */
struct s3_location {
    struct str bucket;
    struct str region;
    struct str endpoint; /* URL of a store that is not Amazon's; empty: Amazon's of the region */
    bool path_style;     /* forces https://host/bucket/key; custom endpoints and dotted buckets get it always */
};

/* The URL of the bucket, or of an object in it when `key` is not empty: the key is percent-encoded once, with its slashes kept. No slash at the end
 * of a bucket's URL in path style ("https://s3.eu-west-1.amazonaws.com/a.b"), "/" in virtual-host style ("https://b.s3.eu-west-1.amazonaws.com/").
 * A custom endpoint is path style, always. In `arena`.
 * Source: s3.md 2.7. */
struct str s3_url(struct arena *arena, const struct s3_location *location, struct str key);

#endif
