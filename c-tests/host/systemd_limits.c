/* With systemd: values set on a unit's own group survive a daemon-reload. */
#include "host/systemd.h"
#include "support/cgroup.h"
#include "support/disk.h"
#include "support/memory.h"
#include "support/scheduler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static harness_attach_fn attach;
static virConnectPtr conn;

static const struct {
    const char *field;
    const char *file;
    const char *property; /* NULL: systemd leaves the file alone */
    unsigned long long value;
    unsigned long long file_value;
} limits[] = {
    {VIR_DOMAIN_MEMORY_HARD_LIMIT, "memory.max", "MemoryMax", MIB(96), MIB(96)},
    {VIR_DOMAIN_MEMORY_SOFT_LIMIT, "memory.high", "MemoryHigh", MIB(64), MIB(64)},
    {VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, "memory.swap.max", "MemorySwapMax", MIB(128), MIB(32)},
    {VIR_DOMAIN_MEMORY_MIN_GUARANTEE, "memory.min", "MemoryMin", MIB(8), MIB(8)},
    {SWAP_SOFT_LIMIT, "memory.swap.high", NULL, MIB(16), MIB(16)},
};

static void reload(void)
{
    systemd_run("systemctl daemon-reload");
}

static void write_file(const char *dir, const char *file, const char *value)
{
    systemd_run("echo %s >'%s/%s'", value, dir, file);
}

static void all_stand(virDomainPtr dom, const char *dir, const char *when)
{
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        if (cgroup_kib(dir, limits[i].file) != limits[i].file_value)
            fprintf(stderr, "%s %s:\n", limits[i].file, when);
        CHECK_ULL(cgroup_kib(dir, limits[i].file), limits[i].file_value);
        CHECK_ULL(memory_value(dom, limits[i].field), limits[i].value);
    }
}

static void properties_say_so(const char *unit)
{
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        char *now;

        if (!limits[i].property)
            continue;
        now = systemd_property(unit, limits[i].property);
        CHECK_ULL(strtoull(now, NULL, 10), limits[i].file_value * 1024);
        free(now);
    }
}

/*
 * A reload puts back what was only written: so it does not stand by chance. It leaves alone what is
 * no property.
 */
static void written_over(virDomainPtr dom, const char *dir)
{
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        write_file(dir, limits[i].file, "17825792");
        CHECK_ULL(cgroup_kib(dir, limits[i].file), MIB(17));
    }
    reload();
    CHECK_ULL(cgroup_kib(dir, "memory.swap.high"), MIB(17));
    CHECK_INT(memory_set_one(dom, SWAP_SOFT_LIMIT, MIB(16), 0), 0);
    all_stand(dom, dir, "after a reload");
}

static void extremes(virDomainPtr dom, const char *dir)
{
    static const char *const fields[] = {VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT,
                                         VIR_DOMAIN_MEMORY_HARD_LIMIT,
                                         VIR_DOMAIN_MEMORY_SOFT_LIMIT};
    static const char *const files[] = {"memory.swap.max", "memory.max", "memory.high"};

    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, 0, 0), 0);
    reload();
    CHECK_ULL(cgroup_kib(dir, "memory.high"), 0);
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        CHECK_INT(memory_set_one(dom, fields[i], UNLIMITED, 0), 0);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, 0, 0), 0);
    reload();
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        CHECK_ULL(cgroup_kib(dir, files[i]), UNLIMITED);
        CHECK_ULL(memory_value(dom, fields[i]), UNLIMITED);
    }
    CHECK_ULL(cgroup_kib(dir, "memory.min"), 0);
}

static void set_together(virDomainPtr dom, const char *unit, const char *dir)
{
    virTypedParameter params[COUNT_OF(limits)];

    memset(params, 0, sizeof(params));
    for (size_t i = 0; i < COUNT_OF(limits); i++)
        params[i] = param_ull(limits[i].field, limits[i].value);
    CHECK_INT(virDomainSetMemoryParameters(dom, params, COUNT_OF(limits), 0), 0);
    all_stand(dom, dir, "when set together");
    properties_say_so(unit);
    written_over(dom, dir);
}

static void set_one_by_one(virDomainPtr dom, const char *unit, const char *dir)
{
    for (size_t i = 0; i < COUNT_OF(limits); i++)
        CHECK_INT(memory_set_one(dom, limits[i].field, limits[i].value, 0), 0);
    reload();
    all_stand(dom, dir, "when set one by one");
    properties_say_so(unit);
}

