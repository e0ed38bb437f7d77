#include "value/notation.h"

#include "value/json.h"

struct json_case {
    const char *type, *json, *value;
};

static const struct json_case json_cases[] = {
    {"\"string\"", "\"hello\"", "\"hello\""},
    {"\"string\"", "  \n\t\"a\"\r\n ", "\"a\""},
    {"\"string\"", "null", "null"},
    {"\"string\"", "1.50", "\"1.50\""},
    {"\"string\"", "true", "\"true\""},
    {"\"string\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\"\\/\b\f\n\r\t\""},
    {"\"string\"", "\"\\u00e9\\u20AC\"", "\"\xc3\xa9\xe2\x82\xac\""},
    {"\"string\"", "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\""},
    {"\"string\"", "\"\\uD83Dx\"", "\"\xef\xbf\xbdx\""},
    {"\"string\"", "\"\\ude00\"", "\"\xef\xbf\xbd\""},
    {"\"string\"", "\"\\ud83d\\u0041\"",
     "\"\xef\xbf\xbd"
     "A\""},
    {"\"string\"", "\"\\ud83d\\ud83d\\ude00\"", "\"\xef\xbf\xbd\xf0\x9f\x98\x80\""},
    {"\"string\"", "\"\xc3\xa9\"", "\"\xc3\xa9\""},
    {"\"string\"",
     "\"a\xff"
     "b\"",
     "\"a?b\""},
    {"\"bool\"", "true", "true"},
    {"\"bool\"", "\"false\"", "false"},
    {"\"number\"", "0", "0"},
    {"\"number\"", "-12.50e+3", "-12.50e+3"},
    {"\"number\"", "123456789012345678901234567890.5", "123456789012345678901234567890.5"},
    {"\"number\"", "0.10000000000000000001", "0.10000000000000000001"},
    {"\"number\"", "18446744073709551615", "18446744073709551615"},
    {"\"number\"", "\"12.5\"", "12.5"},
    {"[\"list\",\"number\"]", "[ 1 , 2 ]", "[1,2]"},
    {"[\"list\",\"number\"]", "[ ]", "[]"},
    {"[\"set\",\"string\"]", "[\"z\",\"a\",\"z\"]", "[\"a\",\"z\"]"},
    {"[\"map\",\"number\"]", "{ \"b\" : 1 , \"a\" : 2 }", "{a:2,b:1}"},
    {"[\"map\",\"number\"]", "{\"a\":1,\"a\":2}", "{a:2}"},
    {"[\"map\",\"number\"]", "{ }", "{}"},
    {"[\"tuple\",[\"string\",\"number\"]]", "[\"x\",1]", "[\"x\",1]"},
    {"[\"object\",{\"a\":\"string\",\"b\":\"number\"}]", "{\"b\":1}", "{a:null,b:1}"},
    {"[\"object\",{\"a\":\"string\"}]", "{\"gone\":[1,{\"x\":null}],\"a\":\"x\",\"more\":true}", "{a:\"x\"}"},
    {"[\"object\",{\"a\":[\"list\",[\"object\",{\"x\":\"bool\"}]]}]", "{\n  \"a\": [\n    {\n      \"x\": true,\n      \"y\": 1\n    }\n  ]\n}\n",
     "{a:[{x:true}]}"},
    {"\"dynamic\"", "{\"type\":\"number\",\"value\":1.50}", "<\"number\">1.50"},
    {"\"dynamic\"", "{\"value\":[\"x\",true],\"type\":[\"tuple\",[\"string\",\"bool\"]]}", "<[\"tuple\",[\"string\",\"bool\"]]>[\"x\",true]"},
    {"\"dynamic\"", "{\"value\":null,\"type\":\"string\"}", "<\"string\">null"},
    {"\"dynamic\"", "null", "null"},
};

static void stored_json_is_decoded_by_its_type(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(json_cases); at++) {
        FRESH_REQUEST(rq);
        struct value value;
        if (!json_decode(&rq, type_of(rq.arena, json_cases[at].type), str_from(json_cases[at].json), &value))
            fail_msg("%s as %s: %s", json_cases[at].json, json_cases[at].type, diagnostics_text(&rq).ptr);
        EXPECT_TEXT(value_text(rq.arena, &value), json_cases[at].value);
        assert_null(rq.first);
    }
}

