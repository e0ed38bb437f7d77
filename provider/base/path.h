/* provider/base/path.h - where in a configuration something is: steps from the object's root down to one attribute or element. */
#ifndef ESDR_BASE_PATH_H
#define ESDR_BASE_PATH_H

#include "base/arena.h"

enum path_step_kind { PATH_ATTRIBUTE, PATH_KEY, PATH_INDEX };

struct path_step {
    enum path_step_kind kind;
    struct str name; /* attribute name or map key; must outlive the request */
    int64_t index;   /* position in a list */
};

enum { PATH_STEPS_MAX = 8 };

/* A path by value. The empty path means the whole object. Elements of sets have no step: a path stops at the set (terraform-plugin-protocol.md 4.8).
 */
struct path {
    struct path_step steps[PATH_STEPS_MAX];
    size_t length;
};

#define PATH_ROOT ((struct path){.length = 0})

/* Paths of one and of two attribute names, for literals: AT("name"), AT2("s3", "bucket"). */
#define AT(attribute) path_attribute(PATH_ROOT, STR(attribute))
#define AT2(outer, inner) path_attribute(AT(outer), STR(inner))

/* The path with one more step. Steps beyond PATH_STEPS_MAX are dropped: the path then names the nearest ancestor. */
struct path path_attribute(struct path parent, struct str name);
struct path path_key(struct path parent, struct str key);
struct path path_index(struct path parent, size_t index);

bool path_equal(const struct path *a, const struct path *b);

/* "s3.bucket", "transitions[0].days", "tags[\"team\"]"; empty for the root. */
struct str path_text(struct arena *arena, const struct path *path);

#endif
