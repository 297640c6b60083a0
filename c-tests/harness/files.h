/* Temporary files of a test program. */
#ifndef HARNESS_FILES_H
#define HARNESS_FILES_H

#include "harness/base.h"

/* A file that is deleted at the end; the path stays valid until then. */
const char *harness_file(const char *name, const char *text);

/* Deletes all of them. */
void harness_files_remove(void);

#endif
