#include "value/notation.h"

#include "value/json.h"
#include "value/msgpack.h"

#include <string.h>

struct wire_case {
    const char *type, *wire, *value;
    const char *rewritten; /* the bytes of the value when it is encoded again; NULL: as they were */
};

#define DIGITS_30 "123456789012345678901234567890.5"
#define PRE_REFINED "c7 09 0c 82 01 c2 02 a4 'pre-'"   /* "pre-${x}" */
#define LENGTH_REFINED "c7 07 0c 82 01 c2 03 92 00 c3" /* length(x) */

static const struct wire_case wire_cases[] = {
    /* terraform-plugin-protocol.md 3.2, golden vectors */
    {"\"string\"", "a5 68 65 6c 6c 6f", "\"hello\"", NULL},
    {"\"string\"", "c0", "null", NULL},
    {"\"string\"", "d4 00 00", "?", NULL},
    {"[\"object\",{\"x\":\"string\"}]", "81 a1 78 a2 68 69", "{x:\"hi\"}", NULL},
    {"\"dynamic\"", "92 c4 08 22 73 74 72 69 6e 67 22 a1 78", "<\"string\">\"x\"", NULL},
    /* texts */
    {"\"string\"", "a0", "\"\"", NULL},
    {"\"string\"", "c4 05 'hello'", "\"hello\"", "a5 'hello'"},
    {"\"string\"", "d9 05 'hello'", "\"hello\"", "a5 'hello'"},
    {"\"string\"", "da 00 05 'hello'", "\"hello\"", "a5 'hello'"},
    {"\"string\"", "db 00 00 00 05 'hello'", "\"hello\"", "a5 'hello'"},
    {"\"string\"", "a2 c3 a9", "\"\xc3\xa9\"", NULL},
    {"\"bool\"", "c3", "true", NULL},
    {"\"bool\"", "c2", "false", NULL},
    /* numbers as Terraform sends them, and others it would accept */
    {"\"number\"", "00", "0", NULL},
    {"\"number\"", "7f", "127", NULL},
    {"\"number\"", "fd", "-3", NULL},
    {"\"number\"", "d0 df", "-33", NULL},
    {"\"number\"", "d1 ff 7f", "-129", NULL},
    {"\"number\"", "cc ff", "255", NULL},
    {"\"number\"", "cf 7f ff ff ff ff ff ff ff", "9223372036854775807", NULL},
    {"\"number\"", "d3 80 00 00 00 00 00 00 00", "-9223372036854775808", NULL},
    {"\"number\"", "d3 00 00 00 00 00 00 00 01", "1", "01"},
    {"\"number\"", "cf ff ff ff ff ff ff ff ff", "18446744073709551615", "b4 '18446744073709551615'"},
    {"\"number\"", "b4 '18446744073709551615'", "18446744073709551615", NULL},
    {"\"number\"", "cb 3f f8 00 00 00 00 00 00", "1.5", "a3 '1.5'"},
    {"\"number\"", "cb 40 04 00 00 00 00 00 00", "2.5", "a3 '2.5'"},
    {"\"number\"", "ca 3f c0 00 00", "1.5", "a3 '1.5'"},
    {"\"number\"", "cb 3f b9 99 99 99 99 99 9a", "0.1", "a3 '0.1'"},
    {"\"number\"", "cb 40 00 00 00 00 00 00 00", "2", "02"},
    {"\"number\"", "cb 7e 37 e4 3c 88 00 75 9c", "1e+300", "a6 '1e+300'"},
    {"\"number\"", "cb 3f b9 99 99 99 99 99 9b", "0.10000000000000002", "b3 '0.10000000000000002'"},
    {"\"number\"", "a3 '0.1'", "0.1", NULL},
    {"\"number\"", "a9 '0.0000001'", "0.0000001", NULL},
    {"\"number\"", "ba '10000000000000000000000000'", "10000000000000000000000000", NULL},
    {"\"number\"", "d9 20 '" DIGITS_30 "'", DIGITS_30, NULL},
    {"\"number\"", "b6 '0.10000000000000000001'", "0.10000000000000000001", NULL},
    {"\"number\"", "b4 '12345678901234567890'", "12345678901234567890", NULL},
    {"\"number\"", "a2 '12'", "12", "0c"},
    {"\"number\"", "c4 04 '1e-7'", "1e-7", "a4 '1e-7'"},
    /* unknowns: every extension type */
    {"\"number\"", "d4 00 00", "?", NULL},
    {"\"string\"", "c7 00 00", "?", "d4 00 00"},
    {"\"string\"", PRE_REFINED, "?", "d4 00 00"},
    {"\"number\"", LENGTH_REFINED, "?", "d4 00 00"},
    {"\"bool\"", "c7 03 0c 81 01 c2", "?", "d4 00 00"},
    {"\"string\"", "c8 00 03 0c 81 01 c2", "?", "d4 00 00"},
    {"\"string\"", "c9 00 00 00 03 0c 81 01 c2", "?", "d4 00 00"},
    {"\"string\"", "d6 0c 81 01 c2 00", "?", "d4 00 00"},
    {"[\"list\",\"string\"]", "c7 03 0c 81 01 c2", "?", "d4 00 00"},
    {"[\"list\",\"string\"]", "92 a1 'a' " PRE_REFINED, "[\"a\",?]", "92 a1 'a' d4 00 00"},
    {"[\"set\",\"string\"]", "92 a1 'a' c7 03 0c 81 01 c2", "[?,\"a\"]", "92 d4 00 00 a1 'a'"},
    {"[\"map\",\"string\"]", "81 a1 'k' " PRE_REFINED, "{k:?}", "81 a1 'k' d4 00 00"},
    {"[\"tuple\",[\"string\",\"number\"]]", "92 d4 00 00 " LENGTH_REFINED, "[?,?]", "92 d4 00 00 d4 00 00"},
    {"[\"object\",{\"a\":\"string\"}]", "81 a1 'a' c7 03 0c 81 01 c2", "{a:?}", "81 a1 'a' d4 00 00"},
    {"\"dynamic\"", PRE_REFINED, "?", "d4 00 00"},
    /* collections */
    {"[\"list\",\"number\"]", "90", "[]", NULL},
    {"[\"list\",\"number\"]", "93 01 c0 02", "[1,null,2]", NULL},
    {"[\"list\",\"number\"]", "dc 00 01 05", "[5]", "91 05"},
    {"[\"list\",\"number\"]", "dd 00 00 00 01 05", "[5]", "91 05"},
    {"[\"set\",\"string\"]", "93 a1 'z' a1 'a' a1 'm'", "[\"a\",\"m\",\"z\"]", "93 a1 'a' a1 'm' a1 'z'"},
    {"[\"set\",\"string\"]", "93 a1 'a' a1 'b' a1 'a'", "[\"a\",\"b\"]", "92 a1 'a' a1 'b'"},
    {"[\"set\",\"string\"]", "92 d4 00 00 d4 00 00", "[?,?]", NULL},
    {"[\"map\",\"number\"]", "80", "{}", NULL},
    {"[\"map\",\"number\"]", "82 a1 'b' 01 a1 'a' 02", "{a:2,b:1}", "82 a1 'a' 02 a1 'b' 01"},
    {"[\"map\",\"number\"]", "82 a1 'a' 01 a1 'a' 02", "{a:2}", "81 a1 'a' 02"},
    {"[\"map\",\"number\"]", "de 00 01 a1 'a' 01", "{a:1}", "81 a1 'a' 01"},
    {"[\"map\",\"number\"]", "81 c4 01 'a' 01", "{a:1}", "81 a1 'a' 01"},
    {"[\"tuple\",[]]", "90", "[]", NULL},
    {"[\"tuple\",[\"string\",\"number\"]]", "92 a1 'x' 07", "[\"x\",7]", NULL},
    {"[\"object\",{}]", "80", "{}", NULL},
    {"[\"object\",{\"a\":\"string\",\"b\":\"number\"}]", "82 a1 'b' 01 a1 'a' c0", "{a:null,b:1}", "82 a1 'a' c0 a1 'b' 01"},
    {"[\"object\",{\"a\":\"number\"}]", "82 a1 'a' 01 a1 'a' 02", "{a:2}", "81 a1 'a' 02"},
    /* dynamic */
    {"\"dynamic\"", "c0", "null", NULL},
    {"\"dynamic\"", "d4 00 00", "?", NULL},
    {"\"dynamic\"", "92 c4 08 '\"number\"' d4 00 00", "<\"number\">?", NULL},
    {"\"dynamic\"", "92 c4 08 '\"number\"' c0", "<\"number\">null", NULL},
    {"\"dynamic\"", "92 a8 '\"number\"' a3 '0.1'", "<\"number\">0.1", "92 c4 08 '\"number\"' a3 '0.1'"},
    {"\"dynamic\"", "92 c4 0c '[\"tuple\",[]]' 90", "<[\"tuple\",[]]>[]", NULL},
    {"\"dynamic\"", "92 c4 0d '[\"object\",{}]' 80", "<[\"object\",{}]>{}", NULL},
    {"\"dynamic\"", "92 c4 1b '[\"tuple\",[\"string\",\"bool\"]]' 92 a1 'x' c3", "<[\"tuple\",[\"string\",\"bool\"]]>[\"x\",true]", NULL},
    {"[\"list\",\"dynamic\"]", "92 92 c4 06 '\"bool\"' c3 c0", "[<\"bool\">true,null]", NULL},
};

