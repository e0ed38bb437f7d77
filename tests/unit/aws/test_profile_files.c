#include "aws/profile_files.h"
#include "base/expect.h"

static const struct str nothing;

static struct profile_files parsed(struct arena *arena, const char *text, enum profile_file_kind kind)
{
    struct profile_files files = {0};
    size_t bad_line;
    assert_true(profile_files_parse(arena, str_from(text), kind, &files, &bad_line));
    return files;
}

static struct str value_in(struct arena *arena, const char *text, const char *section, const char *name)
{
    struct profile_files files = parsed(arena, text, PROFILE_FILE_CONFIG);
    return profile_setting_value(profile_files_find(&files, PROFILE_SECTION, str_from(section)), nothing, str_from(name));
}

static void profiles_have_a_prefix_in_configuration_files_and_none_in_credentials_files(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const char *text = "[default]\nregion=a\n[profile dr]\nregion=b\n[other]\nregion=c\n[profile \"my own\"]\nregion=d\n[profile\tx]\nregion=e\n";
    static const struct {
        enum profile_file_kind kind;
        const char *profile, *region;
    } cases[] = {
        {PROFILE_FILE_CONFIG, "default", "a"}, {PROFILE_FILE_CONFIG, "dr", "b"},         {PROFILE_FILE_CONFIG, "other", ""},
        {PROFILE_FILE_CONFIG, "my own", "d"},  {PROFILE_FILE_CONFIG, "x", "e"},          {PROFILE_FILE_CREDENTIALS, "default", "a"},
        {PROFILE_FILE_CREDENTIALS, "dr", ""},  {PROFILE_FILE_CREDENTIALS, "other", "c"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct profile_files files = parsed(&arena, text, cases[i].kind);
        const struct profile_section *section = profile_files_find(&files, PROFILE_SECTION, str_from(cases[i].profile));
        EXPECT_TEXT(profile_setting_value(section, nothing, STR("region")), cases[i].region);
    }
}

static void values_are_trimmed_and_names_have_no_case(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const struct {
        const char *line, *value;
    } cases[] = {
        {"key=v", "v"},    {"key = v", "v"},           {"  KEY\t=  v  \r", "v"},   {"key = a=b==", "a=b=="},
        {"key =", ""},     {"key = v # comment", "v"}, {"key = v ; comment", "v"}, {"key = v#w;x", "v#w;x"},
        {"key = # v", ""}, {"# key = v", ""},          {"; key = v", ""},          {"key = \"v\"", "\"v\""},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct str text = arena_format(&arena, "[default] # first\n%s\n", cases[i].line);
        EXPECT_TEXT(value_in(&arena, text.ptr, "default", "key"), cases[i].value);
    }
}

static void a_later_setting_counts_even_in_another_section_of_the_name(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_TEXT(value_in(&arena, "[default]\nk=1\nk=2\n[profile default]\nk=3\n", "default", "k"), "3");
    struct profile_files files = parsed(&arena, "[profile dr]\nk=config\nonly=config\n", PROFILE_FILE_CONFIG);
    size_t bad_line;
    assert_true(profile_files_parse(&arena, STR("[dr]\nk=credentials"), PROFILE_FILE_CREDENTIALS, &files, &bad_line));
    const struct profile_section *section = profile_files_find(&files, PROFILE_SECTION, STR("dr"));
    EXPECT_TEXT(profile_setting_value(section, nothing, STR("k")), "credentials");
    EXPECT_TEXT(profile_setting_value(section, nothing, STR("only")), "config");
}

static void indented_lines_nest_below_an_empty_setting_and_continue_another(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct profile_files files =
        parsed(&arena,
               "[services local]\nsts =\n  endpoint_url = http://a\n\n  # so it is\n  other = 1\ns3 =\n\tendpoint_url = http://b\n"
               "[profile x]\nlong = one\n  two = 2\nregion = r\n[sso-session x]\nregion = s\n",
               PROFILE_FILE_CONFIG);
    const struct profile_section *services = profile_files_find(&files, SERVICES_SECTION, STR("local"));
    EXPECT_TEXT(profile_setting_value(services, STR("sts"), STR("endpoint_url")), "http://a");
    EXPECT_TEXT(profile_setting_value(services, STR("sts"), STR("other")), "1");
    EXPECT_TEXT(profile_setting_value(services, STR("s3"), STR("endpoint_url")), "http://b");
    EXPECT_TEXT(profile_setting_value(services, nothing, STR("endpoint_url")), "");
    const struct profile_section *profile = profile_files_find(&files, PROFILE_SECTION, STR("x"));
    EXPECT_TEXT(profile_setting_value(profile, nothing, STR("long")), "one\ntwo = 2");
    EXPECT_TEXT(profile_setting_value(profile, nothing, STR("region")), "r");
    EXPECT_TEXT(profile_setting_value(profile_files_find(&files, SSO_SESSION_SECTION, STR("x")), nothing, STR("region")), "s");
}

static void settings_of_passed_over_sections_reach_nobody(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_TEXT(value_in(&arena, "[default]\nk=1\n[plugins]\nk=2\ns3 =\n  k = 3\n", "default", "k"), "1");
}

static void long_values_are_kept_whole(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    enum { LENGTH = 100000 };
    struct buffer text = {.arena = &arena};
    buffer_append(&text, STR("[default]\naws_session_token = "));
    for (size_t i = 0; i < LENGTH; i++)
        buffer_append_byte(&text, 'x');
    assert_int_equal(value_in(&arena, buffer_c_string(&text), "default", "aws_session_token").len, LENGTH);
}

static void a_line_that_means_nothing_is_refused_with_its_number(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    static const struct {
        const char *text;
        size_t line;
    } cases[] = {
        {"k = v", 1}, {"[default]\nsecret", 2},       {"[default]\n= v", 2},        {"[default\nk = v", 1}, {"[default] x\n", 1},
        {"[]\n", 1},  {"\n\n[default]\nk =\n  x", 5}, {"[default]\n  secret\n", 2},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct profile_files files = {0};
        size_t bad_line;
        assert_false(profile_files_parse(&arena, str_from(cases[i].text), PROFILE_FILE_CREDENTIALS, &files, &bad_line));
        assert_int_equal(bad_line, cases[i].line);
    }
}

static void what_is_not_there_is_empty(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct profile_files files = parsed(&arena, "\xEF\xBB\xBF\n", PROFILE_FILE_CONFIG);
    assert_null(profile_files_find(&files, PROFILE_SECTION, STR("default")));
    assert_true(str_is_empty(profile_setting_value(NULL, nothing, STR("k"))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(profiles_have_a_prefix_in_configuration_files_and_none_in_credentials_files),
        cmocka_unit_test(values_are_trimmed_and_names_have_no_case),
        cmocka_unit_test(a_later_setting_counts_even_in_another_section_of_the_name),
        cmocka_unit_test(indented_lines_nest_below_an_empty_setting_and_continue_another),
        cmocka_unit_test(settings_of_passed_over_sections_reach_nobody),
        cmocka_unit_test(long_values_are_kept_whole),
        cmocka_unit_test(a_line_that_means_nothing_is_refused_with_its_number),
        cmocka_unit_test(what_is_not_there_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
