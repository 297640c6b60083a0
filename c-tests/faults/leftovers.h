/* What killed writers may have left on the host besides its domains. */
#ifndef LEFTOVERS_H
#define LEFTOVERS_H

#include "harness/harness.h"

/* Called before there is any domain. */
void leftovers_begin(void);

/* Waits until the host is clean, and fails if it does not become so: no group and no record of this
 * program's domains without a running domain, no temporary file, no process of a domain outside of its
 * group, no empty parent group. */
void leftovers_check(virConnectPtr conn);

#endif
