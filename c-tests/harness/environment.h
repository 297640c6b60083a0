/* The backend under test, as the environment variables of README.md describe it. */
#ifndef HARNESS_ENVIRONMENT_H
#define HARNESS_ENVIRONMENT_H

#include "harness/base.h"

enum harness_kind { KIND_TEST, KIND_MADE_UP, KIND_KERNEL, KIND_ESX };

/* An environment variable that is set and not empty, or else `fallback`. */
const char *harness_env(const char *name, const char *fallback);

enum harness_kind harness_kind(void);
const char *harness_uri(void);
/* The URI of a test host in a file. */
void harness_file_uri(char *uri, size_t size, const char *path);
int harness_cgroup_version(void);
/* Whether the kernel under test has swap and counts it. */
bool harness_has_swap(void);

/* Whether the hosts are those of a libvirtd, over its socket. What libvirt's own client cannot bear there, such
   as NULL for a text, and what its server refuses, such as room for more than 16 parameters, is left out. */
bool harness_is_remote(void);

/* Skips the program on other kinds of backend, or on this one. */
void harness_only(enum harness_kind kind);
void harness_not(enum harness_kind kind);

#endif
