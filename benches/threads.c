/* threads URI: gets of two domains by one thread, and by two threads at the same time, a domain each; and the
 * same with three preads, which says what the machine itself gives.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

enum { THREADS = 2 };
/* Long against the wake-up of a thread, short against what else the machine does. */
static const long long ROUND = 4 * 1000 * 1000;

struct work {
    void (*call)(const struct attached *domain);
    /* How many calls of a thread in a round. */
    long calls;
};

static struct attached domains[THREADS];
static pthread_barrier_t begin, done;
static const struct work *current;

static void get(const struct attached *domain)
{
    get_parameters(domain->domain);
}

static void bare(const struct attached *domain)
{
    read_files(domain->files);
}

static void repeat(const struct work *work, const struct attached *domain)
{
    for (long calls = work->calls; calls--;)
        work->call(domain);
}

/* The second thread; the first is the program's own. */
static void *second(void *unused)
{
    for (;;) {
        pthread_barrier_wait(&begin);
        repeat(current, &domains[1]);
        pthread_barrier_wait(&done);
    }
    return unused;
}

static void one(void *work, long calls)
{
    while (calls--) {
        repeat(work, &domains[0]);
        repeat(work, &domains[1]);
    }
}

static void both(void *work, long calls)
{
    while (calls--) {
        current = work;
        pthread_barrier_wait(&begin);
        repeat(work, &domains[0]);
        pthread_barrier_wait(&done);
    }
}

static struct work calibrated(void (*call)(const struct attached *domain))
{
    struct work work = {call, 100};
    long long start;

    /* The first calls open what the others use. */
    repeat(&work, &domains[0]);
    do {
        work.calls *= 2;
        start = now();
        repeat(&work, &domains[0]);
    } while (now() - start < ROUND);
    return work;
}

int main(int argc, char **argv)
{
    virConnectPtr connection = open_connection(argument(argc, argv, 1, "URI"));
    struct work ours, theirs;
    cpu_set_t cpus;
    pthread_t thread;

    if (sched_getaffinity(0, sizeof cpus, &cpus) < 0 || CPU_COUNT(&cpus) < THREADS) {
        skip("two threads", "there is one CPU only");
        return 0;
    }
    domains[0] = attach(connection, "virmemctl-bench-first");
    domains[1] = attach(connection, "virmemctl-bench-second");
    pthread_barrier_init(&begin, NULL, THREADS);
    pthread_barrier_init(&done, NULL, THREADS);
    /* Before the second thread is made, which inherits it. */
    take_priority();
    if (pthread_create(&thread, NULL, second, NULL))
        failed("pthread_create");
    ours = calibrated(get);
    theirs = calibrated(bare);
    measure_unpinned((struct job[]){
        {.name = "one thread", .run = one, .context = &ours, .calls = 1, .parts = THREADS * ours.calls},
        {.name = "two threads", .run = both, .context = &ours, .calls = 1, .parts = THREADS * ours.calls},
        {.name = "one thread, preads", .run = one, .context = &theirs, .calls = 1, .parts = THREADS * theirs.calls},
        {.name = "two threads, preads", .run = both, .context = &theirs, .calls = 1, .parts = THREADS * theirs.calls}}, 4);
    end(&domains[0]);
    end(&domains[1]);
    return 0;
}
