#include "cluster/fake_server.h"

#include "aws/signed_http.h"

static bool make(struct request *rq, struct cluster_options options, struct str endpoint)
{
    struct cluster *cluster = NULL;
    options.endpoints = &endpoint;
    options.endpoint_count = 1;
    bool made = cluster_new(rq, &options, &cluster);
    cluster_destroy(cluster);
    return made;
}

static void endpoints_are_urls_without_secrets(void **state)
{
    (void)state;
    static const struct {
        const char *endpoint, *problem;
    } cases[] = {{"host:9200", "is none"},         {"", "is none"},
                 {"https://", "is none"},          {"ftp://host", "is none"},
                 {"https:///path", "is none"},     {"https://u:p@host", "user name and password"},
                 {"https://host?a=b", "no query"}, {"https://host#x", "no query"},
                 {"https://host/\n", "control"}};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        assert_false(make(&rq, (struct cluster_options){0}, str_from(cases[i].endpoint)));
        EXPECT_ERROR(rq, "endpoints[0]", cases[i].problem);
    }
}

static void a_cluster_needs_an_endpoint(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct cluster *cluster = NULL;
    const struct cluster_options none = {0};
    assert_false(cluster_new(&rq, &none, &cluster));
    EXPECT_ERROR(rq, "endpoints", "ESDR_ENDPOINTS");
    assert_null(cluster);
}

static void only_one_way_to_authenticate_is_accepted(void **state)
{
    (void)state;
    struct aws_signer signer = {0};
    const struct {
        struct cluster_options options;
        const char *path, *problem;
    } cases[] = {
        {{.username = STR("u"), .api_key = STR("k")}, "", "only one of"},
        {{.bearer_token = STR("t"), .api_key = STR("k")}, "", "only one of"},
        {{.password = STR("p")}, "username", "username is not"},
        {{.username = STR("u"), .signer = &signer}, "aws.sign_requests", "one Authorization header"},
        {{.api_key = STR("k\r\nX: y")}, "", "line end"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        FRESH_REQUEST(rq);
        assert_false(make(&rq, cases[i].options, STR("http://host")));
        EXPECT_ERROR(rq, cases[i].path, cases[i].problem);
    }
}

static void headers_cannot_smuggle_others(void **state)
{
    (void)state;
    static const struct string_pair bad[] = {
        {STR_INIT("a b"), STR_INIT("x")}, {STR_INIT(""), STR_INIT("x")}, {STR_INIT("a:"), STR_INIT("x")}, {STR_INIT("a"), STR_INIT("x\r\nb: y")}};
    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        FRESH_REQUEST(rq);
        assert_false(make(&rq, (struct cluster_options){.headers = &bad[i], .header_count = 1}, STR("http://host")));
        assert_true(rq.has_error);
    }
}

static void names_in_paths_are_percent_encoded(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    EXPECT_TEXT(cluster_path(&rq, "/_snapshot/%/%", STR("a/b,c"), STR("ü*{x}")), "/_snapshot/a%2Fb%2Cc/%C3%BC%2A%7Bx%7D");
    EXPECT_TEXT(cluster_path(&rq, "/_snapshot/%/_verify", STR("a-b._~")), "/_snapshot/a-b._~/_verify");
}

/* One request to a server that wants this header. */
static void expect_header(struct cluster_options options, const char *header)
{
    FRESH_REQUEST(rq);
    const struct exchange script[] = {ON("GET /x", 200, "{}", .headers = header)};
    struct fake_server *server = fake_server_start(script, 1);
    struct str endpoint = arena_format(&rq_arena, "%s/", fake_server_url(server));
    struct cluster *cluster = NULL;
    AUTO_ANSWER answer = {0};
    const struct cluster_request request = {.method = "GET", .path = STR("/x")};
    options.endpoints = &endpoint;
    options.endpoint_count = 1;
    assert_true(cluster_new(&rq, &options, &cluster));
    assert_true(cluster_call(&rq, cluster, &request, &answer));
    cluster_destroy(cluster);
    fake_server_stop(server);
}

static void credentials_and_headers_are_sent_with_every_request(void **state)
{
    (void)state;
    static const struct string_pair tenant = {STR_INIT("X-Tenant"), STR_INIT("blue")};
    expect_header((struct cluster_options){.username = STR("Aladdin"), .password = STR("open sesame")},
                  "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n");
    expect_header((struct cluster_options){.username = STR("a"), .password = STR("b")}, "Authorization: Basic YTpi\r\n");
    expect_header((struct cluster_options){.username = STR("ab"), .password = STR("c")}, "Authorization: Basic YWI6Yw==\r\n");
    expect_header((struct cluster_options){.api_key = STR("a2V5")}, "Authorization: ApiKey a2V5\r\n");
    expect_header((struct cluster_options){.bearer_token = STR("t.o.k")}, "Authorization: Bearer t.o.k\r\n");
    expect_header((struct cluster_options){.headers = &tenant, .header_count = 1}, "X-Tenant: blue\r\n");
    expect_header((struct cluster_options){0}, "Accept: application/json\r\n");
}

static void requests_are_signed_where_a_signer_is_given(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    const struct aws_credential_settings settings = {.access_key = STR("AKIDEXAMPLE"), .secret_key = STR("secret")};
    struct aws_credential_chain *chain = aws_credential_chain_new(&rq, &settings, PATH_ROOT);
    assert_non_null(chain);
    struct aws_signer signer = {.credentials = chain, .region = STR("us-east-1"), .service = STR("es")};
    expect_header((struct cluster_options){.signer = &signer}, "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
    aws_credential_chain_destroy(chain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endpoints_are_urls_without_secrets),          cmocka_unit_test(a_cluster_needs_an_endpoint),
        cmocka_unit_test(only_one_way_to_authenticate_is_accepted),    cmocka_unit_test(headers_cannot_smuggle_others),
        cmocka_unit_test(names_in_paths_are_percent_encoded),          cmocka_unit_test(credentials_and_headers_are_sent_with_every_request),
        cmocka_unit_test(requests_are_signed_where_a_signer_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
