/*
 * The writer that host_kill kills: it defines, changes, starts and ends a few domains at random
 * and records its progress; and the check of what it left.
 */
#ifndef KILL_WRITER_H
#define KILL_WRITER_H

#include "faults/family.h"

#define DOMAINS 3
#define FAMILIES 2

/* What identifies a definition; number 0 is none, every other number is unique. */
struct definition {
    int number;
    int name;
    int limit;
};

/* What the writer has done and is doing, in shared memory that outlives it. */
struct progress {
    int ready;
    struct definition now[DOMAINS];
    int pending; /* a domain, or -1 */
    struct definition next;
    int last_number;
    struct family family[FAMILIES];
    long calls;
};

extern struct progress *progress;

/* The two names of each domain, and the name for each attached process. */
extern const char *kill_names[DOMAINS][2];
extern const char *kill_run_names[FAMILIES];

/* Initializes all of this. */
void kill_begin(unsigned int seed);
unsigned int kill_random(unsigned int below);

/* To be freed. */
char *kill_document(int domain, const struct definition *wanted);

/* Does not return. */
void kill_writer(void *unused);

/* Each definition is whole, as before or after the pending call; each process is in the same group as
 * its child. */
void kill_check(virConnectPtr conn);

#endif
