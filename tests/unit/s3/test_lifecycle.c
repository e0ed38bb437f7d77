#include "expect_part.h"

#include "s3/lifecycle.h"
#include "s3/xml.h"

#define NAMESPACE " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""
#define RULE(id)                                                                                                                                     \
    "<Rule><ID>" id "</ID><Filter><Prefix>" id "/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>"
#define OLD_RULE(id) "<Rule><ID>" id "</ID><Prefix>" id "</Prefix><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>"
#define DOCUMENT(rules) "<LifecycleConfiguration>" rules "</LifecycleConfiguration>"

static struct lifecycle parse(struct arena *arena, const char *xml)
{
    struct lifecycle document;
    struct str reason;
    if (!lifecycle_parse(arena, str_from(xml), &document, &reason))
        fail_msg("%.*s", STR_ARGS(reason));
    return document;
}

static struct lifecycle put(struct arena *arena, const struct lifecycle *document, const char *id, const char *xml)
{
    struct lifecycle changed;
    struct str reason;
    if (!lifecycle_put(arena, document, str_from(id), str_from(xml), &changed, &reason))
        fail_msg("%.*s", STR_ARGS(reason));
    return changed;
}

static void rules_keep_their_bytes(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct lifecycle document =
        parse(&arena, "<?xml version=\"1.0\"?>\n<LifecycleConfiguration" NAMESPACE ">\n <Rule ><ID>a</ID><New x='1'>&lt;</New></Rule>\n "
                      "<!-- x --><Other/><Rule><Status>Disabled</Status></Rule></LifecycleConfiguration>");
    assert_int_equal(document.count, 2);
    EXPECT_TEXT(document.rules[0].xml, "<Rule ><ID>a</ID><New x='1'>&lt;</New></Rule>");
    EXPECT_TEXT(document.rules[0].id, "a");
    assert_null(document.rules[1].id.ptr);
}

static void documents_of_another_kind_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *xml, *reason;
    } cases[] = {
        {"<ListBucketResult" NAMESPACE "></ListBucketResult>", "it is a <ListBucketResult>"},
        {"<Error><Code>AccessDenied</Code></Error>", "it is a <Error>"},
        {"", "no XML document"},
        {"<html><body><p>Bad gateway</body></html>", "no XML document"},
        {"<!DOCTYPE x><LifecycleConfiguration/>", "document type declaration"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle document;
        struct str reason;
        assert_false(lifecycle_parse(&arena, str_from(cases[row].xml), &document, &reason));
        EXPECT_PART(reason, cases[row].reason);
    }
}

static void old_spellings_of_the_root_are_read(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    assert_int_equal(parse(&arena, "<LifeCycleConfiguration>" RULE("a") "</LifeCycleConfiguration>").count, 1);
    assert_int_equal(parse(&arena, "<LifecycleConfiguration/>").count, 0);
}

static void rules_are_found_by_the_exact_id(void **state)
{
    (void)state;
    static const char *const ids[] = {"a", "a/b c", "\xC3\xBC", " a", "a&amp;b"};
    AUTO_ARENA arena = {0};
    struct lifecycle document = parse(&arena, DOCUMENT(RULE("a") RULE("a/b c") RULE("\xC3\xBC") RULE(" a") RULE("a&amp;b")));
    for (size_t at = 0; at < ARRAY_LENGTH(ids) - 1; at++)
        assert_ptr_equal(lifecycle_find(&document, str_from(ids[at])), &document.rules[at]);
    assert_ptr_equal(lifecycle_find(&document, STR("a&b")), &document.rules[4]);
    assert_null(lifecycle_find(&document, STR("A")));
    assert_null(lifecycle_find(&document, STR("")));
}

