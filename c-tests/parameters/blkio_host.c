/*
 * Block I/O parameters of the host's domains, on a real device: what the API sets and gets is what the
 * kernel's files hold, and what cannot be set changes nothing.
 */
#include "support/cgroup.h"
#include "support/disk.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define ROOM 8
#define READ_BYTES VIR_DOMAIN_BLKIO_DEVICE_READ_BPS
#define WRITE_BYTES VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS
#define READ_IOPS VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS
#define LATENCY "device_latency_usec" /* this library's own */

static virConnectPtr conn;
static struct disk disk;

static void is_got(virDomainPtr dom, const char *name, const char *want, unsigned int flags)
{
    char *got = disk_get(dom, name, flags);

    CHECK_STR(got, want);
    free(got);
}

static unsigned long long kernel_value(const char *dir, const char *v1_file, const char *item)
{
    bool is_v1 = harness_cgroup_version() == 1;

    return disk_value(dir, is_v1 ? v1_file : "io.max", &disk, is_v1 ? NULL : item);
}

static void kernel_has(const char *dir, const char *v1_file, const char *item, unsigned long long value)
{
    CHECK_ULL(kernel_value(dir, v1_file, item), value);
}

static void set_and_get(virDomainPtr dom, const char *dir)
{
    is_got(dom, READ_BYTES, "", 0);
    CHECK_INT(disk_set(dom, READ_BYTES, disk_text(&disk, 1048576), 0), 0);
    kernel_has(dir, "blkio.throttle.read_bps_device", "rbps", 1048576);
    is_got(dom, READ_BYTES, disk_text(&disk, 1048576), 0);
    CHECK_INT(disk_set(dom, WRITE_BYTES, disk_text(&disk, 2097152), VIR_DOMAIN_AFFECT_LIVE), 0);
    kernel_has(dir, "blkio.throttle.write_bps_device", "wbps", 2097152);
    kernel_has(dir, "blkio.throttle.read_bps_device", "rbps", 1048576);
    is_got(dom, READ_BYTES, disk_text(&disk, 1048576), 0);
    is_got(dom, READ_IOPS, "", 0);
    CHECK_INT(disk_set(dom, READ_BYTES, disk_text(&disk, 0), 0), 0);
    is_got(dom, READ_BYTES, "", 0);
    is_got(dom, WRITE_BYTES, disk_text(&disk, 2097152), 0);
    CHECK_INT(disk_set(dom, WRITE_BYTES, disk_text(&disk, 0), 0), 0);
    kernel_has(dir, "blkio.throttle.write_bps_device", "wbps", 0);
}

static void together(virDomainPtr dom)
{
    virTypedParameter params[] = {
        disk_param(READ_BYTES, disk_text(&disk, 3145728)),
        disk_param(READ_IOPS, disk_text(&disk, 300)),
    };

    CHECK_INT(virDomainSetBlkioParameters(dom, params, 2, 0), 0);
    is_got(dom, READ_BYTES, disk_text(&disk, 3145728), 0);
    is_got(dom, READ_IOPS, disk_text(&disk, 300), 0);
}

static void refused_saying(virDomainPtr dom, const char *text, const char *words)
{
    virTypedParameter params[] = {disk_param(READ_IOPS, disk_text(&disk, 77)), disk_param(READ_BYTES, text)};
    virErrorPtr error;

    CHECK_FAILS(virDomainSetBlkioParameters(dom, params, 2, 0), VIR_ERR_INVALID_ARG);
    error = virGetLastError();
    CHECK(error && strstr(error->message, READ_BYTES) != NULL);
    CHECK(error && strstr(error->message, words) != NULL);
    is_got(dom, READ_BYTES, disk_text(&disk, 3145728), 0);
    is_got(dom, READ_IOPS, disk_text(&disk, 300), 0);
}

static void refused(virDomainPtr dom)
{
    char twice[200];

    snprintf(twice, sizeof(twice), "%s,1048576,%s,2097152", disk.path, disk.path);
    refused_saying(dom, twice, "twice");
    refused_saying(dom, "/dev/null,1048576", "/dev/null");
    refused_saying(dom, "/no/such/device,1048576", "No such file");
    refused_saying(dom, "dev,1048576", "absolute");
    refused_saying(dom, disk.path, "path,number");
    refused_saying(dom, "/dev/x\ty,5", "printable");
    refused_saying(dom, ",", "path,number");
}

