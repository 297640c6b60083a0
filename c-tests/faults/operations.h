/* What host_kill_each has done to a domain, what it needs before, and what there is afterwards. */
#ifndef EACH_H
#define EACH_H

#include "faults/family.h"

/* What there is before: nothing, or of these. */
enum {
    DEFINED = 1,
    RUNNING = 2,
    FAMILY = 4, /* a process with a child */
    ATTACHED = 8,
    PAUSED = 16,
};

struct operation {
    const char *name;
    bool (*act)(virConnectPtr conn, virDomainPtr dom);
    int before;
    bool in_parts; /* a running domain and its definition may be changed one without the other */
    int version; /* 0: on both; the kernels with v2 are slow */
};

/* What the host tells of the domain, and of its definition. */
struct state {
    char *live;
    char *config;
};

/* The last one has no name. */
extern const struct operation operations[];

/* To be called before anything else. */
void each_begin(void);

/* Is it one for this kernel? */
bool each_applies(const struct operation *operation);

/* Brings about what there is to be before, and puts an end to all there is. */
void each_prepare(virConnectPtr conn, const struct operation *operation);
void each_clear(virConnectPtr conn);

/* Does it as a program of its own would. */
bool each_do(const struct operation *operation);

struct state each_look(virConnectPtr conn);
void each_forget(struct state *state);

/* Of the processes that were there before. */
extern struct family each_family;

#endif
