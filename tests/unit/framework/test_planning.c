#include "framework/gadget.h"

#include "framework/planning.h"
#include "value/json.h"

/* What core proposes for attributes at the root: computed ones keep their prior value (terraform-plugin-protocol.md 4.1). */
static struct value proposed_for(struct arena *arena, const struct value *prior, const struct value *config)
{
    struct value proposed = *config;
    for (size_t at = 0; at < gadget_schema.root.count; at++) {
        const struct attribute *attribute = &gadget_schema.root.attributes[at];
        struct value configured = value_member(config, attribute->name);
        if (configured.kind == VALUE_NULL && (attribute->flags & ATTRIBUTE_COMPUTED))
            proposed = value_with_member(arena, &proposed, attribute->name, value_member(prior, attribute->name));
    }
    return proposed;
}

struct plan_case {
    const char *prior, *config, *planned;
    const char *replaces; /* NULL: nothing */
    const char *proposed; /* NULL: by proposed_for */
};

#define AS_READ "\"enabled\":true,\"id\":\"i\",\"stable_mark\":\"m\",\"version\":\"v1\""
#define PLANNED_AGAIN "enabled=true id=i name=ab"

static const struct plan_case plan_cases[] = {
    /* creation: defaults, computed attributes unknown, write-only attributes gone */
    {"null", "{\"name\":\"ab\"}", "{enabled=true id=? name=ab stable_mark=? version=?}", NULL, NULL},
    {"null", "{\"name\":\"ab\",\"enabled\":false}", "{enabled=false id=? name=ab stable_mark=? version=?}", NULL, NULL},
    {"null", "{\"name\":\"ab\",\"password\":\"x\"}", "{enabled=true id=? name=ab stable_mark=? version=?}", NULL, NULL},
    {"null", "{\"name\":\"?\",\"tags\":\"?\"}", "{enabled=true id=? name=? stable_mark=? tags=? version=?}", NULL, NULL},
    {"null", "{\"name\":\"ab\",\"single\":{\"label\":\"l\"}}",
     "{enabled=true id=? name=ab single={colour=red label=l serial=?} stable_mark=? version=?}", NULL, NULL},
    {"null", "{\"name\":\"ab\",\"part_list\":[{\"label\":\"l\"},{\"label\":\"m\",\"colour\":\"blue\"}]}",
     "{enabled=true id=? name=ab part_list=[{colour=red label=l serial=?} {colour=blue label=m serial=?}] stable_mark=? version=?}", NULL, NULL},
    {"null", "{\"name\":\"ab\",\"part_map\":{\"k\":{\"label\":\"l\"}}}",
     "{enabled=true id=? name=ab part_map={k={colour=red label=l serial=?}} stable_mark=? version=?}", NULL, NULL},
    {"null", "{\"name\":\"ab\",\"part_list\":\"?\",\"single\":\"?\"}", "{enabled=true id=? name=ab part_list=? single=? stable_mark=? version=?}",
     NULL, NULL},
    /* nothing to do */
    {"{\"name\":\"ab\"," AS_READ "}", "{\"name\":\"ab\"}", "{" PLANNED_AGAIN " stable_mark=m version=v1}", NULL, NULL},
    {"{\"name\":\"ab\"," AS_READ "}", "{\"name\":\"ab\",\"password\":\"x\"}", "{" PLANNED_AGAIN " stable_mark=m version=v1}", NULL, NULL},
    {"{\"name\":\"ab\",\"size\":1," AS_READ "}", "{\"name\":\"ab\",\"size\":1.0}", "{" PLANNED_AGAIN " size=1 stable_mark=m version=v1}", NULL, NULL},
    {"{\"name\":\"ab\",\"strings_set\":[\"a\",\"b\"]," AS_READ "}", "{\"name\":\"ab\",\"strings_set\":[\"b\",\"a\"]}",
     "{" PLANNED_AGAIN " stable_mark=m strings_set=[a b] version=v1}", NULL, NULL},
    /* an update: computed attributes unknown unless stable */
    {"{\"name\":\"ab\"," AS_READ "}", "{\"name\":\"ab\",\"size\":3}", "{" PLANNED_AGAIN " size=3 stable_mark=m version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"size\":3," AS_READ "}", "{\"name\":\"ab\"}", "{" PLANNED_AGAIN " stable_mark=m version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"enabled\":false,\"id\":\"i\",\"stable_mark\":\"m\",\"version\":\"v1\"}", "{\"name\":\"ab\"}",
     "{" PLANNED_AGAIN " stable_mark=m version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"id\":\"i\"}", "{\"name\":\"ab\"}", "{" PLANNED_AGAIN " stable_mark=? version=?}", NULL, NULL},
    /* the same meaning in another spelling */
    {"{\"name\":\"ab\",\"spelling\":\"One\"," AS_READ "}", "{\"name\":\"ab\",\"spelling\":\"ONE\"}",
     "{" PLANNED_AGAIN " spelling=One stable_mark=m version=v1}", NULL, NULL},
    {"{\"name\":\"ab\",\"spelling\":\"One\"," AS_READ "}", "{\"name\":\"ab\",\"spelling\":\"ONE\",\"size\":3}",
     "{" PLANNED_AGAIN " size=3 spelling=One stable_mark=m version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"spelling\":\"One\"," AS_READ "}", "{\"name\":\"ab\",\"spelling\":\"two\"}",
     "{" PLANNED_AGAIN " spelling=two stable_mark=m version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"strings\":[\"a\",\"b\"]," AS_READ "}", "{\"name\":\"ab\",\"strings\":[\"A\",\"B\"]}",
     "{" PLANNED_AGAIN " stable_mark=m strings=[a b] version=v1}", NULL, NULL},
    {"{\"name\":\"ab\",\"strings_set\":[\"a\",\"b\"]," AS_READ "}", "{\"name\":\"ab\",\"strings_set\":[\"B\",\"A\"]}",
     "{" PLANNED_AGAIN " stable_mark=m strings_set=[a b] version=v1}", NULL, NULL},
    /* a collection of texts is planned as configured or as it was, never as a mixture of both */
    {"{\"name\":\"ab\",\"strings\":[\"a\",\"b\"]," AS_READ "}", "{\"name\":\"ab\",\"strings\":[\"A\",\"c\"]}",
     "{" PLANNED_AGAIN " stable_mark=m strings=[A c] version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"strings\":[\"a\"]," AS_READ "}", "{\"name\":\"ab\",\"strings\":[\"A\",\"c\"]}",
     "{" PLANNED_AGAIN " stable_mark=m strings=[A c] version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"part_set\":[{\"label\":\"a\"}]," AS_READ "}", "{\"name\":\"ab\",\"part_set\":[{\"label\":\"a\"},{\"label\":\"A\"}]}",
     "{" PLANNED_AGAIN " part_set=[{label=A} {label=a}] stable_mark=m version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"part_list\":[{\"label\":\"a\",\"colour\":\"red\",\"serial\":\"1\"}]," AS_READ "}",
     "{\"name\":\"ab\",\"part_list\":[{\"label\":\"A\"}]}", "{" PLANNED_AGAIN " part_list=[{colour=red label=a serial=1}] stable_mark=m version=v1}",
     NULL, "{\"name\":\"ab\",\"part_list\":[{\"label\":\"A\",\"colour\":\"red\",\"serial\":\"1\"}]," AS_READ "}"},
    {"{\"name\":\"ab\",\"part_map\":{\"k\":{\"label\":\"a\",\"colour\":\"red\",\"serial\":\"1\"}}," AS_READ "}",
     "{\"name\":\"ab\",\"part_map\":{\"k\":{\"label\":\"b\"}}}",
     "{" PLANNED_AGAIN " part_map={k={colour=red label=b serial=?}} stable_mark=m version=?}", NULL,
     "{\"name\":\"ab\",\"part_map\":{\"k\":{\"label\":\"b\",\"colour\":\"red\",\"serial\":\"1\"}}," AS_READ "}"},
    /* replacement */
    {"{\"name\":\"ab\"," AS_READ "}", "{\"name\":\"cd\"}", "{enabled=true id=i name=cd stable_mark=m version=?}", "name", NULL},
    {"{\"name\":\"ab\"," AS_READ "}", "{\"name\":\"?\"}", "{enabled=true id=i name=? stable_mark=m version=?}", "name", NULL},
    {"{\"name\":\"ab\",\"strings_set\":[\"a\"]," AS_READ "}", "{\"name\":\"ab\",\"strings_set\":[\"b\"]}",
     "{" PLANNED_AGAIN " stable_mark=m strings_set=[b] version=?}", "strings_set", NULL},
    {"{\"name\":\"ab\",\"strings_set\":[\"a\"]," AS_READ "}", "{\"name\":\"ab\"}", "{" PLANNED_AGAIN " stable_mark=m version=?}", "strings_set",
     NULL},
    {"{\"name\":\"ab\"," AS_READ "}", "{\"name\":\"ab\",\"single\":{\"label\":\"l\"}}",
     "{" PLANNED_AGAIN " single={colour=red label=l serial=?} stable_mark=m version=?}", "single", NULL},
    {"{\"name\":\"ab\",\"single\":{\"label\":\"l\"}," AS_READ "}", "{\"name\":\"ab\"}", "{" PLANNED_AGAIN " stable_mark=m version=?}", "single",
     NULL},
    {"{\"name\":\"ab\",\"single\":{\"label\":\"l\",\"bin\":\"1\"}," AS_READ "}", "{\"name\":\"ab\",\"single\":{\"label\":\"l\",\"bin\":\"2\"}}",
     "{" PLANNED_AGAIN " single={bin=2 colour=red label=l serial=?} stable_mark=m version=?}", "single.bin", NULL},
    {"{\"name\":\"ab\",\"single\":{\"label\":\"l\",\"bin\":\"1\"}," AS_READ "}", "{\"name\":\"ab\",\"single\":{\"label\":\"m\",\"bin\":\"1\"}}",
     "{" PLANNED_AGAIN " single={bin=1 colour=red label=m serial=?} stable_mark=m version=?}", NULL, NULL},
    {"{\"name\":\"ab\",\"part_list\":[{\"label\":\"l\",\"bin\":\"1\"},{\"label\":\"m\",\"bin\":\"1\"}]," AS_READ "}",
     "{\"name\":\"ab\",\"part_list\":[{\"label\":\"l\",\"bin\":\"1\"},{\"label\":\"m\",\"bin\":\"2\"}]}",
     "{" PLANNED_AGAIN " part_list=[{bin=1 colour=red label=l serial=?} {bin=2 colour=red label=m serial=?}] stable_mark=m version=?}",
     "part_list[1].bin", NULL},
    {"{\"name\":\"ab\",\"part_map\":{\"k\":{\"label\":\"l\",\"bin\":\"1\"}}," AS_READ "}",
     "{\"name\":\"ab\",\"part_map\":{\"j\":{\"label\":\"l\",\"bin\":\"1\"}}}",
     "{" PLANNED_AGAIN " part_map={j={bin=1 colour=red label=l serial=?}} stable_mark=m version=?}", "part_map", NULL},
    {"{\"name\":\"ab\",\"strings_set\":[\"a\"]," AS_READ "}", "{\"name\":\"cd\",\"strings_set\":[\"b\"]}",
     "{enabled=true id=i name=cd stable_mark=m strings_set=[b] version=?}", "name strings_set", NULL},
};

