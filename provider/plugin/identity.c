#include "plugin/identity.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

enum { BACKDATED_SECONDS = 60, VALID_DAYS = 30 * 365, SERIAL_BITS = 127 };

static void free_key(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

static void free_certificate(X509 **certificate)
{
    X509_free(*certificate);
}

static void free_number(BIGNUM **number)
{
    BN_free(*number);
}

static void free_extension(X509_EXTENSION **extension)
{
    X509_EXTENSION_free(*extension);
}

static void free_memory(BIO **memory)
{
    BIO_free(*memory);
}

static bool library_error(struct request *rq, const char *doing)
{
    char reason[256];
    ERR_error_string_n(ERR_get_error(), reason, sizeof reason);
    return diag_error(rq, PATH_ROOT, "No TLS identity could be made", "%s failed: %s.", doing, reason);
}

static bool set_random_serial(X509 *certificate)
{
    AUTO(free_number) BIGNUM *number = BN_new();
    GUARD(number && BN_rand(number, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY));
    return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
}

static bool set_validity(X509 *certificate)
{
    GUARD(X509_gmtime_adj(X509_getm_notBefore(certificate), -BACKDATED_SECONDS));
    return X509_time_adj_ex(X509_getm_notAfter(certificate), VALID_DAYS, 0, NULL) != NULL;
}

static bool add_name(X509_NAME *name, const char *field, const char *value)
{
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, (const unsigned char *)value, -1, -1, 0) == 1;
}

static bool set_names(X509 *certificate, const char *organization)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    GUARD(add_name(name, "O", organization));
    GUARD(add_name(name, "CN", "localhost"));
    return X509_set_issuer_name(certificate, name) == 1;
}

static bool add_extension(X509 *certificate, int kind, const char *value)
{
    AUTO(free_extension) X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, kind, value);
    return extension && X509_add_ext(certificate, extension, -1) == 1;
}

/* Go's client verifies the certificate as its own root and looks for the name in the alternative names only. */
static bool add_extensions(X509 *certificate)
{
    GUARD(add_extension(certificate, NID_subject_alt_name, "DNS:localhost"));
    GUARD(add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE"));
    GUARD(add_extension(certificate, NID_key_usage, "critical,digitalSignature,keyEncipherment,keyAgreement,keyCertSign"));
    return add_extension(certificate, NID_ext_key_usage, "serverAuth,clientAuth");
}

static bool fill_in(X509 *certificate, EVP_PKEY *key, const char *organization)
{
    GUARD(X509_set_version(certificate, X509_VERSION_3));
    GUARD(set_random_serial(certificate));
    GUARD(set_validity(certificate));
    GUARD(set_names(certificate, organization));
    GUARD(X509_set_pubkey(certificate, key));
    GUARD(add_extensions(certificate));
    return X509_sign(certificate, key, EVP_sha256()) > 0;
}

static const char *text_of(struct arena *arena, BIO *memory)
{
    char *text;
    long length = BIO_get_mem_data(memory, &text);
    return arena_c_string(arena, (struct str){text, (size_t)length});
}

static bool print_certificate(struct arena *arena, X509 *certificate, const char **pem)
{
    AUTO(free_memory) BIO *memory = BIO_new(BIO_s_mem());
    GUARD(memory && PEM_write_bio_X509(memory, certificate));
    *pem = text_of(arena, memory);
    return true;
}

static bool print_key(struct arena *arena, EVP_PKEY *key, const char **pem)
{
    AUTO(free_memory) BIO *memory = BIO_new(BIO_s_secmem());
    GUARD(memory && PEM_write_bio_PrivateKey(memory, key, NULL, NULL, 0, NULL, NULL));
    *pem = text_of(arena, memory);
    return true;
}

static bool print_line(struct arena *arena, X509 *certificate, struct str *line)
{
    int length = i2d_X509(certificate, NULL);
    GUARD(length > 0);
    unsigned char *der = arena_allocate(arena, (size_t)length, 1), *end = der;
    GUARD(i2d_X509(certificate, &end) == length);
    char *base64 = arena_allocate(arena, (size_t)length / 3 * 4 + 8, 1);
    EVP_EncodeBlock((unsigned char *)base64, der, length);
    *line = str_from(base64);
    line->len = str_find_byte(*line, '=', 0);
    return true;
}

bool identity_make(struct request *rq, const char *organization, struct identity *out)
{
    ERR_clear_error();
    AUTO(free_key) EVP_PKEY *key = EVP_EC_gen("P-256");
    if (!key)
        return library_error(rq, "Generating a P-256 key");
    AUTO(free_certificate) X509 *certificate = X509_new();
    if (!certificate || !fill_in(certificate, key, organization))
        return library_error(rq, "Making a certificate");
    if (!print_certificate(rq->arena, certificate, &out->certificate_pem) || !print_key(rq->arena, key, &out->key_pem) ||
        !print_line(rq->arena, certificate, &out->certificate_line))
        return library_error(rq, "Encoding a certificate");
    return true;
}

bool identity_check_client(struct request *rq, const char *certificate_pem)
{
    ERR_clear_error();
    AUTO(free_memory) BIO *memory = BIO_new_mem_buf(certificate_pem, -1);
    AUTO(free_certificate) X509 *certificate = memory ? PEM_read_bio_X509(memory, NULL, NULL, NULL) : NULL;
    return certificate || library_error(rq, "Reading the client's certificate from PLUGIN_CLIENT_CERT");
}
