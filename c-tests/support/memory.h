/* Reading and setting the limits of a domain. */
#ifndef MEMORY_H
#define MEMORY_H

#include "harness/harness.h"

#define UNLIMITED ((unsigned long long)VIR_DOMAIN_MEMORY_PARAM_UNLIMITED)
#define MIB(n) (1024ULL * (n))
#define GIB(n) MIB(1024ULL * (n))
#define MOST_PARAMS 5

/* This library's fifth parameter, which libvirt's header does not have. */
#define SWAP_SOFT_LIMIT "swap_soft_limit"

struct limits {
    unsigned long long hard;
    unsigned long long soft;
    unsigned long long swap;
};

/* How many parameters a get has here: three, or five with cgroup v2. */
int memory_params(void);

struct limits memory_limits(virDomainPtr dom, unsigned int flags);
unsigned long long memory_value(virDomainPtr dom, const char *field);
int memory_set_one(virDomainPtr dom, const char *field, unsigned long long value,
                   unsigned int flags);
int memory_set_all(virDomainPtr dom, struct limits limits, unsigned int flags);
void memory_unlimit(virDomainPtr dom);

bool memory_check(const char *file, int line, virDomainPtr dom, struct limits want);
#define CHECK_LIMITS(dom, hard, soft, swap) \
    memory_check(__FILE__, __LINE__, (dom), (struct limits){(hard), (soft), (swap)})

#endif
