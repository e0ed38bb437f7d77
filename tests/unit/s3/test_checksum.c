#include "base/expect.h"

#include "s3/checksum.h"

/* RFC 1321 A.5 and FIPS 180-4, in base64. */
static void known_texts_have_known_checksums(void **state)
{
    (void)state;
    static const struct {
        const char *md5, *body, *name, *value;
    } cases[] = {
        {"MD5", "", "Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="},
        {"MD5", "abc", "Content-MD5", "kAFQmDzST7DWlj99KOF/cg=="},
        {"no such digest", "", "x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
        {"no such digest", "abc", "x-amz-checksum-sha256", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        AUTO_ARENA arena = {0};
        struct http_header header = s3_checksum_header(&arena, cases[row].md5, str_from(cases[row].body));
        EXPECT_TEXT(header.name, cases[row].name);
        EXPECT_TEXT(header.value, cases[row].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_texts_have_known_checksums)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
