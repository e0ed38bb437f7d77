/* provider/http/tls.h - whom we trust and who we are. Private to http. */
#ifndef ESDR_HTTP_TLS_H
#define ESDR_HTTP_TLS_H

#include "http/curl_library.h"
#include "http/http.h"

enum { FINGERPRINT_BYTES = 32 };

struct tls_settings {
    struct str authorities; /* PEM; empty: the system's */
    struct str certificate; /* PEM; empty: none */
    struct str key;         /* PEM; set when the certificate is */
    bool skip_verify;
    bool has_fingerprint;
    unsigned char fingerprint[FINGERPRINT_BYTES];
};

/* Reads and checks what the options say; the texts go to `arena`. False, with diagnostics below `at`. Reads files. */
WARN_UNUSED bool tls_settings_read(struct request *rq, struct arena *arena, const struct http_options *options, struct path at,
                                   struct tls_settings *settings);

/* What a handshake is checked against. Must outlive the connections of the easy handle it was applied to; `host` may change between them. */
struct tls_check {
    const struct tls_settings *settings;
    const char *host; /* of the request under way */
};

/* Sets every TLS option of the handle. The settings and the check must outlive it. */
void tls_apply(const struct curl_library *curl, CURL *easy, struct tls_check *check);

/* What a person can do about a TLS failure that libcurl describes as `text`; empty when nothing is known. */
struct str tls_advice(struct str text);

#endif
