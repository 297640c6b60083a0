/* Child processes that end with the program, however it ends. */
#ifndef HARNESS_CHILDREN_H
#define HARNESS_CHILDREN_H

#include "harness/base.h"

pid_t harness_child(void (*body)(void *), void *data);
void harness_child_waits(void *unused);
void harness_child_end(pid_t pid);

/* Whether it has ended; harness_child_wait still takes its status. */
bool harness_child_has_ended(pid_t pid);

/* Waits until a child exits by itself: its exit status, or minus the signal that ended it. */
int harness_child_wait(pid_t pid);

/* Ends all children. Async-signal-safe. */
void harness_children_end(void);

#endif
