/* Measuring: jobs of one program run in turns, so that what disturbs the machine disturbs all of them; the
 * median over the rounds counts. Results are lines of JSON on standard output.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#ifndef MEASURE_H
#define MEASURE_H

#include <stddef.h>

/* What is measured: `run` does its work `calls` times. */
struct job {
    const char *name;
    void (*run)(void *context, long calls);
    void *context;
    /* How many times in a round; 0: as many as take about a millisecond. */
    long calls;
    /* Into how many parts the time of a call is divided, such as domains; 0: not divided. */
    long parts;
};

/* Runs the jobs in turns, pinned to one CPU, and prints the time of each in nanoseconds for a call. A job
 * without `run` is left out. */
void measure(struct job *jobs, size_t count);

/* The same without pinning. */
void measure_unpinned(struct job *jobs, size_t count);

/* Has the program, and the threads and processes that it makes, run before all others, where it may. */
void take_priority(void);

/* The time in nanoseconds; and what of a job's time is not to count. */
long long now(void);
void exclude(long long time);

/* Prints a result that is no time. */
void result(const char *name, double value);

/* Prints that a job is skipped, and why. */
void skip(const char *name, const char *reason);

/* Ends the program with a message; `failed` adds errno or what the library says. */
_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void failed(const char *what);

/* An argument of the program. */
const char *argument(int argc, char **argv, int index, const char *usage);

#endif
