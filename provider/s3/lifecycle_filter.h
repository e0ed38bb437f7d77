/* provider/s3/lifecycle_filter.h - filters in the one form that every store takes. */
#ifndef ESDR_S3_LIFECYCLE_FILTER_H
#define ESDR_S3_LIFECYCLE_FILTER_H

#include "s3/lifecycle.h"

/* The text of a document, fit to be written. A <Filter> that holds more than one element gets a single <And> around all of them, also around those of
 * an <And> it already has; every other byte stays, and a document without such filters is returned as it is.
 * Ceph 16 prints And{Prefix, Tag, Tag} as <Prefix/><And><Tag/><Tag/></And>, and when it is given that it keeps the tags and loses the prefix: its own
 * answer, written back unchanged, widens the rule. Amazon refuses such filters (s3.md 2.4, 3.2). `document` was made by lifecycle_parse.
 * Lives in `arena` or is the document's own text. Any thread. */
struct str lifecycle_text_to_write(struct arena *arena, const struct lifecycle *document);

#endif
