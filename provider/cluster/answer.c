#include "base/buffer.h"
#include "cluster/cluster_private.h"

enum { TEXT_LIMIT = 300, CAUSES_MAX = 5 };

void cluster_answer_clean_up(struct cluster_answer *answer)
{
    json_decref(answer->json);
    answer->json = NULL;
}

bool cluster_answer_is_success(const struct cluster_answer *answer)
{
    return answer->status >= 200 && answer->status < 300 && answer->json;
}

/* The type can be all that a cause says: "no_such_bucket_exception" comes with a reason of request numbers only. */
static struct str cause_text(struct arena *arena, const json_t *cause)
{
    struct str type = json_as_text(arena, json_object_get(cause, "type"));
    struct str reason = str_trim(json_as_text(arena, json_object_get(cause, "reason")));
    return arena_format(arena, "%.*s%s%.*s", STR_ARGS(type), type.len && reason.len ? ": " : "", STR_ARGS(reason));
}

/* {"caused_by": {"type": ..., "reason": ..., "caused_by": ...}} */
static struct str read_causes(struct arena *arena, const json_t *error, struct str reason)
{
    struct buffer causes = {.arena = arena};
    const json_t *cause = json_object_get(error, "caused_by");
    for (int depth = 0; cause && depth < CAUSES_MAX; depth++) {
        struct str text = cause_text(arena, cause);
        if (text.len && !str_contains(reason, text) && !str_contains(buffer_str(&causes), text))
            buffer_format(&causes, "%s%.*s", causes.len ? ": " : "", STR_ARGS(text));
        cause = json_object_get(cause, "caused_by");
    }
    return buffer_str(&causes);
}

static void read_error(struct arena *arena, const json_t *error, struct cluster_answer *answer)
{
    const json_t *root = json_array_get(json_object_get(error, "root_cause"), 0);
    answer->type = json_as_text(arena, json_object_get(error, "type"));
    answer->reason = json_as_text(arena, json_object_get(error, "reason"));
    if (!answer->reason.len)
        answer->reason = json_as_text(arena, json_object_get(root, "reason"));
    answer->causes = read_causes(arena, error, answer->reason);
}

static void read_reason(struct arena *arena, const json_t *json, struct cluster_answer *answer)
{
    static const char *const members[] = {"error", "Message", "message"};
    const json_t *error = json_object_get(json, "error");
    if (json_is_object(error)) {
        read_error(arena, error, answer);
        return;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(members) && !answer->reason.len; i++)
        answer->reason = json_as_text(arena, json_object_get(json, members[i]));
}

static struct str first_line(struct str text)
{
    struct str line;
    while (str_next_field(&text, '\n', &line))
        if (str_trim(line).len)
            return str_trim(line);
    return (struct str){0};
}

/* What a page says, without its tags; what stands in <style> and <script> is left in, which its first line never is. */
static struct str page_text(struct arena *arena, struct str page)
{
    struct buffer text = {.arena = arena};
    bool in_tag = false;
    for (size_t i = 0; i < page.len; i++) {
        in_tag = in_tag || page.ptr[i] == '<';
        if (!in_tag)
            buffer_append_byte(&text, page.ptr[i]);
        in_tag = in_tag && page.ptr[i] != '>';
    }
    return buffer_str(&text);
}

static struct str readable(struct arena *arena, struct str body)
{
    struct str start = str_trim(body);
    struct str line = str_starts_with(start, STR("<")) ? first_line(page_text(arena, start)) : first_line(start);
    return arena_utf8(arena, str_slice(line, 0, TEXT_LIMIT));
}

void cluster_answer_read(struct arena *arena, int status, struct str body, struct cluster_answer *answer)
{
    json_error_t error;
    answer->status = status;
    answer->json = json_loadb(body.ptr ? body.ptr : "", body.len, 0, &error);
    if (!answer->json)
        answer->reason = readable(arena, body);
    else if (status < 200 || status >= 300)
        read_reason(arena, answer->json, answer);
}
