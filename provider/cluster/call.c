#include "base/buffer.h"
#include "cluster/cluster_private.h"

#include <stdlib.h>
#include <string.h>

struct method {
    const char *name;
    enum http_method method;
};

static const struct method methods[] = {{"GET", HTTP_GET}, {"PUT", HTTP_PUT}, {"POST", HTTP_POST}, {"DELETE", HTTP_DELETE}};

static enum http_method method_of(const struct cluster_request *request)
{
    for (size_t i = 0; i < ARRAY_LENGTH(methods); i++)
        if (strcmp(methods[i].name, request->method) == 0)
            return methods[i].method;
    return HTTP_GET;
}

static void free_text(char **text)
{
    free(*text);
}

static struct str body_text(struct request *rq, const json_t *body)
{
    if (!body)
        return (struct str){0};
    AUTO(free_text) char *text = json_dumps(body, JSON_COMPACT);
    return arena_copy(rq->arena, str_from(text ? text : "{}"));
}

static const struct http_header *headers_of(struct request *rq, const struct cluster *cluster)
{
    struct http_header *headers = ARENA_ARRAY(rq->arena, struct http_header, cluster->header_count + 1);
    memcpy(headers, cluster->headers, cluster->header_count * sizeof *headers);
    headers[cluster->header_count] = (struct http_header){STR("Content-Type"), STR("application/json")};
    return headers;
}

static struct http_request http_request_of(struct request *rq, const struct cluster *cluster, const struct cluster_request *request)
{
    struct http_request out = {.method = method_of(request), .headers = headers_of(rq, cluster), .body = body_text(rq, request->body)};
    out.header_count = cluster->header_count + (request->body != NULL);
    out.repeatable = request->repeatable || out.method == HTTP_GET;
    return out;
}

static struct str target_of(struct request *rq, const struct cluster_request *request)
{
    return arena_format(rq->arena, "%.*s%s%.*s", STR_ARGS(request->path), request->query.len ? "?" : "", STR_ARGS(request->query));
}

/* One walk through the endpoints, from the one that answered last: until one has taken the request. */
struct walk {
    struct http_response response;
    struct http_failure failure;
    struct buffer reasons;
    bool answered;
};

static void remember_failure(struct walk *walk, struct str endpoint)
{
    buffer_format(&walk->reasons, "%s%.*s: %.*s", walk->reasons.len ? " " : "", STR_ARGS(endpoint), STR_ARGS(walk->failure.text));
}

static void walk_endpoints(struct request *rq, struct cluster *cluster, struct http_request request, struct str target,
                           const struct http_policy *policy, struct walk *walk)
{
    size_t start = atomic_load(&cluster->preferred);
    *walk = (struct walk){.reasons = {.arena = rq->arena}};
    for (size_t i = 0; i < cluster->endpoint_count; i++) {
        size_t index = (start + i) % cluster->endpoint_count;
        struct str endpoint = cluster->endpoints[index];
        request.url = arena_format(rq->arena, "%.*s%.*s", STR_ARGS(endpoint), STR_ARGS(target));
        walk->answered = aws_send(rq, cluster->http, cluster->signer, &request, policy, &walk->response, &walk->failure);
        if (walk->answered)
            atomic_store(&cluster->preferred, index);
        else
            remember_failure(walk, endpoint);
        if (walk->answered || walk->failure.established || walk->failure.kind >= HTTP_FAILED_CANCELLED)
            return;
    }
}

static bool is_worth_repeating(const struct walk *walk, const struct http_request *request)
{
    int status = walk->response.status;
    if (!walk->answered)
        return !walk->failure.established || (request->repeatable && walk->failure.kind == HTTP_FAILED_BROKEN);
    return request->repeatable && (status == 429 || status == 502 || status == 503 || status == 504);
}

/* With several endpoints a dead one must not cost its retries when the next one is alive: first everyone is asked once. */
static void walk_patiently(struct request *rq, struct cluster *cluster, const struct http_request *request, struct str target, struct walk *walk)
{
    static const struct http_policy once = {.max_retries = {true, 0}};
    if (cluster->endpoint_count > 1) {
        walk_endpoints(rq, cluster, *request, target, &once, walk);
        if (!is_worth_repeating(walk, request) || request_is_cancelled(rq) || request_is_late(rq))
            return;
    }
    walk_endpoints(rq, cluster, *request, target, NULL, walk);
}

static bool is_interrupted(struct request *rq, const struct walk *walk)
{
    return !walk->answered && (walk->failure.kind == HTTP_FAILED_PREPARE || request_is_cancelled(rq) || request_is_late(rq));
}

static void hide(struct request *rq, struct str secret, struct cluster_answer *answer)
{
    answer->reason = redact(rq->arena, answer->reason, secret);
    answer->causes = redact(rq->arena, answer->causes, secret);
}