static void a_splice_leaves_every_other_byte(void **state)
{
    (void)state;
    static const char xml[] = "<?xml version='1.0' encoding='UTF-8'?>\r\n<LifecycleConfiguration" NAMESPACE
                              " a='b'>\r\n  " RULE("a") "\r\n  " RULE("b") "\r\n\t" RULE("c") "\r\n</LifecycleConfiguration>\n";
    AUTO_ARENA arena = {0};
    struct lifecycle document = parse(&arena, xml);
    struct lifecycle replaced = put(&arena, &document, "b", "<Rule><ID>b</ID></Rule>");
    EXPECT_TEXT(replaced.xml, "<?xml version='1.0' encoding='UTF-8'?>\r\n<LifecycleConfiguration" NAMESPACE
                              " a='b'>\r\n  " RULE("a") "\r\n  <Rule><ID>b</ID></Rule>\r\n\t" RULE("c") "\r\n</LifecycleConfiguration>\n");
    struct lifecycle back = put(&arena, &replaced, "b", RULE("b"));
    EXPECT_TEXT(back.xml, xml);
    struct lifecycle longer = put(&arena, &document, "d", RULE("d"));
    EXPECT_TEXT(longer.xml, "<?xml version='1.0' encoding='UTF-8'?>\r\n<LifecycleConfiguration" NAMESPACE
                            " a='b'>\r\n  " RULE("a") "\r\n  " RULE("b") "\r\n\t" RULE("c") RULE("d") "\r\n</LifecycleConfiguration>\n");
}

static void a_removal_takes_the_blanks_before_the_rule(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct lifecycle document = parse(&arena, DOCUMENT("\n " RULE("a") "\n " RULE("b") "\n")), changed;
    struct str reason;
    assert_true(lifecycle_remove(&arena, &document, STR("a"), &changed, &reason));
    EXPECT_TEXT(changed.xml, DOCUMENT("\n " RULE("b") "\n"));
    assert_true(lifecycle_remove(&arena, &changed, STR("x"), &changed, &reason));
    assert_int_equal(changed.count, 1);
    assert_true(lifecycle_remove(&arena, &changed, STR("b"), &changed, &reason));
    assert_int_equal(changed.count, 0);
}

static void a_bucket_without_rules_gets_a_document(void **state)
{
    (void)state;
    static const char *const empty[] = {"<LifecycleConfiguration/>", "<LifecycleConfiguration></LifecycleConfiguration>",
                                        "<LifecycleConfiguration>\n</LifecycleConfiguration>"};
    AUTO_ARENA arena = {0};
    struct lifecycle none = {0};
    struct lifecycle first = put(&arena, &none, "a", RULE("a"));
    EXPECT_TEXT(first.xml, "<LifecycleConfiguration" NAMESPACE ">" RULE("a") "</LifecycleConfiguration>");
    for (size_t row = 0; row < ARRAY_LENGTH(empty); row++) {
        struct lifecycle document = parse(&arena, empty[row]);
        struct lifecycle changed = put(&arena, &document, "a", RULE("a"));
        assert_int_equal(changed.count, 1);
        EXPECT_TEXT(changed.rules[0].xml, RULE("a"));
    }
}

static void the_transition_default_travels_with_the_document(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct lifecycle document = parse(&arena, DOCUMENT(RULE("a"))), changed;
    struct str reason;
    document.transition_default = STR("varies_by_storage_class");
    changed = put(&arena, &document, "b", RULE("b"));
    EXPECT_TEXT(changed.transition_default, "varies_by_storage_class");
    assert_true(lifecycle_remove(&arena, &changed, STR("a"), &changed, &reason));
    EXPECT_TEXT(changed.transition_default, "varies_by_storage_class");
}

static void what_cannot_be_changed_safely_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *xml, *reason;
    } cases[] = {
        {DOCUMENT(RULE("a") RULE("b") RULE("a")), "2 rules with the id \"a\""},
        {"<s:LifecycleConfiguration xmlns:s=\"urn:x\"><s:Rule><s:ID>a</s:ID></s:Rule></s:LifecycleConfiguration>", "namespace prefix"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle document = parse(&arena, cases[row].xml), changed;
        struct str reason;
        assert_false(lifecycle_put(&arena, &document, STR("a"), STR(RULE("a")), &changed, &reason));
        EXPECT_PART(reason, cases[row].reason);
        assert_false(lifecycle_remove(&arena, &document, STR("a"), &changed, &reason));
        EXPECT_PART(reason, cases[row].reason);
    }
}