static void values_are_decoded_and_encoded_as_the_wire_has_them(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(wire_cases); at++) {
        const struct wire_case *each = &wire_cases[at];
        FRESH_REQUEST(rq);
        const struct type *type = type_of(rq.arena, each->type);
        struct str wire = bytes_of(rq.arena, each->wire);
        struct value value;
        if (!msgpack_decode(&rq, type, wire, &value))
            fail_msg("%s as %s: %s", each->wire, each->type, diagnostics_text(&rq).ptr);
        EXPECT_TEXT(value_text(rq.arena, &value), each->value);
        struct str expected = each->rewritten ? bytes_of(rq.arena, each->rewritten) : wire;
        if (!str_equal(msgpack_encode(rq.arena, type, &value), expected))
            fail_msg("%s as %s is encoded in another way", each->wire, each->type);
    }
}

static void what_does_not_fit_the_type_is_refused_with_its_path(void **state)
{
    (void)state;
    static const struct {
        const char *type, *wire, *path;
    } cases[] = {
        {"\"string\"", "01", ""},
        {"\"string\"", "c3", ""},
        {"\"string\"", "90", ""},
        {"\"string\"", "a2 c3 28", ""},    /* no UTF-8 */
        {"\"string\"", "a3 ed a0 80", ""}, /* a surrogate */
        {"\"string\"", "a2 c0 80", ""},    /* overlong */
        {"\"string\"", "c4 01 ff", ""},
        {"\"bool\"", "01", ""},
        {"\"bool\"", "a4 'true'", ""},
        {"\"number\"", "c3", ""},
        {"\"number\"", "a0", ""},
        {"\"number\"", "a3 'abc'", ""},
        {"\"number\"", "a4 '0x10'", ""},
        {"\"number\"", "a2 '+1'", ""},
        {"\"number\"", "a2 '1 '", ""},
        {"\"number\"", "a3 'NaN'", ""},
        {"\"number\"", "cb 7f f8 00 00 00 00 00 00", ""}, /* no number */
        {"\"number\"", "cb 7f f0 00 00 00 00 00 00", ""}, /* infinity */
        {"[\"list\",\"string\"]", "80", ""},
        {"[\"list\",\"string\"]", "92 a1 'a' 01", "[1]"},
        {"[\"set\",\"string\"]", "92 a1 'a' 01", ""},
        {"[\"map\",\"string\"]", "81 a1 'k' 01", "[\"k\"]"},
        {"[\"map\",\"string\"]", "81 01 a1 'k'", ""},
        {"[\"map\",\"string\"]", "81 c0 a1 'k'", ""},
        {"[\"map\",\"string\"]", "81 a1 ff a1 'k'", ""},
        {"[\"map\",\"string\"]", "90", ""},
        {"[\"tuple\",[\"string\"]]", "90", ""},
        {"[\"tuple\",[\"string\"]]", "92 a1 'a' a1 'b'", ""},
        {"[\"object\",{\"a\":\"string\",\"b\":\"string\"}]", "81 a1 'a' a1 'x'", ""},
        {"[\"object\",{\"a\":\"string\",\"b\":\"string\"}]", "82 a1 'a' a1 'x' a1 'a' a1 'y'", ""},
        {"[\"object\",{\"a\":\"string\"}]", "82 a1 'a' c0 a1 'b' c0", ""},
        {"[\"object\",{\"a\":\"string\"}]", "81 a1 'b' c0", ""},
        {"[\"object\",{\"a\":[\"list\",[\"object\",{\"x\":\"bool\"}]]}]", "81 a1 'a' 91 81 a1 'x' 01", "a[0].x"},
        {"[\"object\",{\"a\":[\"set\",[\"object\",{\"x\":\"bool\"}]]}]", "81 a1 'a' 91 81 a1 'x' 01", "a.x"},
        {"\"dynamic\"", "01", ""},
        {"\"dynamic\"", "91 c4 08 '\"number\"'", ""},
        {"\"dynamic\"", "93 c4 08 '\"number\"' 01 01", ""},
        {"\"dynamic\"", "92 01 01", ""},
        {"\"dynamic\"", "92 c4 09 '\"nothing\"' 01", ""},
        {"\"dynamic\"", "92 c4 09 '\"dynamic\"' 01", ""},
        {"\"dynamic\"", "92 c4 08 '\"number\"' c3", ""},
        {"[\"list\",\"dynamic\"]", "91 92 c4 08 '\"number\"' c3", "[0]"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value value;
        if (msgpack_decode(&rq, type_of(rq.arena, cases[at].type), bytes_of(rq.arena, cases[at].wire), &value))
            fail_msg("%s was taken for %s", cases[at].wire, cases[at].type);
        assert_true(rq.has_error);
        assert_null(rq.first->next);
        if (!str_equal(path_text(rq.arena, &rq.first->path), str_from(cases[at].path)))
            fail_msg("%s as %s: path %.*s", cases[at].wire, cases[at].type, STR_ARGS(path_text(rq.arena, &rq.first->path)));
    }
}

static void bytes_that_are_not_one_whole_value_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "c1",
        "a5 'hell'",
        "a1 'x' c0",
        "c0 c0",
        "92 01",
        "81 01",
        "cb 00",
        "d4 00",
        "c7 05 00 00",
        "c4",
        "d9",
        "dd 00 00",
        /* lengths that nobody sent */
        "dc ff ff",
        "dd ff ff ff ff",
        "de ff ff",
        "df ff ff ff ff",
        "db ff ff ff ff",
        "c6 ff ff ff ff",
        "c9 ff ff ff ff 00",
        "dd 7f ff ff ff 01 02 03",
        "91 dd ff ff ff ff",
        "dd ff ff ff ff dd ff ff ff ff dd ff ff ff ff",
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value value;
        if (msgpack_decode(&rq, &type_dynamic, bytes_of(rq.arena, cases[at]), &value))
            fail_msg("%s was decoded", cases[at]);
        EXPECT_DIAGNOSTICS(rq, "error : Value cannot be decoded");
    }
}

