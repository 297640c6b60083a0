/* Another process, which acts when it is told to, and says when it has. */
#ifndef OPEN_FILES_PARTNER_H
#define OPEN_FILES_PARTNER_H

#include "harness/harness.h"

struct partner {
    pid_t pid;
    int go;
    int done;
};

/* It opens a connection of its own; `act` is told how often it has been called before. */
struct partner partner_start(bool (*act)(virConnectPtr conn, unsigned int turn));

/* Has it act: the first waits until it has, the second does not. */
void partner_acts(struct partner *partner);
void partner_begins(struct partner *partner);

/* Whether what was begun is done. */
bool partner_has_acted(struct partner *partner);

void partner_end(struct partner *partner);

/* Errors that a race brings are not printed. */
void partner_ignores_errors(void);

/* How many changes are to be made: a few hundred, VIRMEMCTL_TEST_CHANGES says more. */
unsigned int partner_changes(void);

#endif
