/* provider/aws/sigv4.h - Amazon's Signature Version 4. Pure: no clock, no environment, no network. Source: s3.md 4.1.
 *
 * The service decides the two dialects: "s3" signs the path encoded once and as it is; every other service removes dot segments and repeated slashes
 * and encodes the path that goes over the wire again. */
#ifndef ESDR_AWS_SIGV4_H
#define ESDR_AWS_SIGV4_H

#include "aws/credentials.h"
#include "http/http.h"

enum sigv4_path { SIGV4_PATH_OF_SERVICE, SIGV4_PATH_NORMALIZED, SIGV4_PATH_AS_IS };
enum sigv4_content_hash { SIGV4_CONTENT_HASH_OF_SERVICE, SIGV4_CONTENT_HASH_SENT, SIGV4_CONTENT_HASH_NOT_SENT };

struct sigv4 {
    const struct aws_credentials *credentials;
    struct str region, service;
    int64_t time_ms;                      /* since 1970; the signature holds for some minutes around it */
    enum sigv4_path path;                 /* whether "//" and ".." are removed before signing */
    enum sigv4_content_hash content_hash; /* whether x-amz-content-sha256 is sent and signed; of service: s3, es and aoss yes, others no */
    bool omit_session_token;              /* sends the session token, but does not sign it */
    int64_t expires_seconds;              /* sigv4_presign only: 1 to 604,800 */
};

/* The request with x-amz-date, Authorization and, where they belong, x-amz-content-sha256 and x-amz-security-token added to its headers. Signs every
 * header of the request except those that proxies change (s3.md 4.1), and the host of its URL, with the port when that is not the scheme's own.
 * The body is hashed as it is. The new headers live in rq->arena; everything else is the caller's still.
 * Errors, as diagnostics: a key, secret, region or service is empty or has a byte that no header may have; the URL is no absolute http(s) URL; the
 * request already has one of the headers that signing adds. Any thread. */
WARN_UNUSED bool sigv4_sign(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct http_request *signed_request);

/* The same with the signature in the URL: valid for `expires_seconds` from `time_ms`, without any header but those of the request, which have to be
 * sent as they are. For s3 the body is not signed. Errors: as above, for query parameters; expires_seconds out of range. */
WARN_UNUSED bool sigv4_presign(struct request *rq, const struct sigv4 *how, const struct http_request *request, struct str *url);

#endif
