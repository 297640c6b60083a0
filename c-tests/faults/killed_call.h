/* A program that is killed right before one of its system calls. */
#ifndef KILLED_CALL_H
#define KILLED_CALL_H

#include "harness/harness.h"

/* Has a child do something, and kills it before call number `number` (from 1) of those that change
 * anything outside of it: files, groups, other processes. Calls of what it starts count as well; it
 * then dies before they go on. True if it was killed, false if it made fewer calls, and `*succeeded`
 * says what it said. Skips where the kernel has no such thing. */
bool killed_before(int number, bool (*act)(void *data), void *data, bool *succeeded);

/* The call that the last one died before. */
const char *killed_call(void);

#endif
