/* A process that takes memory when it is told to and keeps it, as a domain. */
#ifndef HOLDER_H
#define HOLDER_H

#include "harness/harness.h"

struct holder {
    virDomainPtr dom;
    pid_t pid;
    char *dir; /* of its group */
    int words;
    int answers;
};

/* One that holds nothing yet, with no limits. Skips where the library has no virMemctlDomainAttach. */
struct holder holder_start(virConnectPtr conn);

/* Has it touch so many MiB, the same ones each time; false if it ended over that. */
bool holder_touch(struct holder *holder, unsigned int mib);

/* Ends it, if it has not ended: its exit status, or minus the signal that ended it. */
int holder_end(struct holder *holder);

#endif
