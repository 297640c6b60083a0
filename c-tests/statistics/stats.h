/* Domains in every state, for what asks a domain about itself. */
#ifndef STATS_H
#define STATS_H

#include "support/test_host.h"

/* Runs the calls on: a running, a paused, a stopped and a transient domain with devices, a domain
 * without any, one that has gone, a NULL handle, and on a read-only connection. */
void stats_in_all_states(void (*calls)(virDomainPtr dom));

/* A value that the clock makes: told only to be above 0. */
void stats_masked(const char *name, long long value);

#endif
