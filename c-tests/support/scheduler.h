/* Scheduler parameters of the host's domains: by the API and by the kernel's files. */
#ifndef SCHEDULER_H
#define SCHEDULER_H

#include "harness/harness.h"

#define SCHEDULER_PARAMS 6
/* With those of threads that have groups of their own. */
#define SCHEDULER_MOST 10

/* The values of a domain's group; quota -1: no limit. */
struct scheduling {
    unsigned long long shares;
    unsigned long long period;
    long long quota;
};

virTypedParameter param_llong(const char *field, long long value);

/* The directory of the group of the domain with this name in the CPU controller's hierarchy, which it
 * may not have; to be freed. */
char *scheduler_group(const char *name);

/* What the kernel's files hold. */
struct scheduling scheduler_files(const char *dir);

/* The value of one of a running domain's parameters; `otherwise` where it has none. */
long long scheduler_value(virDomainPtr dom, const char *field, long long otherwise);

/* What a get gives of the whole domain; virtual CPUs of a running one without groups of their own have
 * the same. */
struct scheduling scheduler_get(virDomainPtr dom, unsigned int flags);

/* Sets all three, on the whole domain. */
int scheduler_set(virDomainPtr dom, struct scheduling values, unsigned int flags);

/* Whether the domain has a group with the CPU controller; if not, why is the last error. */
bool scheduler_is_there(virDomainPtr dom);

bool scheduler_equal(struct scheduling one, struct scheduling other);
bool scheduler_check(const char *file, int line, struct scheduling got, struct scheduling want);
#define CHECK_SCHEDULING(got, shares, period, quota) \
    scheduler_check(__FILE__, __LINE__, (got), (struct scheduling){(shares), (period), (quota)})

#endif
