#include "expect_part.h"

#include "s3/xml.h"

static const struct xml_element *parse(struct arena *arena, const char *text)
{
    const struct xml_element *root;
    struct xml_error error;
    if (!xml_parse(arena, str_from(text), &root, &error))
        fail_msg("%s: %s", text, error.reason);
    return root;
}

static void elements_know_their_bytes(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct xml_element *root = parse(&arena, "<?xml version=\"1.0\"?>\n<r x='>'> <a>1</a><b/><a k=\"/\"> 2 </a ><c></c>\n</r>\n");
    const struct xml_element *first = xml_child(root, STR("a")), *second = xml_next(first);
    EXPECT_TEXT(root->outer, "<r x='>'> <a>1</a><b/><a k=\"/\"> 2 </a ><c></c>\n</r>");
    EXPECT_TEXT(first->outer, "<a>1</a>");
    EXPECT_TEXT(second->outer, "<a k=\"/\"> 2 </a >");
    EXPECT_TEXT(second->inner, " 2 ");
    EXPECT_TEXT(xml_child(root, STR("b"))->outer, "<b/>");
    assert_null(xml_child(root, STR("b"))->inner.ptr);
    assert_non_null(xml_child(root, STR("c"))->inner.ptr);
    assert_int_equal(root->child_count, 4);
    assert_null(xml_next(second));
}

static void bytes_are_counted_as_bytes_after_other_alphabets(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct xml_element *root = parse(&arena, "<r><!-- \xC3\xBC --><a>\xE6\x97\xA5&amp;</a><b>x</b></r>");
    EXPECT_TEXT(xml_child(root, STR("b"))->outer, "<b>x</b>");
    EXPECT_TEXT(xml_child(root, STR("a"))->text, "\xE6\x97\xA5&");
}

static void namespaces_and_prefixes_do_not_matter(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct xml_element *root = parse(&arena, "<s3:Error xmlns:s3=\"urn:x\"><s3:Code> NoSuchBucket\n</s3:Code><Message/></s3:Error>");
    EXPECT_TEXT(root->name, "Error");
    assert_true(root->has_prefix);
    EXPECT_TEXT(xml_child_text(root, STR("Code")), "NoSuchBucket");
    assert_non_null(xml_child_text(root, STR("Message")).ptr);
    assert_null(xml_child_text(root, STR("Region")).ptr);
    assert_null(xml_child_text(NULL, STR("Region")).ptr);
}

static void text_around_children_and_sections_is_joined(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct xml_element *root = parse(&arena, "<r>a<x>no</x>b<![CDATA[<c>]]>&#100;</r>");
    EXPECT_TEXT(root->text, "ab<c>d");
}

static void what_is_no_safe_document_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"", "no element found"},
        {"   \n", "no element found"},
        {"hello", "syntax error"},
        {"<a>", "no element found"},
        {"<a></b>", "mismatched tag"},
        {"<a/><b/>", "junk after document element"},
        {"<a>&nbsp;</a>", "undefined entity"},
        {"<a>\xFF</a>", "not well-formed"},
        {"<a>\x01</a>", "not well-formed"},
        {"<!DOCTYPE a><a/>", "document type declaration"},
        {"<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "document type declaration"},
        {"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "document type declaration"},
        {"<html><br></html>", "mismatched tag"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        const struct xml_element *root;
        struct xml_error error;
        assert_false(xml_parse(&arena, str_from(cases[row].text), &root, &error));
        EXPECT_PART(str_from(error.reason), cases[row].reason);
    }
}

static struct str nested(struct arena *arena, size_t depth, const char *innermost)
{
    struct buffer text = {.arena = arena};
    for (size_t at = 0; at < depth; at++)
        buffer_append(&text, STR("<d>"));
    buffer_append(&text, str_from(innermost));
    for (size_t at = 0; at < depth; at++)
        buffer_append(&text, STR("</d>"));
    return buffer_str(&text);
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct xml_element *root;
    struct xml_error error;
    assert_true(xml_parse(&arena, nested(&arena, XML_DEPTH_MAX, ""), &root, &error));
    assert_false(xml_parse(&arena, nested(&arena, XML_DEPTH_MAX, "<e/>"), &root, &error));
    assert_false(xml_parse(&arena, nested(&arena, 100000, "<e/>"), &root, &error));
    EXPECT_PART(str_from(error.reason), "nest too deeply");
}

static void length_has_a_limit(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct xml_element *root;
    struct xml_error error;
    char *text = arena_allocate(&arena, XML_BYTES_MAX + 1, 1);
    assert_false(xml_parse(&arena, (struct str){text, XML_BYTES_MAX + 1}, &root, &error));
    EXPECT_PART(str_from(error.reason), "too long");
}

static void errors_name_the_line(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const struct xml_element *root;
    struct xml_error error;
    assert_false(xml_parse(&arena, STR("<a>\n\n<b></a>"), &root, &error));
    assert_int_equal(error.line, 3);
}

static void every_cut_of_a_document_is_refused(void **state)
{
    (void)state;
    static const char whole[] = "<r a=\"1\"><b>&lt;\xC3\xBC</b><![CDATA[x]]><c/><!-- d --></r>";
    for (size_t length = 0; length < sizeof(whole) - 1; length++) {
        AUTO_ARENA arena = {0};
        const struct xml_element *root;
        struct xml_error error;
        assert_false(xml_parse(&arena, arena_copy(&arena, (struct str){whole, length}), &root, &error));
    }
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    struct buffer out = {.arena = &arena};
    xml_append_element(&out, "T", STR("a<b>&\"'\r\n\t\xC3\xBC/ "));
    EXPECT_TEXT(buffer_str(&out), "<T>a&lt;b&gt;&amp;&quot;'&#13;\n\t\xC3\xBC/ </T>");
    EXPECT_TEXT(parse(&arena, buffer_c_string(&out))->text, "a<b>&\"'\r\n\t\xC3\xBC/ ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_know_their_bytes),
        cmocka_unit_test(bytes_are_counted_as_bytes_after_other_alphabets),
        cmocka_unit_test(namespaces_and_prefixes_do_not_matter),
        cmocka_unit_test(text_around_children_and_sections_is_joined),
        cmocka_unit_test(what_is_no_safe_document_is_refused),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(length_has_a_limit),
        cmocka_unit_test(errors_name_the_line),
        cmocka_unit_test(every_cut_of_a_document_is_refused),
        cmocka_unit_test(what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
