#include "cluster/json_binding.h"

#include "base/expect.h"

#include <stdlib.h>
#include <string.h>

struct sample {
    struct str text;
    struct optional_bool flag;
    struct optional_int number;
    struct optional_strings list;
    struct optional_map map;
    struct str inner;
};

static const struct json_field fields[] = {
    {"text", JSON_TEXT, offsetof(struct sample, text)},       {"flag", JSON_FLAG, offsetof(struct sample, flag)},
    {"number", JSON_NUMBER, offsetof(struct sample, number)}, {"list", JSON_LIST, offsetof(struct sample, list)},
    {"map", JSON_MAP, offsetof(struct sample, map)},
};
static const struct json_field inner_fields[] = {{"inner", JSON_TEXT, offsetof(struct sample, inner)}};
static const struct json_section sections[] = {{"", fields, ARRAY_LENGTH(fields)}, {"a.b", inner_fields, ARRAY_LENGTH(inner_fields)}};

static json_t *json_of(const char *text)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    if (!json)
        fail_msg("no JSON: %s", text);
    return json;
}

static bool read_sample(struct arena *arena, const char *text, struct sample *sample, const char **wrong)
{
    AUTO_JSON *json = json_of(text);
    *sample = (struct sample){0};
    return json_read_sections(arena, json, sections, ARRAY_LENGTH(sections), sample, wrong);
}

static void members_are_read_into_their_fields(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct sample sample;
    const char *wrong;
    assert_true(read_sample(
        &arena, "{\"text\":\"x\",\"flag\":true,\"number\":7,\"list\":[\"a\",\"b\"],\"map\":{\"z\":\"1\",\"a\":2},\"a\":{\"b\":{\"inner\":\"y\"}}}",
        &sample, &wrong));
    EXPECT_TEXT(sample.text, "x");
    assert_true(sample.flag.set && sample.flag.value);
    assert_int_equal(sample.number.value, 7);
    assert_int_equal(sample.list.count, 2);
    EXPECT_TEXT(sample.map.pairs[0].key, "a");
    EXPECT_TEXT(sample.map.pairs[0].value, "2");
    EXPECT_TEXT(sample.inner, "y");
}

static void missing_and_null_members_are_absent(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct sample sample;
    const char *wrong;
    assert_true(read_sample(&arena, "{\"text\":null,\"list\":null,\"a\":null}", &sample, &wrong));
    assert_null(sample.text.ptr);
    assert_false(sample.flag.set || sample.number.set || sample.list.set || sample.map.set);
}

static void texts_that_servers_echo_are_read_as_what_they_mean(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct sample sample;
    const char *wrong;
    assert_true(read_sample(
        &arena, "{\"text\":5,\"flag\":\"false\",\"number\":\"12\",\"list\":\"a, b,-c\",\"map\":{\"n\":null,\"o\":{\"b\":1,\"a\":[]},\"t\":true}}",
        &sample, &wrong));
    EXPECT_TEXT(sample.text, "5");
    assert_true(sample.flag.set && !sample.flag.value);
    assert_int_equal(sample.number.value, 12);
    assert_int_equal(sample.list.count, 3);
    EXPECT_TEXT(sample.list.items[1], "b");
    EXPECT_TEXT(sample.map.pairs[0].value, "null");
    EXPECT_TEXT(sample.map.pairs[1].value, "{\"a\":[],\"b\":1}");
    EXPECT_TEXT(sample.map.pairs[2].value, "true");
}

static void a_member_of_another_type_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *json, *wrong;
    } cases[] = {
        {"{\"text\":[]}", "text"},        {"{\"text\":{}}", "text"},
        {"{\"flag\":\"yes\"}", "flag"},   {"{\"flag\":1}", "flag"},
        {"{\"number\":1.5}", "number"},   {"{\"number\":\"x\"}", "number"},
        {"{\"number\":true}", "number"},  {"{\"list\":{}}", "list"},
        {"{\"list\":[1]}", "list"},       {"{\"map\":[]}", "map"},
        {"{\"map\":\"x\"}", "map"},       {"{\"a\":{\"b\":[]}}", "a.b"},
        {"{\"a\":{\"b\":\"x\"}}", "a.b"}, {"{\"a\":{\"b\":{\"inner\":{}}}}", "inner"},
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct sample sample;
        const char *wrong = "";
        if (read_sample(&arena, cases[i].json, &sample, &wrong))
            fail_msg("%s should be refused", cases[i].json);
        assert_string_equal(wrong, cases[i].wrong);
    }
}

static void what_is_written_is_read_back_and_absent_fields_are_not_written(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "{}",
        "{\"text\":\"\"}",
        "{\"a\":{\"b\":{\"inner\":\"y\"}}}",
        "{\"list\":[],\"map\":{}}",
        "{\"text\":\"x\",\"flag\":false,\"number\":0,\"list\":[\"a\"],\"map\":{\"k\":\"v\"},\"a\":{\"b\":{\"inner\":\"y\"}}}",
    };
    AUTO_ARENA arena = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
        struct sample sample;
        const char *wrong;
        AUTO_JSON *expected = json_of(cases[i]);
        AUTO_JSON *written = json_object();
        assert_true(read_sample(&arena, cases[i], &sample, &wrong));
        json_write_sections(written, sections, ARRAY_LENGTH(sections), &sample);
        if (!json_equal(expected, written))
            fail_msg("%s was written as %.*s", cases[i], STR_ARGS(json_as_text(&arena, written)));
    }
}

static void members_without_a_name_of_ours_survive_a_replacement(void **state)
{
    (void)state;
    static const struct json_section flat[] = {{"", fields, ARRAY_LENGTH(fields)}, {"config", inner_fields, ARRAY_LENGTH(inner_fields)}};
    AUTO_JSON *stored = json_of("{\"text\":\"old\",\"other\":1,\"config\":{\"inner\":\"old\",\"more\":true}}");
    AUTO_JSON *body = json_of("{\"text\":\"new\"}");
    AUTO_JSON *expected = json_of("{\"text\":\"new\",\"other\":1,\"config\":{\"more\":true}}");
    json_keep_unknown(body, stored, flat, ARRAY_LENGTH(flat));
    assert_true(json_equal(body, expected));
}

static void nested_settings_become_flat_texts_in_order(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    AUTO_JSON *json = json_of("{\"b\":{\"d\":{\"e\":\"1s\"},\"c\":true},\"a\":3,\"n\":null,\"l\":[\"x\",\"y\"]}");
    struct optional_map map = {0};
    json_read_settings(&arena, json, &map);
    struct buffer text = {.arena = &arena};
    for (size_t i = 0; i < map.count; i++)
        buffer_format(&text, "%.*s=%.*s;", STR_ARGS(map.pairs[i].key), STR_ARGS(map.pairs[i].value));
    EXPECT_TEXT(buffer_str(&text), "a=3;b.c=true;b.d.e=1s;l=[\"x\",\"y\"];");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_read_into_their_fields),
        cmocka_unit_test(missing_and_null_members_are_absent),
        cmocka_unit_test(texts_that_servers_echo_are_read_as_what_they_mean),
        cmocka_unit_test(a_member_of_another_type_is_named),
        cmocka_unit_test(what_is_written_is_read_back_and_absent_fields_are_not_written),
        cmocka_unit_test(members_without_a_name_of_ours_survive_a_replacement),
        cmocka_unit_test(nested_settings_become_flat_texts_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
