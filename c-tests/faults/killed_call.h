/* Kills a process right before one of its system calls. */
#ifndef KILLED_CALL_H
#define KILLED_CALL_H

#include "harness/harness.h"

/* Runs `act` in a child, and kills the child before call number `number` (from 1) of those that change
 * anything outside of it: files, groups, other processes. Calls of its children count as well; the
 * child is then killed before they continue. True if it was killed, false if it made fewer calls;
 * `*succeeded` is the result of `act`. Skips the program where the kernel has no support. */
bool killed_before(int number, bool (*act)(void *data), void *data, bool *succeeded);

/* The call before which the last child was killed. */
const char *killed_call(void);

#endif
