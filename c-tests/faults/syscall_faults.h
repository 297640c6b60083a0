/*
 * System calls that fail on demand: by seccomp user notification another thread decides about
 * each call of one thread that opens a file for writing or writes to one.
 */
#ifndef SYSCALL_FAULTS_H
#define SYSCALL_FAULTS_H

#include <errno.h>
#include <stdbool.h>

/* Starts, for the calling thread, with files whose names have this prefix. Skips the program where the
 * kernel has no support. */
void faults_begin(const char *prefix);

/* Files with another prefix from now on. */
void faults_files(const char *prefix);

/* Resets the count of calls; number `first` (from 1) fails with `error`, with `for_good` all that
 * follow too. `first` 0: none fails. */
void faults_arm(int first, int error, bool for_good);

/* Whether the library may go on after such an error of one call: when a group is gone that was open, it looks
 * once whether the domain is in another one by now; a file that it may not write it opens to read. */
static inline bool faults_may_go_on(int error)
{
    return error == ENOENT || error == ENODEV || error == EACCES;
}

/* The file whose call failed first, NULL if none has; no call fails any more. */
const char *faults_hit(void);

#endif
