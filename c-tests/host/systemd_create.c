/* With systemd: a created domain runs its program in a scope, with its limits from the start. */
#include "host/systemd.h"
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The program says where it is, and what it may use. */
#define SCRIPT                                                                                   \
    "read -r line &lt;/proc/self/cgroup; echo $line; "                                              \
    "cat /sys/fs/cgroup${line#0::}/memory.max /sys/fs/cgroup${line#0::}/memory.high; "           \
    "exec sleep 1000"
#define MEMTUNE                                                                                  \
    "<memtune><hard_limit unit='MiB'>64</hard_limit><soft_limit unit='MiB'>48</soft_limit>"      \
    "<min_guarantee unit='MiB'>4</min_guarantee></memtune>"

static virConnectPtr conn;

static unsigned long long property(const char *unit, const char *name)
{
    char *text = systemd_property(unit, name);
    unsigned long long value = strtoull(text, NULL, 10);

    free(text);
    return value;
}

static void check_output(const char *name, const char *unit)
{
    char *output = program_output(name, 3);
    char *wanted = NULL;

    if (asprintf(&wanted, "0::/machine.slice/%s\n%d\n%d\n", unit, 64 << 20, 48 << 20) < 0)
        abort();
    CHECK_STR(output, wanted);
    free(wanted);
    free(output);
}

static void check_limits(const char *unit, const char *group)
{
    char *delegate = systemd_property(unit, "Delegate");

    CHECK_STR(delegate, "yes");
    free(delegate);
    CHECK_ULL(property(unit, "MemoryMax"), 64 << 20);
    CHECK_ULL(cgroup_kib(group, "memory.max"), MIB(64));
    CHECK_ULL(cgroup_kib(group, "memory.high"), MIB(48));
    CHECK_ULL(cgroup_kib(group, "memory.min"), MIB(4));
    /* The guarantee counts only with that of the slice. */
    CHECK(cgroup_kib(MACHINE_SLICE, "memory.min") >= MIB(4));
    CHECK(property("machine.slice", "MemoryMin") >= 4 << 20);
}

static void check_end(virDomainPtr dom, const char *unit, const char *group)
{
    CHECK_INT(virDomainDestroy(dom), 0);
    CHECK(systemd_is_gone(unit));
    CHECK(!cgroup_exists(group));
    CHECK(!cgroup_exists(MACHINE_SLICE) || cgroup_kib(MACHINE_SLICE, "memory.min") == 0);
    CHECK_ULL(property("machine.slice", "MemoryMin"), 0);
}

static void a_life(const char *name, bool persistent)
{
    char *xml = program_xml(name, SCRIPT, "", MEMTUNE);
    char *unit = systemd_scope(name);
    char *group = NULL;
    virDomainPtr dom = persistent ? virDomainDefineXML(conn, xml) : virDomainCreateXML(conn, xml, 0);

    if (asprintf(&group, MACHINE_SLICE "/%s", unit) < 0)
        abort();
    if (!dom)
        harness_die("'%s' is not made", name);
    if (persistent)
        CHECK_INT(virDomainCreate(dom), 0);
    check_output(name, unit);
    check_limits(unit, group);
    systemd_run("systemctl daemon-reload");
    check_limits(unit, group);
    CHECK(!cgroup_exists("/sys/fs/cgroup/machine"));
    check_end(dom, unit, group);
    if (persistent) {
        CHECK_INT(virDomainIsActive(dom), 0);
        CHECK_INT(virDomainUndefine(dom), 0);
    }
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK_INT(virDomainFree(dom), 0);
    program_forget(name);
    free(group);
    free(unit);
    free(xml);
}

/* Somebody else's unit of that name, and what runs in it, stay as they are. */
static void a_unit_in_the_way(void)
{
    char *xml = program_xml("taken", SCRIPT, "", "");
    char *state;

    systemd_sleeper("machine-taken.scope", "--scope");
    CHECK(virDomainCreateXML(conn, xml, 0) == NULL);
    /* As a create leaves it that was killed before it had a scope. */
    systemd_run("echo \"<running ready='no' boot='$(cat /proc/sys/kernel/random/boot_id)'>"
                "<name>taken</name><uuid>11111111-2222-3333-4444-555555555555</uuid><process pid='0' start='0'/>"
                "<group path='machine.slice/machine-taken.scope' parent='found' "
                "unit='machine-taken.scope'/></running>\" >/run/virmemctl/taken.xml");
    CHECK_INT(virConnectNumOfDomains(conn), 0);
    CHECK_NULL(virDomainLookupByName(conn, "taken"), VIR_ERR_NO_DOMAIN);
    state = systemd_property("machine-taken.scope", "ActiveState");
    CHECK_STR(state, "active");
    CHECK(access("/run/virmemctl/taken.xml", F_OK) != 0);
    systemd_run("systemctl stop machine-taken.scope");
    free(state);
    free(xml);
}

/* systemd removes the scope by itself: how the program ended is known all the same. */
static void ends(const char *name, const char *script, const char *more, int wanted, const char *words)
{
    char *xml = program_xml(name, script, "", more), *log;
    virDomainPtr dom = virDomainDefineXML(conn, xml);
    int reason = -1;

    CHECK(dom != NULL);
    CHECK_INT(virDomainCreate(dom), 0);
    CHECK(program_wait_state(dom, VIR_DOMAIN_SHUTOFF));
    CHECK_INT(program_state(dom, &reason), VIR_DOMAIN_SHUTOFF);
    CHECK_INT(reason, wanted);
    log = program_log(name);
    CHECK(log && strstr(log, words));
    CHECK_INT(virDomainUndefine(dom), 0);
    program_forget(name);
    virDomainFree(dom);
    free(log);
    free(xml);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    systemd_only();
    conn = harness_open();
    a_life("virmemctl-created", false);
    a_life("virmemctl defined", true);
    a_unit_in_the_way();
    ends("virmemctl-exits", "exit 3", "", VIR_DOMAIN_SHUTOFF_FAILED, " exited with status 3\n");
    ends("virmemctl-eats", "exec tail /dev/zero",
         "<memtune><hard_limit unit='MiB'>48</hard_limit></memtune>", VIR_DOMAIN_SHUTOFF_CRASHED,
         " was killed by signal 9");
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
