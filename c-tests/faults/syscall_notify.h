/*
 * seccomp user notification: another thread receives a thread's system calls and decides about
 * them.
 */
#ifndef SYSCALL_NOTIFY_H
#define SYSCALL_NOTIFY_H

#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Starts, for the calling thread and all that it starts from now on, with these system calls, and each
 * openat with one of these flags. Returns the listener; -1 and errno where the kernel has no support. */
int notify_begin(unsigned int open_flags, const int *numbers, size_t count);

/* Waits for the next call; false if the call was abandoned meanwhile. */
bool notify_receive(int listener, struct seccomp_notif *call);

/* Lets a call continue, or makes it fail with `error`. */
void notify_reply(int listener, uint64_t id, int error);

#endif