static struct str paths_text(struct arena *arena, const struct paths *paths)
{
    struct buffer text = {.arena = arena};
    for (size_t at = 0; at < paths->count; at++)
        buffer_format(&text, "%s%.*s", at > 0 ? " " : "", STR_ARGS(path_text(arena, &paths->items[at])));
    (void)buffer_c_string(&text);
    return buffer_str(&text);
}

static void plans_are_as_core_allows_them(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(plan_cases); at++) {
        AUTO_ARENA arena = {0};
        const struct plan_case *each = &plan_cases[at];
        struct value prior = gadget_value(&arena, each->prior), config = gadget_value(&arena, each->config);
        struct value proposed = each->proposed ? gadget_value(&arena, each->proposed) : proposed_for(&arena, &prior, &config);
        struct value planned = plan_value(&arena, &gadget_schema.root, &prior, &proposed, &config);
        if (!str_equal(gadget_text(&arena, &planned), str_from(each->planned)))
            fail_msg("%s\n   from %s\nexpected %s\n  planned %s", each->config, each->prior, each->planned, gadget_text(&arena, &planned).ptr);
        struct paths paths = {0};
        if (prior.kind != VALUE_NULL)
            paths = paths_to_replace(&arena, &gadget_schema.root, &prior, &planned);
        if (!str_equal(paths_text(&arena, &paths), str_from(each->replaces)))
            fail_msg("%s\n   from %s\nreplaces %s", each->config, each->prior, paths_text(&arena, &paths).ptr);
    }
}

