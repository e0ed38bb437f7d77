#include "framework/gadget.h"

#include "framework/resource_identity.h"
#include "value/json.h"

static const struct str two_names[] = {STR_INIT("name"), STR_INIT("alpha")};
static const struct schema paired = {.name = STR_INIT("test_paired"), .identity = two_names, .identity_count = 2};
static const struct schema nameless = {.name = STR_INIT("test_nameless")};

static struct str identity_text(struct arena *arena, const struct schema *schema, const char *state_json)
{
    struct value state = gadget_value(arena, state_json);
    struct value identity = resource_identity_of(arena, schema, &state);
    return gadget_text(arena, &identity);
}

static void an_identity_has_the_listed_attributes_and_no_others(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_TEXT(type_to_json(&arena, resource_identity_type(&arena, &paired)), "[\"object\",{\"alpha\":\"string\",\"name\":\"string\"}]");
    EXPECT_TEXT(identity_text(&arena, &paired, "{\"alpha\":\"a\",\"beta\":\"b\",\"id\":\"gadget-1\",\"name\":\"n\"}"), "{alpha=a name=n}");
}

static void what_a_plan_does_not_know_is_unknown(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_TEXT(identity_text(&arena, &paired, "{\"alpha\":\"?\",\"name\":\"n\"}"), "{alpha=? name=n}");
}

static void there_is_no_partial_identity(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    EXPECT_TEXT(identity_text(&arena, &paired, "null"), "null");
    EXPECT_TEXT(identity_text(&arena, &paired, "{\"name\":\"n\"}"), "null");
    EXPECT_TEXT(identity_text(&arena, &nameless, "{\"name\":\"n\"}"), "null");
}

static void an_import_id_has_the_parts_in_the_order_of_the_schema(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value identity = gadget_value(rq.arena, "{\"alpha\":\"a/b\",\"name\":\"n\"}");
    struct str id;
    assert_true(resource_identity_import_id(&rq, &paired, &identity, &id));
    EXPECT_TEXT(id, "n/a/b");
}

static void identities_that_name_no_object_or_another_one_are_refused(void **state)
{
    (void)state;
    static const struct {
        const struct schema *schema;
        const char *identity, *expected;
    } cases[] = {
        {&paired, "null", "error : Identity is incomplete"},
        {&paired, "{\"name\":\"n\"}", "error : Identity is incomplete"},
        {&paired, "{\"name\":\"n\",\"alpha\":\"\"}", "error : Identity is incomplete"},
        {&paired, "{\"name\":\"n\",\"alpha\":\"?\"}", "error : Identity is incomplete"},
        {&paired, "{\"name\":\"n/m\",\"alpha\":\"a\"}", "error : Identity cannot exist"},
        {&nameless, "{\"name\":\"n\"}", "error : Cannot be imported by identity"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value identity = gadget_value(rq.arena, cases[at].identity);
        struct str id;
        assert_false(resource_identity_import_id(&rq, cases[at].schema, &identity, &id));
        EXPECT_DIAGNOSTICS(rq, cases[at].expected);
    }
}

static void a_stored_identity_is_read_back(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct value identity;
    assert_true(resource_identity_upgrade(&rq, &paired, 0, STR("{\"name\":\"n\",\"alpha\":\"a\"}"), &identity));
    EXPECT_TEXT(gadget_text(rq.arena, &identity), "{alpha=a name=n}");
}

static void stored_identities_that_cannot_be_read_are_errors(void **state)
{
    (void)state;
    static const struct {
        int64_t version;
        const char *json, *expected;
    } cases[] = {
        {1, "{\"name\":\"n\",\"alpha\":\"a\"}", "error : Identity was written by a newer version"},
        {-1, "{\"name\":\"n\",\"alpha\":\"a\"}", "error : Identity was written by a newer version"},
        {0, "{", "error : Stored value is not JSON"},
        {0, "", "error : Stored value is not JSON"},
        {0, "null", "error : Identity is incomplete"},
        {0, "{\"name\":\"n\"}", "error : Identity is incomplete"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value identity;
        assert_false(resource_identity_upgrade(&rq, &paired, cases[at].version, str_from(cases[at].json), &identity));
        EXPECT_DIAGNOSTICS(rq, cases[at].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_identity_has_the_listed_attributes_and_no_others),
        cmocka_unit_test(what_a_plan_does_not_know_is_unknown),
        cmocka_unit_test(there_is_no_partial_identity),
        cmocka_unit_test(an_import_id_has_the_parts_in_the_order_of_the_schema),
        cmocka_unit_test(identities_that_name_no_object_or_another_one_are_refused),
        cmocka_unit_test(a_stored_identity_is_read_back),
        cmocka_unit_test(stored_identities_that_cannot_be_read_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
