#include "base/expect.h"
#include "http/certificates.h"
#include "http/tls.h"

#include <string.h>

static struct issued authority, client, other;

static int make_certificates(void **state)
{
    (void)state;
    authority = issue((struct certificate_wish){.name = "authority", .is_authority = true});
    client = issue((struct certificate_wish){.name = "client", .from = &authority});
    other = issue((struct certificate_wish){.name = "other", .from = &authority});
    return 0;
}

static int free_certificates(void **state)
{
    (void)state;
    issued_free(&authority);
    issued_free(&client);
    issued_free(&other);
    return 0;
}

static struct tls_settings read_settings(struct request *rq, struct http_options options, bool expected)
{
    struct tls_settings settings;
    assert_int_equal(tls_settings_read(rq, rq->arena, &options, AT("tls"), &settings), expected);
    return settings;
}

static void nothing_given_is_fine(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct tls_settings settings = read_settings(&rq, (struct http_options){0}, true);
    assert_true(str_is_empty(settings.authorities) && str_is_empty(settings.certificate) && !settings.has_fingerprint && !settings.skip_verify);
}

static void fingerprints_are_read_with_and_without_colons(void **state)
{
    (void)state;
    static const char *const texts[] = {"00ff10203040506070809010a0b0c0d0e0f00102030405060708090a0b0c0d0e",
                                        "00FF10203040506070809010A0B0C0D0E0F00102030405060708090A0B0C0D0E",
                                        " 00:FF:10:20:30:40:50:60:70:80:90:10:A0:B0:C0:D0:E0:F0:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E\n"};
    static const unsigned char expected[] = {0x00, 0xff, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0x10, 0xa0, 0xb0, 0xc0, 0xd0,
                                             0xe0, 0xf0, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e};
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        FRESH_REQUEST(rq);
        struct tls_settings settings = read_settings(&rq, (struct http_options){.ca_fingerprint = str_from(texts[i])}, true);
        assert_memory_equal(settings.fingerprint, expected, sizeof(expected));
    }
}

static void malformed_fingerprints_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "x",
        "00ff10203040506070809010a0b0c0d0e0f00102030405060708090a0b0c0d",
        "00ff10203040506070809010a0b0c0d0e0f00102030405060708090a0b0c0d0e0f",
        "00ff10203040506070809010a0b0c0d0e0f00102030405060708090a0b0c0d0g",
        "0:0ff10203040506070809010a0b0c0d0e0f00102030405060708090a0b0c0d0e",
        "sha256:00ff10203040506070809010a0b0c0d0e0f00102030405060708090a0b0c0d0e",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        FRESH_REQUEST(rq);
        read_settings(&rq, (struct http_options){.ca_fingerprint = str_from(texts[i])}, false);
        EXPECT_DIAGNOSTICS(rq, "error tls.ca_fingerprint: Malformed fingerprint");
    }
}

static void unreadable_files_and_texts_are_refused_at_their_attribute(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct str certificate = certificate_pem(rq.arena, &client), key = key_pem(rq.arena, &client), other_key = key_pem(rq.arena, &other);
    struct str encrypted = STR("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGbMFcGCSqG\n-----END ENCRYPTED PRIVATE KEY-----\n");
    const struct {
        struct http_options options;
        const char *expected;
    } cases[] = {
        {{.ca_file = STR("/nowhere/ca.pem")}, "error tls.ca_file: File cannot be read"},
        {{.ca_file = STR("/dev/null")}, "error tls.ca_file: No certificate in PEM form"},
        {{.ca_file = STR("/tmp")}, "error tls.ca_file: File cannot be read"},
        {{.ca_file = STR("/dev/zero")}, "error tls.ca_file: File is too long"},
        {{.ca_pem = STR("no pem")}, "error tls.ca_pem: No certificate in PEM form"},
        {{.ca_pem = key}, "error tls.ca_pem: No certificate in PEM form"},
        {{.client_certificate_pem = STR("x"), .client_key_pem = key}, "error tls.client_certificate_pem: No certificate in PEM form"},
        {{.client_certificate_file = STR("/nowhere")}, "error tls.client_certificate_file: File cannot be read"},
        {{.client_key_pem = key}, "error tls.client_key_pem: Client certificate is missing"},
        {{.client_certificate_pem = certificate}, "error tls.client_certificate_pem: No private key in PEM form"},
        {{.client_certificate_pem = certificate, .client_key_pem = STR("x")}, "error tls.client_key_pem: No private key in PEM form"},
        {{.client_certificate_pem = certificate, .client_key_pem = encrypted}, "error tls.client_key_pem: No private key in PEM form"},
        {{.client_certificate_pem = certificate, .client_key_file = STR("/nowhere")}, "error tls.client_key_file: File cannot be read"},
        {{.client_certificate_pem = certificate, .client_key_pem = other_key},
         "error tls.client_certificate_pem: Key does not fit the client certificate"},
        {{.ca_pem = STR("x"), .ca_fingerprint = STR("y")},
         "error tls.ca_pem: No certificate in PEM form\nerror tls.ca_fingerprint: Malformed fingerprint"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct request own = {.arena = rq.arena};
        read_settings(&own, cases[i].options, false);
        EXPECT_DIAGNOSTICS(own, cases[i].expected);
    }
}

static void a_key_may_stand_beside_its_certificate(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct str certificate = certificate_pem(rq.arena, &client), key = key_pem(rq.arena, &client);
    struct str together = arena_format(rq.arena, "%.*s%.*s", STR_ARGS(key), STR_ARGS(certificate));
    struct tls_settings settings = read_settings(&rq, (struct http_options){.client_certificate_pem = together}, true);
    assert_true(str_equal(settings.key, together));
}

static void a_diagnostic_does_not_repeat_the_key(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options options = {.client_certificate_pem = certificate_pem(rq.arena, &client), .client_key_pem = STR("hush")};
    read_settings(&rq, options, false);
    assert_false(str_contains(rq.first->detail, STR("hush")));
}

static void advice_fits_the_failure(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"SSL certificate problem: unable to get local issuer certificate", "ca_file"},
        {"SSL certificate problem: self-signed certificate in certificate chain", "ca_file"},
        {"SSL: no alternative certificate subject name matches target host name 'x'", "another host name"},
        {"SSL certificate problem: certificate has expired", "expired"},
        {"error:0A00010B:SSL routines::wrong version number", "http://"},
        {"OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0", "client_certificate_file"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        if (!str_contains(tls_advice(str_from(cases[i][0])), str_from(cases[i][1])))
            fail_msg("%s", cases[i][0]);
    }
    EXPECT_TEXT(tls_advice(STR("something else")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given_is_fine),
        cmocka_unit_test(fingerprints_are_read_with_and_without_colons),
        cmocka_unit_test(malformed_fingerprints_are_refused),
        cmocka_unit_test(unreadable_files_and_texts_are_refused_at_their_attribute),
        cmocka_unit_test(a_key_may_stand_beside_its_certificate),
        cmocka_unit_test(a_diagnostic_does_not_repeat_the_key),
        cmocka_unit_test(advice_fits_the_failure),
    };
    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
