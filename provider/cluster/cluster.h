/* provider/cluster/cluster.h - one Elasticsearch or OpenSearch cluster: where it answers, who we are, and calls of its API.
 *
 * A cluster object may be used by many threads at once; requests (struct request) belong to one thread each. */
#ifndef ESDR_CLUSTER_CLUSTER_H
#define ESDR_CLUSTER_CLUSTER_H

#include "base/optional.h"
#include "base/request.h"
#include "cluster/engine.h"
#include "cluster/json_binding.h"

#include <jansson.h>

struct http_options;
struct aws_signer;

/* Everything is copied, except the signer, which must outlive the cluster. {0} with endpoints is complete. */
struct cluster_options {
    const struct str *endpoints; /* "https://host:9200/prefix", tried in this order when no connection can be made; at least one */
    size_t endpoint_count;
    struct str username, password;     /* basic */
    struct str api_key;                /* "Authorization: ApiKey ..."; at most one of the three schemes */
    struct str bearer_token;           /* "Authorization: Bearer ..." */
    const struct string_pair *headers; /* sent with every request */
    size_t header_count;
    const struct http_options *http; /* TLS, proxy, user agent, time limits, retries; NULL: defaults */
    struct aws_signer *signer;       /* signs every request (aws/signed_http.h); NULL: not signed. Excludes the three schemes */
    enum engine_kind engine;         /* ENGINE_AUTO: ask the cluster */
};

/* Makes a cluster object. No network. Errors: diagnostics at the provider's attributes (endpoints, username, ...). Free with cluster_destroy. */
WARN_UNUSED bool cluster_new(struct request *rq, const struct cluster_options *options, struct cluster **cluster);

/* NULL is allowed. No call may be under way. */
void cluster_destroy(struct cluster *cluster);

/* One call of the API. */
struct cluster_request {
    const char *method; /* "GET", "PUT", "POST", "DELETE" */
    struct str path;    /* starts with /, already percent-encoded: made by cluster_path */
    struct str query;   /* "a=b&c=d", already percent-encoded; may be empty */
    const json_t *body; /* borrowed; NULL: none */
    bool repeatable;    /* repeating does no harm: sent again after a broken connection, 429, 502, 503 or 504. GET always is */
    struct path at;     /* the attribute that diagnostics name */
};

/* What came back. Texts live in rq->arena; `json` belongs to the answer. */
struct cluster_answer {
    int status;        /* of HTTP; 0 when there was no answer */
    json_t *json;      /* NULL when there was no JSON */
    struct str type;   /* of an error: "repository_missing_exception"; empty when there is none */
    struct str reason; /* of an error; or the first line of a text that is no JSON; or, with status 0, why there was no answer */
    struct str causes; /* types and reasons beneath it ("caused_by"), joined by ": "; empty when they say no more */
};

void cluster_answer_clean_up(struct cluster_answer *answer);
#define AUTO_ANSWER AUTO(cluster_answer_clean_up) struct cluster_answer

/* Percent-encodes every name that stands for a % in `pattern` (all but unreserved characters: a slash or a comma in a name stays one name):
 * cluster_path(rq, "/_snapshot/%/%", repository, snapshot). In rq->arena. Takes as many struct str as the pattern has %. */
struct str cluster_path(struct request *rq, const char *pattern, ...);

/* Sends one request and waits for its answer. No diagnostics, except when the request was cancelled or its deadline has passed: then false. With no
 * answer from any endpoint: true with status 0, and the reason lists each endpoint and what went wrong there. Blocks, at most until the
 * deadline; any thread. `answer` starts as {0}. */
WARN_UNUSED bool cluster_try(struct request *rq, struct cluster *cluster, const struct cluster_request *request, struct cluster_answer *answer);

/* As cluster_try, but no answer is an error with a diagnostic at request->at. True for any status. */
WARN_UNUSED bool cluster_send(struct request *rq, struct cluster *cluster, const struct cluster_request *request, struct cluster_answer *answer);

/* As cluster_send, but anything other than a status of 200 to 299 with a JSON object or array is an error. */
WARN_UNUSED bool cluster_call(struct request *rq, struct cluster *cluster, const struct cluster_request *request, struct cluster_answer *answer);

/* Adds the diagnostic of an answer that was not expected: it names method, path, status and the server's reason, and explains 401, 403 and pages of
 * proxies. Returns false. `summary` is what could not be done: "Cannot read the repository". */
bool cluster_refused(struct request *rq, const struct cluster_request *request, const struct cluster_answer *answer, const char *summary);

/* Adds the diagnostic of an answer whose JSON is not of the documented form: `what` says which part ("the member snapshots"). Returns false. */
bool cluster_malformed(struct request *rq, const struct cluster_request *request, const char *what);

bool cluster_answer_is_success(const struct cluster_answer *answer);

/* The first endpoint, for sentences and logs. Lives as long as the cluster. */
struct str cluster_endpoint(const struct cluster *cluster);

#endif
