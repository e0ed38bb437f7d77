#include "s3/xml.h"

#include <expat.h>
#include <limits.h>
#include <string.h>

#define AUTO_PARSER AUTO(free_parser) XML_Parser

/* An element that is open: its text still grows. */
struct open_element {
    struct xml_element *element;
    struct xml_element *last_child;
    struct buffer text;
    size_t start, content;
    bool empty_tag;
};

struct reader {
    XML_Parser parser;
    struct arena *arena;
    struct str document;
    struct open_element open[XML_DEPTH_MAX];
    size_t depth;
    const struct xml_element *root;
    const char *refusal; /* why parsing was stopped by us */
};

static void free_parser(XML_Parser *parser)
{
    if (*parser)
        XML_ParserFree(*parser);
}

static void refuse(struct reader *reader, const char *reason)
{
    reader->refusal = reason;
    XML_StopParser(reader->parser, XML_FALSE);
}

static struct str local_name(const char *qualified)
{
    const char *colon = strrchr(qualified, ':');
    return str_from(colon ? colon + 1 : qualified);
}

static void XMLCALL element_starts(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct reader *reader = context;
    (void)attributes;
    if (reader->depth == XML_DEPTH_MAX) {
        refuse(reader, "its elements nest too deeply");
        return;
    }
    size_t start = (size_t)XML_GetCurrentByteIndex(reader->parser);
    size_t content = start + (size_t)XML_GetCurrentByteCount(reader->parser);
    struct xml_element *element = ARENA_NEW(reader->arena, struct xml_element);
    element->name = arena_copy(reader->arena, local_name(name));
    element->has_prefix = strchr(name, ':') != NULL;
    reader->open[reader->depth++] = (struct open_element){
        .element = element,
        .text = {.arena = reader->arena},
        .start = start,
        .content = content,
        .empty_tag = content >= 2 && reader->document.ptr[content - 2] == '/',
    };
}

static void link_to_parent(struct reader *reader, struct xml_element *element)
{
    if (reader->depth == 0) {
        reader->root = element;
        return;
    }
    struct open_element *parent = &reader->open[reader->depth - 1];
    if (parent->last_child)
        parent->last_child->next = element;
    else
        parent->element->first_child = element;
    parent->last_child = element;
    parent->element->child_count++;
}

static void XMLCALL element_ends(void *context, const XML_Char *name)
{
    struct reader *reader = context;
    (void)name;
    if (reader->refusal)
        return;
    struct open_element *open = &reader->open[--reader->depth];
    size_t end_tag = (size_t)XML_GetCurrentByteIndex(reader->parser);
    size_t end = open->empty_tag ? open->content : end_tag + (size_t)XML_GetCurrentByteCount(reader->parser);
    struct xml_element *element = open->element;
    element->text = buffer_str(&open->text);
    element->outer = str_slice(reader->document, open->start, end);
    if (!open->empty_tag)
        element->inner = (struct str){reader->document.ptr + open->content, end_tag - open->content};
    link_to_parent(reader, element);
}

static void XMLCALL text_comes(void *context, const XML_Char *text, int length)
{
    struct reader *reader = context;
    if (reader->depth > 0)
        buffer_append(&reader->open[reader->depth - 1].text, (struct str){text, (size_t)length});
}

static void XMLCALL doctype_starts(void *context, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id, int has_subset)
{
    (void)name, (void)system_id, (void)public_id, (void)has_subset;
    refuse(context, "it has a document type declaration");
}

static bool fail(struct xml_error *error, const char *reason, size_t line)
{
    *error = (struct xml_error){.reason = reason, .line = line};
    return false;
}

bool xml_parse(struct arena *arena, struct str document, const struct xml_element **root, struct xml_error *error)
{
    if (document.len > XML_BYTES_MAX)
        return fail(error, "it is too long", 0);
    AUTO_PARSER parser = XML_ParserCreate("UTF-8");
    if (!parser)
        return fail(error, "there is no memory for a parser", 0);
    struct reader reader = {.parser = parser, .arena = arena, .document = document};
    XML_SetUserData(parser, &reader);
    XML_SetElementHandler(parser, element_starts, element_ends);
    XML_SetCharacterDataHandler(parser, text_comes);
    XML_SetStartDoctypeDeclHandler(parser, doctype_starts);
    enum XML_Status status = XML_Parse(parser, document.len > 0 ? document.ptr : "", (int)document.len, XML_TRUE);
    size_t line = (size_t)XML_GetCurrentLineNumber(parser);
    if (reader.refusal)
        return fail(error, reader.refusal, line);
    if (status != XML_STATUS_OK)
        return fail(error, XML_ErrorString(XML_GetErrorCode(parser)), line);
    *root = reader.root;
    return true;
}

const struct xml_element *xml_child(const struct xml_element *element, struct str name)
{
    for (const struct xml_element *child = element ? element->first_child : NULL; child; child = child->next)
        if (str_equal(child->name, name))
            return child;
    return NULL;
}

const struct xml_element *xml_next(const struct xml_element *element)
{
    for (const struct xml_element *sibling = element->next; sibling; sibling = sibling->next)
        if (str_equal(sibling->name, element->name))
            return sibling;
    return NULL;
}

struct str xml_child_text(const struct xml_element *element, struct str name)
{
    const struct xml_element *child = xml_child(element, name);
    if (!child)
        return (struct str){0};
    struct str text = str_trim(child->text);
    return text.ptr ? text : STR("");
}

void xml_append_escaped(struct buffer *out, struct str text)
{
    static const struct {
        char byte;
        const char *reference;
    } references[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\r', "&#13;"}};
    for (size_t at = 0; at < text.len; at++) {
        const char *reference = NULL;
        for (size_t row = 0; row < ARRAY_LENGTH(references); row++)
            if (text.ptr[at] == references[row].byte)
                reference = references[row].reference;
        if (reference)
            buffer_append(out, str_from(reference));
        else
            buffer_append_byte(out, text.ptr[at]);
    }
}

void xml_append_element(struct buffer *out, const char *name, struct str text)
{
    buffer_format(out, "<%s>", name);
    xml_append_escaped(out, text);
    buffer_format(out, "</%s>", name);
}
