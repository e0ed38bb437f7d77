#include "s3/bucket.h"

#include "s3/checksum.h"
#include "s3/client.h"
#include "s3/lifecycle_filter.h"
#include "s3/lifecycle_writer.h"
#include "s3/xml.h"

/* Room for an error document where a short object was expected. */
enum { ERROR_BYTES_MAX = 64 * 1024 };

#define TRANSITION_DEFAULT "x-amz-transition-default-minimum-object-size"

/* --- lifecycle documents --- */

bool s3_get_lifecycle(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct lifecycle *out, struct s3_error *error)
{
    struct s3_call call = {
        .method = HTTP_GET, .query = STR("lifecycle="), .name = STR("GET ?lifecycle"), .permission = "s3:GetLifecycleConfiguration"};
    struct http_response response;
    bool answered = s3_send(rq, client, bucket, &call, &response, error);
    bool none = !answered && str_equal(error->code, STR("NoSuchLifecycleConfiguration"));
    *out = (struct lifecycle){.transition_default = none ? http_response_header(&response, TRANSITION_DEFAULT) : (struct str){0}};
    if (none)
        return true;
    GUARD(answered);
    struct str reason;
    if (!lifecycle_parse(rq->arena, response.body, out, &reason))
        return s3_unexpected(rq->arena, &call, &response, error, "the lifecycle document cannot be used, because %.*s", STR_ARGS(reason));
    out->transition_default = http_response_header(&response, TRANSITION_DEFAULT);
    return true;
}

bool s3_put_lifecycle(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, const struct lifecycle *document,
                      struct s3_error *error)
{
    struct str text = lifecycle_text_to_write(rq->arena, document);
    struct s3_call call = {
        .method = HTTP_PUT,
        .query = STR("lifecycle="),
        .name = STR("PUT ?lifecycle"),
        .permission = "s3:PutLifecycleConfiguration",
        .body = text,
    };
    struct http_response response;
    struct http_header checksum = s3_checksum_header(rq->arena, "MD5", text);
    s3_call_add_header(&call, checksum.name, checksum.value);
    s3_call_add_header(&call, STR(TRANSITION_DEFAULT), document->transition_default);
    return s3_send(rq, client, bucket, &call, &response, error);
}

bool s3_delete_lifecycle(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct s3_error *error)
{
    struct s3_call call = {
        .method = HTTP_DELETE, .query = STR("lifecycle="), .name = STR("DELETE ?lifecycle"), .permission = "s3:PutLifecycleConfiguration"};
    struct http_response response;
    return s3_send(rq, client, bucket, &call, &response, error) || str_equal(error->code, STR("NoSuchLifecycleConfiguration"));
}

static bool get_lifecycle(void *context, struct request *rq, const struct s3_bucket *bucket, struct lifecycle *out, struct s3_error *error)
{
    return s3_get_lifecycle(rq, context, bucket, out, error);
}

static bool put_lifecycle(void *context, struct request *rq, const struct s3_bucket *bucket, const struct lifecycle *document, struct s3_error *error)
{
    return s3_put_lifecycle(rq, context, bucket, document, error);
}

static bool delete_lifecycle(void *context, struct request *rq, const struct s3_bucket *bucket, struct s3_error *error)
{
    return s3_delete_lifecycle(rq, context, bucket, error);
}

const struct lifecycle_store s3_lifecycle_store = {.get = get_lifecycle, .put = put_lifecycle, .remove = delete_lifecycle};

/* --- versioning --- */

/* The root of an answer. A subresource that Ceph does not know is answered 200 with a list of objects (s3.md 3.2), so its name is checked. */
static bool read_root(struct request *rq, const struct s3_call *call, const struct http_response *response, struct str name,
                      const struct xml_element **root, struct s3_error *error)
{
    struct xml_error xml_error;
    if (!xml_parse(rq->arena, response->body, root, &xml_error))
        return s3_unexpected(rq->arena, call, response, error, "the answer is no XML document that can be read: %s (line %zu)", xml_error.reason,
                             xml_error.line);
    if (!str_equal((*root)->name, name))
        return s3_unexpected(rq->arena, call, response, error, "the answer is a <%.*s>, not a <%.*s>", STR_ARGS((*root)->name), STR_ARGS(name));
    return true;
}

static bool read_versioning(struct str status, enum bucket_versioning *out)
{
    static const struct {
        const char *status;
        enum bucket_versioning versioning;
    } words[] = {{"", VERSIONING_NEVER}, {"Enabled", VERSIONING_ENABLED}, {"Suspended", VERSIONING_SUSPENDED}};
    for (size_t row = 0; row < ARRAY_LENGTH(words); row++) {
        if (!str_equal(str_from(words[row].status), status))
            continue;
        *out = words[row].versioning;
        return true;
    }
    return false;
}

bool s3_get_versioning(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, enum bucket_versioning *out,
                       struct s3_error *error)
{
    struct s3_call call = {.method = HTTP_GET, .query = STR("versioning="), .name = STR("GET ?versioning"), .permission = "s3:GetBucketVersioning"};
    struct http_response response;
    const struct xml_element *root;
    GUARD(s3_send(rq, client, bucket, &call, &response, error));
    GUARD(read_root(rq, &call, &response, STR("VersioningConfiguration"), &root, error));
    struct str status = xml_child_text(root, STR("Status"));
    return read_versioning(status, out) ||
           s3_unexpected(rq->arena, &call, &response, error, "the versioning status \"%.*s\" is unknown", STR_ARGS(status));
}

