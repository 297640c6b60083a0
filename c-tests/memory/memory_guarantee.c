/* min_guarantee on cgroup v2: ancestors' protection is raised for a domain, and restored. */
#include "memory/guarantee.h"
#include "memory/holder.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static virConnectPtr conn;
static struct guest keeper; /* so that the group above stays */
static char *above;

#define CHECK_MIN(dir, kib) CHECK_ULL(group_min(dir), (kib))

static struct guest begin(const char *name)
{
    return guest_begin(conn, name, harness_child_waits, NULL);
}

static void sums(void)
{
    struct guest a = begin("a"), b = begin("b");

    CHECK_MIN(above, 0);
    CHECK_INT(guest_guarantee(&a, MIB(32)), 0);
    CHECK_MIN(a.dir, MIB(32));
    CHECK_MIN(above, MIB(32));
    CHECK_ULL(memory_value(a.dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE), MIB(32));
    CHECK_INT(guest_guarantee(&b, MIB(16)), 0);
    CHECK_MIN(above, MIB(48));
    CHECK_INT(guest_guarantee(&a, MIB(8)), 0);
    CHECK_MIN(above, MIB(24));
    /* Less than a page is nothing to the kernel. */
    CHECK_INT(guest_guarantee(&a, MIB(8) + 3), 0);
    CHECK_MIN(a.dir, MIB(8));
    CHECK_MIN(above, MIB(24));
    guest_end(conn, &a);
    CHECK_MIN(above, MIB(16));
    CHECK_INT(guest_guarantee(&b, 0), 0);
    CHECK_MIN(above, 0);
    guest_end(conn, &b);
    CHECK_MIN(above, 0);
}

static void an_operators_own(void)
{
    struct guest a = begin("a"), b = begin("b");

    cgroup_put(above, "memory.min", "20971520");
    CHECK_INT(guest_guarantee(&a, MIB(8)), 0);
    CHECK_MIN(above, MIB(20));
    CHECK_INT(guest_guarantee(&b, MIB(24)), 0);
    CHECK_MIN(above, MIB(32));
    guest_end(conn, &a);
    CHECK_MIN(above, MIB(24));
    guest_end(conn, &b);
    CHECK_MIN(above, MIB(20));

    a = begin("a");
    CHECK_INT(guest_guarantee(&a, MIB(32)), 0);
    CHECK_MIN(above, MIB(32));
    /* What is set by hand meanwhile stays. */
    cgroup_put(above, "memory.min", "67108864");
    guest_end(conn, &a);
    CHECK_MIN(above, MIB(64));
    cgroup_put(above, "memory.min", "0");
}

/* A set that fails for another part of it leaves the guarantee as it was. */
static void together(void)
{
    int (*set)(virDomainPtr, virTypedParameterPtr, int, unsigned int) =
        virDomainSetMemoryParameters;
    struct holder holder = holder_start(conn);
    virTypedParameter params[] = {
        param_ull(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(16)),
        param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(20)), /* less than the process has */
    };

    CHECK(holder_touch(&holder, 60));
    if (cgroup_has(holder.dir, "memory.swap.max"))
        cgroup_put(holder.dir, "memory.swap.max", "0");
    CHECK_FAILS(set(holder.dom, params, 2, 0), VIR_ERR_SYSTEM_ERROR);
    CHECK_MIN(holder.dir, 0);
    CHECK_MIN(above, 0);
    CHECK_INT(set(holder.dom, params, 1, 0), 0);
    CHECK_MIN(above, MIB(16));
    params[0] = param_ull(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(4));
    CHECK_FAILS(set(holder.dom, params, 2, 0), VIR_ERR_SYSTEM_ERROR);
    CHECK_MIN(holder.dir, MIB(16));
    CHECK_MIN(above, MIB(16));
    CHECK_INT(holder_end(&holder), 0);
    look(conn);
    CHECK_MIN(above, 0);
}

static unsigned long long host_kib(void)
{
    virNodeInfo info;

    CHECK_INT(virNodeGetInfo(conn, &info), 0);
    return info.memory;
}

static void refused(struct guest *guest, unsigned long long kib, const char *figure)
{
    unsigned long long own = group_min(guest->dir), held = group_min(above);

    CHECK_FAILS(guest_guarantee(guest, kib), VIR_ERR_OPERATION_FAILED);
    if (!CHECK(strstr(virGetLastErrorMessage(), figure) != NULL))
        fprintf(stderr, "    %s\n", virGetLastErrorMessage());
    CHECK_MIN(guest->dir, own);
    CHECK_MIN(above, held);
}

