#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/identity.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

struct fixture {
    struct arena arena;
    struct identity identity;
    X509 *certificate;
    EVP_PKEY *key;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    struct request rq = {.arena = &fixture.arena};
    if (!identity_make(&rq, "an organization", &fixture.identity))
        return -1;
    BIO *certificate = BIO_new_mem_buf(fixture.identity.certificate_pem, -1), *key = BIO_new_mem_buf(fixture.identity.key_pem, -1);
    fixture.certificate = PEM_read_bio_X509(certificate, NULL, NULL, NULL);
    fixture.key = PEM_read_bio_PrivateKey(key, NULL, NULL, NULL);
    BIO_free(certificate);
    BIO_free(key);
    *state = &fixture;
    return fixture.certificate && fixture.key ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    X509_free(fixture->certificate);
    EVP_PKEY_free(fixture->key);
    arena_clean_up(&fixture->arena);
    return 0;
}

static void the_certificate_verifies_with_itself_as_root(void **state)
{
    struct fixture *fixture = *state;
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    X509_STORE_add_cert(store, fixture->certificate);
    X509_STORE_CTX_init(context, store, fixture->certificate, NULL);
    X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER);
    assert_int_equal(X509_verify_cert(context), 1);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
}

static void the_name_is_localhost_and_no_other(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(X509_check_host(fixture->certificate, "localhost", 0, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, NULL), 1);
    assert_int_equal(X509_check_host(fixture->certificate, "other", 0, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, NULL), 0);
}

static void the_key_is_p256_and_belongs_to_the_certificate(void **state)
{
    struct fixture *fixture = *state;
    char group[32] = "";
    assert_int_equal(EVP_PKEY_get_group_name(fixture->key, group, sizeof group, NULL), 1);
    assert_string_equal(group, "prime256v1");
    assert_int_equal(X509_check_private_key(fixture->certificate, fixture->key), 1);
}

static void the_validity_began_before_any_clock_could_disagree(void **state)
{
    struct fixture *fixture = *state;
    time_t earlier = time(NULL) - 45, later = time(NULL) + 20 * 365 * 24 * 3600L;
    assert_int_equal(X509_cmp_time(X509_get0_notBefore(fixture->certificate), &earlier), -1);
    assert_int_equal(X509_cmp_time(X509_get0_notAfter(fixture->certificate), &later), 1);
}

static void the_line_is_the_certificate_in_base64_without_padding(void **state)
{
    struct fixture *fixture = *state;
    char padded[4096];
    unsigned char der[4096], *expected = NULL;
    struct str line = fixture->identity.certificate_line;
    assert_int_equal(str_find_byte(line, '=', 0), line.len);
    assert_int_equal(str_find_byte(line, '\n', 0), line.len);
    snprintf(padded, sizeof padded, "%.*s%.*s", STR_ARGS(line), (int)(3 - (line.len + 3) % 4), "===");
    int length = i2d_X509(fixture->certificate, &expected);
    assert_true(EVP_DecodeBlock(der, (unsigned char *)padded, (int)strlen(padded)) >= length);
    assert_memory_equal(der, expected, (size_t)length);
    OPENSSL_free(expected);
}

static void two_identities_share_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct request rq = {.arena = &fixture->arena};
    struct identity other = {0};
    assert_true(identity_make(&rq, "an organization", &other));
    assert_string_not_equal(other.key_pem, fixture->identity.key_pem);
    assert_false(str_equal(other.certificate_line, fixture->identity.certificate_line));
}

static void an_organization_that_no_certificate_can_carry_is_an_error(void **state)
{
    struct fixture *fixture = *state;
    struct request rq = {.arena = &fixture->arena};
    struct identity other = {0};
    char name[200] = "";
    memset(name, 'x', sizeof name - 1);
    assert_false(identity_make(&rq, name, &other));
    assert_true(rq.has_error);
    assert_true(str_contains(rq.first->detail, STR("Making a certificate failed")));
}

static void a_client_certificate_is_checked_before_it_is_used(void **state)
{
    struct fixture *fixture = *state;
    struct request good = {.arena = &fixture->arena}, bad = {.arena = &fixture->arena};
    assert_true(identity_check_client(&good, fixture->identity.certificate_pem));
    assert_false(identity_check_client(&bad, "no certificate"));
    assert_false(identity_check_client(&bad, fixture->identity.key_pem));
    assert_true(str_contains(bad.first->detail, STR("PLUGIN_CLIENT_CERT")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_certificate_verifies_with_itself_as_root),
        cmocka_unit_test(the_name_is_localhost_and_no_other),
        cmocka_unit_test(the_key_is_p256_and_belongs_to_the_certificate),
        cmocka_unit_test(the_validity_began_before_any_clock_could_disagree),
        cmocka_unit_test(the_line_is_the_certificate_in_base64_without_padding),
        cmocka_unit_test(two_identities_share_nothing),
        cmocka_unit_test(a_client_certificate_is_checked_before_it_is_used),
        cmocka_unit_test(an_organization_that_no_certificate_can_carry_is_an_error),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
