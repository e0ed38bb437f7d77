#include "aws/sts_answer.h"

#include "base/expect.h"

static void texts_are_found_by_local_name_in_their_place(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct sts_answer answer;
    assert_true(
        sts_answer_parse(&arena,
                         STR("<x:R xmlns:x=\"urn:x\"><SecretAccessKey>elsewhere</SecretAccessKey><x:Credentials><x:AccessKeyId> AK\n</x:AccessKeyId>"
                             "<SecretAccessKey>a&amp;b</SecretAccessKey><SessionToken/><Expiration>E</Expiration></x:Credentials></x:R>"),
                         &answer));
    EXPECT_TEXT(answer.access_key, "AK");
    EXPECT_TEXT(answer.secret_key, "a&b");
    EXPECT_TEXT(answer.session_token, "");
    EXPECT_TEXT(answer.expiration, "E");
    EXPECT_TEXT(answer.code, "");
}

static void an_error_has_code_and_message(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct sts_answer answer;
    assert_true(
        sts_answer_parse(&arena, STR("<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"), &answer));
    EXPECT_TEXT(answer.code, "AccessDenied");
    EXPECT_TEXT(answer.message, "no");
}

static void what_is_no_plain_xml_is_refused(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const char *const texts[] = {
        "",
        "{}",
        "<a><b></a>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
        "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>",
    };
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        struct sts_answer answer;
        assert_false(sts_answer_parse(&arena, str_from(texts[i]), &answer));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_found_by_local_name_in_their_place),
        cmocka_unit_test(an_error_has_code_and_message),
        cmocka_unit_test(what_is_no_plain_xml_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
