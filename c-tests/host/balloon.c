/*
 * The memory balloon of a QEMU, by its monitor: sizes, statistics, the hard limit beside it, and monitors
 * that are not what they should be. The QEMU is a stand-in; a real one is in tests/libvirtd/balloon.py.
 */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/qmp_server.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define GUEST 96
#define NOBODY 65534
#define FORCE (1u << 30)
#define MOST_SECONDS 14

static harness_attach_fn attach;
static virConnectPtr conn;
static char dir[] = "/tmp/virmemctl-ctest-XXXXXX", path[64], name[64];

static virDomainPtr domain_of(pid_t pid)
{
    virDomainPtr dom = attach(conn, pid, NULL, 0);

    if (!dom)
        harness_die("the stand-in cannot be attached");
    return dom;
}

static void ended(virDomainPtr dom, pid_t pid)
{
    virDomainFree(dom);
    harness_child_end(pid);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    unlink(path);
}

/* A statistic; ULLONG_MAX where it is not told. */
static unsigned long long stat_of(virDomainPtr dom, int tag)
{
    virDomainMemoryStatStruct stats[VIR_DOMAIN_MEMORY_STAT_NR];
    int count = virDomainMemoryStats(dom, stats, VIR_DOMAIN_MEMORY_STAT_NR, 0);
    unsigned long long found = ULLONG_MAX;
    int times = 0;

    CHECK(count > 0);
    for (int i = 0; i < count; i++) {
        if (stats[i].tag == tag) {
            found = stats[i].val;
            times++;
        }
    }
    CHECK(times <= 1);
    return found;
}

static bool says(const char *text)
{
    const char *message = virGetLastErrorMessage();
    bool found = message && strstr(message, text) != NULL;

    if (!found)
        fprintf(stderr, "  '%s' is not in: %s\n", text, message ? message : "");
    return found;
}

static void sizes(virDomainPtr dom)
{
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON), MIB(GUEST));
    CHECK_INT(virDomainSetMemory(dom, MIB(64)), 0);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON), MIB(64));
    CHECK_INT(virDomainSetMemoryFlags(dom, MIB(GUEST), VIR_DOMAIN_AFFECT_LIVE), 0);
    CHECK_INT(virDomainSetMemoryFlags(dom, MIB(80), VIR_DOMAIN_AFFECT_CURRENT), 0);
    CHECK_FAILS(virDomainSetMemory(dom, MIB(GUEST) + 1), VIR_ERR_INVALID_ARG);
    CHECK(says("98305 KiB") && says("98304 KiB"));
    CHECK_FAILS(virDomainSetMemory(dom, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainSetMaxMemory(dom, MIB(64)), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainSetMemoryFlags(dom, MIB(64), VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainSetMemoryFlags(dom, MIB(64), VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG),
                VIR_ERR_OPERATION_INVALID);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON), MIB(80));
    CHECK_INT(virDomainSetMemory(dom, MIB(GUEST)), 0);
}

static void statistics(virDomainPtr dom)
{
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE), ULLONG_MAX);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_UNUSED), ULLONG_MAX);
    CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, -1, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, 5, VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainSetMemoryStatsPeriod(dom, 5, VIR_DOMAIN_AFFECT_LIVE), 0);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE), 1700000000);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_UNUSED), MIB(30));
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_AVAILABLE), MIB(60));
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_USABLE), MIB(40));
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT), 3);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT), 77);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_SWAP_OUT), 0);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_SWAP_IN), ULLONG_MAX);
    CHECK(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_RSS) < MIB(GUEST));
    CHECK_INT(virDomainSetMemoryStatsPeriod(dom, 0, 0), 0);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE), ULLONG_MAX);
}

/* What the hard limit forbids the balloon refuses, and the other way round. */
static void beside_the_hard_limit(virDomainPtr dom)
{
    unsigned long long none = memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT);

    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), VIR_ERR_INVALID_ARG);
    CHECK(says("hard_limit is 65536 KiB") && says("98304 KiB"));
    CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT), none);
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(GUEST), 0), VIR_ERR_INVALID_ARG);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(200), 0), 0);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), FORCE), 0);
    /* One that is too low already may rise. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(70), 0), 0);
    CHECK_INT(virDomainSetMemory(dom, MIB(32)), 0);
    CHECK_FAILS(virDomainSetMemory(dom, MIB(80)), VIR_ERR_INVALID_ARG);
    CHECK(says("memory is 81920 KiB") && says("hard_limit is 71680 KiB"));
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON), MIB(32));
    CHECK_INT(virDomainSetMemory(dom, MIB(40)), 0);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), 0);
    memory_unlimit(dom);
    CHECK_INT(virDomainSetMemory(dom, MIB(GUEST)), 0);
}

static void a_good_one(void)
{
    pid_t pid = qmp_server(name, path, "good", GUEST);
    virDomainPtr dom = domain_of(pid);

    sizes(dom);
    statistics(dom);
    beside_the_hard_limit(dom);
    ended(dom, pid);
}

/* Each call fails in time, with this code and these words; what the kernel holds stays, and the figures
 * of the group are told. */
