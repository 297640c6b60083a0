/* Ending a test program early. */
#ifndef HARNESS_EXIT_H
#define HARNESS_EXIT_H

#include "harness/base.h"

/* Skips the rest: exit status 77, or 1 if a check has failed before. */
_Noreturn void harness_skip(const char *reason, ...) __attribute__((format(printf, 1, 2)));

/* Says that a part of the program is skipped, which goes on. */
void harness_skip_part(const char *part, const char *reason, ...) __attribute__((format(printf, 2, 3)));

/* Fails at once, with the last error of the library. */
_Noreturn void harness_die(const char *reason, ...) __attribute__((format(printf, 1, 2)));

#endif
