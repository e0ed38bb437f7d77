/* tests/unit/http/certificates.h - certificates made on the spot. */
#ifndef ESDR_TESTS_HTTP_CERTIFICATES_H
#define ESDR_TESTS_HTTP_CERTIFICATES_H

#include "base/arena.h"

#include <openssl/ssl.h>

/* A certificate with its key. Release with issued_free. */
struct issued {
    X509 *certificate;
    EVP_PKEY *key;
};

struct certificate_wish {
    const char *name;          /* common name */
    const char *san;           /* such as "IP:127.0.0.1,DNS:localhost"; NULL: none */
    const struct issued *from; /* who signs it; NULL: itself */
    bool is_authority;
    long valid_from_days, valid_to_days; /* relative to now; both 0: yesterday to tomorrow */
};

struct issued issue(struct certificate_wish wish);
void issued_free(struct issued *issued);

#define AUTO_ISSUED AUTO(issued_free) struct issued

/* PEM texts in `arena`. */
struct str certificate_pem(struct arena *arena, const struct issued *issued);
struct str key_pem(struct arena *arena, const struct issued *issued);

/* 64 hex digits. */
struct str fingerprint_of(struct arena *arena, const struct issued *issued);

/* A server's TLS side: presents `server` and, when it is not NULL, `above`; asks for client certificates signed by `clients` when that is not NULL.
 */
SSL_CTX *tls_server(const struct issued *server, const struct issued *above, const struct issued *clients);

#endif
