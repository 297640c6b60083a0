#include "harness/exit.h"

#include "harness/checks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void harness_skip(const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    fputs("SKIP: ", stdout);
    vprintf(reason, args);
    putchar('\n');
    va_end(args);
    exit(harness_failures() ? 1 : 77);
}

void harness_skip_part(const char *part, const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    printf("SKIP PART: %s: ", part);
    vprintf(reason, args);
    putchar('\n');
    fflush(stdout);
    va_end(args);
}

void harness_die(const char *reason, ...)
{
    va_list args;

    va_start(args, reason);
    fputs("cannot go on: ", stderr);
    vfprintf(stderr, reason, args);
    fprintf(stderr, " (last error %d/%d: %s)\n", virGetLastErrorCode(), virGetLastErrorDomain(),
            virGetLastErrorMessage());
    va_end(args);
    exit(1);
}
