/* provider/s3/xml.h - small XML documents as trees that remember where in the text each element stands.
 *
 * Names are local names: a namespace prefix is dropped, whatever it is bound to, because stores differ (s3.md 2.2: "parse by local name and accept
 * none"). A document with a DOCTYPE is refused, so there are no entities but the five predefined ones. */
#ifndef ESDR_S3_XML_H
#define ESDR_S3_XML_H

#include "base/arena.h"
#include "base/buffer.h"

/* Limits of xml_parse: bytes of the document and nesting of its elements. */
enum { XML_BYTES_MAX = 32 * 1024 * 1024, XML_DEPTH_MAX = 32 };

/* One element. `outer` and `inner` are views of the parsed text, byte for byte; `inner` is empty with a NULL pointer for <Name/>. */
struct xml_element {
    struct str name;  /* local name */
    struct str text;  /* character data directly inside, references resolved, blanks kept */
    struct str outer; /* from '<' of the start tag to '>' of the end tag */
    struct str inner; /* between the tags */
    bool has_prefix;  /* written as <p:Name> */
    size_t child_count;
    const struct xml_element *first_child;
    const struct xml_element *next; /* sibling */
};

/* Why a text is no acceptable document. */
struct xml_error {
    const char *reason; /* static text, no trailing dot */
    size_t line;        /* from 1; 0 when the whole document is meant */
};

/* Reads a UTF-8 document. The tree lives in `arena` and looks into `document`, which must outlive it. False with `error` filled for text that is not
 * well-formed, has a DOCTYPE, is longer than XML_BYTES_MAX or nests deeper than XML_DEPTH_MAX. Any thread. */
WARN_UNUSED bool xml_parse(struct arena *arena, struct str document, const struct xml_element **root, struct xml_error *error);

/* The first child of that local name, or NULL. `element` may be NULL. */
const struct xml_element *xml_child(const struct xml_element *element, struct str name);

/* The next sibling of the same local name, or NULL: for (c = xml_child(e, name); c; c = xml_next(c)). */
const struct xml_element *xml_next(const struct xml_element *element);

/* Trimmed text of the first child of that name; a NULL pointer when there is no such child. */
struct str xml_child_text(const struct xml_element *element, struct str name);

/* Appends text with & < > " and carriage returns escaped, fit for content and attribute values. The text must be UTF-8 without control bytes other
 * than tab and line ends. */
void xml_append_escaped(struct buffer *out, struct str text);

/* Appends <name>text</name>, escaped. */
void xml_append_element(struct buffer *out, const char *name, struct str text);

#endif
