/* provider/s3/bucket.h - signed requests to one S3 service: lifecycle documents, versioning, listings, single objects.
 *
 * Every call blocks, at most until rq's deadline or cancellation, may be made from any thread, and puts its results into rq->arena. A call that fails
 * fills `error` and adds no diagnostic; s3_report turns the error into one. Source of the wire format: s3.md 2.1, 2.7; deviations of Ceph: s3.md 3.2.
 */
#ifndef ESDR_S3_BUCKET_H
#define ESDR_S3_BUCKET_H

#include "s3/lifecycle.h"
#include "s3/lifecycle_threat.h"

struct s3_client;
struct http_client;
struct aws_credential_chain;

/* How to reach the service. The texts are copied; `http` and `credentials` stay the caller's and must outlive the client. */
struct s3_options {
    struct str endpoint; /* URL of a store that is not Amazon's; empty: Amazon's */
    struct str region;   /* empty: us-east-1. With Amazon's endpoints a bucket elsewhere is found by itself */
    bool path_style;     /* for Amazon's endpoints; others get it always */
    struct http_client *http;
    struct aws_credential_chain *credentials; /* NULL: requests are not signed */
};

/* A client for one service. Does not touch the network. NULL, with a diagnostic at at.endpoint or at.region, for an endpoint that is no http(s) URL
 * or an impossible region. Release with s3_client_destroy, when no call is under way. */
struct s3_client *s3_client_new(struct request *rq, const struct s3_options *options, struct path at);

/* NULL is allowed. */
void s3_client_destroy(struct s3_client *client);

/* A bucket as a call names it. */
struct s3_bucket {
    struct str name;           /* 1..63 bytes */
    struct str expected_owner; /* 12 digits, sent as x-amz-expected-bucket-owner; empty: not sent */
    struct path at;            /* the attribute that diagnostics of s3_report point at */
};

enum s3_error_kind {
    S3_ERROR_NONE,
    S3_UNREACHABLE, /* no HTTP answer */
    S3_CANCELLED,   /* interrupted, or the deadline passed */
    S3_DENIED,      /* credentials or permissions */
    S3_NO_BUCKET,
    S3_NO_OBJECT,
    S3_WRONG_REGION,
    S3_REJECTED,   /* the request itself: other 4xx */
    S3_BROKEN,     /* 5xx after all retries */
    S3_UNEXPECTED, /* an answer that is not what was asked for */
};

/* What went wrong. Texts live in rq->arena. */
struct s3_error {
    enum s3_error_kind kind;
    int status;            /* 0: no answer */
    struct str code;       /* the store's, such as "AccessDenied"; empty when it sent none */
    struct str message;    /* the store's, or the transport's; may be empty */
    struct str region;     /* that the store named; empty otherwise */
    struct str request_id; /* may be empty */
    struct str operation;  /* "GET ?lifecycle" */
    struct str permission; /* that the operation needs, such as "s3:ListBucket"; may be empty */
};

/* Adds the error as a diagnostic at bucket->at: method, bucket, status, code, the store's reason and what to do. Returns false. */
bool s3_report(struct request *rq, const struct s3_bucket *bucket, const struct s3_error *error);

/* One sentence with the same facts, for warnings. */
struct str s3_error_text(struct arena *arena, const struct s3_bucket *bucket, const struct s3_error *error);

/* The lifecycle document. A bucket without one gives {0} and true. */
WARN_UNUSED bool s3_get_lifecycle(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct lifecycle *out,
                                  struct s3_error *error);

/* Replaces the document (as lifecycle_text_to_write prints it), with Content-MD5 and the transition default it carries. At least one rule. */
WARN_UNUSED bool s3_put_lifecycle(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, const struct lifecycle *document,
                                  struct s3_error *error);

/* Removes the document; true also when there was none. */
WARN_UNUSED bool s3_delete_lifecycle(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct s3_error *error);

/* Never VERSIONING_UNKNOWN when true. */
WARN_UNUSED bool s3_get_versioning(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, enum bucket_versioning *out,
                                   struct s3_error *error);

struct s3_object {
    struct str key;
    int64_t bytes;
    struct str last_modified; /* RFC 3339, as the store wrote it */
    struct str storage_class; /* may be empty */
};

struct s3_list_options {
    struct str prefix;
    struct str delimiter; /* "/" or empty */
    int64_t max_keys;     /* a page, 1..1000; 0: the store's 1000 */
    struct str token;     /* s3_listing.next_token of the page before; empty: the first page */
};

struct s3_listing {
    const struct s3_object *objects;
    size_t object_count;
    const struct str *common_prefixes; /* only with a delimiter; end with it */
    size_t common_prefix_count;
    struct str next_token; /* empty: that was the last page */
};

/* One page of ListObjectsV2, in the store's order. */
WARN_UNUSED bool s3_list_objects(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, const struct s3_list_options *options,
                                 struct s3_listing *out, struct s3_error *error);

/* A whole object of at most `bytes_max` bytes. S3_NO_OBJECT when it is not there, S3_UNEXPECTED when it is longer. */
WARN_UNUSED bool s3_get_object(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct str key, size_t bytes_max,
                               struct str *out, struct s3_error *error);

/* The region the bucket is in, from the x-amz-bucket-region header of HEAD, which even refusals carry (s3.md 2.7). Empty when the store names none
 * (Ceph). S3_NO_BUCKET for 404. */
WARN_UNUSED bool s3_find_region(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct str *region,
                                struct s3_error *error);

#endif
