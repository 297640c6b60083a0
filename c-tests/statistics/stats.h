/* Domains in every state, for the programs about statistics. */
#ifndef STATS_H
#define STATS_H

#include "support/test_host.h"

/* Runs the calls on: a running, a paused, a stopped and a transient domain with devices, a domain
 * without any, one that has gone, a NULL handle, and on a read-only connection. */
void stats_in_all_states(void (*calls)(virDomainPtr dom));

/* Traces a value that depends on time: only whether it is above 0. */
void stats_masked(const char *name, long long value);

#endif