/* `depth` lists inside each other, the innermost holding a null. */
static bool decode_nested(struct request *rq, size_t depth)
{
    struct type *types = ARENA_ARRAY(rq->arena, struct type, depth + 1);
    struct buffer wire = {.arena = rq->arena};
    types[depth] = type_string;
    for (size_t at = 0; at < depth; at++) {
        types[at] = (struct type){.kind = TYPE_LIST, .element = &types[at + 1]};
        buffer_append_byte(&wire, (char)0x91);
    }
    buffer_append_byte(&wire, (char)0xc0);
    struct value value;
    return msgpack_decode(rq, &types[0], buffer_str(&wire), &value);
}

static void values_nest_32_levels_and_no_deeper(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    assert_true(decode_nested(&rq, 32));
    assert_false(rq.has_error);
    assert_false(decode_nested(&rq, 33));
    assert_false(decode_nested(&rq, 100000));
    EXPECT_DIAGNOSTICS(rq, "error : Value cannot be decoded\nerror : Value cannot be decoded");
}

#define COMPLEX_TYPE                                                                                                                                 \
    "[\"object\",{\"any\":\"dynamic\",\"flag\":\"bool\",\"items\":[\"list\",[\"object\",{\"n\":\"number\",\"s\":\"string\"}]],"                      \
    "\"labels\":[\"map\",\"string\"],\"pair\":[\"tuple\",[\"string\",\"number\"]],\"tags\":[\"set\",\"string\"]}]"
