/* System calls that fail on demand: seccomp hands those of one thread that open a file for writing,
 * or write to one, to another thread, which lets them through or answers with an error. */
#ifndef SYSCALL_FAULTS_H
#define SYSCALL_FAULTS_H

#include <stdbool.h>

/* Begins, for the calling thread, with the files whose names begin so. Skips where the kernel has
 * no such thing. */
void faults_begin(const char *prefix);

/* From now on the calls are counted anew; number `first` (from 1) fails with `error`, and with
 * `for_good` all that follow. `first` 0: none does. */
void faults_arm(int first, int error, bool for_good);

/* The file whose call failed first; NULL if none has. Nothing fails any more. */
const char *faults_hit(void);

#endif
