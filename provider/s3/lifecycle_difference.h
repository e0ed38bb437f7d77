/* provider/s3/lifecycle_difference.h - whether two rules or documents mean the same, and if not, in which part they differ.
 *
 * Order never matters: of rules, tags, transitions or children. An empty <Filter>, an empty <Prefix> and none at all are the same; so are the
 * rule-level <Prefix> and the one in <Filter>, an <And> and its bare children, a date and its midnight, <ExpiredObjectDeleteMarker>false and nothing
 * (s3.md 1.5, 3.2). Parts that nobody here knows are compared as text. */
#ifndef ESDR_S3_LIFECYCLE_DIFFERENCE_H
#define ESDR_S3_LIFECYCLE_DIFFERENCE_H

#include "s3/lifecycle.h"

enum rule_difference {
    RULE_SAME,
    RULE_LOST_PARTS, /* `after` has all of its parts from `before` and lacks some: stores that drop what they do not know do this */
    RULE_CHANGED,
    RULE_MISSING, /* only in `before` */
    RULE_NEW,     /* only in `after` */
};

/* Compares two <Rule> elements. `text` (may be NULL) becomes "ObjectSizeGreaterThan 1024 is gone; Days is 8 instead of 7", empty when they are the
 * same. */
enum rule_difference lifecycle_compare_rules(struct arena *arena, struct str before_xml, struct str after_xml, struct str *text);

struct lifecycle_rule_difference {
    struct str id; /* absent for a rule without one */
    enum rule_difference kind;
    struct str text;                             /* as above */
    const struct lifecycle_rule *before, *after; /* NULL: not there */
};

struct lifecycle_difference {
    const struct lifecycle_rule_difference *rules; /* only those that differ */
    size_t count;
    bool transition_default_changed; /* both documents carry the header's value, and the values differ */
};

/* Compares two documents rule by rule, matched by id (rules without id, or with the same one, by what they say). */
struct lifecycle_difference lifecycle_compare(struct arena *arena, const struct lifecycle *before, const struct lifecycle *after);

bool lifecycle_equal(struct arena *arena, const struct lifecycle *before, const struct lifecycle *after);

/* For people: `rule "sweep": ObjectSizeGreaterThan 1024 is gone; rule "x" is missing`. */
struct str lifecycle_difference_text(struct arena *arena, const struct lifecycle_difference *difference);

#endif
