#include "http/tls.h"

#include "base/buffer.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>

enum { PEM_FILE_MAX = 4 * 1024 * 1024 };

static void close_file(FILE **file)
{
    if (*file)
        fclose(*file);
}

static void free_bio(BIO **bio)
{
    BIO_free(*bio);
}

static void free_certificate(X509 **certificate)
{
    X509_free(*certificate);
}

static void free_key(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

#define AUTO_FILE AUTO(close_file) FILE
#define AUTO_BIO AUTO(free_bio) BIO
#define AUTO_CERTIFICATE AUTO(free_certificate) X509
#define AUTO_KEY AUTO(free_key) EVP_PKEY

static bool read_file(struct request *rq, struct arena *arena, struct str name, struct path at, struct str *content)
{
    AUTO_FILE *file = fopen(arena_c_string(rq->arena, name), "rbe");
    if (!file)
        return diag_error(rq, at, "File cannot be read", "Opening \"%.*s\" failed: %s.", STR_ARGS(name), strerror(errno));
    char *bytes = arena_allocate(rq->arena, PEM_FILE_MAX + 1, 1);
    size_t length = fread(bytes, 1, PEM_FILE_MAX + 1, file);
    if (ferror(file))
        return diag_error(rq, at, "File cannot be read", "Reading \"%.*s\" failed: %s.", STR_ARGS(name), strerror(errno));
    if (length > PEM_FILE_MAX)
        return diag_error(rq, at, "File is too long", "\"%.*s\" is longer than %d bytes; PEM files are not.", STR_ARGS(name), PEM_FILE_MAX);
    *content = arena_copy(arena, (struct str){bytes, length});
    return true;
}

static BIO *open_text(struct str text)
{
    return BIO_new_mem_buf(text.len > 0 ? text.ptr : "", (int)text.len);
}

/* Encrypted PEM asks for a pass phrase on the terminal unless this answers. */
static int no_pass_phrase(char *buffer, int size, int writing, void *context)
{
    (void)buffer, (void)size, (void)writing, (void)context;
    return 0;
}

static X509 *read_certificate(BIO *bio)
{
    return PEM_read_bio_X509(bio, NULL, no_pass_phrase, NULL);
}

static bool holds_certificate(struct str pem)
{
    AUTO_BIO *bio = open_text(pem);
    AUTO_CERTIFICATE *certificate = read_certificate(bio);
    ERR_clear_error();
    return certificate != NULL;
}

static bool require_certificate(struct request *rq, struct str pem, struct path at)
{
    if (pem.len <= PEM_FILE_MAX && holds_certificate(pem))
        return true;
    return diag_error(rq, at, "No certificate in PEM form",
                      "A text with at least one readable block from \"-----BEGIN CERTIFICATE-----\" to \"-----END CERTIFICATE-----\" is expected.");
}

/* The text itself when it is given, else what is in the file; empty when neither is. */
static bool text_or_file(struct request *rq, struct arena *arena, struct str text, struct path text_at, struct str file, struct path file_at,
                         struct str *content, struct path *content_at)
{
    *content_at = str_is_empty(text) ? file_at : text_at;
    *content = arena_copy(arena, text);
    if (!str_is_empty(text) || str_is_empty(file))
        return true;
    return read_file(rq, arena, file, file_at, content);
}

static bool read_authorities(struct request *rq, struct arena *arena, const struct http_options *options, struct path at,
                             struct tls_settings *settings)
{
    struct buffer both = {.arena = arena};
    if (!str_is_empty(options->ca_file)) {
        struct str content;
        struct path file_at = path_attribute(at, STR("ca_file"));
        GUARD(read_file(rq, rq->arena, options->ca_file, file_at, &content));
        GUARD(require_certificate(rq, content, file_at));
        buffer_append(&both, content);
        buffer_append_byte(&both, '\n');
    }
    if (!str_is_empty(options->ca_pem)) {
        GUARD(require_certificate(rq, options->ca_pem, path_attribute(at, STR("ca_pem"))));
        buffer_append(&both, options->ca_pem);
    }
    settings->authorities = buffer_str(&both);
    return true;
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

static bool parse_fingerprint(struct str text, unsigned char bytes[FINGERPRINT_BYTES])
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ':' && digits > 0 && digits % 2 == 0)
            continue;
        int value = hex_value(text.ptr[i]);
        if (value < 0 || digits == FINGERPRINT_BYTES * 2)
            return false;
        int shift = digits % 2 == 0 ? 4 : 0;
        bytes[digits / 2] = (unsigned char)(bytes[digits / 2] | (value << shift));
        digits++;
    }
    return digits == FINGERPRINT_BYTES * 2;
}

