#include "rpc/calls.h"

#include "rpc/exchange.h"

#include <string.h>

/* What Terraform checks of a schema when it loads it. Source: terraform-plugin-protocol.md 2.3. Counts what is wrong. */
static int faults_of_block(struct arena *arena, const Tfplugin6__Schema__Block *block);

static bool is_identifier(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

static int fault(bool found, const char *name, const char *what)
{
    if (found)
        print_error("%s: %s\n", name, what);
    return found;
}

static int faults_of_attribute(struct arena *arena, const Tfplugin6__Schema__Attribute *attribute, bool in_set)
{
    const char *name = attribute->name;
    bool has_type = attribute->type.len > 0, has_nested = attribute->nested_type != NULL;
    struct str type_json = {(const char *)attribute->type.data, attribute->type.len};
    int faults = 0;
    faults += fault(!is_identifier(name), name, "name");
    faults += fault(!attribute->required && !attribute->optional && !attribute->computed, name, "neither required, optional nor computed");
    faults += fault(attribute->required && (attribute->optional || attribute->computed), name, "required and something else");
    faults += fault(has_type == has_nested, name, "exactly one of type and nested_type");
    faults += fault(has_type && !type_from_json(arena, type_json), name, "type");
    faults += fault(attribute->write_only && in_set, name, "write-only in a set");
    faults += fault(attribute->write_only && attribute->computed, name, "write-only and computed");
    if (!has_nested)
        return faults;
    faults += fault(attribute->nested_type->nesting == TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__INVALID, name, "nesting");
    bool is_set = attribute->nested_type->nesting == TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__SET;
    for (size_t at = 0; at < attribute->nested_type->n_attributes; at++)
        faults += faults_of_attribute(arena, attribute->nested_type->attributes[at], in_set || is_set);
    return faults;
}

static int faults_of_nested_block(struct arena *arena, const Tfplugin6__Schema__NestedBlock *nested)
{
    int faults = fault(!is_identifier(nested->type_name), nested->type_name, "name");
    if (fault(!nested->block, nested->type_name, "no block"))
        return faults + 1;
    bool is_single = nested->nesting == TFPLUGIN6__SCHEMA__NESTED_BLOCK__NESTING_MODE__SINGLE;
    faults += fault(nested->nesting == TFPLUGIN6__SCHEMA__NESTED_BLOCK__NESTING_MODE__INVALID, nested->type_name, "nesting");
    faults += fault(is_single && (nested->min_items != nested->max_items || nested->max_items > 1), nested->type_name, "numbers of a single block");
    return faults + faults_of_block(arena, nested->block);
}

static int faults_of_block(struct arena *arena, const Tfplugin6__Schema__Block *block)
{
    int faults = 0;
    for (size_t at = 0; at < block->n_attributes; at++)
        faults += faults_of_attribute(arena, block->attributes[at], false);
    for (size_t at = 0; at < block->n_block_types; at++)
        faults += faults_of_nested_block(arena, block->block_types[at]);
    return faults;
}

static int faults_of(struct arena *arena, const Tfplugin6__Schema *schema)
{
    if (fault(!schema->block, "schema", "no block"))
        return 1;
    return fault(schema->version < 0, "schema", "version") + faults_of_block(arena, schema->block);
}

static void terraform_would_accept_every_schema(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    assert_int_equal(faults_of(&arena, message_schema(&arena, &gadget_schema)), 0);
    assert_int_equal(faults_of(&arena, message_schema(&arena, gadget_provider.schema)), 0);
}

static void the_message_has_the_type_of_the_schema(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const Tfplugin6__Schema *message = message_schema(&arena, &gadget_schema);
    const struct type *type = schema_type(&gadget_schema.root);
    assert_int_equal(message->version, 2);
    assert_int_equal(message->block->n_attributes, type->count);
    assert_int_equal(message->block->n_block_types, 0);
    for (size_t at = 0; at < type->count; at++) {
        const Tfplugin6__Schema__Attribute *attribute = message->block->attributes[at];
        EXPECT_TEXT(type->members[at].name, attribute->name);
        if (attribute->type.len > 0)
            assert_true(str_equal(type_to_json(&arena, type->members[at].type), bytes_from_message(attribute->type)));
        else
            assert_non_null(attribute->nested_type);
    }
}

static const Tfplugin6__Schema__Attribute *attribute_named(const Tfplugin6__Schema *schema, const char *name)
{
    for (size_t at = 0; at < schema->block->n_attributes; at++)
        if (strcmp(schema->block->attributes[at]->name, name) == 0)
            return schema->block->attributes[at];
    fail_msg("no attribute %s", name);
    return NULL;
}

static void flags_are_told_as_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool required, optional, computed, sensitive, write_only;
    } cases[] = {
        {"name", .required = true},
        {"alpha", .optional = true},
        {"id", .computed = true},
        {"enabled", .optional = true, .computed = true},
        {"secret", .optional = true, .sensitive = true},
        {"password", .optional = true, .sensitive = true, .write_only = true},
    };
    AUTO_ARENA arena = {0};
    const Tfplugin6__Schema *message = message_schema(&arena, &gadget_schema);
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++) {
        const Tfplugin6__Schema__Attribute *attribute = attribute_named(message, cases[at].name);
        if (attribute->required != cases[at].required || attribute->optional != cases[at].optional || attribute->computed != cases[at].computed ||
            attribute->sensitive != cases[at].sensitive || attribute->write_only != cases[at].write_only)
            fail_msg("%s", cases[at].name);
    }
}

static void nested_objects_have_their_nesting(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        Tfplugin6__Schema__Object__NestingMode nesting;
    } cases[] = {
        {"single", TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__SINGLE},
        {"part_list", TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__LIST},
        {"part_map", TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__MAP},
        {"part_set", TFPLUGIN6__SCHEMA__OBJECT__NESTING_MODE__SET},
    };
    AUTO_ARENA arena = {0};
    const Tfplugin6__Schema *message = message_schema(&arena, &gadget_schema);
    for (size_t at = 0; at < ARRAY_LENGTH(cases); at++)
        assert_int_equal(attribute_named(message, cases[at].name)->nested_type->nesting, cases[at].nesting);
}

static void blocks_stay_blocks(void **state)
{
    (void)state;
    AUTO_ARENA arena = {0};
    const Tfplugin6__Schema *message = message_schema(&arena, gadget_provider.schema);
    assert_int_equal(message->block->n_attributes, 1);
    assert_int_equal(message->block->n_block_types, 1);
    assert_string_equal(message->block->block_types[0]->type_name, "aws");
    assert_int_equal(message->block->block_types[0]->nesting, TFPLUGIN6__SCHEMA__NESTED_BLOCK__NESTING_MODE__SINGLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terraform_would_accept_every_schema),
        cmocka_unit_test(the_message_has_the_type_of_the_schema),
        cmocka_unit_test(flags_are_told_as_they_are),
        cmocka_unit_test(nested_objects_have_their_nesting),
        cmocka_unit_test(blocks_stay_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
