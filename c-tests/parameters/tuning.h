/*
 * Shared by the programs about tuning: a made-up host with domains in every state, and one sweep
 * for each family of typed parameters.
 */
#ifndef TUNING_H
#define TUNING_H

#include "harness/harness.h"

typedef int (*tuning_get)(virDomainPtr, const char *target, virTypedParameterPtr, int *,
                          unsigned int);
typedef int (*tuning_set)(virDomainPtr, const char *target, virTypedParameterPtr, int,
                          unsigned int);

/* A get and a set with their parameters. */
struct tuning {
    const char *name;
    const char *target;            /* a disk or an interface, where the calls take one */
    const char *section;           /* the element of the domain's XML that holds the values */
    tuning_get get;
    tuning_set set;
    const char *const *fields;     /* every name, NULL at the end */
    virTypedParameter good;        /* one that a set takes */
    virTypedParameter bad_value;   /* one with a value that a set refuses; type 0: none */
    bool needs_target;             /* libvirt crashes when a get with room has no target */
};

/* The most parameters that a family has, and more. */
#define TUNING_ROOM 40
/* The most that a libvirtd takes of every family. */
#define TUNING_REMOTE_ROOM 16

/* The host's domains: these in all states (passing is transient), and bare (without devices). */
#define TUNING_STATES "running", "stopped", "paused", "passing"

virConnectPtr tuning_host(void);
virDomainPtr tuning_domain(virConnectPtr conn, const char *name);

/* A transient domain that has ended; the caller keeps its connection. */
virDomainPtr tuning_gone(virConnectPtr conn);

/* A domain of a host that may not be changed. */
virDomainPtr tuning_read_only(virConnectPtr *conn);

/* Runs `on_each` on each of these domains (NULL at the end), every time on a host of its own, and then
 * `refused` on what nothing can be done with: one that has gone, one that is read-only, none. */
void tuning_domains(const char *const *names, void (*on_each)(virDomainPtr),
                    void (*refused)(virDomainPtr));

/* Runs `look` on a domain for each of the texts, with `before` and `after` around it in its definition;
 * not for those that are refused. */
void tuning_defined(const char *const *texts, size_t count, const char *before, const char *after,
                    void (*look)(virDomainPtr));

/* Calls with their outcome in the trace; a get's parameters too. */
int tuning_show(const struct tuning *family, virDomainPtr dom, const char *target, int room,
                unsigned int flags);
int tuning_try(const struct tuning *family, virDomainPtr dom, virTypedParameterPtr params,
               int count, unsigned int flags);

/* Announces and makes a set of the target's parameters, then a get with room. */
void tuning_try_on(const struct tuning *family, virDomainPtr dom, const char *target,
                   virTypedParameterPtr params, int count, int room, unsigned int flags);

/* The lines of the domain's XML from <section …> to its end, live or stored. */
void tuning_xml(virDomainPtr dom, const char *section, unsigned int flags);

/* The sweep that holds for every family, on a host of its own. */
void tuning_sweep(const struct tuning *family);

virTypedParameter param_uint(const char *field, unsigned int value);
virTypedParameter param_text(const char *field, const char *value);

#endif
