/* provider/s3/lifecycle.h - the lifecycle document of one bucket, as a list of rules that are kept byte for byte.
 *
 * Pure functions on text. Everything lives in the arena that was given; views look into the document. Any thread. Source of the format: s3.md 2.2. */
#ifndef ESDR_S3_LIFECYCLE_H
#define ESDR_S3_LIFECYCLE_H

#include "base/optional.h"
#include "base/request.h"

/* s3.md 2.3 */
enum { LIFECYCLE_RULES_MAX = 1000, LIFECYCLE_ID_MAX = 255, LIFECYCLE_PREFIX_MAX = 1024 };

/* Which objects a rule is about. All of it must hold. Everything absent means every object. */
struct lifecycle_filter {
    struct str prefix; /* literal beginning of the key; empty or absent: any key */
    const struct string_pair *tags;
    size_t tag_count;
    struct optional_int object_size_greater_than, object_size_less_than; /* bytes */
};

/* One <Transition> or <NoncurrentVersionTransition>. */
struct lifecycle_transition {
    struct optional_int days;                      /* NoncurrentDays for noncurrent versions */
    struct str date;                               /* RFC 3339; absent for noncurrent versions */
    struct optional_int newer_noncurrent_versions; /* noncurrent versions only */
    struct str storage_class;
};

/* What a rule says. Used both for rules that were read and for the rule to be written. */
struct lifecycle_rule_view {
    struct str id;
    bool enabled;
    bool prefix_at_rule; /* read: the deprecated rule-level <Prefix> ("V1"); ignored when writing */
    struct lifecycle_filter filter;
    struct optional_int expiration_days;
    struct str expiration_date; /* RFC 3339 or YYYY-MM-DD; absent: none */
    struct optional_bool expired_object_delete_marker;
    bool noncurrent_expiration; /* the two below matter only when set */
    struct optional_int noncurrent_days, newer_noncurrent_versions;
    const struct lifecycle_transition *transitions;
    size_t transition_count;
    const struct lifecycle_transition *noncurrent_transitions;
    size_t noncurrent_transition_count;
    struct optional_int abort_incomplete_multipart_upload_days;
    const struct str *unknown; /* parts this library does not know or cannot read, such as "Expiration/ExpiredObjectAllVersions" */
    size_t unknown_count;
};

/* One <Rule>. `xml` is the element exactly as the store sent it: children nobody here knows must survive. */
struct lifecycle_rule {
    struct str id;  /* absent (NULL) when the rule has no <ID> */
    struct str xml; /* view of the document */
    struct lifecycle_rule_view view;
};

/* A whole document. {0} is a bucket without one. */
struct lifecycle {
    struct str xml; /* empty: the bucket has no lifecycle document */
    const struct lifecycle_rule *rules;
    size_t count;
    struct str transition_default; /* value of x-amz-transition-default-minimum-object-size; absent when the store sent none (s3.md 1.5) */
};

/* Reads a document. False with `reason` (arena text, no trailing dot) when it is not XML, when its root is no LifecycleConfiguration (some stores
 * answer a ListBucketResult instead, s3.md 3.2). Duplicate ids are kept as they are. */
WARN_UNUSED bool lifecycle_parse(struct arena *arena, struct str xml, struct lifecycle *out, struct str *reason);

/* The first rule with that id, or NULL. Ids are compared byte by byte; they may hold slashes, blanks and any UTF-8. */
const struct lifecycle_rule *lifecycle_find(const struct lifecycle *document, struct str id);

/* How a new rule has to name its prefix beside the rules that are there: Amazon refuses documents that mix both forms (s3.md 2.4). */
enum lifecycle_form {
    LIFECYCLE_FILTER,      /* <Filter>, "V2" */
    LIFECYCLE_RULE_PREFIX, /* rule-level <Prefix>, "V1": every other rule is written so, and this one can be */
    LIFECYCLE_FORM_MIXED,  /* every other rule is V1 and this one needs a <Filter>: Amazon will refuse it, other stores take it */
};
enum lifecycle_form lifecycle_form_for(const struct lifecycle *document, const struct lifecycle_rule_view *rule);

/* The <Rule> element of a view. LIFECYCLE_FORM_MIXED is written as LIFECYCLE_FILTER. Dates are written as midnight UTC when only a day is given. */
struct str lifecycle_rule_xml(struct arena *arena, const struct lifecycle_rule_view *rule, enum lifecycle_form form);

/* Replaces the rule of that id by `rule_xml`, or inserts it as the last rule. Every byte outside that rule stays, the root's start tag too. A
 * bucket without a document gets one. False with `reason` for a root with a namespace prefix, for a document that holds the id twice, and when there
 * would be more than LIFECYCLE_RULES_MAX rules. */
WARN_UNUSED bool lifecycle_put(struct arena *arena, const struct lifecycle *document, struct str id, struct str rule_xml, struct lifecycle *out,
                               struct str *reason);

/* Takes the rule of that id out, with the blanks before it; a document without it is returned as it is. With the last rule gone `out->count` is 0:
 * such a document must be deleted, not written (s3.md 2.4). False with `reason` as lifecycle_put. */
WARN_UNUSED bool lifecycle_remove(struct arena *arena, const struct lifecycle *document, struct str id, struct lifecycle *out, struct str *reason);

#endif
