/*
 * The operations that host_kill_each interrupts, what each needs before, and the state
 * afterwards.
 */
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include "faults/family.h"

/* What an operation needs before: nothing, or some of these. */
enum {
    DEFINED = 1,
    RUNNING = 2,
    FAMILY = 4, /* a process with a child */
    ATTACHED = 8,
    PAUSED = 16,
};

/* What an operation needs of the host: a block device, a cpuset controller with two CPUs, or with two memory
   nodes. */
enum {
    DISK = 1,
    CPUS,
    NODES,
};

struct operation {
    const char *name;
    bool (*act)(virConnectPtr conn, virDomainPtr dom);
    int before;
    bool in_parts; /* live state and definition may change one without the other */
    int version;   /* of cgroup, 0: both; the kernels with v2 are slow */
    int needs;     /* of the host: 0, or one of these */
    const char *differs; /* what of a kernel makes a difference to it, NULL for nothing */
};

/* The live state and the definition of the domain, as text. */
struct state {
    char *live;
    char *config;
};

/* The last one has no name. */
extern const struct operation operations[];

/* Called before anything else. */
void operations_begin(void);

/* Whether it is run on this kernel. */
bool operation_applies(const struct operation *operation);

/* Creates what the operation needs before; removes all domains. */
void operation_prepare(virConnectPtr conn, const struct operation *operation);
void operations_clear(virConnectPtr conn);

/* Runs the operation, with a connection of its own. */
bool operation_run(const struct operation *operation);

struct state state_read(virConnectPtr conn);
void state_free(struct state *state);

/* The processes created by operation_prepare. */
extern struct family operation_family;

#endif
