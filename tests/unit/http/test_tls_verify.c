#include "base/expect.h"
#include "http/certificates.h"
#include "http/scripted_server.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One server, one client, one GET. */
struct encounter {
    struct issued server;
    const struct issued *above, *clients; /* see tls_server */
    const char *host;                     /* in the URL; NULL: 127.0.0.1 */
    struct http_options options;
};

static struct outcome meet(struct request *rq, struct encounter encounter)
{
    AUTO_SERVER *server = scripted_server_new(answer_ok, tls_server(&encounter.server, encounter.above, encounter.clients));
    AUTO_CLIENT *client = http_client_new(rq, &encounter.options, PATH_ROOT);
    EXPECT_DIAGNOSTICS(*rq, "");
    return send_once_to(rq, client, (struct http_request){.url = scripted_server_url(rq->arena, server, encounter.host, "/"), .repeatable = true});
}

static void expect_trust(struct outcome outcome)
{
    if (!outcome.answered)
        fail_msg("not trusted: %.*s", STR_ARGS(outcome.failure.text));
}

static void expect_distrust(struct outcome outcome, const char *advice)
{
    assert_false(outcome.answered);
    if (outcome.failure.kind != HTTP_FAILED_TLS || !str_contains(outcome.failure.text, str_from(advice)))
        fail_msg("kind %d: %.*s", outcome.failure.kind, STR_ARGS(outcome.failure.text));
}

/* An authority, a stranger, and what they signed. */
static struct issued authority, stranger, server, by_name, old, early, alone, client, client_of_stranger;

static const char here[] = "IP:127.0.0.1,DNS:localhost";

static int make_certificates(void **state)
{
    (void)state;
    authority = issue((struct certificate_wish){.name = "authority", .is_authority = true});
    stranger = issue((struct certificate_wish){.name = "stranger", .is_authority = true});
    server = issue((struct certificate_wish){.name = "server", .san = here, .from = &authority});
    by_name = issue((struct certificate_wish){.name = "by name", .san = "DNS:other.example", .from = &authority});
    old = issue((struct certificate_wish){.name = "old", .san = here, .from = &authority, .valid_from_days = -10, .valid_to_days = -1});
    early = issue((struct certificate_wish){.name = "early", .san = here, .from = &authority, .valid_from_days = 5, .valid_to_days = 10});
    alone = issue((struct certificate_wish){.name = "alone", .san = here});
    client = issue((struct certificate_wish){.name = "client", .from = &authority});
    client_of_stranger = issue((struct certificate_wish){.name = "client", .from = &stranger});
    return 0;
}

static int free_certificates(void **state)
{
    (void)state;
    struct issued *const all[] = {&authority, &stranger, &server, &by_name, &old, &early, &alone, &client, &client_of_stranger};
    for (size_t i = 0; i < ARRAY_LENGTH(all); i++)
        issued_free(all[i]);
    return 0;
}

static void an_unknown_authority_is_refused_with_advice(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct outcome outcome = meet(&rq, (struct encounter){.server = server});
    expect_distrust(outcome, "ca_file or ca_pem, or pin the certificate with ca_fingerprint");
    assert_false(outcome.failure.established);
    expect_distrust(meet(&rq, (struct encounter){.server = alone}), "ca_file or ca_pem, or pin the certificate with ca_fingerprint");
    struct http_options options = {.ca_pem = certificate_pem(rq.arena, &stranger)};
    expect_distrust(meet(&rq, (struct encounter){.server = server, .options = options}), "ca_file");
}

static void ca_pem_is_the_authority(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options options = {.ca_pem = certificate_pem(rq.arena, &authority)};
    expect_trust(meet(&rq, (struct encounter){.server = server, .options = options}));
    expect_trust(meet(&rq, (struct encounter){.server = server, .options = options, .host = "localhost"}));
}

