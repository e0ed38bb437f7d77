#include "http/certificates.h"

#include "base/buffer.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

static void require(bool worked)
{
    if (!worked)
        abort();
}

static void add_extension(X509 *certificate, X509 *issuer, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    require(extension && X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

static void set_validity(X509 *certificate, struct certificate_wish wish)
{
    bool given = wish.valid_from_days != 0 || wish.valid_to_days != 0;
    long day = 24L * 60 * 60;
    X509_gmtime_adj(X509_getm_notBefore(certificate), (given ? wish.valid_from_days : -1) * day);
    X509_gmtime_adj(X509_getm_notAfter(certificate), (given ? wish.valid_to_days : 1) * day);
}

struct issued issue(struct certificate_wish wish)
{
    static long serial = 1;
    struct issued made = {.certificate = X509_new(), .key = EVP_EC_gen("P-256")};
    require(made.certificate && made.key);
    const struct issued *issuer = wish.from ? wish.from : &made;
    X509_set_version(made.certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.certificate), serial++);
    set_validity(made.certificate, wish);
    X509_set_pubkey(made.certificate, made.key);
    const void *name = wish.name;
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.certificate), "CN", MBSTRING_UTF8, name, -1, -1, 0);
    X509_set_issuer_name(made.certificate, X509_get_subject_name(issuer->certificate));
    add_extension(made.certificate, issuer->certificate, NID_basic_constraints, wish.is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (wish.san)
        add_extension(made.certificate, issuer->certificate, NID_subject_alt_name, wish.san);
    require(X509_sign(made.certificate, issuer->key, EVP_sha256()) > 0);
    return made;
}

void issued_free(struct issued *issued)
{
    X509_free(issued->certificate);
    EVP_PKEY_free(issued->key);
}

static struct str drain(struct arena *arena, BIO *bio)
{
    char *bytes = NULL;
    long length = BIO_get_mem_data(bio, &bytes);
    struct str text = arena_copy(arena, (struct str){bytes, (size_t)length});
    BIO_free(bio);
    return text;
}

struct str certificate_pem(struct arena *arena, const struct issued *issued)
{
    BIO *bio = BIO_new(BIO_s_mem());
    require(PEM_write_bio_X509(bio, issued->certificate) == 1);
    return drain(arena, bio);
}

struct str key_pem(struct arena *arena, const struct issued *issued)
{
    BIO *bio = BIO_new(BIO_s_mem());
    require(PEM_write_bio_PrivateKey(bio, issued->key, NULL, NULL, 0, NULL, NULL) == 1);
    return drain(arena, bio);
}

struct str fingerprint_of(struct arena *arena, const struct issued *issued)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    require(X509_digest(issued->certificate, EVP_sha256(), digest, &length) == 1);
    struct buffer hex = {.arena = arena};
    buffer_append_hex(&hex, digest, length);
    return buffer_str(&hex);
}

SSL_CTX *tls_server(const struct issued *server, const struct issued *above, const struct issued *clients)
{
    SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
    require(tls && SSL_CTX_use_certificate(tls, server->certificate) == 1 && SSL_CTX_use_PrivateKey(tls, server->key) == 1);
    if (above)
        require(SSL_CTX_add1_chain_cert(tls, above->certificate) == 1);
    if (!clients)
        return tls;
    require(X509_STORE_add_cert(SSL_CTX_get_cert_store(tls), clients->certificate) == 1);
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    return tls;
}