/* Both files of one kernel alone are there where it has weights. */
static void weights(virDomainPtr dom, const char *dir)
{
    virTypedParameter param = {.field = VIR_DOMAIN_BLKIO_WEIGHT, .type = VIR_TYPED_PARAM_UINT};
    static const char *const files[] = {"blkio.weight", "blkio.bfq.weight", "io.bfq.weight", "io.weight"};
    bool has_weight = false;

    for (size_t i = 0; i < COUNT_OF(files); i++)
        has_weight = has_weight || cgroup_has(dir, files[i]);
    param.value.ui = 300;
    if (has_weight) {
        unsigned int weight = 0;
        virTypedParameter params[ROOM];
        int count = ROOM;

        CHECK_INT(virDomainSetBlkioParameters(dom, &param, 1, 0), 0);
        CHECK_INT(virDomainGetBlkioParameters(dom, params, &count, 0), 0);
        CHECK_INT(virTypedParamsGetUInt(params, count, VIR_DOMAIN_BLKIO_WEIGHT, &weight), 1);
        CHECK_INT(weight, 300);
        param.value.ui = 20000;
        CHECK_FAILS(virDomainSetBlkioParameters(dom, &param, 1, 0), VIR_ERR_INVALID_ARG);
    } else {
        CHECK_FAILS(virDomainSetBlkioParameters(dom, &param, 1, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    }
}

/* A soft limit of latency, where this kernel has it. */
static void latency(virDomainPtr dom, const char *dir)
{
    if (!cgroup_has(dir, "io.latency")) {
        CHECK_FAILS(disk_set(dom, LATENCY, disk_text(&disk, 5000), 0), VIR_ERR_OPERATION_UNSUPPORTED);
        is_got(dom, LATENCY, NULL, 0);
        harness_skip_part("latency", "no io.latency");
        return;
    }
    is_got(dom, LATENCY, "", 0);
    CHECK_INT(disk_set(dom, LATENCY, disk_text(&disk, 5000), 0), 0);
    CHECK_ULL(disk_value(dir, "io.latency", &disk, "target"), 5000);
    is_got(dom, LATENCY, disk_text(&disk, 5000), 0);
    CHECK_FAILS(disk_set(dom, LATENCY, disk_text(&disk, 18446744073709552ULL), 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(disk_set(dom, LATENCY, "/dev/null,5000", 0), VIR_ERR_INVALID_ARG);
    is_got(dom, LATENCY, disk_text(&disk, 5000), 0);
    CHECK_INT(disk_set(dom, LATENCY, disk_text(&disk, 0), 0), 0);
    CHECK_ULL(disk_value(dir, "io.latency", &disk, "target"), 0);
    is_got(dom, LATENCY, "", 0);
}

/* A definition's limits are in force before the program runs, and a set with CONFIG changes them. */
static void defined(void)
{
    char more[300];
    struct program it;

    snprintf(more, sizeof(more),
             "<blkiotune><device><path>%s</path><read_bytes_sec>4194304</read_bytes_sec></device></blkiotune>",
             disk.path);
    it = program_plan("blkio-defined", "sleep 100", "", more);
    it.dom = virDomainDefineXML(conn, it.xml);
    CHECK(it.dom != NULL);
    is_got(it.dom, READ_BYTES, disk_text(&disk, 4194304), VIR_DOMAIN_AFFECT_CONFIG);
    CHECK_INT(virDomainCreate(it.dom), 0);
    is_got(it.dom, READ_BYTES, disk_text(&disk, 4194304), VIR_DOMAIN_AFFECT_LIVE);
    CHECK_INT(disk_set(it.dom, READ_BYTES, disk_text(&disk, 5242880), VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG), 0);
    is_got(it.dom, READ_BYTES, disk_text(&disk, 5242880), VIR_DOMAIN_AFFECT_LIVE);
    is_got(it.dom, READ_BYTES, disk_text(&disk, 5242880), VIR_DOMAIN_AFFECT_CONFIG);
    CHECK_INT(disk_set(it.dom, READ_BYTES, disk_text(&disk, 0), VIR_DOMAIN_AFFECT_CONFIG), 0);
    is_got(it.dom, READ_BYTES, "", VIR_DOMAIN_AFFECT_CONFIG);
    is_got(it.dom, READ_BYTES, disk_text(&disk, 5242880), VIR_DOMAIN_AFFECT_LIVE);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
}

/* What the kernel has counted of the disk. */
static long long kernel_counter(const char *dir, bool reads)
{
    bool is_v1 = harness_cgroup_version() == 1;
    const char *word = is_v1 ? (reads ? " Read " : " Write ") : (reads ? " rbytes=" : " wbytes=");
    char path[600], line[300];
    long long value = 0;
    FILE *in;

    snprintf(path, sizeof(path), "%s/%s", dir, is_v1 ? "blkio.throttle.io_service_bytes_recursive" : "io.stat");
    in = fopen(path, "re");
    if (!in)
        harness_die("open %s", path);
    while (fgets(line, sizeof(line), in)) {
        const char *at = strstr(line, word);

        if (at && strncmp(line, disk.number, strlen(disk.number)) == 0 && line[strlen(disk.number)] == ' ')
            value = strtoll(at + strlen(word), NULL, 10);
    }
    fclose(in);
    return value;
}

static void counts_as(virDomainPtr dom, const char *dir, const char *name, const char *bulk_name)
{
    long long reads = kernel_counter(dir, true), writes = kernel_counter(dir, false);
    virDomainBlockStatsStruct stats;
    virDomainPtr doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;
    const char *found = NULL;
    unsigned long long bytes = 77;

    CHECK_INT(virDomainBlockStats(dom, name, &stats, sizeof(stats)), 0);
    CHECK_INT(stats.rd_bytes, reads);
    CHECK_INT(stats.wr_bytes, writes);
    CHECK((stats.wr_req > 0) == (writes > 0));
    if (!CHECK_INT(virDomainListGetStats(doms, VIR_DOMAIN_STATS_BLOCK, &records, 0), 1))
        return;
    CHECK_INT(virTypedParamsGetString(records[0]->params, records[0]->nparams, "block.0.name", &found), 1);
    CHECK_STR(found, bulk_name);
    CHECK_INT(virTypedParamsGetULLong(records[0]->params, records[0]->nparams, "block.0.wr.bytes", &bytes), 1);
    CHECK_ULL(bytes, writes);
    virDomainStatsRecordListFree(records);
}

/* What the domain has written, by its definition's disk or, where that has none, by the kernel's name. */
static void counted(bool has_disk)
{
    const char *file = harness_file("virmemctl-written", "");
    char script[800], more[600], devices[300] = "", group[300], *dir;
    const char *name = has_disk ? "vdx" : disk.path + strlen("/dev/");
    struct program it;
    struct stat status;
    virDomainBlockStatsStruct stats;

    if (stat(file, &status) != 0)
        harness_die("no %s", file);
    if (has_disk)
        snprintf(devices, sizeof(devices),
                 "<devices><disk type='block' device='disk'><source dev='%s'/><target dev='vdx'/></disk></devices>", disk.path);
    snprintf(script, sizeof(script),
             "dd if=/dev/zero of=%s bs=64k count=16 oflag=direct 2>/dev/null || echo failed; echo; exec sleep 100", file);
    snprintf(more, sizeof(more),
             "<blkiotune><device><path>%s</path><read_iops_sec>100000</read_iops_sec></device></blkiotune>%s", disk.path,
             devices);
    it = program_plan("blkio-counted", script, "", more);
    program_start_planned(conn, &it);
    snprintf(group, sizeof(group), harness_cgroup_version() == 1 ? "/virmemctl-%s" : "/machine/virmemctl-%s", it.name);
    dir = cgroup_at_controller(group, "blkio");
    fprintf(stderr, "%lld bytes were written\n", kernel_counter(dir, false));
    if (makedev(major(status.st_dev), 0) == makedev(atoi(disk.number), 0))
        CHECK(kernel_counter(dir, false) >= 1048576);
    if (has_disk || kernel_counter(dir, false) > 0) {
        counts_as(it.dom, dir, disk.path, name);
        counts_as(it.dom, dir, name, name);
        counts_as(it.dom, dir, "", name);
    }
    CHECK_FAILS(virDomainBlockStats(it.dom, "nodisk", &stats, sizeof(stats)), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    free(dir);
}

/* A domain without a group in the hierarchy that counts: nothing is known then, which is not 0. */
static void uncounted(void)
{
    char more[400], group[300], *dir, *top, pid[16];
    struct program it;
    virDomainBlockStatsStruct stats;

    if (harness_cgroup_version() != 1)
        return;
    snprintf(more, sizeof(more),
             "<devices><disk type='block' device='disk'><source dev='%s'/><target dev='vdx'/></disk></devices>", disk.path);
    it = program_plan("blkio-uncounted", "echo; exec sleep 100", "", more);
    program_start_planned(conn, &it);
    snprintf(group, sizeof(group), "/virmemctl-%s", it.name);
    snprintf(pid, sizeof(pid), "%d", (int)virDomainGetID(it.dom));
    dir = cgroup_at_controller(group, "blkio");
    top = cgroup_at_controller("/", "blkio");
    cgroup_put(top, "cgroup.procs", pid);
    CHECK_INT(rmdir(dir), 0);
    free(top);
    free(dir);
    CHECK_INT(virDomainBlockStats(it.dom, "vdx", &stats, sizeof(stats)), 0);
    CHECK_INT(stats.rd_req, -1);
    CHECK_INT(stats.wr_bytes, -1);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

int main(void)
{
    struct program it;
    char *dir, group[300];

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    if (!disk_find(&disk))
        harness_skip("no block device of 16 MiB");
    it = program_start(conn, "blkio", "sleep 100", 0);
    snprintf(group, sizeof(group), harness_cgroup_version() == 1 ? "/virmemctl-%s" : "/machine/virmemctl-%s", it.name);
    dir = cgroup_at_controller(group, "blkio");
    set_and_get(it.dom, dir);
    together(it.dom);
    refused(it.dom);
    weights(it.dom, dir);
    latency(it.dom, dir);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    defined();
    counted(true);
    counted(false);
    uncounted();
    free(dir);
    virConnectClose(conn);
    return harness_end();
}