/* What requests carry: "Bearer TOKEN" without its first word, all configured headers, and the session token that Amazon quotes with a signature. */
static void hide_secrets(struct request *rq, const struct cluster *cluster, struct cluster_answer *answer)
{
    struct aws_credentials credentials = {0};
    if (answer->reason.len + answer->causes.len == 0)
        return;
    for (size_t i = 0; i < cluster->header_count; i++) {
        struct str value = cluster->headers[i].value, last = value;
        if (str_equal(cluster->headers[i].name, STR("Accept")))
            continue;
        hide(rq, value, answer);
        if (str_equal(cluster->headers[i].name, STR("Authorization")) && str_next_field(&value, ' ', &last))
            hide(rq, value, answer);
    }
    if (cluster->signer && aws_credentials_get(rq, cluster->signer->credentials, &credentials))
        hide(rq, credentials.session_token, answer);
}

bool cluster_try(struct request *rq, struct cluster *cluster, const struct cluster_request *request, struct cluster_answer *answer)
{
    struct walk walk;
    struct http_request sent = http_request_of(rq, cluster, request);
    struct str doing = arena_format(rq->arena, "waiting for the answer to %s %.*s", request->method, STR_ARGS(request->path));
    cluster_answer_clean_up(answer);
    *answer = (struct cluster_answer){0};
    GUARD(request_continue(rq, doing.ptr));
    walk_patiently(rq, cluster, &sent, target_of(rq, request), &walk);
    if (is_interrupted(rq, &walk))
        return walk.failure.kind != HTTP_FAILED_PREPARE && request_continue(rq, doing.ptr);
    if (walk.answered)
        cluster_answer_read(rq->arena, walk.response.status, walk.response.body, answer);
    else
        answer->reason = buffer_str(&walk.reasons);
    hide_secrets(rq, cluster, answer);
    return true;
}

static bool unreachable(struct request *rq, const struct cluster_request *request, const struct cluster_answer *answer)
{
    return diag_error(rq, request->at, "The cluster does not answer", "%s %.*s got no answer. %.*s", request->method, STR_ARGS(request->path),
                      STR_ARGS(answer->reason));
}

bool cluster_send(struct request *rq, struct cluster *cluster, const struct cluster_request *request, struct cluster_answer *answer)
{
    GUARD(cluster_try(rq, cluster, request, answer));
    return answer->status != 0 || unreachable(rq, request, answer);
}

bool cluster_call(struct request *rq, struct cluster *cluster, const struct cluster_request *request, struct cluster_answer *answer)
{
    GUARD(cluster_send(rq, cluster, request, answer));
    return cluster_answer_is_success(answer) || cluster_refused(rq, request, answer, "The cluster refused a request");
}

struct advice {
    int status;
    const char *text;
};

static const struct advice advice[] = {
    {401, " The cluster does not know who asks: check username and password, api_key, bearer_token or the aws block of the provider."},
    {403,
     " The cluster knows who asks, and this user may not do it: give the user or role the permission that the reason names. On Amazon's service the "
     "request has to be signed (aws.sign_requests) by a role that the domain's access policy allows."},
    {404, ""},
    {429, " The cluster is overloaded, also after several attempts."},
};

static const char *advice_for(int status)
{
    for (size_t i = 0; i < ARRAY_LENGTH(advice); i++)
        if (advice[i].status == status)
            return advice[i].text;
    return "";
}

static struct str explanation(struct request *rq, const struct cluster_answer *answer)
{
    struct buffer text = {.arena = rq->arena};
    if (!answer->json)
        buffer_format(&text, "The answer is no JSON, so it may come from a proxy or load balancer");
    else if (answer->type.len)
        buffer_format(&text, "%.*s", STR_ARGS(answer->type));
    if (answer->reason.len)
        buffer_format(&text, "%s%.*s", text.len ? ": " : "", STR_ARGS(answer->reason));
    if (answer->causes.len)
        buffer_format(&text, " (%.*s)", STR_ARGS(answer->causes));
    if (!text.len)
        buffer_format(&text, "no reason was given");
    return buffer_str(&text);
}

bool cluster_refused(struct request *rq, const struct cluster_request *request, const struct cluster_answer *answer, const char *summary)
{
    if (answer->status == 0)
        return unreachable(rq, request, answer);
    struct str why = explanation(rq, answer);
    const char *end = str_ends_with(why, STR(".")) ? "" : ".";
    return diag_error(rq, request->at, summary, "%s %.*s was answered with status %d: %.*s%s%s", request->method, STR_ARGS(request->path),
                      answer->status, STR_ARGS(why), end, advice_for(answer->status));
}

bool cluster_malformed(struct request *rq, const struct cluster_request *request, const char *what)
{
    return diag_error(
        rq, request->at, "The cluster's answer is not understood",
        "The answer to %s %.*s has an unexpected form: %s. Something between here and the cluster may have changed it, or the version is too new.",
        request->method, STR_ARGS(request->path), what);
}
