/* A process with a child. */
#ifndef FAMILY_H
#define FAMILY_H

#include "harness/harness.h"

struct family {
    pid_t parent;
    pid_t child;
};

/* They do nothing, and end with the program, however it ends. */
struct family family_start(void);
void family_end(struct family *family);

#endif
