#include "base/expect.h"

#include "s3/lifecycle_filter.h"

#define DOCUMENT(rules) "<LifecycleConfiguration xmlns=\"x\">" rules "</LifecycleConfiguration>"
#define RULE(filter) " <Rule><ID>r</ID>" filter "<Status>Enabled</Status><New a='1'/></Rule>\n"
#define TAG(key) "<Tag><Key>" key "</Key><Value>&lt;</Value></Tag>"

static struct str text_to_write(struct arena *arena, const char *xml)
{
    struct lifecycle document;
    struct str reason;
    assert_true(lifecycle_parse(arena, str_from(xml), &document, &reason));
    return lifecycle_text_to_write(arena, &document);
}

static void a_filter_of_several_elements_gets_one_and_around_them(void **state)
{
    (void)state;
    static const struct {
        const char *read, *written;
    } cases[] = {
        {DOCUMENT(RULE("<Filter><Prefix>z/</Prefix><And>" TAG("a") TAG("b") "</And></Filter>")),
         DOCUMENT(RULE("<Filter><And><Prefix>z/</Prefix>" TAG("a") TAG("b") "</And></Filter>"))},
        {DOCUMENT(RULE("<Filter><Prefix>z/</Prefix>" TAG("a") "</Filter>")),
         DOCUMENT(RULE("<Filter><And><Prefix>z/</Prefix>" TAG("a") "</And></Filter>"))},
        {DOCUMENT(RULE("<Filter>" TAG("a") TAG("b") "</Filter>") RULE("<Filter><Prefix/></Filter>")
                      RULE("<Filter>" TAG("c") "<Size>1</Size></Filter>")),
         DOCUMENT(RULE("<Filter><And>" TAG("a") TAG("b") "</And></Filter>") RULE("<Filter><Prefix/></Filter>")
                      RULE("<Filter><And>" TAG("c") "<Size>1</Size></And></Filter>"))},
        {DOCUMENT(RULE("<Filter><Prefix>z/</Prefix><And/></Filter>")), DOCUMENT(RULE("<Filter><And><Prefix>z/</Prefix></And></Filter>"))},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        EXPECT_TEXT(text_to_write(&arena, cases[row].read), cases[row].written);
    }
}

static void every_other_document_is_written_as_it_was_read(void **state)
{
    (void)state;
    static const char *const documents[] = {
        DOCUMENT(""),
        DOCUMENT(RULE("<Filter><And><Prefix>z/</Prefix>" TAG("a") "</And></Filter>")),
        DOCUMENT(RULE("<Prefix>old</Prefix>") RULE("<Filter/>") RULE("<Filter></Filter>") RULE("<Filter>" TAG("a") "</Filter>")),
        "<LifecycleConfiguration/>",
    };
    for (size_t row = 0; row < ARRAY_LENGTH(documents); row++) {
        AUTO_ARENA arena = {0};
        EXPECT_TEXT(text_to_write(&arena, documents[row]), documents[row]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_filter_of_several_elements_gets_one_and_around_them),
        cmocka_unit_test(every_other_document_is_written_as_it_was_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
