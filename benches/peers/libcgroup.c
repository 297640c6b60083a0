/* libcgroup as a peer. Of its ways to read a value the one that reads nothing else is taken.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "../peer.h"
#include <libcgroup.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const FILES[3] = {
    "memory.limit_in_bytes", "memory.soft_limit_in_bytes", "memory.memsw.limit_in_bytes"};
static char group_path[256];

int peer_open(const char *group)
{
    snprintf(group_path, sizeof group_path, "%s", group);
    return cgroup_init() ? -1 : 0;
}

static int read_value(const char *file, unsigned long long *value)
{
    void *handle = NULL;
    char text[64] = "";
    int status = cgroup_read_value_begin("memory", group_path, (char *)file, &handle, text, sizeof text);

    cgroup_read_value_end(&handle);
    *value = strtoull(text, NULL, 10);
    return status && status != ECGEOF ? -1 : 0;
}

int peer_get(unsigned long long values[3])
{
    for (int i = 0; i < 3; i++)
        if (read_value(FILES[i], &values[i]) < 0)
            return -1;
    return 0;
}

int peer_set(const unsigned long long values[3])
{
    struct cgroup *group = cgroup_new_cgroup(group_path);
    struct cgroup_controller *memory = group ? cgroup_add_controller(group, "memory") : NULL;
    int failed = !memory;

    for (int i = 0; i < 3 && !failed; i++)
        failed = cgroup_add_value_uint64(memory, FILES[i], values[i]);
    failed = failed || cgroup_modify_cgroup(group);
    cgroup_free(&group);
    return failed ? -1 : 0;
}
