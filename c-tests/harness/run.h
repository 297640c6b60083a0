/* Start and end of a test program. */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include "harness/base.h"

/* Sets up signal handlers, the time limit and the error handler. */
void harness_begin(void);

/* Returns the program's exit status. */
int harness_end(void);

#endif
