/* Checks: a failed one prints what differs and is counted; the program continues. */
#ifndef HARNESS_CHECKS_H
#define HARNESS_CHECKS_H

#include "harness/base.h"

bool check_true(const char *file, int line, const char *text, bool value);
bool check_int(const char *file, int line, const char *text, long long got, long long want);
bool check_ull(const char *file, int line, const char *text, unsigned long long got,
               unsigned long long want);
bool check_str(const char *file, int line, const char *text, const char *got, const char *want);
bool check_error(const char *file, int line, const char *text, int code);

#define CHECK(cond) check_true(__FILE__, __LINE__, #cond, (cond))
#define CHECK_INT(got, want) check_int(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_ULL(got, want) check_ull(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_STR(got, want) check_str(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_FAILS(call, code) \
    check_error(__FILE__, __LINE__, #call, ((call) < 0 ? (code) : -1))
#define CHECK_NULL(call, code) \
    check_error(__FILE__, __LINE__, #call, ((call) == NULL ? (code) : -1))

/* How many checks have failed. */
int harness_failures(void);

#endif
