/* cgroup:///session for an unprivileged user: only the delegated subtree is used. */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static harness_attach_fn attach;
static const char *delegated; /* the group's directory */

static char *below(const char *name)
{
    char *path = NULL;

    if (asprintf(&path, "%s/%s", delegated, name) < 0)
        abort();
    return path;
}

static void check_group(pid_t pid, const char *name)
{
    char *now = cgroup_of(pid);
    char *wanted = below(name);

    CHECK_STR(now, wanted);
    free(wanted);
    free(now);
}

static void limits(virDomainPtr dom, const char *group)
{
    CHECK_INT(memory_set_all(dom, (struct limits){MIB(128), MIB(96), MIB(192)}, 0), 0);
    CHECK_LIMITS(dom, MIB(128), MIB(96), MIB(192));
    CHECK_ULL(cgroup_kib(group, "memory.max"), MIB(128));
    CHECK_ULL(cgroup_kib(group, "memory.high"), MIB(96));
    CHECK_ULL(cgroup_kib(group, "memory.swap.max"), MIB(64));
    CHECK_INT(memory_set_one(dom, SWAP_SOFT_LIMIT, MIB(8), 0), 0);
    CHECK_ULL(cgroup_kib(group, "memory.swap.high"), MIB(8));
    /* Lower, as far as a process that sleeps can go. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(32), 0), 0);
    CHECK_ULL(cgroup_kib(group, "memory.max"), MIB(32));
    CHECK_ULL(cgroup_kib(group, "memory.swap.max"), MIB(160));
}

/* The group that is delegated belongs to who delegated it: its memory.min cannot be raised. */
static void guarantee(virDomainPtr dom, const char *group)
{
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(4), 0),
                VIR_ERR_SYSTEM_ERROR);
    CHECK_ULL(cgroup_kib(group, "memory.min"), 0);
    CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE), 0);
}

static void a_life(virConnectPtr conn, const char *name)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    virConnectPtr second = harness_open();
    virDomainPtr dom = attach(conn, pid, name, 0);
    virDomainPtr again;
    char *group = cgroup_of(pid);
    char *leaf = NULL;

    if (!dom)
        harness_die("cannot attach as '%s'", name);
    if (asprintf(&leaf, "virmemctl-%s", name) < 0)
        abort();
    check_group(pid, leaf);
    /* The caller made room. */
    check_group(getpid(), "virmemctl.processes");
    again = virDomainLookupByName(second, name);
    CHECK(again != NULL);
    if (again) {
        CHECK_INT(virDomainGetID(again), pid);
        CHECK_INT(virDomainFree(again), 0);
    }
    CHECK_INT(virConnectNumOfDomains(second), 1);
    limits(dom, group);
    guarantee(dom, group);
    harness_child_end(pid);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK(!cgroup_exists(group));
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_INT(virConnectClose(second), 0);
    free(leaf);
    free(group);
}

/* A program of the user's own, with its limits from the start. */
static void a_program(virConnectPtr conn)
{
    char *xml = program_xml("virmemctl-program", "read line &lt;/proc/self/cgroup; exec sleep 1000", "",
                            "<memtune><hard_limit unit='MiB'>64</hard_limit></memtune>");
    virDomainPtr dom = virDomainDefineXML(conn, xml);
    char *group;
    pid_t pid;

    if (!dom)
        harness_die("the domain is not defined");
    CHECK_INT(virDomainCreate(dom), 0);
    pid = (pid_t)virDomainGetID(dom);
    check_group(pid, "virmemctl-virmemctl-program");
    group = cgroup_of(pid);
    CHECK_ULL(cgroup_kib(group, "memory.max"), MIB(64));
    CHECK_INT(virDomainDestroy(dom), 0);
    CHECK(!cgroup_exists(group));
    CHECK_INT(virDomainIsActive(dom), 0);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_NULL(virDomainLookupByName(conn, "virmemctl-program"), VIR_ERR_NO_DOMAIN);
    CHECK_INT(virDomainFree(dom), 0);
    free(group);
    free(xml);
}

/* Of the same user, and yet out of reach: it runs above the subtree. */
static void a_process_outside(virConnectPtr conn)
{
    const char *text = getenv("VIRMEMCTL_TEST_OUTSIDE");
    pid_t pid = text ? atoi(text) : 0;
    char *before;
    char *after;

    if (pid <= 0)
        return;
    before = cgroup_of(pid);
    CHECK_NULL(attach(conn, pid, "outside", 0), VIR_ERR_SYSTEM_ERROR);
    CHECK_INT(virGetLastError()->int1, EACCES);
    CHECK(strstr(virGetLastErrorMessage(), "inside the delegated subtree") != NULL);
    after = cgroup_of(pid);
    CHECK_STR(after, before);
    CHECK_NULL(virDomainLookupByName(conn, "outside"), VIR_ERR_NO_DOMAIN);
    before = realloc(before, 4096);
    snprintf(before, 4096, "%s/virmemctl-outside", delegated);
    CHECK(!cgroup_exists(before));
    free(before);
    free(after);
}

/* Processes that were in the group too, and others that are born there meanwhile. */
static void others_make_room_too(virConnectPtr conn)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    char *group;

    a_life(conn, "virmemctl-room");
    check_group(pid, "virmemctl.processes");
    harness_child_end(pid);
    group = below("cgroup.subtree_control");
    CHECK(access(group, W_OK) == 0);
    free(group);
}

static void is_refused(const char *why)
{
    CHECK(virConnectOpen("cgroup:///session") == NULL);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_CONFIG_UNSUPPORTED);
    if (!CHECK(strstr(virGetLastErrorMessage(), why) != NULL))
        fprintf(stderr, "  '%s' has not '%s'\n", virGetLastErrorMessage(), why);
    CHECK(strstr(virGetLastErrorMessage(), "systemd-run --user --scope -p Delegate=yes") != NULL);
}

int main(void)
{
    const char *why = getenv("VIRMEMCTL_TEST_REFUSED");
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_KERNEL);
    if (strncmp(harness_uri(), "cgroup:///session", 17) != 0)
        harness_skip("only for kind kernel with a session");
    attach = harness_need_attach();
    if (geteuid() == 0)
        harness_die("root is no ordinary user");
    delegated = getenv("VIRMEMCTL_TEST_GROUP");
    if (!delegated || (why && *why)) {
        is_refused(delegated ? why : "no cgroup subtree is delegated to this user");
        return harness_end();
    }
    if (strcmp(delegated, "own") == 0)
        delegated = cgroup_of(getpid());
    conn = harness_open();
    others_make_room_too(conn);
    a_life(conn, "virmemctl-session");
    a_program(conn);
    a_process_outside(conn);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