static void json_that_does_not_fit_the_type_is_refused_with_its_path(void **state)
{
    (void)state;
    static const struct {
        const char *type, *json, *path;
    } cases[] = {
        {"\"string\"", "[]", ""},
        {"\"string\"", "{}", ""},
        {"\"bool\"", "1", ""},
        {"\"bool\"", "\"yes\"", ""},
        {"\"bool\"", "[]", ""},
        {"\"number\"", "true", ""},
        {"\"number\"", "\"\"", ""},
        {"\"number\"", "\"1x\"", ""},
        {"\"number\"", "\"0x10\"", ""},
        {"[\"list\",\"bool\"]", "{}", ""},
        {"[\"list\",\"bool\"]", "[true,1]", "[1]"},
        {"[\"set\",\"bool\"]", "[true,1]", ""},
        {"[\"map\",\"bool\"]", "[]", ""},
        {"[\"map\",\"bool\"]", "{\"k\":1}", "[\"k\"]"},
        {"[\"tuple\",[\"bool\"]]", "[]", ""},
        {"[\"tuple\",[\"bool\"]]", "[true,true]", ""},
        {"[\"object\",{\"a\":\"bool\"}]", "[]", ""},
        {"[\"object\",{\"a\":[\"list\",[\"object\",{\"x\":\"bool\"}]]}]", "{\"a\":[{},{\"x\":1}]}", "a[1].x"},
        {"\"dynamic\"", "1", ""},
        {"\"dynamic\"", "{}", ""},
        {"\"dynamic\"", "{\"value\":1}", ""},
        {"\"dynamic\"", "{\"value\":1,\"type\":\"nothing\"}", ""},
        {"\"dynamic\"", "{\"value\":1,\"type\":\"dynamic\"}", ""},
        {"\"dynamic\"", "{\"value\":1,\"type\":\"bool\"}", ""},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value value;
        if (json_decode(&rq, type_of(rq.arena, cases[at].type), str_from(cases[at].json), &value))
            fail_msg("%s was taken for %s", cases[at].json, cases[at].type);
        assert_non_null(rq.first);
        assert_null(rq.first->next);
        if (!str_equal(path_text(rq.arena, &rq.first->path), str_from(cases[at].path)))
            fail_msg("%s as %s: path %.*s", cases[at].json, cases[at].type, STR_ARGS(path_text(rq.arena, &rq.first->path)));
    }
}

static const char *const no_json[] = {
    "",
    " ",
    "{",
    "[",
    "]",
    "}",
    "[1",
    "[1,",
    "[1,]",
    "[,]",
    "[1 2]",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{a:1}",
    "{1:1}",
    "{\"a\" 1}",
    "\"",
    "\"a",
    "'a'",
    "\"\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\ud83d\\u12\"",
    "\"a\nb\"",
    "\"a\tb\"",
    "nul",
    "nulls",
    "True",
    "01",
    "1.",
    ".1",
    "+1",
    "-",
    "1e",
    "1 1",
    "{}{}",
    "[]x",
    "null,",
    "\xef\xbb\xbf{}",
    "NaN",
    "Infinity",
    "// x\n1",
    "\"\\\xff\"",
    "1e+",
    "--1",
    "\"\\ud83d\\u\"",
};

static void what_is_no_json_is_refused(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(no_json); at++) {
        FRESH_REQUEST(rq);
        struct value value;
        if (json_parse(rq.arena, str_from(no_json[at]), &value))
            fail_msg("%s was read", no_json[at]);
        assert_null(rq.first);
        assert_false(json_decode(&rq, &type_dynamic, str_from(no_json[at]), &value));
        EXPECT_DIAGNOSTICS(rq, "error : Stored value is not JSON");
    }
}

static struct str nested(struct arena *arena, int depth, const char *open, const char *close)
{
    struct buffer json = {.arena = arena};
    for (int at = 0; at < depth; at++)
        buffer_append(&json, str_from(open));
    buffer_append(&json, STR("0"));
    for (int at = 0; at < depth; at++)
        buffer_append(&json, str_from(close));
    return buffer_str(&json);
}

