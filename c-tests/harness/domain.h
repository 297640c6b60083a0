/* A running domain of the backend under test. */
#ifndef HARNESS_DOMAIN_H
#define HARNESS_DOMAIN_H

#include "harness/base.h"

virDomainPtr harness_domain(virConnectPtr conn);
pid_t harness_domain_pid(virDomainPtr dom);
void harness_domain_done(virDomainPtr dom);

/* The library's own function that makes a running process a domain; NULL where the library has none. */
typedef virDomainPtr (*harness_attach_fn)(virConnectPtr, int, const char *, unsigned int);
harness_attach_fn harness_attach(void);

/* virMemctlDomainReclaim; NULL where the library has none. */
typedef int (*harness_reclaim_fn)(virDomainPtr dom, unsigned long long kib, unsigned long long *reclaimed,
                                  unsigned int flags);
harness_reclaim_fn harness_reclaim(void);

/* The library's own groups of statistics, as its header has them. */
#define MEMCTL_STATS_USAGE (1U << 29)
#define MEMCTL_STATS_EVENTS (1U << 28)
#define MEMCTL_STATS_PRESSURE (1U << 27)

/* The same for a program that cannot do without: it is skipped there. */
harness_attach_fn harness_need_attach(void);

#endif
