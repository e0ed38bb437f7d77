#include "plugin/calls.h"

#include "base/log.h"
#include "plugin/crash.h"

#include <grpc/byte_buffer.h>
#include <grpc/byte_buffer_reader.h>
#include <grpc/slice.h>
#include <stdlib.h>

enum { DETAILS_BYTES_MAX = 1024, OPERATIONS_MAX = 3 };

void calls_init(struct calls *calls, struct workers *workers)
{
    *calls = (struct calls){.workers = workers};
    pthread_mutex_init(&calls->lock, NULL);
}

void calls_clean_up(struct calls *calls)
{
    pthread_mutex_destroy(&calls->lock);
}

size_t calls_count(struct calls *calls)
{
    pthread_mutex_lock(&calls->lock);
    size_t count = calls->count;
    pthread_mutex_unlock(&calls->lock);
    return count;
}

void calls_cancel(struct calls *calls)
{
    pthread_mutex_lock(&calls->lock);
    for (struct call *call = calls->first; call; call = call->next)
        atomic_store(&call->cancelled, true);
    pthread_mutex_unlock(&calls->lock);
}

static void add_to_list(struct call *call)
{
    struct calls *calls = call->calls;
    pthread_mutex_lock(&calls->lock);
    call->next = calls->first;
    if (call->next)
        call->next->previous = call;
    calls->first = call;
    calls->count++;
    pthread_mutex_unlock(&calls->lock);
}

static void remove_from_list(struct call *call)
{
    struct calls *calls = call->calls;
    pthread_mutex_lock(&calls->lock);
    if (call->next)
        call->next->previous = call->previous;
    if (call->previous)
        call->previous->next = call->next;
    else
        calls->first = call->next;
    calls->count--;
    pthread_mutex_unlock(&calls->lock);
}

struct call *call_new(struct calls *calls)
{
    struct call *call = calloc(1, sizeof *call);
    if (!call)
        abort();
    call->calls = calls;
    call->request = grpc_empty_slice();
    atomic_init(&call->references, 1);
    grpc_call_details_init(&call->details);
    grpc_metadata_array_init(&call->metadata);
    return call;
}

void call_discard(struct call *call)
{
    grpc_slice_unref(call->request);
    grpc_byte_buffer_destroy(call->input);
    grpc_byte_buffer_destroy(call->output);
    grpc_call_details_destroy(&call->details);
    grpc_metadata_array_destroy(&call->metadata);
    if (call->grpc)
        grpc_call_unref(call->grpc);
    arena_clean_up(&call->arena);
    free(call);
}

static void drop(struct call *call)
{
    if (atomic_fetch_sub(&call->references, 1) != 1)
        return;
    remove_from_list(call);
    call_discard(call);
}

/* Starts a batch that holds a reference until its tag arrives. When it cannot be started the tag never arrives. */
static bool start(struct call *call, const grpc_op *operations, size_t count, struct tag *tag)
{
    atomic_fetch_add(&call->references, 1);
    if (grpc_call_start_batch(call->grpc, operations, count, tag, NULL) == GRPC_CALL_OK)
        return true;
    atomic_fetch_sub(&call->references, 1);
    LOG(LOG_ERROR, "plugin", "gRPC refused a batch", {"tf_rpc", str_from(call->public.method)});
    return false;
}

static grpc_slice details_of(const struct plugin_call *public)
{
    struct str details = str_slice(public->status_details, 0, DETAILS_BYTES_MAX);
    return grpc_slice_from_copied_buffer(details.ptr, details.len);
}

static grpc_byte_buffer *output_of(const struct plugin_call *public)
{
    if (public->status != PLUGIN_OK)
        return NULL;
    grpc_slice slice = grpc_slice_from_copied_buffer(public->response.ptr, public->response.len);
    grpc_byte_buffer *output = grpc_raw_byte_buffer_create(&slice, 1);
    grpc_slice_unref(slice);
    return output;
}

/* Sends what the call holds and gives up the right to answer: the call may be gone afterwards. */
static void answer(struct call *call)
{
    grpc_slice details = details_of(&call->public);
    grpc_op operations[OPERATIONS_MAX] = {{.op = GRPC_OP_SEND_INITIAL_METADATA}};
    size_t count = 1;
    if (call->output)
        operations[count++] = (grpc_op){.op = GRPC_OP_SEND_MESSAGE, .data.send_message.send_message = call->output};
    operations[count++] = (grpc_op){
        .op = GRPC_OP_SEND_STATUS_FROM_SERVER,
        .data.send_status_from_server = {.status = (grpc_status_code)call->public.status, .status_details = &details},
    };
    start(call, operations, count, &call->answered);
    grpc_slice_unref(details);
    drop(call);
}

