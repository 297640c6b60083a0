/* Domains that are stand-ins for virtual machines, and what of their memory is told. */
#ifndef BALLOON_H
#define BALLOON_H
#include "support/vmm.h"

#include <limits.h>

/* The guest's size in MiB. */
#define GUEST 96
#define FORCE (1u << 30)

/* Where one listens, and what the domain is called. */
extern char balloon_path[64], balloon_name[64];

/* Opens the connection, and makes a folder for the sockets; ends both. */
void balloon_begin(const char *subject);
void balloon_end(void);

/* Starts a stand-in and attaches it; ends it, and checks that the domain is gone. */
struct balloon {
    virDomainPtr dom;
    pid_t pid;
};
struct balloon balloon_start(const struct vmm *vmm, const char *behaviour);
void balloon_stop(struct balloon it);

/* Attaches a process as a domain. */
virDomainPtr balloon_attach(pid_t pid);

/* A statistic; ULLONG_MAX where it is not told. */
unsigned long long balloon_stat(virDomainPtr dom, int tag);

/* Whether the last error has these words. */
bool balloon_says(const char *words);

#endif
