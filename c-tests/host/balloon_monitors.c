/* Monitors of virtual machines that are not what they should be: each call fails in time, with a clear error, and
 * changes nothing. The monitors are stand-ins. */
#include "support/balloon.h"
#include "support/cgroup.h"
#include "support/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NOBODY 65534
#define MOST_SECONDS 14

/* Each call fails in time, with this code and these words; what the kernel holds stays, and the figures of the group
 * are told. */
static void refuses(const struct vmm *vmm, virDomainPtr dom, int code, const char *words)
{
    unsigned long long limit = memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT);
    time_t start = time(NULL);

    CHECK_FAILS(virDomainSetMemory(dom, MIB(64)), code);
    CHECK(balloon_says(words) && balloon_says(balloon_path) && balloon_says(vmm->name));
    if (vmm != &vmm_cloud_hypervisor)
        CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, 5, 0), code);
    CHECK(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_RSS) != ULLONG_MAX);
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_UNUSED), ULLONG_MAX);
    CHECK(time(NULL) - start <= 2 * MOST_SECONDS);
    CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT), limit);
    /* Without the balloon's size no limit is refused. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), 0);
}

/* What is the group's and not the guest's is not told in the guest's place. */
static void tells_nothing_else(virDomainPtr dom)
{
    static const int tags[] = {VIR_DOMAIN_MEMORY_STAT_SWAP_IN,     VIR_DOMAIN_MEMORY_STAT_SWAP_OUT,
                               VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT,
                               VIR_DOMAIN_MEMORY_STAT_AVAILABLE,   VIR_DOMAIN_MEMORY_STAT_USABLE,
                               VIR_DOMAIN_MEMORY_STAT_DISK_CACHES};

    for (size_t i = 0; i < COUNT_OF(tags); i++)
        CHECK_ULL(balloon_stat(dom, tags[i]), ULLONG_MAX);
    CHECK(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON) <= MIB(GUEST));
}

struct fault {
    const char *behaviour;
    int code;
    const char *words;
};

static const struct fault of_qemu[] = {
    {"silent", VIR_ERR_OPERATION_TIMEOUT, "in use by another client"},
    {"hangs", VIR_ERR_OPERATION_TIMEOUT, "qmp_capabilities"},
    {"closes", VIR_ERR_OPERATION_FAILED, "closed the connection"},
    {"leaves", VIR_ERR_OPERATION_FAILED, "closed the connection"},
    {"floods", VIR_ERR_OPERATION_FAILED, "expected"},
    {"huge", VIR_ERR_OPERATION_FAILED, "at most 262144"},
    {"garbage", VIR_ERR_OPERATION_FAILED, "no JSON"},
    {"error", VIR_ERR_INTERNAL_ERROR, "not today"},
};

static const struct fault of_api[] = {
    {"silent", VIR_ERR_OPERATION_TIMEOUT, "busy, or hangs"},
    {"hangs", VIR_ERR_OPERATION_TIMEOUT, "receive the answer to GET"},
    {"closes", VIR_ERR_OPERATION_FAILED, "closed the connection"},
    {"leaves", VIR_ERR_OPERATION_FAILED, "closed the connection"},
    {"floods", VIR_ERR_OPERATION_FAILED, "at most 262144"},
    {"huge", VIR_ERR_OPERATION_FAILED, "at most 262144"},
    {"chunked", VIR_ERR_OPERATION_FAILED, "Content-Length"},
    {"garbage", VIR_ERR_OPERATION_FAILED, "no HTTP"},
    {"error", VIR_ERR_INTERNAL_ERROR, "not today"},
};

static void bad_monitors(const struct vmm *vmm, const struct fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct balloon it = balloon_start(vmm, faults[i].behaviour);

        fprintf(stderr, "  a %s that is %s\n", vmm->name, faults[i].behaviour);
        refuses(vmm, it.dom, faults[i].code, faults[i].words);
        tells_nothing_else(it.dom);
        balloon_stop(it);
    }
}

/* A size beyond the machine's is not believed. */
static void a_boaster(void)
{
    struct balloon it = balloon_start(&vmm_qemu, "boasts");

    tells_nothing_else(it.dom);
    balloon_stop(it);
}

static void nothing_there(const struct vmm *vmm, virDomainPtr dom)
{
    refuses(vmm, dom, VIR_ERR_SYSTEM_ERROR, "No such file");
}

static void a_file(const struct vmm *vmm, virDomainPtr dom)
{
    FILE *file = fopen(balloon_path, "w");

    if (file)
        fclose(file);
    refuses(vmm, dom, VIR_ERR_SYSTEM_ERROR, "expected a socket");
}

static void a_link(const struct vmm *vmm, virDomainPtr dom)
{
    char other[80];
    pid_t pid;

    snprintf(other, sizeof(other), "%s.other", balloon_path);
    pid = vmm_serve_as(vmm, other, 0);
    CHECK_INT(symlink(other, balloon_path), 0);
    refuses(vmm, dom, VIR_ERR_SYSTEM_ERROR, "symbolic link");
    harness_child_end(pid);
    unlink(other);
}

static void another_users(const struct vmm *vmm, virDomainPtr dom)
{
    pid_t pid = vmm_serve_as(vmm, balloon_path, NOBODY);

    refuses(vmm, dom, VIR_ERR_OPERATION_DENIED, "uid 65534");
    if (CHECK_INT(chown(balloon_path, 0, 0), 0))
        refuses(vmm, dom, VIR_ERR_OPERATION_DENIED, "of uid 65534");
    harness_child_end(pid);
}

static void another_process(const struct vmm *vmm, virDomainPtr dom)
{
    pid_t pid = vmm_serve_as(vmm, balloon_path, 0);

    refuses(vmm, dom, VIR_ERR_OPERATION_DENIED, "expected a process of the domain");
    harness_child_end(pid);
}

static void bad_files(const struct vmm *vmm)
{
    static void (*const each[])(const struct vmm *, virDomainPtr) = {nothing_there, a_file, a_link, another_users,
                                                                      another_process};

    for (size_t i = 0; i < COUNT_OF(each); i++) {
        struct balloon it = balloon_start(vmm, "elsewhere");

        each[i](vmm, it.dom);
        balloon_stop(it);
    }
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    balloon_begin("monitors");
    bad_monitors(&vmm_qemu, of_qemu, COUNT_OF(of_qemu));
    bad_monitors(&vmm_firecracker, of_api, COUNT_OF(of_api));
    bad_monitors(&vmm_cloud_hypervisor, of_api, COUNT_OF(of_api));
    for (size_t i = 0; i < COUNT_OF(vmm_all); i++)
        bad_files(vmm_all[i]);
    a_boaster();
    balloon_end();
    return harness_end();
}