#define COMPLEX_WIRE                                                                                                                                 \
    "86 a3 'any' 92 c4 1b '[\"tuple\",[\"string\",\"bool\"]]' 92 a1 'x' c3 a4 'flag' c2 "                                                            \
    "a5 'items' 92 82 a1 'n' cb 3f f8 00 00 00 00 00 00 a1 's' d9 02 'hi' 82 a1 'n' cd 01 00 a1 's' " PRE_REFINED " "                                \
    "a6 'labels' de 00 01 a1 'k' c4 01 'v' a4 'pair' 92 c0 d1 ff 7f a4 'tags' dc 00 02 a1 'b' a1 'a'"

static void a_value_cut_short_anywhere_is_refused(void **state)
{
    (void)state;
    FRESH_REQUEST(whole);
    const struct type *type = type_of(whole.arena, COMPLEX_TYPE);
    struct str wire = bytes_of(whole.arena, COMPLEX_WIRE);
    struct value value;
    assert_true(msgpack_decode(&whole, type, wire, &value));
    for (size_t length = 0; length < wire.len; length++) {
        FRESH_REQUEST(rq);
        struct str cut = arena_copy(rq.arena, str_slice(wire, 0, length));
        if (msgpack_decode(&rq, type, cut, &value))
            fail_msg("the first %zu of %zu bytes were decoded", length, wire.len);
        EXPECT_DIAGNOSTICS(rq, "error : Value cannot be decoded");
    }
}

