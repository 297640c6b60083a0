/* Domains of a test about guarantees, and the groups above them. */
#ifndef GUARANTEE_H
#define GUARANTEE_H

#include "support/cgroup.h"
#include "support/memory.h"

/* A process that was made a domain. */
struct guest {
    pid_t pid;
    virDomainPtr dom;
    char *dir;
};

/* Only where the kernel can guarantee memory. */
void guarantee_only(void);

/* Makes a child that runs `body` a domain of that name. */
struct guest guest_begin(virConnectPtr conn, const char *name, void (*body)(void *), void *data);

/* Ends it and looks at the host, so that what it left is cleaned up. */
void guest_end(virConnectPtr conn, struct guest *guest);

/* virDomainSetMemoryParameters of min_guarantee alone, in KiB. */
int guest_guarantee(struct guest *guest, unsigned long long kib);

/* The group above; to be freed. */
char *group_above(const char *dir);

/* memory.min of a group in KiB. */
unsigned long long group_min(const char *dir);

/* Looks at the host, as any program may at any time. */
void look(virConnectPtr conn);

#endif
