/* A domain whose process allocates memory, or reads a file, on request and keeps it. */
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

/* A domain without limits that holds nothing yet. Skips the program where the library has no virMemctlDomainAttach. */
struct holder holder_start(virConnectPtr conn);

/* Makes it touch this many MiB, the same ones each time; false if it was killed. */
bool holder_touch(struct holder *holder, unsigned int mib);

/* Makes it read this many MiB of a file of its own, whose pages are charged to it; false if it was
 * killed, or where no file system with a page cache is at hand. */
bool holder_read_file(struct holder *holder, unsigned int mib);

/* Ends it if it still runs: its exit status, or minus the signal that ended it. */
int holder_end(struct holder *holder);

#endif
