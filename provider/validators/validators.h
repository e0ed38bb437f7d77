/* provider/validators/validators.h - checks of attribute values, and meanings of texts, that need knowledge of clusters and buckets. The tables of
 * provider/schemas name them.
 *
 * Pure, but for the file that validate_timezone looks up. Any thread. The checks have the contract of validate_fn: false with an error at `at` that
 * says what is wrong, why, and what to write. None looks at the validator's arguments or at `number`. */
#ifndef ESDR_VALIDATORS_VALIDATORS_H
#define ESDR_VALIDATORS_VALIDATORS_H

#include "framework/schema.h"

/* Names in a cluster: cluster/names.h. The second also takes Amazon's own repositories (cs-automated), for reading. */
validate_fn validate_repository_name, validate_repository_name_to_read, validate_snapshot_name, validate_policy_name;

/* One name or pattern of indices, perhaps excluded by a leading minus: not empty, no comma, no blank. */
validate_fn validate_index_pattern;

/* A length of time as the engines write it, "5d" (cluster/duration.h); as Go writes it, "1h30m", at most 1,000 hours (framework/timeouts.h). */
validate_fn validate_duration, validate_go_duration;

/* A size in bytes as the engines write it, "100mb": validators/size.h. */
validate_fn validate_size;

/* A schedule of five fields (cluster/cron.h), and a time zone (cluster/timezone.h). */
validate_fn validate_cron, validate_timezone;

/* Where a repository is: a base path without a slash at either end (s3.md 2.6); a URL of the schemes that url repositories take; hdfs://host:port/
 * (snapshots.md 1.2). */
validate_fn validate_base_path, validate_repository_url, validate_hdfs_uri;

/* http or https, a host, at most a path: no query, no fragment, and no credentials, which have attributes of their own. */
validate_fn validate_http_url;

/* Amazon's names: a bucket of 3 to 63 letters, digits, dots, dashes and underscores (capitals and underscores only in old buckets); a region
 * (aws/region.h); arn:PARTITION:iam::ACCOUNT:role/NAME, whose account may be empty (Ceph); an account of 12 digits. */
validate_fn validate_bucket_name, validate_aws_region, validate_role_arn, validate_account_id;

/* A prefix of object keys, at most 1,024 bytes and without a leading slash, which would match no ordinary key. The second adds a warning, with an
 * example of what else matches, when there is no slash at the end. Source: s3.md 2.3, 2.6. */
validate_fn validate_key_prefix, validate_rule_prefix;

/* A storage class: capitals, digits, underscores and dashes. Stores other than Amazon's have their own. */
validate_fn validate_storage_class;

/* A day, "2027-01-31", or that day's midnight in UTC as RFC 3339. Source: s3.md 2.4. */
validate_fn validate_midnight_date;

/* A SHA-256 as 64 hexadecimal digits, with or without colons between the bytes. */
validate_fn validate_sha256;

/* Whether two texts mean the same schedule, length of time, number of bytes, or day; or differ in ASCII capitals only. Texts that cannot be read mean
 * the same only when they are equal. */
same_meaning_fn same_cron, same_duration, same_size, same_date, same_letter_case;

#endif