/* A set tells systemd also of what the kernel holds already, and systemd does not know of. */
static void repeated(virDomainPtr dom, const char *dir)
{
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(8), 0), 0);
    write_file(dir, "memory.max", "94371840");
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(90), 0), 0);
    /* With one property systemd writes all of them: so this one comes by itself. */
    write_file(dir, "memory.min", "4194304");
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(4), 0), 0);
    reload();
    CHECK_ULL(cgroup_kib(dir, "memory.max"), MIB(90));
    CHECK_ULL(cgroup_kib(dir, "memory.min"), MIB(4));
}

/* systemd cannot be reached: nothing is set. */
static void without_the_bus(virDomainPtr dom, const char *dir)
{
    systemd_run("systemctl -q stop dbus.socket dbus.service 2>&1");
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(90), 0),
                VIR_ERR_DBUS_SERVICE);
    all_stand(dom, dir, "when the set failed");
    CHECK_INT(memory_set_one(dom, SWAP_SOFT_LIMIT, MIB(16), 0), 0);
    systemd_run("systemctl start dbus.socket");
    all_stand(dom, dir, "with the bus again");
}

static void property_is(const char *unit, const char *property, const char *want)
{
    char *now = systemd_property(unit, property);

    if (!CHECK_STR(now, want))
        fprintf(stderr, "%s\n", property);
    free(now);
}

static void scheduling_is(virDomainPtr dom, const char *dir, struct scheduling want)
{
    CHECK_SCHEDULING(scheduler_files(dir), want.shares, want.period, want.quota);
    CHECK_SCHEDULING(scheduler_get(dom, 0), want.shares, want.period, want.quota);
}

/* In force as it is set, whatever else is set; after a reload as far as systemd keeps it: whole percents
 * of a CPU, at least one, and no period without a quota. */
static const struct {
    struct scheduling set, least, most;
} scheduling_values[] = {
    {{300, 50000, 20000}, {300, 50000, 20000}, {300, 50000, 20000}},
    {{2, 1000, 1000}, {2, 1000, 1000}, {2, 1000, 1000}},
    {{10000, 1000000, 40000000}, {10000, 1000000, 40000000}, {10000, 1000000, 40000000}},
    {{77, 1000000, 1000}, {77, 1000000, 1000}, {77, 1000000, 10000}},
    {{200, 30000, 10001}, {200, 30000, 9900}, {200, 30000, 10001}},
    {{100, 70000, -1}, {100, 70000, -1}, {100, 100000, -1}},
};

static void scheduling_stays(virDomainPtr dom, const char *dir, size_t i)
{
    struct scheduling want = scheduling_values[i].set, now;
    virTypedParameter shares = param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 150);

    CHECK_INT(scheduler_set(dom, want, 0), 0);
    scheduling_is(dom, dir, want);
    CHECK_INT(virDomainSetSchedulerParameters(dom, &shares, 1), 0);
    scheduling_is(dom, dir, (struct scheduling){150, want.period, want.quota});
    CHECK_INT(scheduler_set(dom, want, 0), 0);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 0), 0);
    scheduling_is(dom, dir, want);
    write_file(dir, "cpu.weight", "160");
    write_file(dir, "cpu.max", "5000 20000");
    reload();
    now = scheduler_files(dir);
    scheduling_is(dom, dir, now);
    CHECK_ULL(now.shares, want.shares);
    if (!CHECK(now.period >= scheduling_values[i].least.period &&
               now.period <= scheduling_values[i].most.period &&
               now.quota >= scheduling_values[i].least.quota &&
               now.quota <= scheduling_values[i].most.quota))
        fprintf(stderr, "%lld %llu after a reload\n", now.quota, now.period);
}

static void scheduler(virDomainPtr dom, const char *unit, const char *dir)
{
    struct scheduling plain = scheduling_values[0].set;
    virTypedParameter quota = param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 25000);

    for (size_t i = 0; i < COUNT_OF(scheduling_values); i++)
        scheduling_stays(dom, dir, i);
    property_is(unit, "CPUQuotaPerSecUSec", "infinity");
    CHECK_INT(scheduler_set(dom, plain, 0), 0);
    property_is(unit, "CPUWeight", "300");
    property_is(unit, "CPUQuotaPerSecUSec", "400ms");
    property_is(unit, "CPUQuotaPeriodUSec", "50ms");
    /* One alone takes the period with it. */
    CHECK_INT(virDomainSetSchedulerParameters(dom, &quota, 1), 0);
    property_is(unit, "CPUQuotaPerSecUSec", "500ms");
    property_is(unit, "CPUQuotaPeriodUSec", "50ms");
    reload();
    scheduling_is(dom, dir, (struct scheduling){300, 50000, 25000});
}

