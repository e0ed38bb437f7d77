/* tests/unit/cluster/fake_server.h - an HTTP server with scripted answers, in a thread of the test. */
#ifndef ESDR_TESTS_CLUSTER_FAKE_SERVER_H
#define ESDR_TESTS_CLUSTER_FAKE_SERVER_H

#include "base/expect.h"
#include "cluster/cluster.h"

/* One request that is expected, and its answer. */
struct exchange {
    const char *request;  /* "GET /_snapshot?flat_settings=true" */
    int status;           /* 0: the connection is closed without an answer */
    const char *answer;   /* JSON; "@name" is the file tests/data/cluster/name.json */
    const char *contains; /* what the body must hold; NULL: anything */
    const char *headers;  /* what the request's headers must hold; NULL: anything */
    bool again;           /* as often as it is asked for, but once at least; the last of a script */
};

/* One row of a script: ON("GET /_snapshot", 200, "{}", .contains = "x"). */
#define ON(request_line, status_code, ...)                                                                                                           \
    {                                                                                                                                                \
        .request = (request_line), .status = (status_code), .answer = __VA_ARGS__                                                                    \
    }

struct fake_server;

/* Serves the script in its order, on any number of connections. */
struct fake_server *fake_server_start(const struct exchange *script, size_t count);

/* "http://127.0.0.1:PORT" */
const char *fake_server_url(const struct fake_server *server);

/* Ends the thread. The test fails when a request came that was not expected, or one that was expected did not. */
void fake_server_stop(struct fake_server *server);

/* The text of tests/data/cluster/NAME.json, which has to be there. The caller owns it. */
json_t *read_data(const char *name);

/* A cluster object for one scripted server, with short pauses and few retries. */
struct scripted {
    struct arena arena;
    struct request rq;
    struct fake_server *server;
    struct cluster *cluster;
};
void scripted_start(struct scripted *scripted, const struct exchange *script, size_t count);
void scripted_stop(struct scripted *scripted);

/* Declares `name` with its request name.rq and cluster name.cluster; at the end of the scope the script has to be through. */
#define SCRIPTED(name, ...)                                                                                                                          \
    static const struct exchange name##_script[] = {__VA_ARGS__};                                                                                    \
    AUTO(scripted_stop) struct scripted name = {0};                                                                                                  \
    scripted_start(&name, name##_script, ARRAY_LENGTH(name##_script))

/* Fails unless the request has exactly one error, at this path, whose summary or detail holds the text. */
#define EXPECT_ERROR(rq, path, text) expect_one_error(&(rq), path, text, __FILE__, __LINE__)
void expect_one_error(const struct request *rq, const char *path, const char *text, const char *file, int line);

/* Fails, and prints them, when there are diagnostics. */
#define EXPECT_NO_DIAGNOSTICS(rq) expect_text(diagnostics_text(&(rq)), "", __FILE__, __LINE__)

#endif