static struct str written(struct request *rq, struct str content)
{
    struct str name = arena_copy(rq->arena, STR("/tmp/esdr-test-XXXXXX"));
    char *template = arena_allocate(rq->arena, name.len + 1, 1);
    memcpy(template, name.ptr, name.len);
    int file = mkstemp(template);
    assert_true(file >= 0);
    assert_int_equal(write(file, content.ptr, content.len), content.len);
    close(file);
    return str_from(template);
}

static void ca_file_is_an_authority_beside_ca_pem(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options options = {.ca_file = written(&rq, certificate_pem(rq.arena, &authority))};
    struct http_options both = {.ca_file = options.ca_file, .ca_pem = certificate_pem(rq.arena, &stranger)};
    struct outcome alone_outcome = meet(&rq, (struct encounter){.server = server, .options = options});
    struct outcome both_outcome = meet(&rq, (struct encounter){.server = server, .options = both});
    unlink(options.ca_file.ptr);
    expect_trust(alone_outcome);
    expect_trust(both_outcome);
}

static void wrong_names_and_dates_are_refused_with_advice(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options options = {.ca_pem = certificate_pem(rq.arena, &authority)};
    expect_distrust(meet(&rq, (struct encounter){.server = by_name, .options = options}), "The certificate was made for another host name.");
    expect_distrust(meet(&rq, (struct encounter){.server = by_name, .options = options, .host = "localhost"}), "another host name.");
    expect_distrust(meet(&rq, (struct encounter){.server = old, .options = options}), "has expired, or this machine's clock is wrong");
    expect_distrust(meet(&rq, (struct encounter){.server = early, .options = options}), "is not valid yet");
}

static void insecure_skip_verify_trusts_everybody(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options options = {.insecure_skip_verify = true};
    const struct issued servers[] = {server, by_name, old, alone};
    for (size_t i = 0; i < ARRAY_LENGTH(servers); i++)
        expect_trust(meet(&rq, (struct encounter){.server = servers[i], .options = options}));
}

static void the_fingerprint_of_the_server_is_enough(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    const struct issued servers[] = {server, alone, by_name, old};
    for (size_t i = 0; i < ARRAY_LENGTH(servers); i++) {
        struct http_options options = {.ca_fingerprint = fingerprint_of(rq.arena, &servers[i])};
        expect_trust(meet(&rq, (struct encounter){.server = servers[i], .options = options}));
    }
}

static void another_fingerprint_is_refused(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options options = {.ca_fingerprint = fingerprint_of(rq.arena, &alone)};
    expect_distrust(meet(&rq, (struct encounter){.server = server, .options = options}), "has the fingerprint in ca_fingerprint");
    options.insecure_skip_verify = true;
    expect_distrust(meet(&rq, (struct encounter){.server = server, .options = options}), "has the fingerprint in ca_fingerprint");
}

static void the_fingerprint_of_an_authority_covers_what_it_signed_for_this_host(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options options = {.ca_fingerprint = fingerprint_of(rq.arena, &authority)};
    expect_trust(meet(&rq, (struct encounter){.server = server, .above = &authority, .options = options}));
    expect_trust(meet(&rq, (struct encounter){.server = server, .above = &authority, .options = options, .host = "localhost"}));
    expect_distrust(meet(&rq, (struct encounter){.server = by_name, .above = &authority, .options = options}), "another host name");
    expect_distrust(meet(&rq, (struct encounter){.server = old, .above = &authority, .options = options}), "has expired");
    expect_distrust(meet(&rq, (struct encounter){.server = server, .options = options}), "has the fingerprint in ca_fingerprint");
}

static void sending_a_pinned_authority_along_proves_nothing(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options options = {.ca_fingerprint = fingerprint_of(rq.arena, &authority)};
    expect_distrust(meet(&rq, (struct encounter){.server = alone, .above = &authority, .options = options}), "");
    options.insecure_skip_verify = true;
    expect_distrust(meet(&rq, (struct encounter){.server = alone, .above = &authority, .options = options}), "");
}

