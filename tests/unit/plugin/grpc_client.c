#include "plugin/grpc_client.h"

#include <grpc/byte_buffer.h>
#include <grpc/byte_buffer_reader.h>
#include <grpc/grpc_security.h>
#include <grpc/slice.h>
#include <grpc/support/time.h>

void grpc_client_init(struct grpc_client *client, const char *address)
{
    grpc_channel_credentials *plaintext = grpc_insecure_credentials_create();
    grpc_arg unlimited = {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH, .value.integer = -1};
    const grpc_channel_args arguments = {1, &unlimited};
    client->channel = grpc_channel_create(address, plaintext, &arguments);
    client->queue = grpc_completion_queue_create_for_next(NULL);
    grpc_channel_credentials_release(plaintext);
}

void grpc_client_clean_up(struct grpc_client *client)
{
    grpc_channel_destroy(client->channel);
    grpc_completion_queue_shutdown(client->queue);
    while (grpc_completion_queue_next(client->queue, gpr_inf_future(GPR_CLOCK_REALTIME), NULL).type != GRPC_QUEUE_SHUTDOWN)
        continue;
    grpc_completion_queue_destroy(client->queue);
}

static struct str text_of(struct arena *arena, grpc_slice slice)
{
    struct str text = arena_copy(arena, (struct str){(const char *)GRPC_SLICE_START_PTR(slice), GRPC_SLICE_LENGTH(slice)});
    grpc_slice_unref(slice);
    return text;
}

static struct str message_of(struct arena *arena, grpc_byte_buffer *buffer)
{
    grpc_byte_buffer_reader reader;
    if (!buffer || !grpc_byte_buffer_reader_init(&reader, buffer))
        return (struct str){0};
    struct str message = text_of(arena, grpc_byte_buffer_reader_readall(&reader));
    grpc_byte_buffer_reader_destroy(&reader);
    grpc_byte_buffer_destroy(buffer);
    return message;
}

struct grpc_answer grpc_client_call(struct grpc_client *client, struct arena *arena, const char *method, struct str request, int64_t limit_ms)
{
    gpr_timespec deadline = gpr_time_add(gpr_now(GPR_CLOCK_REALTIME), gpr_time_from_millis(limit_ms, GPR_TIMESPAN));
    grpc_slice path = grpc_slice_from_copied_string(method);
    grpc_call *call = grpc_channel_create_call(client->channel, NULL, GRPC_PROPAGATE_DEFAULTS, client->queue, path, NULL, deadline, NULL);
    grpc_slice slice = grpc_slice_from_copied_buffer(request.ptr ? request.ptr : "", request.len);
    grpc_byte_buffer *sent = grpc_raw_byte_buffer_create(&slice, 1), *received = NULL;
    grpc_metadata_array initial, trailing;
    grpc_slice details = grpc_empty_slice();
    grpc_status_code status = GRPC_STATUS_UNKNOWN;
    grpc_metadata_array_init(&initial);
    grpc_metadata_array_init(&trailing);
    const grpc_op operations[] = {
        {.op = GRPC_OP_SEND_INITIAL_METADATA},
        {.op = GRPC_OP_SEND_MESSAGE, .data.send_message.send_message = sent},
        {.op = GRPC_OP_SEND_CLOSE_FROM_CLIENT},
        {.op = GRPC_OP_RECV_INITIAL_METADATA, .data.recv_initial_metadata.recv_initial_metadata = &initial},
        {.op = GRPC_OP_RECV_MESSAGE, .data.recv_message.recv_message = &received},
        {.op = GRPC_OP_RECV_STATUS_ON_CLIENT, .data.recv_status_on_client = {&trailing, &status, &details, NULL}},
    };
    if (grpc_call_start_batch(call, operations, ARRAY_LENGTH(operations), call, NULL) == GRPC_CALL_OK)
        grpc_completion_queue_next(client->queue, gpr_inf_future(GPR_CLOCK_REALTIME), NULL);
    struct grpc_answer answer = {(int)status, text_of(arena, details), message_of(arena, received)};
    grpc_slice_unref(path);
    grpc_slice_unref(slice);
    grpc_byte_buffer_destroy(sent);
    grpc_metadata_array_destroy(&initial);
    grpc_metadata_array_destroy(&trailing);
    grpc_call_unref(call);
    return answer;
}
