/* What writers that were killed may have left on a host beside its domains. */
#ifndef HOST_LEFT_H
#define HOST_LEFT_H

#include "harness/harness.h"

/* To be called before there is any domain. */
void left_begin(void);

/* Looks at the host until all is in order: no group, no record of this program's domains without one
 * that runs, no unfinished file, no process of a domain outside of its group, no empty group above.
 * What it gives up on is told. */
void left_check(virConnectPtr conn);

#endif
