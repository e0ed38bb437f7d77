#include "http/tls_verify.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string.h>

static void free_store(X509_STORE **store)
{
    X509_STORE_free(*store);
}

static void free_store_context(X509_STORE_CTX **context)
{
    X509_STORE_CTX_free(*context);
}

#define AUTO_STORE AUTO(free_store) X509_STORE
#define AUTO_STORE_CONTEXT AUTO(free_store_context) X509_STORE_CTX

static bool has_fingerprint(const X509 *certificate, const struct tls_settings *settings)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    return certificate && X509_digest(certificate, EVP_sha256(), digest, &length) == 1 && length == FINGERPRINT_BYTES &&
           memcmp(digest, settings->fingerprint, FINGERPRINT_BYTES) == 0;
}

static X509 *find_pinned(X509_STORE_CTX *presented, const struct tls_settings *settings)
{
    STACK_OF(X509) *chain = X509_STORE_CTX_get0_untrusted(presented);
    for (int i = 0; i < sk_X509_num(chain); i++) {
        if (has_fingerprint(sk_X509_value(chain, i), settings))
            return sk_X509_value(chain, i);
    }
    return NULL;
}

static bool expect_host(X509_VERIFY_PARAM *rules, const char *host)
{
    return X509_VERIFY_PARAM_set1_ip_asc(rules, host) == 1 || X509_VERIFY_PARAM_set1_host(rules, host, 0) == 1;
}

/* A fingerprint of an authority proves nothing by itself: anybody can send its certificate along. It has to have signed the server's. */
static int verify_below(X509 *anchor, X509_STORE_CTX *presented, const struct tls_check *check)
{
    AUTO_STORE *store = X509_STORE_new();
    AUTO_STORE_CONTEXT *chain = X509_STORE_CTX_new();
    if (!store || !chain || X509_STORE_add_cert(store, anchor) != 1)
        return X509_V_ERR_OUT_OF_MEM;
    if (X509_STORE_CTX_init(chain, store, X509_STORE_CTX_get0_cert(presented), X509_STORE_CTX_get0_untrusted(presented)) != 1)
        return X509_V_ERR_OUT_OF_MEM;
    X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(chain);
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_SERVER);
    if (!check->settings->skip_verify && !expect_host(rules, check->host))
        return X509_V_ERR_HOSTNAME_MISMATCH;
    return X509_verify_cert(chain) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(chain);
}

static int verify_fingerprint(X509_STORE_CTX *presented, const struct tls_check *check)
{
    if (has_fingerprint(X509_STORE_CTX_get0_cert(presented), check->settings))
        return X509_V_OK;
    X509 *anchor = find_pinned(presented, check->settings);
    return anchor ? verify_below(anchor, presented, check) : X509_V_ERR_APPLICATION_VERIFICATION;
}

static int verify(X509_STORE_CTX *presented, void *context)
{
    const struct tls_check *check = context;
    int result = verify_fingerprint(presented, check);
    X509_STORE_CTX_set_error(presented, result);
    if (result != X509_V_OK)
        return 0;
    if (str_is_empty(check->settings->authorities) || check->settings->skip_verify)
        return 1;
    return X509_verify_cert(presented) == 1;
}

CURLcode tls_verify_by_fingerprint(CURL *easy, void *ssl_context, void *check)
{
    (void)easy;
    SSL_CTX_set_cert_verify_callback(ssl_context, verify, check);
    return CURLE_OK;
}