static void an_authority_and_a_fingerprint_must_both_agree(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options both = {.ca_pem = certificate_pem(rq.arena, &authority), .ca_fingerprint = fingerprint_of(rq.arena, &server)};
    struct http_options wrong_authority = {.ca_pem = certificate_pem(rq.arena, &stranger), .ca_fingerprint = both.ca_fingerprint};
    struct http_options wrong_fingerprint = {.ca_pem = both.ca_pem, .ca_fingerprint = fingerprint_of(rq.arena, &alone)};
    expect_trust(meet(&rq, (struct encounter){.server = server, .options = both}));
    expect_distrust(meet(&rq, (struct encounter){.server = server, .options = wrong_authority}), "ca_file");
    expect_distrust(meet(&rq, (struct encounter){.server = server, .options = wrong_fingerprint}), "ca_fingerprint");
}

static void client_certificates_are_sent_whatever_else_is_set(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct str certificate = certificate_pem(rq.arena, &client), key = key_pem(rq.arena, &client);
    struct str together = arena_format(rq.arena, "%.*s%.*s", STR_ARGS(certificate), STR_ARGS(key));
    const struct http_options cases[] = {
        {.client_certificate_pem = certificate, .client_key_pem = key, .ca_pem = certificate_pem(rq.arena, &authority)},
        {.client_certificate_pem = certificate, .client_key_pem = key, .insecure_skip_verify = true},
        {.client_certificate_pem = certificate, .client_key_pem = key, .ca_fingerprint = fingerprint_of(rq.arena, &server)},
        {.client_certificate_pem = together, .insecure_skip_verify = true},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
        expect_trust(meet(&rq, (struct encounter){.server = server, .clients = &authority, .options = cases[i]}));
}

static void a_server_that_wants_a_client_certificate_says_so(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct http_options none = {.insecure_skip_verify = true};
    struct http_options wrong = {.insecure_skip_verify = true,
                                 .client_certificate_pem = certificate_pem(rq.arena, &client_of_stranger),
                                 .client_key_pem = key_pem(rq.arena, &client_of_stranger)};
    expect_distrust(meet(&rq, (struct encounter){.server = server, .clients = &authority, .options = none}), "asks for a client certificate");
    expect_distrust(meet(&rq, (struct encounter){.server = server, .clients = &authority, .options = wrong}),
                    "does not know the authority that signed the client certificate");
}

static void secure_connections_are_used_again(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    AUTO_SERVER *secure = scripted_server_new(answer_ok, tls_server(&server, NULL, NULL));
    AUTO_CLIENT *https = http_client_new(&rq, &(struct http_options){.ca_fingerprint = fingerprint_of(rq.arena, &server)}, PATH_ROOT);
    for (int i = 0; i < 3; i++)
        expect_trust(get_from(&rq, https, secure, "/"));
    assert_int_equal(http_client_connection_count(https), 1);
    assert_int_equal(scripted_server_connections(secure), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_authority_is_refused_with_advice),
        cmocka_unit_test(ca_pem_is_the_authority),
        cmocka_unit_test(ca_file_is_an_authority_beside_ca_pem),
        cmocka_unit_test(wrong_names_and_dates_are_refused_with_advice),
        cmocka_unit_test(insecure_skip_verify_trusts_everybody),
        cmocka_unit_test(the_fingerprint_of_the_server_is_enough),
        cmocka_unit_test(another_fingerprint_is_refused),
        cmocka_unit_test(the_fingerprint_of_an_authority_covers_what_it_signed_for_this_host),
        cmocka_unit_test(sending_a_pinned_authority_along_proves_nothing),
        cmocka_unit_test(an_authority_and_a_fingerprint_must_both_agree),
        cmocka_unit_test(client_certificates_are_sent_whatever_else_is_set),
        cmocka_unit_test(a_server_that_wants_a_client_certificate_says_so),
        cmocka_unit_test(secure_connections_are_used_again),
    };
    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
