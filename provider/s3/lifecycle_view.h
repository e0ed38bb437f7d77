/* provider/s3/lifecycle_view.h - what a <Rule> element says, as a struct. Private to provider/s3. */
#ifndef ESDR_S3_LIFECYCLE_VIEW_H
#define ESDR_S3_LIFECYCLE_VIEW_H

#include "s3/lifecycle.h"
#include "s3/xml.h"

/* Never fails: parts that cannot be read are listed as unknown. Lives in `arena` and looks into the element. */
struct lifecycle_rule_view lifecycle_view_read(struct arena *arena, const struct xml_element *rule);

/* A rule by itself, from a copy of its text in `arena`. False when the text is no XML. */
WARN_UNUSED bool lifecycle_rule_copy(struct arena *arena, struct str rule_xml, struct lifecycle_rule *out);

#endif
