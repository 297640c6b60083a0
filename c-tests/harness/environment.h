/* The backend under test, as the environment variables of README.md describe it. */
#ifndef HARNESS_ENVIRONMENT_H
#define HARNESS_ENVIRONMENT_H

#include "harness/base.h"

enum harness_kind { KIND_TEST, KIND_MADE_UP, KIND_KERNEL };

/* An environment variable that is set and not empty, or else `fallback`. */
const char *harness_env(const char *name, const char *fallback);

enum harness_kind harness_kind(void);
const char *harness_uri(void);
/* The URI of a test host in a file. */
void harness_file_uri(char *uri, size_t size, const char *path);
int harness_cgroup_version(void);
/* Whether the kernel under test has swap and counts it. */
bool harness_has_swap(void);

/* Skips the program on other kinds of backend, or on this one. */
void harness_only(enum harness_kind kind);
void harness_not(enum harness_kind kind);

#endif
