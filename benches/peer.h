/* Another library to compare with, in a shared object of its own: what it exports, and how it is used.
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

enum { MOST_PEERS = 4 };

/* One that is loaded, and what its jobs are called. */
struct peer {
    char get_name[64], set_name[64];
    __typeof__(&peer_get) get;
    __typeof__(&peer_set) set;
};

/* Loads `NAME=PATH` for a group. */
struct peer load_peer(const char *argument, const char *group);

/* Checks that it gets and sets what the library does on this domain of the group. */
struct _virDomain;
void check_peer(struct peer *peer, struct _virDomain *domain);

/* Jobs; the context is the peer. */
void get_by_peer(void *context, long calls);
void set_by_peer(void *context, long calls);

#endif
