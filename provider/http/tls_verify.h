/* provider/http/tls_verify.h - trust in a certificate by its fingerprint. Private to http. */
#ifndef ESDR_HTTP_TLS_VERIFY_H
#define ESDR_HTTP_TLS_VERIFY_H

#include "http/tls.h"

/* For CURLOPT_SSL_CTX_FUNCTION with a struct tls_check as its data: makes OpenSSL ask tls_check instead of its own rules. Rules: http.h. */
CURLcode tls_verify_by_fingerprint(CURL *easy, void *ssl_context, void *check);

/* What OpenSSL's verification says when no certificate of the chain has the fingerprint. libcurl passes it on. */
#define TLS_FINGERPRINT_MISMATCH "application verification failure"

#endif