static void refusals(void)
{
    unsigned long long host = host_kib();
    struct guest a = begin("a"), b = begin("b");
    char figure[64];

    snprintf(figure, sizeof(figure), "%llu KiB", host);
    refused(&a, host + 4, figure);
    refused(&a, UNLIMITED, figure);
    CHECK_INT(guest_guarantee(&a, MIB(16)), 0);
    refused(&b, host - MIB(8), figure);
    cgroup_put(above, "memory.max", "67108864");
    refused(&b, MIB(49), "65536 KiB");
    CHECK_INT(guest_guarantee(&b, MIB(48)), 0);
    CHECK_MIN(above, MIB(64));
    cgroup_put(above, "memory.max", "max");
    guest_end(conn, &a);
    guest_end(conn, &b);
    CHECK_MIN(above, 0);
}

static bool has_recursive_protection(void)
{
    char line[1000];
    bool found = false;
    FILE *in = fopen("/proc/self/mountinfo", "re");

    while (in && fgets(line, sizeof(line), in))
        found |= strstr(line, " - cgroup2 ") && strstr(line, "memory_recursiveprot");
    if (in)
        fclose(in);
    return found;
}

/* A container's manager puts its processes into groups of its own, which have no memory.min. */
static void groups_below(void)
{
    struct guest a = begin("a");
    char *below, pid[16];

    if (asprintf(&below, "%s/virmemctl-below", a.dir) < 0 || mkdir(below, 0755) < 0)
        harness_die("cannot make a group below");
    snprintf(pid, sizeof(pid), "%d", (int)a.pid);
    CHECK_INT(guest_guarantee(&a, MIB(8)), 0);
    cgroup_put(below, "cgroup.procs", pid);
    cgroup_put(a.dir, "cgroup.subtree_control", "+memory");
    if (has_recursive_protection()) {
        CHECK_INT(guest_guarantee(&a, MIB(16)), 0);
    } else {
        refused(&a, MIB(16), "memory_recursiveprot");
        CHECK_INT(guest_guarantee(&a, MIB(4)), 0);
    }
    guest_end(conn, &a);
    CHECK_MIN(above, 0);
    free(below);
}

struct setter {
    struct guest guests[2];
    unsigned int first;
    int begun[2];
};

/* Sets this and that until it is ended. */
static void sets(void *data)
{
    struct setter *setter = data;

    /* The first one leaves a guarantee, so that there is always one to be taken up. */
    guest_guarantee(&setter->guests[0], MIB(1));
    if (write(setter->begun[1], "b", 1) != 1)
        return;
    for (unsigned int n = setter->first;; n = n * 1103515245 + 12345)
        guest_guarantee(&setter->guests[n >> 16 & 1], MIB(n >> 20 & 7));
}

static unsigned long long claimed(const struct guest *guests)
{
    return group_min(guests[0].dir) + group_min(guests[1].dir);
}

static void killed(void)
{
    struct setter setter = {.guests = {begin("a"), begin("b")}};
    int raised = 0, left = 0;
    char word;

    if (pipe(setter.begun) < 0)
        harness_die("pipe");
    for (int round = 0; round < 60; round++) {
        unsigned long long claims;
        pid_t pid;

        setter.first = (unsigned int)round * 7919 << 12;
        pid = harness_child(sets, &setter);
        CHECK(read(setter.begun[0], &word, 1) == 1);
        usleep((useconds_t)(round * 9973 % 30000));
        harness_child_end(pid);
        left += group_min(above) != claimed(setter.guests);
        /* It may take the last set back. */
        look(conn);
        claims = claimed(setter.guests);
        CHECK_MIN(above, claims);
        raised += claims > 0;
    }
    fprintf(stderr, "killed 60 times: %d left a guarantee, %d between two writes\n", raised, left);
    CHECK(raised > 0);
    close(setter.begun[0]);
    close(setter.begun[1]);
    guest_end(conn, &setter.guests[0]);
    guest_end(conn, &setter.guests[1]);
    CHECK_MIN(above, 0);
}

int main(void)
{
    harness_begin();
    guarantee_only();
    conn = harness_open();
    keeper = begin("keeper");
    above = group_above(keeper.dir);
    sums();
    an_operators_own();
    together();
    refusals();
    groups_below();
    killed();
    guest_end(conn, &keeper);
    free(above);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
