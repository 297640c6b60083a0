/* System calls that a thread makes are told to another one first, by seccomp, and wait for its
 * answer. */
#ifndef SYSCALL_TOLD_H
#define SYSCALL_TOLD_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Begins, for the calling thread and all that it starts from now on: with the calls that have these
 * numbers, and each openat with one of these flags. Gives the listener; -1, and errno, where the
 * kernel has no such thing. */
int told_begin(unsigned int open_flags, const int *numbers, size_t count);

/* Waits for the next call; false for one that was given up meanwhile. */
bool told_next(int listener, struct seccomp_notif *call);

/* Lets a call go on, or has it fail. */
void told_answer(int listener, uint64_t id, int error);

#endif