static bool read_fingerprint(struct request *rq, const struct http_options *options, struct path at, struct tls_settings *settings)
{
    settings->has_fingerprint = !str_is_empty(options->ca_fingerprint);
    if (!settings->has_fingerprint || parse_fingerprint(str_trim(options->ca_fingerprint), settings->fingerprint))
        return true;
    return diag_error(rq, path_attribute(at, STR("ca_fingerprint")), "Malformed fingerprint",
                      "A SHA-256 fingerprint has 64 hexadecimal digits, with or without colons between the bytes, as "
                      "\"openssl x509 -fingerprint -sha256 -noout -in FILE\" prints it.");
}

static bool check_key(struct request *rq, const struct tls_settings *settings, struct path certificate_at, struct path key_at)
{
    AUTO_BIO *certificate_text = open_text(settings->certificate);
    AUTO_BIO *key_text = open_text(settings->key);
    AUTO_CERTIFICATE *certificate = read_certificate(certificate_text);
    AUTO_KEY *key = PEM_read_bio_PrivateKey(key_text, NULL, no_pass_phrase, NULL);
    bool fits = certificate && key && X509_check_private_key(certificate, key) == 1;
    ERR_clear_error();
    if (!key)
        return diag_error(rq, key_at, "No private key in PEM form",
                          "The private key of the client certificate is expected, in PEM form and not encrypted. It may stand in its own attribute "
                          "or beside the certificate.");
    if (!fits)
        return diag_error(rq, certificate_at, "Key does not fit the client certificate", "The private key belongs to another certificate.");
    return true;
}

static bool read_identity(struct request *rq, struct arena *arena, const struct http_options *options, struct path at, struct tls_settings *settings)
{
    struct path certificate_at, key_at;
    GUARD(text_or_file(rq, arena, options->client_certificate_pem, path_attribute(at, STR("client_certificate_pem")),
                       options->client_certificate_file, path_attribute(at, STR("client_certificate_file")), &settings->certificate,
                       &certificate_at));
    GUARD(text_or_file(rq, arena, options->client_key_pem, path_attribute(at, STR("client_key_pem")), options->client_key_file,
                       path_attribute(at, STR("client_key_file")), &settings->key, &key_at));
    if (str_is_empty(settings->certificate) && str_is_empty(settings->key))
        return true;
    if (str_is_empty(settings->certificate))
        return diag_error(rq, key_at, "Client certificate is missing", "A client key is given without the certificate it belongs to.");
    GUARD(require_certificate(rq, settings->certificate, certificate_at));
    if (str_is_empty(settings->key)) {
        settings->key = settings->certificate;
        key_at = certificate_at;
    }
    return check_key(rq, settings, certificate_at, key_at);
}

bool tls_settings_read(struct request *rq, struct arena *arena, const struct http_options *options, struct path at, struct tls_settings *settings)
{
    *settings = (struct tls_settings){.skip_verify = options->insecure_skip_verify};
    bool authorities = read_authorities(rq, arena, options, at, settings);
    bool fingerprint = read_fingerprint(rq, options, at, settings);
    bool identity = read_identity(rq, arena, options, at, settings);
    return authorities && fingerprint && identity;
}
