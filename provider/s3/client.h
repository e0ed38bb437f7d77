/* provider/s3/client.h - one signed exchange with the store, the region of a bucket, and what an error answer says. Private to provider/s3. */
#ifndef ESDR_S3_CLIENT_H
#define ESDR_S3_CLIENT_H

#include "aws/signed_http.h"
#include "http/http.h"
#include "s3/bucket.h"

/* One operation on a bucket. */
struct s3_call {
    enum http_method method;
    struct str key;   /* empty: the bucket itself */
    struct str query; /* encoded, without "?"; may be empty */
    struct str name;  /* for people: "GET ?lifecycle" */
    const char *permission;
    struct str body; /* absent: none */
    struct http_header headers[4];
    size_t header_count;
    size_t response_limit; /* bytes; 0: the default of http */
};

void s3_call_add_header(struct s3_call *call, struct str name, struct str value);

/* Sends the call, signed, to where the bucket is; follows at most one redirection of Amazon's to another region, signed anew, and remembers the
 * region (s3.md 2.7). True only for a 2xx answer; otherwise `error` is filled. `response` holds any complete answer. */
WARN_UNUSED bool s3_send(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, const struct s3_call *call,
                         struct http_response *response, struct s3_error *error);

/* What an answer with an error status says. */
void s3_error_read(struct arena *arena, const struct s3_call *call, const struct http_response *response, struct s3_error *error);

/* Fills `error` for an answer that has status 2xx and is nevertheless not what was asked for. Returns false. `what` has no trailing dot. */
bool s3_unexpected(struct arena *arena, const struct s3_call *call, const struct http_response *response, struct s3_error *error, const char *what,
                   ...) PRINTF_LIKE(5, 6);

#endif