static void refuses(virDomainPtr dom, int code, const char *words)
{
    unsigned long long limit = memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT);
    time_t start = time(NULL);

    CHECK_FAILS(virDomainSetMemory(dom, MIB(64)), code);
    CHECK(says(words) && says(path));
    CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, 5, 0), code);
    CHECK(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_RSS) != ULLONG_MAX);
    CHECK_ULL(stat_of(dom, VIR_DOMAIN_MEMORY_STAT_UNUSED), ULLONG_MAX);
    CHECK(time(NULL) - start <= 2 * MOST_SECONDS);
    CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT), limit);
    /* Without the balloon's size no limit is refused. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), 0);
}

static void bad_monitors(void)
{
    static const struct {
        const char *behaviour;
        int code;
        const char *words;
    } cases[] = {
        {"silent", VIR_ERR_OPERATION_TIMEOUT, "in use by another client"},
        {"hangs", VIR_ERR_OPERATION_TIMEOUT, "qmp_capabilities"},
        {"closes", VIR_ERR_OPERATION_FAILED, "closed the connection"},
        {"leaves", VIR_ERR_OPERATION_FAILED, "closed the connection"},
        {"floods", VIR_ERR_OPERATION_FAILED, "expected"},
        {"events", VIR_ERR_OPERATION_FAILED, "at most 262144"},
        {"garbage", VIR_ERR_OPERATION_FAILED, "no JSON"},
        {"error", VIR_ERR_INTERNAL_ERROR, "not today"},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        pid_t pid = qmp_server(name, path, cases[i].behaviour, GUEST);
        virDomainPtr dom = domain_of(pid);

        fprintf(stderr, "  a monitor that is %s\n", cases[i].behaviour);
        refuses(dom, cases[i].code, cases[i].words);
        ended(dom, pid);
    }
}

static void without_a_balloon(void)
{
    pid_t pid = qmp_server(name, path, "none", GUEST);
    virDomainPtr dom = domain_of(pid);

    CHECK_FAILS(virDomainSetMemory(dom, MIB(64)), VIR_ERR_OPERATION_INVALID);
    CHECK(says("has no memory balloon"));
    CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, 5, 0), VIR_ERR_OPERATION_INVALID);
    ended(dom, pid);
}

static void nothing_there(virDomainPtr dom)
{
    refuses(dom, VIR_ERR_SYSTEM_ERROR, "No such file");
}

static void a_file(virDomainPtr dom)
{
    FILE *file = fopen(path, "w");

    if (file)
        fclose(file);
    refuses(dom, VIR_ERR_SYSTEM_ERROR, "expected a socket");
}

static void a_link(virDomainPtr dom)
{
    char other[80];
    pid_t pid;

    snprintf(other, sizeof(other), "%s.other", path);
    pid = qmp_server_of(other, 0);
    CHECK_INT(symlink(other, path), 0);
    refuses(dom, VIR_ERR_SYSTEM_ERROR, "symbolic link");
    harness_child_end(pid);
    unlink(other);
}

static void another_users(virDomainPtr dom)
{
    pid_t pid = qmp_server_of(path, NOBODY);

    refuses(dom, VIR_ERR_OPERATION_DENIED, "uid 65534");
    if (CHECK_INT(chown(path, 0, 0), 0))
        refuses(dom, VIR_ERR_OPERATION_DENIED, "of uid 65534");
    harness_child_end(pid);
}

static void another_process(virDomainPtr dom)
{
    pid_t pid = qmp_server_of(path, 0);

    refuses(dom, VIR_ERR_OPERATION_DENIED, "expected a process of the domain");
    harness_child_end(pid);
}

static void bad_files(void)
{
    static void (*const each[])(virDomainPtr) = {nothing_there, a_file, a_link, another_users, another_process};

    for (size_t i = 0; i < COUNT_OF(each); i++) {
        pid_t pid = qmp_server(name, path, "elsewhere", GUEST);
        virDomainPtr dom = domain_of(pid);

        each[i](dom);
        ended(dom, pid);
    }
}

/* A domain that is no QEMU has none; neither has a QEMU without a monitor. */
static void no_monitor(void)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    virDomainPtr dom = attach(conn, pid, name, 0);

    if (CHECK(dom != NULL)) {
        CHECK_FAILS(virDomainSetMemory(dom, MIB(64)), VIR_ERR_OPERATION_UNSUPPORTED);
        CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, 5, 0), VIR_ERR_OPERATION_UNSUPPORTED);
        ended(dom, pid);
    }
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_need_attach();
    conn = harness_open();
    if (!mkdtemp(dir) || chmod(dir, 0777) < 0)
        harness_die("mkdtemp");
    snprintf(path, sizeof(path), "%s/qmp", dir);
    snprintf(name, sizeof(name), "virmemctl-ctest-balloon-%d", (int)getpid());
    a_good_one();
    without_a_balloon();
    bad_monitors();
    bad_files();
    no_monitor();
    CHECK_INT(virConnectClose(conn), 0);
    unlink(path);
    rmdir(dir);
    return harness_end();
}
