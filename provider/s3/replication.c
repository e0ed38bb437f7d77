#include "s3/replication.h"

#include "s3/client.h"
#include "s3/xml.h"

/* The answer's root, of that name: a subresource that Ceph does not know is answered 200 with a list of objects (s3.md 3.2). With `absent`, a code
 * that means that there is no such document, the root is NULL. */
static bool get_document(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, const struct s3_call *call, struct str name,
                         struct str absent, const struct xml_element **root, struct s3_error *error)
{
    struct http_response response;
    struct xml_error problem;
    *root = NULL;
    if (!s3_send(rq, client, bucket, call, &response, error))
        return str_equal(error->code, absent);
    if (!xml_parse(rq->arena, response.body, root, &problem))
        return s3_unexpected(rq->arena, call, &response, error, "the answer is no XML document that can be read: %s", problem.reason);
    if (!str_equal((*root)->name, name))
        return s3_unexpected(rq->arena, call, &response, error, "the answer is a <%.*s>, not a <%.*s>", STR_ARGS((*root)->name), STR_ARGS(name));
    return true;
}

static struct optional_int number_at(const struct xml_element *element, struct str name)
{
    struct optional_int number = {0};
    number.set = str_to_int64(xml_child_text(element, name), &number.value);
    return number;
}

static bool is_enabled(const struct xml_element *element)
{
    return str_equal(xml_child_text(element, STR("Status")), STR("Enabled"));
}

/* The prefix stands at the rule, in the filter, or in its And. */
static void read_filter(const struct xml_element *rule, struct replication_rule *out)
{
    const struct xml_element *filter = xml_child(rule, STR("Filter")), *both = xml_child(filter, STR("And"));
    const struct xml_element *const places[] = {rule, filter, both};
    out->prefix = STR("");
    for (size_t at = 0; at < ARRAY_LENGTH(places); at++) {
        const struct xml_element *prefix = xml_child(places[at], STR("Prefix"));
        if (prefix)
            out->prefix = prefix->text;
        out->has_tags = out->has_tags || xml_child(places[at], STR("Tag"));
    }
}

static struct replication_rule read_rule(const struct xml_element *rule)
{
    struct replication_rule out = {
        .id = xml_child_text(rule, STR("ID")),
        .enabled = is_enabled(rule),
        .priority = number_at(rule, STR("Priority")),
        .destination = xml_child_text(xml_child(rule, STR("Destination")), STR("Bucket")),
        .copies_delete_markers = is_enabled(xml_child(rule, STR("DeleteMarkerReplication"))),
    };
    read_filter(rule, &out);
    return out;
}

bool s3_get_replication(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct replication *out, struct s3_error *error)
{
    const struct s3_call call = {
        .method = HTTP_GET, .query = STR("replication="), .name = STR("GET ?replication"), .permission = "s3:GetReplicationConfiguration"};
    const struct xml_element *root;
    *out = (struct replication){0};
    GUARD(get_document(rq, client, bucket, &call, STR("ReplicationConfiguration"), STR("ReplicationConfigurationNotFoundError"), &root, error));
    if (!root)
        return true;
    struct replication_rule *rules = ARENA_ARRAY(rq->arena, struct replication_rule, root->child_count);
    out->role = xml_child_text(root, STR("Role"));
    out->rules = rules;
    for (const struct xml_element *rule = xml_child(root, STR("Rule")); rule; rule = xml_next(rule))
        rules[out->count++] = read_rule(rule);
    return true;
}

bool s3_get_object_lock(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct object_lock *out, struct s3_error *error)
{
    const struct s3_call call = {
        .method = HTTP_GET, .query = STR("object-lock="), .name = STR("GET ?object-lock"), .permission = "s3:GetBucketObjectLockConfiguration"};
    const struct xml_element *root;
    *out = (struct object_lock){0};
    GUARD(get_document(rq, client, bucket, &call, STR("ObjectLockConfiguration"), STR("ObjectLockConfigurationNotFoundError"), &root, error));
    if (!root)
        return true;
    const struct xml_element *retention = xml_child(xml_child(root, STR("Rule")), STR("DefaultRetention"));
    *out = (struct object_lock){
        .enabled = str_equal(xml_child_text(root, STR("ObjectLockEnabled")), STR("Enabled")),
        .mode = xml_child_text(retention, STR("Mode")),
        .days = number_at(retention, STR("Days")),
        .years = number_at(retention, STR("Years")),
    };
    return true;
}
