/* Domains of the host that run a program. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "harness/harness.h"

/* A name for a domain of this program run; to be freed. */
char *program_name(const char *subject);

/* A document of a domain that runs `sh -c SCRIPT`; `os` and `more` are put into <os> and <domain>.
   The script holds neither < nor &. To be freed. */
char *program_xml(const char *name, const char *script, const char *os, const char *more);

/* The same of a program by its path. */
char *program_xml_of(const char *name, const char *path, const char *os, const char *more);

/* A domain with its name and its document. */
struct program {
    char *name;
    char *xml;
    virDomainPtr dom; /* NULL where there is none yet */
};

/* One that runs `sh -c SCRIPT`: not made yet; started, with the flags of virDomainCreateXML; defined. */
struct program program_plan(const char *subject, const char *script, const char *os,
                            const char *more);
struct program program_start(virConnectPtr conn, const char *subject, const char *script,
                             unsigned int flags);
struct program program_define(virConnectPtr conn, const char *subject, const char *script);

/* Starts one that was planned, and waits until it has written a line. */
void program_start_planned(virConnectPtr conn, struct program *program);

/* Checks that nothing is left of the domain, and frees it. */
void program_end(struct program *program);

/* The domain's log, with the library's lines; NULL where there is none; to be freed. */
char *program_log(const char *name);

/* What the domain's program itself has written, once it has `lines` of them; to be freed. */
char *program_output(const char *name, int lines);

/* Removes what the program has written. */
void program_forget(const char *name);

/* Waits at most thirty seconds. */
bool program_wait(bool (*is_so)(void *), void *data);

/* Waits until the domain has that state; -1: until it is gone. */
bool program_wait_state(virDomainPtr dom, int state);
int program_state(virDomainPtr dom, int *reason);

/* Whether no group, record or definition of the domain is left. */
bool program_is_gone(const char *name);

#endif
