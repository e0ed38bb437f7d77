/* tests/unit/s3/scripted_service.h - stands in for aws_send: answers from a script and remembers what was sent. */
#ifndef ESDR_TESTS_S3_SCRIPTED_SERVICE_H
#define ESDR_TESTS_S3_SCRIPTED_SERVICE_H

#include "aws/signed_http.h"
#include "s3/bucket.h"

/* One request that is expected, and its answer. */
struct scripted_answer {
    const char *request; /* "GET https://b.s3.us-east-1.amazonaws.com/?lifecycle=" */
    const char *region;  /* that it is signed for; NULL: not looked at */
    int status;          /* 0: no answer, but `failure` */
    const char *body;
    const char *header, *header_value; /* of the answer; NULL: none */
    enum http_failure_kind failure;
};

/* What was sent last. */
struct sent_request {
    struct arena arena;
    struct str body;
    struct str headers; /* "name: value\n" for each */
    struct str service;
    size_t response_limit;
    bool (*repeat)(struct request *rq, void *context, const struct http_response *response);
};
extern struct sent_request sent;

/* A client with its request, for Amazon's endpoints or another. */
struct scripted {
    struct arena arena;
    struct request rq;
    struct s3_client *client;
    struct s3_bucket bucket;
    struct s3_error error;
};

void scripted_start(struct scripted *scripted, const char *endpoint, const struct scripted_answer *script, size_t count);

/* Fails the test unless every answer was used. */
void scripted_stop(struct scripted *scripted);

/* Declares `name` for a script; at the end of the scope the script has to be through. */
#define SCRIPTED(name, endpoint, ...)                                                                                                                \
    static const struct scripted_answer name##_script[] = {__VA_ARGS__};                                                                             \
    AUTO(scripted_stop) struct scripted name = {0};                                                                                                  \
    scripted_start(&name, endpoint, name##_script, ARRAY_LENGTH(name##_script))

#endif
