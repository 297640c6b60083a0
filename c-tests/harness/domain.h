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

/* The same for a program that cannot do without: it is skipped there. */
harness_attach_fn harness_need_attach(void);

#endif
