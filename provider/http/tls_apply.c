#include "http/tls_verify.h"

#include <string.h>

static void set_blob(const struct curl_library *curl, CURL *easy, CURLoption option, struct str text)
{
    struct curl_blob blob = {.len = text.len, .flags = CURL_BLOB_COPY};
    const void *bytes = text.ptr;
    memcpy(&blob.data, &bytes, sizeof(bytes));
    curl->easy_setopt(easy, option, &blob);
}

static void apply_identity(const struct curl_library *curl, CURL *easy, const struct tls_settings *settings)
{
    if (str_is_empty(settings->certificate))
        return;
    set_blob(curl, easy, CURLOPT_SSLCERT_BLOB, settings->certificate);
    set_blob(curl, easy, CURLOPT_SSLKEY_BLOB, settings->key);
    curl->easy_setopt(easy, CURLOPT_KEYPASSWD, "");
}

static void apply_authorities(const struct curl_library *curl, CURL *easy, const struct tls_settings *settings)
{
    if (str_is_empty(settings->authorities))
        return;
    curl->easy_setopt(easy, CURLOPT_CAPATH, NULL);
    set_blob(curl, easy, CURLOPT_CAINFO_BLOB, settings->authorities);
}

void tls_apply(const struct curl_library *curl, CURL *easy, struct tls_check *check)
{
    const struct tls_settings *settings = check->settings;
    bool verifies_host = !settings->skip_verify && (!settings->has_fingerprint || !str_is_empty(settings->authorities));
    bool verifies_peer = !settings->skip_verify || settings->has_fingerprint;
    curl->easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl->easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, verifies_peer ? 1L : 0L);
    curl->easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, verifies_host ? 2L : 0L);
    apply_authorities(curl, easy, settings);
    apply_identity(curl, easy, settings);
    if (!settings->has_fingerprint)
        return;
    curl->easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, tls_verify_by_fingerprint);
    curl->easy_setopt(easy, CURLOPT_SSL_CTX_DATA, check);
}

#define OTHER_HOST "The certificate was made for another host name. Use a name that it contains, or have it made for this one."

/* What OpenSSL and libcurl write, and what it means here. The first that fits counts. */
static const struct {
    struct str part, advice;
} advices[] = {
    {STR_INIT(TLS_FINGERPRINT_MISMATCH),
     STR_INIT("No certificate that the server sent has the fingerprint in ca_fingerprint. Compare it with the server's certificate; it changes "
              "when the certificate is renewed.")},
    {STR_INIT("certificate has expired"),
     STR_INIT("The server's certificate has expired, or this machine's clock is wrong. The certificate has to be renewed on the server.")},
    {STR_INIT("certificate is not yet valid"), STR_INIT("The server's certificate is not valid yet, or this machine's clock is wrong.")},
    {STR_INIT("IP address mismatch"), STR_INIT(OTHER_HOST)},
    {STR_INIT("ostname mismatch"), STR_INIT(OTHER_HOST)},
    {STR_INIT("does not match target host name"), STR_INIT(OTHER_HOST)},
    {STR_INIT("no alternative certificate subject name matches"), STR_INIT(OTHER_HOST)},
    {STR_INIT("unable to get local issuer certificate"),
     STR_INIT("The authority that signed the server's certificate is not known. Name it with ca_file or ca_pem, or pin the certificate with "
              "ca_fingerprint.")},
    {STR_INIT("self-signed certificate"),
     STR_INIT("The server's certificate is signed by itself or by an authority that is not known. Name it with ca_file or ca_pem, or pin the "
              "certificate with ca_fingerprint.")},
    {STR_INIT("unable to get issuer certificate"),
     STR_INIT("An authority above the server's certificate is not known. Name it with ca_file or ca_pem.")},
    {STR_INIT("alert certificate required"), STR_INIT("The server asks for a client certificate: set client_certificate_file and client_key_file.")},
    {STR_INIT("alert handshake failure"),
     STR_INIT("The server refused the handshake. It may ask for a client certificate (client_certificate_file, client_key_file).")},
    {STR_INIT("alert bad certificate"), STR_INIT("The server refused the client certificate.")},
    {STR_INIT("alert unknown ca"), STR_INIT("The server does not know the authority that signed the client certificate.")},
    {STR_INIT("alert certificate expired"), STR_INIT("The client certificate has expired.")},
    {STR_INIT("wrong version number"), STR_INIT("The port does not speak TLS. Perhaps the URL should start with http://.")},
};

struct str tls_advice(struct str text)
{
    for (size_t i = 0; i < ARRAY_LENGTH(advices); i++) {
        if (str_contains(text, advices[i].part))
            return advices[i].advice;
    }
    return (struct str){0};
}