static void once_applied_the_same_configuration_plans_no_change(void **state)
{
    (void)state;
    for (size_t at = 0; at < ARRAY_LENGTH(plan_cases); at++) {
        AUTO_ARENA arena = {0};
        const struct plan_case *each = &plan_cases[at];
        struct value prior = gadget_value(&arena, each->prior), config = gadget_value(&arena, each->config);
        struct value proposed = each->proposed ? gadget_value(&arena, each->proposed) : proposed_for(&arena, &prior, &config);
        struct value planned = plan_value(&arena, &gadget_schema.root, &prior, &proposed, &config);
        struct value applied = value_without_unknowns(&arena, &planned);
        struct value again = plan_value(&arena, &gadget_schema.root, &applied, &applied, &config);
        if (!value_equal(&again, &applied))
            fail_msg("%s: %s", each->config, gadget_text(&arena, &again).ptr);
    }
}

static void a_servers_spelling_is_no_drift(void **state)
{
    (void)state;
    static const struct {
        const char *reference, *read, *kept;
    } cases[] = {
        {"{\"spelling\":\"One\"}", "{\"spelling\":\"ONE\"}", "{spelling=One}"},
        {"{\"spelling\":\"One\"}", "{\"spelling\":\"two\"}", "{spelling=two}"},
        {"{\"spelling\":\"One\"}", "{}", "{}"},
        {"{\"spelling\":\"?\"}", "{\"spelling\":\"ONE\"}", "{spelling=ONE}"},
        {"{\"name\":\"ab\"}", "{\"name\":\"AB\"}", "{name=AB}"},
        {"{\"strings\":[\"a\",\"b\"]}", "{\"strings\":[\"A\",\"c\",\"B\"]}", "{strings=[a c B]}"},
        {"{\"strings_set\":[\"a\",\"b\"]}", "{\"strings_set\":[\"B\",\"C\",\"A\"]}", "{strings_set=[C a b]}"},
        {"{\"single\":{\"label\":\"x\"}}", "{\"single\":{\"label\":\"X\",\"bin\":\"1\"}}", "{single={bin=1 label=x}}"},
        {"{\"part_list\":[{\"label\":\"x\"}]}", "{\"part_list\":[{\"label\":\"X\"},{\"label\":\"X\"}]}", "{part_list=[{label=x} {label=X}]}"},
        {"{\"part_map\":{\"k\":{\"label\":\"x\"}}}", "{\"part_map\":{\"k\":{\"label\":\"X\"},\"j\":{\"label\":\"X\"}}}",
         "{part_map={j={label=X} k={label=x}}}"},
        {"{\"part_set\":[{\"label\":\"x\",\"bin\":\"1\"}]}", "{\"part_set\":[{\"label\":\"X\",\"bin\":\"2\"},{\"label\":\"X\",\"bin\":\"1\"}]}",
         "{part_set=[{bin=1 label=x} {bin=2 label=X}]}"},
        {"null", "{\"spelling\":\"ONE\"}", "{spelling=ONE}"},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        struct value reference = gadget_value(&arena, cases[at].reference), read = gadget_value(&arena, cases[at].read);
        struct value kept = keep_meaning(&arena, &gadget_schema.root, &reference, &read);
        EXPECT_TEXT(gadget_text(&arena, &kept), cases[at].kept);
    }
}

