/* provider/aws/sigv4_stages.h - the intermediate results of a signature, for sigv4.c and for tests. Private to aws. */
#ifndef ESDR_AWS_SIGV4_STAGES_H
#define ESDR_AWS_SIGV4_STAGES_H

#include "aws/sigv4.h"

/* What is signed goes in above the line, what comes of it is below. All texts are in the arena or the caller's. */
struct sigv4_stages {
    struct arena *arena;
    const struct sigv4 *how;
    enum http_method method;
    struct http_url url;
    struct str query; /* without "?", with everything that signing adds to it */
    const struct http_header *headers;
    size_t header_count;
    struct str payload_hash;

    struct str date;           /* 20150830T123600Z */
    struct str scope;          /* 20150830/us-east-1/s3/aws4_request */
    struct str signed_headers; /* host;x-amz-date */
    struct str canonical_request, string_to_sign;
    struct str signature; /* lower-case hexadecimal */
};

/* date and scope: need `how` alone. */
void sigv4_find_scope(struct sigv4_stages *stages);

/* signed_headers: needs the URL and the headers. */
void sigv4_find_signed_headers(struct sigv4_stages *stages);

/* The other results, after the two above. */
void sigv4_find_signature(struct sigv4_stages *stages);

/* The path and the query as they are signed. `path` as it goes over the wire; `query` without "?". */
struct str sigv4_canonical_path(struct arena *arena, const struct sigv4 *how, struct str path);
struct str sigv4_canonical_query(struct arena *arena, struct str query);

/* The lines "name:value\n" of the headers that are signed, sorted; "host" is made from the URL when the headers have none. */
struct str sigv4_canonical_headers(struct arena *arena, const struct http_url *url, const struct http_header *headers, size_t count);

/* sigv4_sign and sigv4_presign, with their intermediate results. */
WARN_UNUSED bool sigv4_sign_in_stages(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct sigv4_stages *stages,
                                      struct http_request *signed_request);
WARN_UNUSED bool sigv4_presign_in_stages(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct sigv4_stages *stages,
                                         struct str *url);

/* Lower-case hexadecimal SHA-256. */
struct str sigv4_hash(struct arena *arena, struct str bytes);

#endif
