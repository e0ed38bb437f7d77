#include "framework/gadget.h"

#define TOOLS "registry.example.org/acme/tools"
#define THINGS "registry.example.org/acme/things"

static struct value move(struct request *rq, const struct resource_type *resource, const char *provider, const char *type, const char *json)
{
    struct move_request asked = {.provider = str_from(provider), .type = str_from(type), .json = str_from(json)};
    struct value start;
    struct str private_bytes;
    server_move_resource(rq, resource, &asked, &start, &private_bytes);
    return start;
}

static void a_moved_object_starts_as_an_imported_one(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    struct move_request asked = {.provider = STR(TOOLS), .type = STR("tools_widget"), .json = STR("{\"id\":\"7\",\"label\":\"ab\",\"size\":3}")};
    struct value start;
    struct str private_bytes;
    server_move_resource(&rq, &gadget_resource, &asked, &start, &private_bytes);
    EXPECT_DIAGNOSTICS(rq, "");
    EXPECT_TEXT(gadget_text(rq.arena, &start), "{name=ab}");
    EXPECT_TEXT(private_bytes, "{\"imported\":\"true\",\"note\":\"imported\"}");
}

static void what_is_not_carried_over_is_told_where_it_is_set(void **state)
{
    (void)state;
    static const struct {
        const char *json, *expected;
    } cases[] = {
        {"{\"name\":\"ab\"}", ""},
        {"{\"name\":\"ab\",\"colour\":null,\"links\":[]}", ""},
        {"{\"name\":\"ab\",\"colour\":\"red\",\"links\":[]}", "warning : Attribute was not carried over"},
        {"{\"name\":\"ab\",\"colour\":false,\"links\":[{\"to\":1}]}",
         "warning : Attribute was not carried over\nwarning : Attribute was not carried over"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value start = move(&rq, &gadget_resource, THINGS, "things_gadget", cases[at].json);
        EXPECT_DIAGNOSTICS(rq, cases[at].expected);
        EXPECT_TEXT(gadget_text(rq.arena, &start), "{name=ab}");
    }
}

static void objects_that_cannot_be_moved_are_errors(void **state)
{
    (void)state;
    static const struct resource_type unmoved = {.schema = &gadget_schema};
    static const struct {
        const struct resource_type *resource;
        const char *provider, *type, *json, *expected;
    } cases[] = {
        {&unmoved, TOOLS, "tools_widget", "{\"label\":\"ab\"}", "error : Object cannot be moved"},
        {&gadget_resource, THINGS, "tools_widget", "{\"label\":\"ab\"}", "error : Object cannot be moved"},
        {&gadget_resource, "registry.example.org/emca/tools", "tools_widget", "{\"label\":\"ab\"}", "error : Object cannot be moved"},
        {&gadget_resource, TOOLS, "tools_gadget", "{\"label\":\"ab\"}", "error : Object cannot be moved"},
        {&gadget_resource, TOOLS, "tools_widget", "", "error : State cannot be read"},
        {&gadget_resource, TOOLS, "tools_widget", "null", "error : State cannot be read"},
        {&gadget_resource, TOOLS, "tools_widget", "{\"name\":\"ab\"}", "error : State cannot be read"},
        {&gadget_resource, TOOLS, "tools_widget", "{\"label\":1}", "error : State cannot be read"},
        {&gadget_resource, TOOLS, "tools_widget", "{\"label\":\"\"}", "error : Import id is empty"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        FRESH_REQUEST(rq);
        struct value start = move(&rq, cases[at].resource, cases[at].provider, cases[at].type, cases[at].json);
        EXPECT_DIAGNOSTICS(rq, cases[at].expected);
        assert_int_equal(start.kind, VALUE_NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moved_object_starts_as_an_imported_one),
        cmocka_unit_test(what_is_not_carried_over_is_told_where_it_is_set),
        cmocka_unit_test(objects_that_cannot_be_moved_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
