/* provider/plugin/workers.h - threads that run blocking work, as many as there is work at once. */
#ifndef ESDR_PLUGIN_WORKERS_H
#define ESDR_PLUGIN_WORKERS_H

#include "base/compiler.h"

#include <pthread.h>

/* A piece of work; embedded in what it works on. Belongs to the pool from workers_add until `run` is called. */
struct job {
    void (*run)(struct job *job); /* may free what the job is part of */
    struct job *next;
};

struct worker;

/* Threads are started when a job finds no idle one, and kept. */
struct workers {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job *first, *last;
    struct worker *threads;
    size_t thread_count, idle, waiting; /* waiting: jobs in the list */
    bool ending;
};

void workers_init(struct workers *workers);

/* Runs the job on a thread of the pool, at once as long as the system allows one more thread or one is idle. False, and the job is not taken, when
 * the pool is ending or has no thread and cannot get one. Any thread. */
WARN_UNUSED bool workers_add(struct workers *workers, struct job *job);

/* Waits until every job has been run, ends the threads and releases them. From one thread, once; not from a job. */
void workers_clean_up(struct workers *workers);

#endif
