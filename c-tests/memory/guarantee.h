/* Domains for the tests of min_guarantee, and their ancestor groups. */
#ifndef GUARANTEE_H
#define GUARANTEE_H

#include "support/cgroup.h"
#include "support/memory.h"

/* An attached process. */
struct guest {
    pid_t pid;
    virDomainPtr dom;
    char *dir;
};

/* Skips the program where the kernel cannot guarantee memory. */
void guarantee_only(void);

/* Makes a child that runs `body` a domain of that name. */
struct guest guest_begin(virConnectPtr conn, const char *name, void (*body)(void *), void *data);

/* Ends it and scans the host, so that what it left is cleaned up. */
void guest_end(virConnectPtr conn, struct guest *guest);

/* virDomainSetMemoryParameters of min_guarantee alone, in KiB. */
int guest_guarantee(struct guest *guest, unsigned long long kib);

/* The parent group; to be freed. */
char *group_above(const char *dir);

/* memory.min of a group in KiB. */
unsigned long long group_min(const char *dir);

/* Scans the host, as any program may at any time. */
void look(virConnectPtr conn);

#endif
