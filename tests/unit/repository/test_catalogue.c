#include "base/expect.h"

#include "repository/catalogue.h"

/* A folder of a repository: names, and the contents of those that can be read. */
struct file {
    const char *name, *text; /* NULL: cannot be read */
    size_t length;           /* 0: that of the text */
};

struct folder {
    const struct file *files;
    size_t count;
    int fetches;
};

static bool fetch(void *context, struct request *rq, struct str name, struct str *bytes, struct str *reason)
{
    struct folder *folder = context;
    folder->fetches++;
    for (size_t at = 0; at < folder->count; at++) {
        const struct file *file = &folder->files[at];
        if (!str_equal(str_from(file->name), name) || !file->text)
            continue;
        *bytes = file->length > 0 ? (struct str){file->text, file->length} : str_from(file->text);
        return true;
    }
    *reason = arena_format(rq->arena, "no object of that name");
    return false;
}

static struct catalogue assess(struct request *rq, struct folder *folder)
{
    struct catalogue catalogue;
    struct str names[16];
    for (size_t at = 0; at < folder->count; at++)
        names[at] = str_from(folder->files[at].name);
    catalogue_assess(rq, &(struct catalogue_source){.fetch = fetch, .context = folder}, names, folder->count, &catalogue);
    return catalogue;
}

#define LATEST(n) "\0\0\0\0\0\0\0" n, 8

static void folders_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        struct file files[6];
        enum catalogue_state is;
        const char *reason, *example;
    } cases[] = {
        {{{0}}, CATALOGUE_EMPTY, "", ""},
        {{{"readme.txt", "x", 0}, {"tests-abc/", NULL, 0}, {"index.html", "x", 0}}, CATALOGUE_EMPTY, "", ""},
        {{{"index-0", "{\"snapshots\":[]}", 0}}, CATALOGUE_PRESENT, "", ""},
        {{{"index-7", "{\"min_version\":7,\"snapshots\":[{},{}]}", 0}, {"index-10", "{\"snapshots\":[{}]}", 0}, {"snap-a.dat", NULL, 0}},
         CATALOGUE_PRESENT,
         "",
         "snap-a.dat"},
        {{{"indices/", NULL, 0}}, CATALOGUE_LOST, "there is no index-N", "indices/"},
        {{{"meta-x.dat", NULL, 0}, {"snap-x.dat", NULL, 0}}, CATALOGUE_LOST, "there is no index-N", "meta-x.dat"},
        {{{"index.latest", LATEST("\5")}}, CATALOGUE_LOST, "there is no index-N", "index.latest"},
        {{{"index-3", NULL, 0}, {"snap-x.dat", NULL, 0}}, CATALOGUE_LOST, "index-3 cannot be read: no object of that name", "snap-x.dat"},
        {{{"index-3", "<Error/>", 0}, {"index-2", "{\"snapshots\":[]}", 0}},
         CATALOGUE_LOST,
         "index-3 cannot be read: it is no JSON ('[' or '{' expected near '<', byte 1)",
         "index-3"},
        {{{"index-3", "[]", 0}}, CATALOGUE_LOST, "index-3 cannot be read: it has no list of snapshots", "index-3"},
        {{{"index-3", "{\"snapshots\":{}}", 0}}, CATALOGUE_LOST, "index-3 cannot be read: it has no list of snapshots", "index-3"},
        {{{"index-3", "", 0}}, CATALOGUE_LOST, "index-3 cannot be read: it is no JSON ('[' or '{' expected near end of file, byte 0)", "index-3"},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        FRESH_REQUEST(rq);
        struct folder folder = {.files = cases[row].files};
        while (folder.count < 6 && cases[row].files[folder.count].name)
            folder.count++;
        struct catalogue catalogue = assess(&rq, &folder);
        EXPECT_TEXT(catalogue.reason, cases[row].reason);
        EXPECT_TEXT(catalogue.example, cases[row].example);
        assert_int_equal(catalogue.state, cases[row].is);
        assert_true(folder.fetches <= 2);
        EXPECT_DIAGNOSTICS(rq, "");
    }
}

static void the_highest_generation_counts_by_number(void **state)
{
    (void)state;
    FRESH_REQUEST(rq);
    static const struct file files[] = {{"index-9", "{\"snapshots\":[]}", 0}, {"index-10", "{\"snapshots\":[{},{},{}]}", 0}, {"index-011", "x", 0}};
    struct folder folder = {.files = files, .count = ARRAY_LENGTH(files)};
    struct catalogue catalogue = assess(&rq, &folder);
    assert_int_equal(catalogue.generation, 10);
    assert_int_equal(catalogue.snapshot_count, 3);
    assert_false(catalogue.rolled_back);
}

static void a_latest_beyond_every_catalogue_means_a_lost_one(void **state)
{
    (void)state;
    static const struct {
        struct file latest;
        bool rolled_back;
    } cases[] = {
        {{"index.latest", LATEST("\4")}, true},          {{"index.latest", LATEST("\3")}, false},
        {{"index.latest", LATEST("\2")}, false},         {{"index.latest", NULL, 0}, false},
        {{"index.latest", "\0\0\0\4", 4}, false},        {{"index.latest", "\377\0\0\0\0\0\0\4", 8}, false},
        {{"index.latest", "\0\0\0\1\0\0\0\0", 8}, true},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        FRESH_REQUEST(rq);
        const struct file files[] = {{"index-3", "{\"snapshots\":[]}", 0}, cases[row].latest};
        struct folder folder = {.files = files, .count = ARRAY_LENGTH(files)};
        struct catalogue catalogue = assess(&rq, &folder);
        assert_int_equal(catalogue.state, CATALOGUE_PRESENT);
        assert_int_equal(catalogue.rolled_back, cases[row].rolled_back);
    }
}

static void generations_are_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool valid;
        int64_t generation;
    } cases[] = {
        {"index-0", true, 0},
        {"index-42", true, 42},
        {"index-9223372036854775807", true, INT64_MAX},
        {"index-9223372036854775808", false, 0},
        {"index-", false, 0},
        {"index--1", false, 0},
        {"index-01", false, 0},
        {"index-1a", false, 0},
        {"index.1", false, 0},
        {"xindex-1", false, 0},
        {"index-0/", false, 0},
        {"index-AbCdEfGhIjKlMnOpQrStUv", false, 0},
    };
    for (size_t row = 0; row < ARRAY_LENGTH(cases); row++) {
        int64_t generation = -1;
        assert_int_equal(catalogue_generation(str_from(cases[row].name), &generation), cases[row].valid);
        if (cases[row].valid)
            assert_int_equal(generation, cases[row].generation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_told_apart),
        cmocka_unit_test(the_highest_generation_counts_by_number),
        cmocka_unit_test(a_latest_beyond_every_catalogue_means_a_lost_one),
        cmocka_unit_test(generations_are_read_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
