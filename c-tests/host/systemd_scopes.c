/* With systemd: an attached process gets a scope in machine.slice, which ends with it. */
#include "host/systemd.h"
#include "support/cgroup.h"
#include "support/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static harness_attach_fn attach;
static virConnectPtr conn;

static void has(const char *unit, const char *property, const char *value)
{
    char *now = systemd_property(unit, property);

    CHECK_STR(now, value);
    free(now);
}

static void check_scope(const char *unit, pid_t pid)
{
    char *group = systemd_group(unit);
    char *now = cgroup_of(pid);

    CHECK_STR(now, group);
    has(unit, "Slice", "machine.slice");
    has(unit, "Delegate", "yes");
    has(unit, "ActiveState", "active");
    has(unit, "Transient", "yes");
    has(unit, "TasksMax", "infinity");
    free(now);
    free(group);
}

/* The process is where it was, `home`, which is freed. */
static void check_home(pid_t pid, char *home)
{
    char *now = cgroup_of(pid);

    CHECK_STR(now, home);
    free(now);
    free(home);
}

static void no_plain_group(void)
{
    CHECK(!cgroup_exists("/sys/fs/cgroup/machine"));
}

/* From the attach to the end of the process, under a name that may need escapes. */
static void a_life(const char *name)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    char *unit = systemd_scope(name);
    char *group = systemd_group(unit);
    virDomainPtr dom = attach(conn, pid, name, 0);
    virDomainPtr found;

    if (!dom)
        harness_die("cannot attach as '%s'", name);
    check_scope(unit, pid);
    no_plain_group();
    CHECK_STR(virDomainGetName(dom), name);
    found = virDomainLookupByName(conn, name);
    CHECK(found != NULL);
    if (found) {
        CHECK_INT(virDomainGetID(found), pid);
        virDomainFree(found);
    }
    CHECK_INT(virDomainIsActive(dom), 1);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), 0);
    CHECK_ULL(cgroup_kib(group, "memory.max"), MIB(64));
    harness_child_end(pid);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK(!cgroup_exists(group));
    CHECK(systemd_is_gone(unit));
    CHECK_INT(virDomainFree(dom), 0);
    free(group);
    free(unit);
}

static void names(void)
{
    static const char *const all[] = {
        "virmemctl-ctest", "virmemctl ctest", ".virmemctl.ctest", "virmemctl@\\x2d:_%i",
        "virmemctl-\xc3\xa4\xe2\x82\xac", "qemu-3-virmemctl-ctest", "lxc-7-x", "_", "x",
    };

    for (size_t i = 0; i < COUNT_OF(all); i++)
        a_life(all[i]);
    /* Once more: nothing of the first is in the way. */
    a_life(all[0]);
}

static void a_name_too_long_for_a_unit(void)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    char *home = cgroup_of(pid);
    char name[101];

    memset(name, '-', 100);
    name[100] = '\0';
    CHECK_NULL(attach(conn, pid, name, 0), VIR_ERR_INVALID_ARG);
    check_home(pid, home);
    harness_child_end(pid);
}

/* A unit of that name which is not ours stays as it is, and so does the process. */
static void a_unit_in_the_way(void)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    char *home = cgroup_of(pid);

    systemd_sleeper("machine-taken.scope", "--scope");
    CHECK(attach(conn, pid, "taken", 0) == NULL);
    fprintf(stderr, "in the way: %s\n", virGetLastErrorMessage());
    CHECK_NULL(virDomainLookupByName(conn, "taken"), VIR_ERR_NO_DOMAIN);
    CHECK(access("/run/virmemctl/taken.xml", F_OK) != 0);
    check_home(pid, home);
    has("machine-taken.scope", "ActiveState", "active");
    systemd_run("systemctl stop machine-taken.scope");
    harness_child_end(pid);
}

static pid_t grandchild;

static void forks(void *data)
{
    int out = *(int *)data;
    pid_t pid = fork();

    if (pid == 0) {
        pid = getpid();
        if (write(out, &pid, sizeof(pid)) != sizeof(pid))
            _exit(1);
    }
    harness_child_waits(NULL);
}

/* The children come along; the scope ends with the last of them, not with the first. */
static void a_family(void)
{
    int ends[2];
    pid_t pid;
    char *unit = systemd_scope("virmemctl-family");
    virDomainPtr dom;

    if (pipe(ends) < 0)
        harness_die("pipe");
    pid = harness_child(forks, &ends[1]);
    if (read(ends[0], &grandchild, sizeof(grandchild)) != sizeof(grandchild))
        harness_die("the family did not report");
    dom = attach(conn, pid, "virmemctl-family", 0);
    if (!dom)
        harness_die("cannot attach the family");
    check_scope(unit, pid);
    check_scope(unit, grandchild);
    harness_child_end(pid);
    has(unit, "ActiveState", "active");
    CHECK_INT(virDomainIsActive(dom), 1);
    systemd_run("kill -9 %d", (int)grandchild);
    CHECK(systemd_is_gone(unit));
    CHECK_FAILS(virDomainIsActive(dom), VIR_ERR_NO_DOMAIN);
    CHECK_INT(virDomainFree(dom), 0);
    close(ends[0]);
    close(ends[1]);
    free(unit);
}

/* What took the scope's name after our domain had ended, which nobody saw, is not our domain. */
static void another_of_the_same_name(void)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    char *unit = systemd_scope("virmemctl-again");
    virDomainPtr dom = attach(conn, pid, "virmemctl-again", 0);

    if (!dom)
        harness_die("cannot attach");
    harness_child_end(pid);
    CHECK(systemd_is_gone(unit));
    systemd_sleeper(unit, "--scope");
    CHECK_FAILS(virDomainDestroy(dom), VIR_ERR_NO_DOMAIN);
    has(unit, "ActiveState", "active");
    CHECK_FAILS(virDomainIsActive(dom), VIR_ERR_NO_DOMAIN);
    CHECK_NULL(virDomainLookupByName(conn, "virmemctl-again"), VIR_ERR_NO_DOMAIN);
    CHECK(access("/run/virmemctl/virmemctl-again.xml", F_OK) != 0);
    has(unit, "ActiveState", "active");
    systemd_run("systemctl stop '%s'", unit);
    CHECK_INT(virDomainFree(dom), 0);
    free(unit);
}

/* Without the bus nothing begins: the process stays, and nothing is left of the attempt. */
static void no_bus(void)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    char *home = cgroup_of(pid);

    systemd_run("systemctl -q stop dbus.socket dbus.service 2>&1");
    CHECK_NULL(attach(conn, pid, "virmemctl-nobus", 0), VIR_ERR_DBUS_SERVICE);
    check_home(pid, home);
    CHECK(access("/run/virmemctl/virmemctl-nobus.xml", F_OK) != 0);
    CHECK_NULL(virDomainLookupByName(conn, "virmemctl-nobus"), VIR_ERR_NO_DOMAIN);
    no_plain_group();
    systemd_run("systemctl start dbus.socket");
    a_life("virmemctl-nobus");
    harness_child_end(pid);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    systemd_only();
    attach = harness_need_attach();
    conn = harness_open();
    names();
    a_name_too_long_for_a_unit();
    a_unit_in_the_way();
    a_family();
    another_of_the_same_name();
    no_bus();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
