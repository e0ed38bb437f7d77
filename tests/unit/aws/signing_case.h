/* tests/unit/aws/signing_case.h - one directory of the signing vectors: what is signed, and what has to come of it. */
#ifndef ESDR_TESTS_AWS_SIGNING_CASE_H
#define ESDR_TESTS_AWS_SIGNING_CASE_H

#include "aws/sigv4_stages.h"

/* The expected texts of one form, "header" or "query". ptr is NULL where the file is absent. */
struct signing_expectation {
    struct str canonical_request, string_to_sign, signature, signed_request;
};

struct signing_case {
    struct str name;
    struct aws_credentials credentials;
    struct sigv4 how;
    struct http_request request;
    struct str request_head; /* request.txt without the empty line and the body */
    struct str target;       /* of request.txt */
    struct signing_expectation header, query;
};

/* Reads the directory; fails the test when it is incomplete. Everything is in `arena`. */
struct signing_case signing_case_read(struct arena *arena, const char *folder, const char *name);

/* The names of the directories in `folder`, sorted. None when there is no such folder. */
size_t signing_cases_list(struct arena *arena, const char *folder, const char ***names);

/* What the signed request looks like in the form of *-signed-request.txt. */
struct str signing_case_header_form(struct arena *arena, const struct signing_case *test, const struct http_request *signed_request);
struct str signing_case_query_form(struct arena *arena, const struct signing_case *test, struct str url);

#endif
