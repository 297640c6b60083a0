/* Domains that run a program of this host. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "harness.h"

/* A name for a domain of this program run; to be freed. */
char *program_name(const char *subject);

/* A document of a domain that runs `sh -c SCRIPT`; `os` and `more` are put into <os> and <domain>.
   The script holds neither < nor &. To be freed. */
char *program_xml(const char *name, const char *script, const char *os, const char *more);

/* The same of a program by its path. */
char *program_xml_of(const char *name, const char *path, const char *os, const char *more);

/* What the domain's program has written, once it has `lines` of them; to be freed. */
char *program_output(const char *name, int lines);

/* Removes what the program has written. */
void program_forget(const char *name);

/* Waits at most thirty seconds. */
bool program_wait(bool (*is_so)(void *), void *data);

/* Waits until the domain has that state, or is gone for -1. */
bool program_wait_state(virDomainPtr dom, int state);
int program_state(virDomainPtr dom, int *reason);

/* Is nothing left of a domain: neither group, record, nor definition? */
bool program_is_gone(const char *name);

#endif
