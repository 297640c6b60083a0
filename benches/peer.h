/* Another library to compare with, in a shared object of its own: what it exports.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#ifndef PEER_H
#define PEER_H

/* Prepares for a memory group of cgroup v1, its path without a `/` in front; 0, or -1. */
int peer_open(const char *group);

/* Gets, and sets, the hard limit, the soft limit and the limit of memory and swap, in bytes; 0, or -1. */
int peer_get(unsigned long long values[3]);
int peer_set(const unsigned long long values[3]);

#endif
