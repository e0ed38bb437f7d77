/* tests/unit/plugin/grpc_client.h - a gRPC client for tests of the server in the same process. */
#ifndef ESDR_TESTS_GRPC_CLIENT_H
#define ESDR_TESTS_GRPC_CLIENT_H

#include "base/arena.h"

#include <grpc/grpc.h>

struct grpc_client {
    grpc_channel *channel;
    grpc_completion_queue *queue;
};

/* What came back. In the arena. */
struct grpc_answer {
    int status;
    struct str details, message;
};

/* Plaintext. `address` as gRPC writes it. */
void grpc_client_init(struct grpc_client *client, const char *address);
void grpc_client_clean_up(struct grpc_client *client);

/* Makes one unary call and waits for its end, at most until `limit_ms` have passed (then the status is DEADLINE_EXCEEDED). */
struct grpc_answer grpc_client_call(struct grpc_client *client, struct arena *arena, const char *method, struct str request, int64_t limit_ms);

#endif
