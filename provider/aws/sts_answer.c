#include "aws/sts_answer.h"

#include "base/buffer.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *parent, *name;
    size_t offset;
} fields[] = {
    {"Credentials", "AccessKeyId", offsetof(struct sts_answer, access_key)},
    {"Credentials", "SecretAccessKey", offsetof(struct sts_answer, secret_key)},
    {"Credentials", "SessionToken", offsetof(struct sts_answer, session_token)},
    {"Credentials", "Expiration", offsetof(struct sts_answer, expiration)},
    {"Error", "Code", offsetof(struct sts_answer, code)},
    {"Error", "Message", offsetof(struct sts_answer, message)},
};

enum { DEPTH_MAX = 16 };

struct answer_reader {
    XML_Parser parser;
    struct sts_answer *answer;
    struct buffer text;
    struct str path[DEPTH_MAX]; /* local names of the open elements */
    size_t depth;
};

static struct str local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return str_from(colon ? colon + 1 : name);
}

static void XMLCALL begin_element(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct answer_reader *reader = context;
    (void)attributes;
    if (reader->depth == DEPTH_MAX) {
        XML_StopParser(reader->parser, XML_FALSE);
        return;
    }
    reader->path[reader->depth++] = arena_copy(reader->text.arena, local_name(name));
    reader->text.len = 0;
}

static void XMLCALL add_text(void *context, const XML_Char *text, int length)
{
    struct answer_reader *reader = context;
    buffer_append(&reader->text, (struct str){text, (size_t)length});
}

static void keep_text(struct answer_reader *reader)
{
    struct str name = reader->path[reader->depth - 1], parent = reader->path[reader->depth - 2];
    for (size_t i = 0; i < ARRAY_LENGTH(fields); i++) {
        if (!str_equal(name, str_from(fields[i].name)) || !str_equal(parent, str_from(fields[i].parent)))
            continue;
        struct str *field = (struct str *)(void *)((char *)reader->answer + fields[i].offset);
        *field = arena_copy(reader->text.arena, str_trim(buffer_str(&reader->text)));
    }
}

static void XMLCALL end_element(void *context, const XML_Char *name)
{
    struct answer_reader *reader = context;
    (void)name;
    if (reader->depth >= 2)
        keep_text(reader);
    reader->depth -= reader->depth > 0;
    reader->text.len = 0;
}

static void XMLCALL refuse_doctype(void *context, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id, int has_subset)
{
    struct answer_reader *reader = context;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    XML_StopParser(reader->parser, XML_FALSE);
}

bool sts_answer_parse(struct arena *arena, struct str text, struct sts_answer *answer)
{
    XML_Parser parser = XML_ParserCreate("UTF-8");
    if (!parser)
        abort();
    struct answer_reader reader = {.parser = parser, .answer = answer, .text = {.arena = arena}};
    *answer = (struct sts_answer){0};
    XML_SetUserData(parser, &reader);
    XML_SetElementHandler(parser, begin_element, end_element);
    XML_SetCharacterDataHandler(parser, add_text);
    XML_SetStartDoctypeDeclHandler(parser, refuse_doctype);
    bool parsed = text.len <= INT_MAX && XML_Parse(parser, text.ptr ? text.ptr : "", (int)text.len, 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return parsed;
}