/* --- objects --- */

static void add_parameter(struct buffer *query, const char *name, struct str value)
{
    if (str_is_empty(value))
        return;
    buffer_format(query, "&%s=%.*s", name, STR_ARGS(http_encode(query->arena, value, false)));
}

static struct str list_query(struct arena *arena, const struct s3_list_options *options)
{
    struct buffer query = {.arena = arena};
    buffer_append(&query, STR("list-type=2&encoding-type=url"));
    add_parameter(&query, "continuation-token", options->token);
    add_parameter(&query, "delimiter", options->delimiter);
    if (options->max_keys > 0)
        buffer_format(&query, "&max-keys=%lld", (long long)options->max_keys);
    add_parameter(&query, "prefix", options->prefix);
    return buffer_str(&query);
}

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    char lower = (char)(byte | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* encoding-type=url: as in forms, a blank may be "+" (a real plus is %2B then). */
static struct str decode(struct arena *arena, struct str text, bool encoded)
{
    if (!encoded)
        return text;
    struct buffer out = {.arena = arena};
    for (size_t at = 0; at < text.len; at++) {
        bool escape = text.ptr[at] == '%' && at + 2 < text.len && hex_digit(text.ptr[at + 1]) >= 0 && hex_digit(text.ptr[at + 2]) >= 0;
        if (escape) {
            buffer_append_byte(&out, (char)(hex_digit(text.ptr[at + 1]) * 16 + hex_digit(text.ptr[at + 2])));
            at += 2;
            continue;
        }
        buffer_append_byte(&out, text.ptr[at] == '+' ? ' ' : text.ptr[at]);
    }
    return buffer_str(&out);
}

static struct str decoded_child(struct arena *arena, const struct xml_element *element, struct str name, bool encoded)
{
    const struct xml_element *child = xml_child(element, name);
    return child ? decode(arena, child->text, encoded) : STR("");
}

static bool read_object(struct arena *arena, const struct xml_element *contents, bool encoded, struct s3_object *out)
{
    *out = (struct s3_object){
        .key = decoded_child(arena, contents, STR("Key"), encoded),
        .last_modified = xml_child_text(contents, STR("LastModified")),
        .storage_class = xml_child_text(contents, STR("StorageClass")),
    };
    return out->key.len > 0 && str_to_int64(xml_child_text(contents, STR("Size")), &out->bytes) && out->bytes >= 0;
}

static bool read_listing(struct arena *arena, const struct xml_element *root, struct s3_listing *out)
{
    bool encoded = str_equal(xml_child_text(root, STR("EncodingType")), STR("url"));
    struct s3_object *objects = ARENA_ARRAY(arena, struct s3_object, root->child_count);
    struct str *prefixes = ARENA_ARRAY(arena, struct str, root->child_count);
    *out = (struct s3_listing){.objects = objects, .common_prefixes = prefixes, .next_token = STR("")};
    for (const struct xml_element *entry = xml_child(root, STR("Contents")); entry; entry = xml_next(entry))
        GUARD(read_object(arena, entry, encoded, &objects[out->object_count++]));
    for (const struct xml_element *entry = xml_child(root, STR("CommonPrefixes")); entry; entry = xml_next(entry))
        prefixes[out->common_prefix_count++] = decoded_child(arena, entry, STR("Prefix"), encoded);
    if (!str_equal_ignoring_case(xml_child_text(root, STR("IsTruncated")), STR("true")))
        return true;
    out->next_token = xml_child_text(root, STR("NextContinuationToken"));
    return !str_is_empty(out->next_token);
}

bool s3_list_objects(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, const struct s3_list_options *options,
                     struct s3_listing *out, struct s3_error *error)
{
    struct s3_call call = {
        .method = HTTP_GET, .query = list_query(rq->arena, options), .name = STR("GET ?list-type=2"), .permission = "s3:ListBucket"};
    struct http_response response;
    const struct xml_element *root;
    GUARD(s3_send(rq, client, bucket, &call, &response, error));
    GUARD(read_root(rq, &call, &response, STR("ListBucketResult"), &root, error));
    return read_listing(rq->arena, root, out) || s3_unexpected(rq->arena, &call, &response, error, "the list of objects is incomplete");
}

bool s3_get_object(struct request *rq, struct s3_client *client, const struct s3_bucket *bucket, struct str key, size_t bytes_max, struct str *out,
                   struct s3_error *error)
{
    struct s3_call call = {
        .method = HTTP_GET,
        .key = key,
        .name = arena_format(rq->arena, "GET of object %.*s", STR_ARGS(key)),
        .permission = "s3:GetObject",
        .response_limit = bytes_max > ERROR_BYTES_MAX ? bytes_max : ERROR_BYTES_MAX,
    };
    struct http_response response;
    GUARD(s3_send(rq, client, bucket, &call, &response, error));
    if (response.body.len > bytes_max)
        return s3_unexpected(rq->arena, &call, &response, error, "the object has %zu bytes, more than the %zu expected", response.body.len,
                             bytes_max);
    *out = response.body.ptr ? response.body : STR("");
    return true;
}