static void answer_status(struct call *call, int status, struct str details)
{
    call->public.status = status;
    call->public.status_details = details;
    answer(call);
}

static void run_method(struct call *call)
{
    crash_doing(call->public.method);
    call->route.method->handle(call->route.context, &call->public);
    crash_doing(NULL);
    call->output = output_of(&call->public);
    answer(call);
}

static struct call *call_of_job(struct job *job)
{
    return (struct call *)(void *)((char *)job - offsetof(struct call, job));
}

static void run_job(struct job *job)
{
    run_method(call_of_job(job));
}

static void serve(struct call *call)
{
    unsigned flags = call->route.method->flags;
    if (flags & PLUGIN_CANCELS_CALLS)
        calls_cancel(call->calls);
    if (flags & PLUGIN_INLINE) {
        run_method(call);
        return;
    }
    call->job.run = run_job;
    if (!workers_add(call->calls->workers, &call->job))
        answer_status(call, PLUGIN_RESOURCE_EXHAUSTED, STR("the system gives the provider no more threads"));
}

static bool take_request(struct call *call)
{
    grpc_byte_buffer_reader reader;
    GUARD(grpc_byte_buffer_reader_init(&reader, call->input));
    call->request = grpc_byte_buffer_reader_readall(&reader);
    grpc_byte_buffer_reader_destroy(&reader);
    grpc_byte_buffer_destroy(call->input);
    call->input = NULL;
    call->public.request = (struct str){(const char *)GRPC_SLICE_START_PTR(call->request), GRPC_SLICE_LENGTH(call->request)};
    return true;
}

static bool read_next(struct call *call)
{
    const grpc_op operation = {.op = GRPC_OP_RECV_MESSAGE, .data.recv_message.recv_message = &call->input};
    return start(call, &operation, 1, &call->received);
}

static void end_stream(struct call *call)
{
    if (!call->is_open)
        return;
    call->is_open = false;
    answer_status(call, PLUGIN_OK, STR(""));
}

void calls_end_streams(struct calls *calls)
{
    pthread_mutex_lock(&calls->lock);
    struct call *streams[16];
    size_t count = 0;
    for (struct call *call = calls->first; call && count < ARRAY_LENGTH(streams); call = call->next)
        if (call->is_open)
            streams[count++] = call;
    pthread_mutex_unlock(&calls->lock);
    for (size_t at = 0; at < count; at++)
        end_stream(streams[at]);
}

static void stream_received(struct call *call, bool worked)
{
    bool more = worked && call->input;
    if (call->input)
        grpc_byte_buffer_destroy(call->input);
    call->input = NULL;
    if (more && call->is_open && read_next(call))
        return;
    if (call->route.method->flags & CALL_ENDS_WITH_INPUT)
        end_stream(call);
}

/* C-core has answered by itself when a message could not be read: it was too large, or the call is over. */
static void message_received(struct call *call, bool worked)
{
    if (!worked)
        drop(call);
    else if (!call->input)
        answer_status(call, PLUGIN_INTERNAL, STR("the call carries no message"));
    else if (!take_request(call))
        answer_status(call, PLUGIN_INTERNAL, STR("the message cannot be read"));
    else
        serve(call);
}

static void received(void *owner, bool worked)
{
    struct call *call = owner;
    if (call->route.method->flags & CALL_STREAM)
        stream_received(call, worked);
    else
        message_received(call, worked);
    drop(call);
}

static void closed(void *owner, bool worked)
{
    struct call *call = owner;
    if (worked && call->cancelled_by_client)
        atomic_store(&call->cancelled, true);
    end_stream(call);
    drop(call);
}

static void answered(void *owner, bool worked)
{
    (void)worked;
    drop(owner);
}

static void prepare(struct call *call, struct route route, uint64_t id)
{
    call->route = route;
    call->closed = (struct tag){closed, call};
    call->received = (struct tag){received, call};
    call->answered = (struct tag){answered, call};
    call->public = (struct plugin_call){
        .arena = &call->arena,
        .cancelled = &call->cancelled,
        .id = id,
        .method = route.method ? route.method->path : "an unknown method",
    };
}

void call_begin(struct call *call, struct route route, uint64_t id)
{
    prepare(call, route, id);
    add_to_list(call);
    const grpc_op operation = {.op = GRPC_OP_RECV_CLOSE_ON_SERVER, .data.recv_close_on_server.cancelled = &call->cancelled_by_client};
    if (!start(call, &operation, 1, &call->closed)) {
        drop(call);
        return;
    }
    if (!route.method) {
        answer_status(call, PLUGIN_UNIMPLEMENTED, STR("the provider does not serve this method"));
        return;
    }
    call->is_open = (route.method->flags & CALL_STREAM) != 0;
    if (!read_next(call))
        drop(call);
}
