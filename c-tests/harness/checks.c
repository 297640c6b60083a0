#include "harness/checks.h"

#include <stdio.h>
#include <string.h>

static int failures;

int harness_failures(void)
{
    return failures;
}

static bool verdict(bool passed)
{
    if (!passed)
        __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED);
    return passed;
}

bool check_true(const char *file, int line, const char *text, bool value)
{
    if (!value)
        fprintf(stderr, "%s:%d: not so: %s\n", file, line, text);
    return verdict(value);
}

bool check_int(const char *file, int line, const char *text, long long got, long long want)
{
    if (got != want)
        fprintf(stderr, "%s:%d: %s is %lld, should be %lld\n", file, line, text, got, want);
    return verdict(got == want);
}

bool check_ull(const char *file, int line, const char *text, unsigned long long got,
               unsigned long long want)
{
    if (got != want)
        fprintf(stderr, "%s:%d: %s is %llu, should be %llu\n", file, line, text, got, want);
    return verdict(got == want);
}

bool check_str(const char *file, int line, const char *text, const char *got, const char *want)
{
    bool same = got && want ? strcmp(got, want) == 0 : got == want;

    if (!same)
        fprintf(stderr, "%s:%d: %s is %s%s%s, should be %s%s%s\n", file, line, text,
                got ? "\"" : "", got ? got : "NULL", got ? "\"" : "", want ? "\"" : "",
                want ? want : "NULL", want ? "\"" : "");
    return verdict(same);
}

bool check_error(const char *file, int line, const char *text, int code)
{
    int got = virGetLastErrorCode();

    if (code < 0)
        fprintf(stderr, "%s:%d: %s succeeded\n", file, line, text);
    else if (got != code)
        fprintf(stderr, "%s:%d: %s failed with error %d, should be %d: %s\n", file, line, text,
                got, code, virGetLastErrorMessage());
    return verdict(code >= 0 && got == code);
}
