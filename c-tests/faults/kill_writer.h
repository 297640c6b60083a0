/* What host_kill kills: a writer that defines, changes, starts and ends a few domains at random, and
 * writes down what it is about; and the look at what it left. */
#ifndef KILL_WRITER_H
#define KILL_WRITER_H

#include "faults/family.h"

#define DOMAINS 3
#define FAMILIES 2

/* What is known of a definition; number 0 is none. The number tells one from every other. */
struct definition {
    int number;
    int name;
    int limit;
};

/* What the writer did and is about to do, in memory that outlives it. */
struct told {
    int ready;
    struct definition now[DOMAINS];
    int about;
    struct definition next;
    int last_number;
    struct family family[FAMILIES];
    long calls;
};

extern struct told *told;

/* Of each domain, and of each process with a child. */
extern const char *kill_names[DOMAINS][2];
extern const char *kill_run_names[FAMILIES];

/* Gives all of this a beginning. */
void kill_begin(unsigned int seed);
unsigned int kill_random(unsigned int below);

/* To be freed. */
char *kill_document(int domain, const struct definition *wanted);

/* Never comes back. */
void kill_writer(void *unused);

/* Each definition is as it was or as it was to be, whole; each process is with its child. */
void kill_check(virConnectPtr conn);

#endif
