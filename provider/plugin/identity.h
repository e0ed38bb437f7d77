/* provider/plugin/identity.h - the key and certificate a server makes for one run, as Terraform's clients want them
 * (terraform-plugin-protocol.md 1.3). */
#ifndef ESDR_PLUGIN_IDENTITY_H
#define ESDR_PLUGIN_IDENTITY_H

#include "base/request.h"

/* In the request's arena. */
struct identity {
    const char *certificate_pem;
    const char *key_pem;         /* PKCS #8, not encrypted */
    struct str certificate_line; /* the certificate in DER as base64 without padding, as the handshake line carries it */
};

/* Makes a P-256 key and a certificate for "localhost" that it signs itself, valid from a minute ago for 30 years. `organization` goes into the
 * subject, 1 to 64 bytes. Takes about a millisecond. False, with an error that quotes the TLS library, when it cannot. Any thread. */
WARN_UNUSED bool identity_make(struct request *rq, const char *organization, struct identity *out);

/* Whether the text is a certificate in PEM, as the client sends its own. False, with an error that quotes the TLS library, when it is not. Any
 * thread. */
WARN_UNUSED bool identity_check_client(struct request *rq, const char *certificate_pem);

#endif
