/* The host itself, as the kernel's files show it: free pages, and what it offers for tuning. */
#include "support/cgroup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static virConnectPtr conn;

static bool says(const char *document, const char *part)
{
    if (strstr(document, part))
        return true;
    fprintf(stderr, "  %s is not in %s\n", part, document);
    return false;
}

static void tuning(void)
{
    char *document = virConnectGetCapabilities(conn), *group = cgroup_of(getpid()), part[100];
    bool is_v1 = harness_cgroup_version() == 1;

    CHECK(document != NULL);
    snprintf(part, sizeof(part), "<memctl:cgroup version='%d' ", is_v1 ? 1 : 2);
    CHECK(says(document, part));
    CHECK(says(document, "<memctl:controller name='memory'/>"));
    CHECK(says(document, access("/proc/pressure/memory", F_OK) == 0 ? "<memctl:pressure host='yes'"
                                                                    : "<memctl:pressure host='no'"));
    if (is_v1) {
        CHECK(says(document, "<memctl:controller name='blkio'/>"));
    }
    /* What groups have is told where there is one. */
    if (is_v1 && !strstr(document, "<memctl:reclaim supported='unknown'/>")) {
        CHECK(says(document, "<memctl:reclaim supported='no'/>"));
        CHECK(says(document, cgroup_has(group, "memory.memsw.limit_in_bytes") ? "<memctl:swap accounting='yes'/>"
                                                                              : "<memctl:swap accounting='no'/>"));
    }
    free(group);
    free(document);
}

static void free_pages(void)
{
    unsigned int sizes[] = {(unsigned int)(sysconf(_SC_PAGESIZE) / 1024), 3};
    unsigned long long counts[2] = {77, 77}, bytes = virNodeGetFreeMemory(conn);
    long long difference;

    CHECK_INT(virNodeGetFreePages(conn, 1, sizes, -1, 1, counts, 0), 1);
    difference = (long long)(counts[0] * sizes[0]) - (long long)(bytes / 1024);
    CHECK(llabs(difference) < (long long)(bytes / 1024 / 4));
    CHECK_FAILS(virNodeGetFreePages(conn, 2, sizes, -1, 1, counts, 0), VIR_ERR_OPERATION_FAILED);
    CHECK_FAILS(virNodeGetFreePages(conn, 1, sizes, 4000, 1, counts, 0), VIR_ERR_INVALID_ARG);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    tuning();
    free_pages();
    virConnectClose(conn);
    return harness_end();
}
