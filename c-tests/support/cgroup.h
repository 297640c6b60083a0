/* A process's memory group, as the kernel's files show it. */
#ifndef CGROUP_H
#define CGROUP_H

#include "harness/harness.h"

/* The directory of the group that limits this process's memory; to be freed. */
char *cgroup_of(pid_t pid);

/* The same of another controller, where that has a hierarchy of its own. */
char *cgroup_of_controller(pid_t pid, const char *controller);

/* The directory of the group with this path, "/a/b"; to be freed. */
char *cgroup_at(const char *path);
char *cgroup_at_controller(const char *path, const char *controller);

/* Whether this host has the controller, by its name on the version that is tested. */
bool cgroup_offers(const char *controller);

/* A control file of the group in KiB; unlimited is the value of the API. */
unsigned long long cgroup_kib(const char *dir, const char *file);

/* The first line of a control file of the group, without its end; to be freed. */
char *cgroup_text(const char *dir, const char *file);

/* The contents of all limit files as one text; to be freed. */
char *cgroup_limits(const char *dir);

/* The number behind a word in a file of the group, the first number of the file for an empty word; -1 where
   there is none. */
long long cgroup_number(const char *dir, const char *file, const char *word);

/* Writes a file of the group, as an operator would. */
void cgroup_put(const char *dir, const char *file, const char *value);

bool cgroup_has(const char *dir, const char *file);
bool cgroup_exists(const char *dir);

/* Whether the process is in the group itself. */
bool cgroup_holds(const char *dir, pid_t pid);

#endif
