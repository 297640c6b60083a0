/* Measuring: see measure.h.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "measure.h"
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* Shorter than a time slice of the scheduler, so that most rounds are undisturbed. */
static const long long ROUND = 1000 * 1000;
static const long long JOB_TIME = 2000LL * 1000 * 1000;
enum { MOST_ROUNDS = 501, FEWEST_ROUNDS = 7, MOST_JOBS = 64 };

static long long excluded;

long long now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC_RAW, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

void exclude(long long time)
{
    excluded += time;
}

void give_up(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

void failed(const char *what)
{
    give_up("%s: %s", what, strerror(errno));
}

const char *argument(int argc, char **argv, int index, const char *usage)
{
    if (index >= argc)
        give_up("usage: %s %s", argv[0], usage);
    return argv[index];
}

void result(const char *name, double value)
{
    printf("{\"job\": \"%s\", \"value\": %.9g}\n", name, value);
    fflush(stdout);
}

void skip(const char *name, const char *reason)
{
    printf("{\"job\": \"%s\", \"skip\": \"%s\"}\n", name, reason);
    fflush(stdout);
}

/* To the last CPU that may be used: the first one has most of the interrupts. */
static void pin(void)
{
    cpu_set_t set;
    int cpu;

    if (sched_getaffinity(0, sizeof set, &set) < 0)
        failed("sched_getaffinity");
    for (cpu = CPU_SETSIZE - 1; cpu > 0 && !CPU_ISSET(cpu, &set);)
        cpu--;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) < 0)
        failed("sched_setaffinity");
}

void take_priority(void)
{
    /* Where it may not, the machine had better be quiet. */
    (void)setpriority(PRIO_PROCESS, 0, -20);
}

static long long time_of(const struct job *job, long calls)
{
    long long begin = now();

    excluded = 0;
    job->run(job->context, calls);
    return now() - begin - excluded;
}

static long long shortest(const struct job *job, long calls)
{
    long long first = time_of(job, calls), second = time_of(job, calls);

    return first < second ? first : second;
}

/* Warms the job up, and returns how many calls take a round. */
static long calibrate(const struct job *job)
{
    long calls = 1;
    long long took;

    while ((took = shortest(job, calls)) < ROUND / 2 && calls < (1L << 30))
        calls *= 2;
    calls = took ? (long)((double)calls * ROUND / took) : calls;
    return calls > 0 ? calls : 1;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static void report(const struct job *job, double *times, size_t rounds)
{
    qsort(times, rounds, sizeof *times, compare);
    printf("{\"job\": \"%s\", \"ns\": %.2f, \"low\": %.2f, \"high\": %.2f, \"rounds\": %zu, \"calls\": %ld}\n",
           job->name, times[rounds / 2], times[rounds / 4], times[rounds - 1 - rounds / 4], rounds, job->calls);
    fflush(stdout);
}

static size_t rounds_for(const long long total)
{
    long long rounds = total ? JOB_TIME / total : MOST_ROUNDS;

    return rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds < FEWEST_ROUNDS ? FEWEST_ROUNDS : (size_t)rounds;
}

void measure_unpinned(struct job *jobs, size_t count)
{
    static double times[MOST_JOBS][MOST_ROUNDS];
    size_t i, round, rounds = MOST_ROUNDS;

    if (count > MOST_JOBS)
        give_up("too many jobs");
    take_priority();
    for (i = 0; i < count; i++) {
        size_t fitting;

        if (!jobs[i].run)
            continue;
        if (!jobs[i].calls)
            jobs[i].calls = calibrate(&jobs[i]);
        fitting = rounds_for(shortest(&jobs[i], jobs[i].calls));
        rounds = fitting < rounds ? fitting : rounds;
    }
    for (round = 0; round < rounds; round++) {
        for (size_t turn = 0; turn < count; turn++) {
            /* Another one begins each round. */
            struct job *job = &jobs[(turn + round) % count];
            size_t at = (size_t)(job - jobs);
            double divisor = (double)job->calls * (job->parts ? job->parts : 1);

            if (job->run)
                times[at][round] = time_of(job, job->calls) / divisor;
        }
    }
    for (i = 0; i < count; i++)
        if (jobs[i].run)
            report(&jobs[i], times[i], rounds);
}

void measure(struct job *jobs, size_t count)
{
    pin();
    measure_unpinned(jobs, count);
}