static void stored_json_nests_32_levels_and_no_deeper(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value value;
    const struct type *type = type_of(rq.arena, "[\"object\",{}]");
    struct str fits = nested(rq.arena, 32, "{\"a\":", "}"), deeper = nested(rq.arena, 33, "{\"a\":", "}");
    assert_true(json_decode(&rq, type, fits, &value));
    assert_false(json_decode(&rq, type, deeper, &value));
    assert_false(json_decode(&rq, type, nested(rq.arena, 1000000, "[", "]"), &value));
    EXPECT_DIAGNOSTICS(rq, "error : Stored value is not JSON\nerror : Stored value is not JSON");
}

static void json_cut_short_anywhere_is_refused(void **state)
{
    (void)state;
    static const char whole[] = "{\"a\":[1.5e+3,true,null,{\"b\\u00e9\\ud83d\\ude00\":\"c\\n\"}],\"d\":{},\"e\":[false]}";
    AUTO_ARENA outer = {0};
    struct value value;
    assert_true(json_parse(&outer, str_from(whole), &value));
    for (size_t length = 0; length < sizeof(whole) - 1; length++) {
        AUTO_ARENA arena = {0};
        struct str all = str_from(whole);
        if (json_parse(&arena, arena_copy(&arena, str_slice(all, 0, length)), &value))
            fail_msg("the first %zu bytes were read", length);
    }
}

static void damaged_json_is_refused_or_written_again(void **state)
{
    (void)state;
    static const char whole[] = "{\"a\":[1.5e+3,true,null,{\"b\\u00e9\\ud83d\\ude00\":\"c\\n\"}],\"d\":{},\"e\":[false]}";
    uint32_t random = 7;
    size_t refused = 0;
    for (int round = 0; round < 5000; round++) {
        AUTO_ARENA arena = {0};
        char *bytes = arena_allocate(&arena, sizeof(whole), 1);
        __builtin_memcpy(bytes, whole, sizeof(whole) - 1);
        bytes[next_random(&random) % (sizeof(whole) - 1)] ^= (char)(1u << next_random(&random) % 8);
        struct value value, again;
        if (!json_parse(&arena, (struct str){bytes, sizeof(whole) - 1}, &value)) {
            refused++;
            continue;
        }
        assert_true(json_parse(&arena, json_encode(&arena, &value), &again));
        assert_true(value_equal(&value, &again));
    }
    assert_true(refused > 1000 && refused < 5000);
}

static void values_are_written_compact_and_sorted(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{ \"b\" : [ 1 , true , null ] , \"a\" : { } }", "{\"a\":{},\"b\":[1,true,null]}"},
        {"\"\\u0001\\u001f\\\"\\\\/\\n\"", "\"\\u0001\\u001f\\\"\\\\/\\u000a\""},
        {"123456789012345678901234567890.50", "123456789012345678901234567890.50"},
        {"[]", "[]"},
        {"\"\xc3\xa9\"", "\"\xc3\xa9\""},
        {"{\"a\\\"b\":false}", "{\"a\\\"b\":false}"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        struct value value;
        assert_true(json_parse(&arena, str_from(cases[at][0]), &value));
        EXPECT_TEXT(json_encode(&arena, &value), cases[at][1]);
    }
}

static void unknown_parts_are_written_as_null(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct value items[] = {VALUE_OF_UNKNOWN, value_bool(true)};
    struct value list = value_sequence(items, 2);
    EXPECT_TEXT(json_encode(&arena, &list), "[null,true]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_json_is_decoded_by_its_type),
        cmocka_unit_test(json_that_does_not_fit_the_type_is_refused_with_its_path),
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(stored_json_nests_32_levels_and_no_deeper),
        cmocka_unit_test(json_cut_short_anywhere_is_refused),
        cmocka_unit_test(damaged_json_is_refused_or_written_again),
        cmocka_unit_test(values_are_written_compact_and_sorted),
        cmocka_unit_test(unknown_parts_are_written_as_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