static void damaged_values_are_refused_or_encode_again(void **state)
{
    (void)state;
    enum { ROUNDS = 5000 };
    FRESH_REQUEST(whole);
    const struct type *type = type_of(whole.arena, COMPLEX_TYPE);
    struct str wire = bytes_of(whole.arena, COMPLEX_WIRE);
    uint32_t random = 20261122;
    size_t refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
        FRESH_REQUEST(rq);
        char *bytes = arena_allocate(rq.arena, wire.len, 1);
        memcpy(bytes, wire.ptr, wire.len);
        for (uint32_t flips = 1 + next_random(&random) % 3; flips > 0; flips--)
            bytes[next_random(&random) % wire.len] ^= (char)(1u << next_random(&random) % 8);
        struct value value, again;
        if (!msgpack_decode(&rq, type, (struct str){bytes, wire.len}, &value)) {
            assert_true(rq.has_error);
            refused++;
            continue;
        }
        assert_false(rq.has_error);
        struct str encoded = msgpack_encode(rq.arena, type, &value);
        assert_true(msgpack_decode(&rq, type, encoded, &again));
        assert_true(value_equal(&value, &again));
    }
    assert_true(refused > ROUNDS / 4 && refused < ROUNDS);
}

static void decoded_texts_outlive_the_bytes(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    char bytes[] = "\x81\xa1k\xa2hi";
    struct value value;
    assert_true(msgpack_decode(&rq, type_of(rq.arena, "[\"map\",\"string\"]"), (struct str){bytes, 6}, &value));
    memset(bytes, 0, sizeof(bytes));
    EXPECT_TEXT(value_text(rq.arena, &value), "{k:\"hi\"}");
}

static void attributes_that_a_value_lacks_are_encoded_as_null(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct type *type = type_of(&arena, "[\"object\",{\"a\":\"string\",\"b\":\"bool\"}]");
    struct value_member members[] = {{STR("b"), value_bool(true)}};
    struct value value = value_mapping(members, 1);
    assert_true(str_equal(msgpack_encode(&arena, type, &value), bytes_of(&arena, "82 a1 'a' c0 a1 'b' c3")));
}

static void a_text_of_ten_megabytes_survives(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    size_t length = 10 * 1024 * 1024;
    char *text = arena_allocate(rq.arena, length, 1);
    memset(text, 'x', length);
    struct value value = value_string((struct str){text, length}), again;
    struct str wire = msgpack_encode(rq.arena, &type_string, &value);
    assert_int_equal(wire.len, length + 5);
    assert_true(msgpack_decode(&rq, &type_string, wire, &again));
    assert_true(value_equal(&value, &again));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_decoded_and_encoded_as_the_wire_has_them),
        cmocka_unit_test(what_does_not_fit_the_type_is_refused_with_its_path),
        cmocka_unit_test(bytes_that_are_not_one_whole_value_are_refused),
        cmocka_unit_test(values_nest_32_levels_and_no_deeper),
        cmocka_unit_test(a_value_cut_short_anywhere_is_refused),
        cmocka_unit_test(damaged_values_are_refused_or_encode_again),
        cmocka_unit_test(decoded_texts_outlive_the_bytes),
        cmocka_unit_test(attributes_that_a_value_lacks_are_encoded_as_null),
        cmocka_unit_test(a_text_of_ten_megabytes_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