/* The value behind an item in a device's line of io.max; -1 where there is none. */
static long long item_of(const char *dir, const struct disk *disk, const char *item)
{
    char *line = systemd_ask("grep '^%s ' '%s/io.max' || true", disk->number, dir);
    char *found = strstr(line, item);
    long long value = -1;

    if (found && found[strlen(item)] == '=' && strncmp(found + strlen(item) + 1, "max", 3) != 0)
        value = strtoll(found + strlen(item) + 1, NULL, 10);
    free(line);
    return value;
}

static const struct {
    const char *field, *item, *property;
    unsigned long long value;
} disk_limits[] = {
    {VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, "rbps", "IOReadBandwidthMax", 3145728},
    {VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, "wbps", "IOWriteBandwidthMax", 4194304},
    {VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, "riops", "IOReadIOPSMax", 300},
    {VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, "wiops", "IOWriteIOPSMax", 400},
};

/* How systemctl shows a limit. */
static void disk_property_is(const char *unit, size_t i, const struct disk *disk, bool is_set)
{
    char want[200] = "";

    if (is_set)
        snprintf(want, sizeof(want), "%s %llu", disk->path, disk_limits[i].value);
    property_is(unit, disk_limits[i].property, want);
}

static void disk_stands(virDomainPtr dom, const char *dir, const struct disk *disk)
{
    for (size_t i = 0; i < COUNT_OF(disk_limits); i++) {
        char *text = disk_get(dom, disk_limits[i].field, 0);

        CHECK_INT(item_of(dir, disk, disk_limits[i].item), (long long)disk_limits[i].value);
        CHECK_STR(text, disk_text(disk, disk_limits[i].value));
        free(text);
    }
}

static void disk_weights(virDomainPtr dom, const char *unit, const char *dir, const struct disk *disk)
{
    const char *file = cgroup_has(dir, "io.bfq.weight") ? "io.bfq.weight" : "io.weight";
    virTypedParameter weight = {.field = VIR_DOMAIN_BLKIO_WEIGHT, .type = VIR_TYPED_PARAM_UINT, .value = {.ui = 250}};

    if (!cgroup_has(dir, file)) {
        note("this kernel has no weights of block I/O");
        return;
    }
    /* A disk has the weights of what schedules its requests. */
    if (strcmp(file, "io.bfq.weight") == 0)
        systemd_run("echo bfq >'/sys/block/%s/queue/scheduler'", strrchr(disk->path, '/') + 1);
    else
        systemd_run("echo '%s enable=1' >/sys/fs/cgroup/io.cost.qos", disk->number);
    CHECK_INT(virDomainSetBlkioParameters(dom, &weight, 1, 0), 0);
    CHECK_INT(disk_set(dom, VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, disk_text(disk, 60), 0), 0);
    write_file(dir, file, "'default 90'");
    reload();
    CHECK_INT(cgroup_number(dir, file, "default"), 250);
    CHECK_INT(cgroup_number(dir, file, disk->number), 60);
    if (strcmp(file, "io.weight") == 0)
        property_is(unit, "IOWeight", "250");
}

/* Limits of a disk, told to systemd with all that the disk has, and forgotten with it. */
static void block_io(virDomainPtr dom, const char *unit, const char *dir)
{
    char over[120], gone[120];
    struct disk disk;

    if (!disk_find(&disk) || !cgroup_has(dir, "io.max")) {
        note("no disk here, or no io.max");
        return;
    }
    disk_weights(dom, unit, dir, &disk);
    for (size_t i = 0; i < COUNT_OF(disk_limits); i++) {
        CHECK_INT(disk_set(dom, disk_limits[i].field, disk_text(&disk, disk_limits[i].value), 0), 0);
        disk_property_is(unit, i, &disk, true);
    }
    disk_stands(dom, dir, &disk);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 0), 0);
    disk_stands(dom, dir, &disk);
    snprintf(over, sizeof(over), "'%s rbps=1000000 wbps=max riops=77 wiops=max'", disk.number);
    write_file(dir, "io.max", over);
    reload();
    disk_stands(dom, dir, &disk);
    /* Also of what the kernel holds already. */
    CHECK_INT(disk_set(dom, disk_limits[0].field, disk_text(&disk, disk_limits[0].value), 0), 0);
    disk_property_is(unit, 0, &disk, true);
    CHECK_INT(disk_set(dom, disk_limits[0].field, disk_text(&disk, 0), 0), 0);
    disk_property_is(unit, 0, &disk, false);
    disk_property_is(unit, 1, &disk, true);
    reload();
    CHECK_INT(item_of(dir, &disk, "rbps"), -1);
    CHECK_INT(item_of(dir, &disk, "wbps"), (long long)disk_limits[1].value);
    snprintf(gone, sizeof(gone), "%s,0", disk.path);
    for (size_t i = 1; i < COUNT_OF(disk_limits); i++)
        CHECK_INT(disk_set(dom, disk_limits[i].field, gone, 0), 0);
    reload();
    for (size_t i = 0; i < COUNT_OF(disk_limits); i++) {
        CHECK_INT(item_of(dir, &disk, disk_limits[i].item), -1);
        disk_property_is(unit, i, &disk, false);
    }
}

