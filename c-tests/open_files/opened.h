/* Domains of a program that keeps files open between calls. */
#ifndef OPEN_FILES_OPENED_H
#define OPEN_FILES_OPENED_H

#include "harness/harness.h"

/* A process in a group of its own, as a domain of that name. */
struct opened {
    virDomainPtr dom;
    pid_t pid;
};

struct opened opened_start(virConnectPtr conn, const char *name);
void opened_end(struct opened *opened);

/* Has the library look for domains that have ended, so that nothing is left of them. */
void opened_clear(void);

/* How many files the process has open. */
int opened_files(void);

/* Sets and gets the limits of a domain a few times, so that its files stay open. */
bool opened_works(virDomainPtr dom);

#endif