static void a_plan_is_satisfied_by_what_has_all_that_is_known_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *planned, *found;
        bool satisfied;
    } cases[] = {
        {"{\"name\":\"ab\",\"version\":\"?\"}", "{\"name\":\"ab\",\"version\":\"v1\"}", true},
        {"{\"name\":\"ab\",\"version\":\"?\"}", "{\"name\":\"ab\"}", true},
        {"{\"name\":\"ab\"}", "{\"name\":\"cd\"}", false},
        {"{\"name\":\"ab\"}", "{\"name\":\"ab\",\"alpha\":\"x\"}", false},
        {"{\"strings\":[\"a\",\"?\"]}", "{\"strings\":[\"a\",\"b\"]}", true},
        {"{\"strings\":[\"a\"]}", "{\"strings\":[\"a\",\"b\"]}", false},
        {"{\"tags\":{\"k\":\"v\"}}", "{\"tags\":{\"j\":\"v\"}}", false},
        {"{\"size\":1}", "{\"size\":1.0}", true},
        {"{\"name\":\"ab\"}", "null", false},
    };
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        AUTO_ARENA arena = {0};
        struct value planned = gadget_value(&arena, cases[at].planned), found = gadget_value(&arena, cases[at].found);
        if (plan_satisfied(&planned, &found) != cases[at].satisfied)
            fail_msg("%s and %s", cases[at].planned, cases[at].found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_are_as_core_allows_them),
        cmocka_unit_test(once_applied_the_same_configuration_plans_no_change),
        cmocka_unit_test(a_servers_spelling_is_no_drift),
        cmocka_unit_test(a_plan_is_satisfied_by_what_has_all_that_is_known_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