static struct str many_rules(struct arena *arena, size_t count)
{
    struct buffer text = {.arena = arena};
    buffer_append(&text, STR("<LifecycleConfiguration>"));
    for (size_t at = 0; at < count; at++)
        buffer_format(&text, "<Rule><ID>rule %zu</ID><Status>Enabled</Status></Rule>", at);
    buffer_append(&text, STR("</LifecycleConfiguration>"));
    return buffer_str(&text);
}

static void a_thousand_rules_are_the_limit(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct lifecycle document, changed;
    struct str reason;
    assert_true(lifecycle_parse(&arena, many_rules(&arena, LIFECYCLE_RULES_MAX), &document, &reason));
    assert_int_equal(document.count, LIFECYCLE_RULES_MAX);
    assert_false(lifecycle_put(&arena, &document, STR("one more"), STR(RULE("one more")), &changed, &reason));
    EXPECT_PART(reason, "1000 rules already");
    assert_true(lifecycle_put(&arena, &document, STR("rule 500"), STR("<Rule><ID>rule 500</ID></Rule>"), &changed, &reason));
    assert_true(lifecycle_remove(&arena, &changed, STR("rule 999"), &changed, &reason));
    assert_int_equal(changed.count, LIFECYCLE_RULES_MAX - 1);
}

static void the_form_follows_the_other_rules(void **state)
{
    (void)state;
    const struct string_pair tag = {STR("k"), STR("v")};
    struct lifecycle_rule_view plain = {.id = STR("ours")}, tagged = {.id = STR("ours"), .filter = {.tags = &tag, .tag_count = 1}};
    struct lifecycle_rule_view newer = {.id = STR("ours"), .newer_noncurrent_versions = {true, 3}};
    const struct {
        const char *xml;
        const struct lifecycle_rule_view *rule;
        enum lifecycle_form form;
    } cases[] = {
        {DOCUMENT(""), &plain, LIFECYCLE_FILTER},
        {DOCUMENT(RULE("a")), &plain, LIFECYCLE_FILTER},
        {DOCUMENT(OLD_RULE("a") OLD_RULE("b")), &plain, LIFECYCLE_RULE_PREFIX},
        {DOCUMENT(OLD_RULE("a") RULE("ours")), &plain, LIFECYCLE_RULE_PREFIX},
        {DOCUMENT(OLD_RULE("ours")), &plain, LIFECYCLE_FILTER},
        {DOCUMENT(OLD_RULE("a") RULE("b")), &plain, LIFECYCLE_FILTER},
        {DOCUMENT(OLD_RULE("a")), &tagged, LIFECYCLE_FORM_MIXED},
        {DOCUMENT(OLD_RULE("a")), &newer, LIFECYCLE_FORM_MIXED},
        {DOCUMENT(RULE("a")), &tagged, LIFECYCLE_FILTER},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct lifecycle document = parse(&arena, cases[row].xml);
        assert_int_equal(lifecycle_form_for(&document, cases[row].rule), cases[row].form);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_keep_their_bytes),
        cmocka_unit_test(documents_of_another_kind_are_refused),
        cmocka_unit_test(old_spellings_of_the_root_are_read),
        cmocka_unit_test(rules_are_found_by_the_exact_id),
        cmocka_unit_test(a_splice_leaves_every_other_byte),
        cmocka_unit_test(a_removal_takes_the_blanks_before_the_rule),
        cmocka_unit_test(a_bucket_without_rules_gets_a_document),
        cmocka_unit_test(the_transition_default_travels_with_the_document),
        cmocka_unit_test(what_cannot_be_changed_safely_is_refused),
        cmocka_unit_test(a_thousand_rules_are_the_limit),
        cmocka_unit_test(the_form_follows_the_other_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
