#include "plugin/workers.h"

#include "plugin/crash.h"

#include <stdlib.h>

struct worker {
    struct worker *next;
    pthread_t thread;
};

void workers_init(struct workers *workers)
{
    *workers = (struct workers){0};
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->changed, NULL);
}

static struct job *take_job(struct workers *workers)
{
    struct job *job = workers->first;
    if (!job)
        return NULL;
    workers->first = job->next;
    if (!workers->first)
        workers->last = NULL;
    workers->waiting--;
    return job;
}

static void put_job(struct workers *workers, struct job *job)
{
    job->next = NULL;
    if (workers->last)
        workers->last->next = job;
    if (!workers->last)
        workers->first = job;
    workers->last = job;
    workers->waiting++;
}

static struct job *next_job(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    workers->idle++;
    while (!workers->first && !workers->ending)
        pthread_cond_wait(&workers->changed, &workers->lock);
    workers->idle--;
    struct job *job = take_job(workers);
    pthread_mutex_unlock(&workers->lock);
    return job;
}

static void *work(void *argument)
{
    struct workers *workers = argument;
    void *stack = crash_guard_thread();
    for (struct job *job = next_job(workers); job; job = next_job(workers))
        job->run(job);
    crash_release_thread(stack);
    return NULL;
}

static bool start_thread(struct workers *workers)
{
    struct worker *worker = calloc(1, sizeof *worker);
    GUARD(worker != NULL);
    if (pthread_create(&worker->thread, NULL, work, workers) != 0) {
        free(worker);
        return false;
    }
    worker->next = workers->threads;
    workers->threads = worker;
    workers->thread_count++;
    return true;
}

static bool find_thread(struct workers *workers)
{
    return workers->idle > workers->waiting || start_thread(workers) || workers->thread_count > 0;
}

bool workers_add(struct workers *workers, struct job *job)
{
    pthread_mutex_lock(&workers->lock);
    bool taken = !workers->ending && find_thread(workers);
    if (taken)
        put_job(workers, job);
    pthread_cond_signal(&workers->changed);
    pthread_mutex_unlock(&workers->lock);
    return taken;
}

void workers_clean_up(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    workers->ending = true;
    pthread_cond_broadcast(&workers->changed);
    pthread_mutex_unlock(&workers->lock);
    while (workers->threads) {
        struct worker *worker = workers->threads;
        workers->threads = worker->next;
        pthread_join(worker->thread, NULL);
        free(worker);
    }
    pthread_cond_destroy(&workers->changed);
    pthread_mutex_destroy(&workers->lock);
}