/* The CPUs and memory nodes of the group. */
static void cpus_and_nodes(virDomainPtr dom, const char *unit, const char *dir)
{
    virTypedParameter nodes = {.field = VIR_DOMAIN_NUMA_NODESET, .type = VIR_TYPED_PARAM_STRING, .value = {.s = "0"}};
    unsigned char map[1] = {1};

    if (!cgroup_has(dir, "cpuset.cpus")) {
        note("this kernel has no cpuset controller");
        return;
    }
    CHECK_INT(virDomainPinEmulator(dom, map, 1, 0), 0);
    CHECK_INT(virDomainSetNumaParameters(dom, &nodes, 1, 0), 0);
    property_is(unit, "AllowedCPUs", "0");
    property_is(unit, "AllowedMemoryNodes", "0");
    if (sysconf(_SC_NPROCESSORS_ONLN) > 1) {
        char *text;

        write_file(dir, "cpuset.cpus", "0-1");
        reload();
        text = cgroup_text(dir, "cpuset.cpus");
        CHECK_STR(text, "0");
        free(text);
    }
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 0), 0);
    CHECK_INT(cgroup_number(dir, "cpuset.cpus", ""), 0);
    CHECK_INT(cgroup_number(dir, "cpuset.mems", ""), 0);
}

static void our_own_scope(void)
{
    pid_t pid = harness_child(harness_child_waits, NULL);
    char *unit = systemd_scope("virmemctl-limits");
    char *dir = systemd_group(unit);
    virDomainPtr dom = attach(conn, pid, "virmemctl-limits", 0);

    if (!dom)
        harness_die("cannot attach");
    set_together(dom, unit, dir);
    extremes(dom, dir);
    repeated(dom, dir);
    set_one_by_one(dom, unit, dir);
    scheduler(dom, unit, dir);
    block_io(dom, unit, dir);
    cpus_and_nodes(dom, unit, dir);
    without_the_bus(dom, dir);
    harness_child_end(pid);
    CHECK_NULL(virDomainLookupByName(conn, "virmemctl-limits"), VIR_ERR_NO_DOMAIN);
    CHECK(systemd_is_gone(unit));
    CHECK_INT(virDomainFree(dom), 0);
    free(dir);
    free(unit);
}

/* As systemd-nspawn makes one: a unit of systemd's, told of in /run/systemd/machines. */
static void a_registered_machine(const char *name, const char *unit, const char *options)
{
    char *dir = systemd_group(unit);
    virDomainPtr dom;
    char *leader;

    systemd_sleeper(unit, options);
    leader = systemd_ask("head -n1 '" MACHINE_SLICE "/%s/cgroup.procs'", unit);
    systemd_run("mkdir -p /run/systemd/machines; printf 'NAME=%%s\\nUNIT=%%s\\nLEADER=%%s\\n' "
                "'%s' '%s' %s >'/run/systemd/machines/%s'", name, unit, leader, name);
    dom = virDomainLookupByName(conn, name);
    CHECK(dom != NULL);
    if (dom) {
        set_together(dom, unit, dir);
        scheduler(dom, unit, dir);
        block_io(dom, unit, dir);
        CHECK_INT(virDomainFree(dom), 0);
    }
    systemd_run("systemctl stop '%s'; rm '/run/systemd/machines/%s'", unit, name);
    free(leader);
    free(dir);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    systemd_only();
    attach = harness_need_attach();
    conn = harness_open();
    our_own_scope();
    a_registered_machine("nsp", "machine-nsp.scope", "--scope");
    a_registered_machine("nsp-2", "systemd-nspawn@nsp\\x2d2.service", "");
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
