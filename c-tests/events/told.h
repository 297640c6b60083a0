/* The events that a program is told of, each as a line: `life NAME EVENT DETAIL`,
   `tunable NAME FIELD=VALUE …`, `memory NAME EVENT FIELD=VALUE …`, `balloon NAME KIB`,
   `metadata NAME KIND URI`, with - for no URI. */
#ifndef TOLD_H
#define TOLD_H

#include "harness/harness.h"

typedef void (*memory_event_callback)(virConnectPtr conn, virDomainPtr dom, int event,
                                      virTypedParameterPtr params, int nparams, void *opaque);

/* This library's functions for memory events. */
struct memory_events {
    int (*add)(virConnectPtr conn, virDomainPtr dom, memory_event_callback cb, void *opaque,
               virFreeCallback freecb);
    int (*remove)(virConnectPtr conn, int callback);
    int (*set_pressure)(virConnectPtr conn, int callback, virTypedParameterPtr params, int nparams,
                        unsigned int flags);
};

struct memory_events memory_events(void);

#define MEMORY_HIGH 0
#define MEMORY_MAX 1
#define MEMORY_OOM 2
#define MEMORY_OOM_KILL 3
#define MEMORY_PRESSURE 4

/* Is told of lifecycle, tunable, balloon and metadata events, and of memory events where `memory` says so: the callback
   of these, else -1. */
int told_begin(virConnectPtr conn, bool memory);
void told_end(virConnectPtr conn);

/* Runs the event loop, the own one of poll_loop.h or the default one, until a line begins with this text, at
   most half a minute; the line, which none before it is any more; NULL and a failed check if there is none. */
const char *told_await(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* How many lines have come so far, and one of them. */
int told_count(void);
const char *told_line(int number);

/* Uses the default loop; otherwise the one of poll_loop.h. */
extern bool told_by_default_loop;

/* The same of a callback's own. */
void told_memory(virConnectPtr conn, virDomainPtr dom, int event, virTypedParameterPtr params, int nparams,
                 void *opaque);

#endif
