/* Pressure stall information of a domain, as the kernel's files tell it. */
#include "support/cgroup.h"
#include "support/disk.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A domain that waits for memory, for a CPU and for a disk: its limits are far below what it does. It reads
   the disk past the page cache, and then through it, which needs more memory than it may have. */
#define TIGHT \
    "<memtune><hard_limit unit='MiB'>6</hard_limit></memtune>" \
    "<cputune><period>100000</period><quota>30000</quota></cputune>" \
    "<blkiotune><device><path>%s</path><read_bytes_sec>16777216</read_bytes_sec></device></blkiotune>"
#define READS \
    "dd if=%s of=/dev/null bs=64k count=64 iflag=direct 2>/dev/null || echo failed; " \
    "for i in 1 2; do head -c 16777216 %s >/dev/null; done; echo; exec sleep 100"

static virConnectPtr conn;

/* The total of a line of a file. */
static unsigned long long kernel_total(const char *dir, const char *resource, const char *kind)
{
    char path[600], line[300];
    unsigned long long total = 0;
    FILE *in;

    snprintf(path, sizeof(path), "%s/%s.pressure", dir, resource);
    in = fopen(path, "re");
    if (!in)
        harness_die("cannot read %s", path);
    while (fgets(line, sizeof(line), in)) {
        const char *at = strstr(line, "total=");

        if (strncmp(line, kind, strlen(kind)) == 0 && at)
            total = strtoull(at + strlen("total="), NULL, 10);
    }
    fclose(in);
    return total;
}

static void figures(virDomainPtr dom, const char *dir, const char *resource, const char *kind)
{
    static const char *const averages[] = {"avg10", "avg60", "avg300"};
    virDomainPtr doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;
    unsigned long long before = kernel_total(dir, resource, kind), total = 0;
    char field[80];

    if (!CHECK_INT(virDomainListGetStats(doms, MEMCTL_STATS_PRESSURE, &records, 0), 1))
        return;
    snprintf(field, sizeof(field), "memctl.psi.%s.%s.total", resource, kind);
    CHECK_INT(virTypedParamsGetULLong(records[0]->params, records[0]->nparams, field, &total), 1);
    CHECK(total >= before && total <= kernel_total(dir, resource, kind));
    for (size_t i = 0; i < COUNT_OF(averages); i++) {
        double average = -1;

        snprintf(field, sizeof(field), "memctl.psi.%s.%s.%s", resource, kind, averages[i]);
        CHECK_INT(virTypedParamsGetDouble(records[0]->params, records[0]->nparams, field, &average), 1);
        CHECK(average >= 0 && average <= 100);
    }
    virDomainStatsRecordListFree(records);
}

/* What is told of a domain that stalls is what the kernel has counted, which is more than nothing. */
static void stalled(const struct disk *disk)
{
    static const char *const resources[] = {"memory", "cpu", "io"};
    char script[600], more[600], *dir;
    struct program it;

    snprintf(script, sizeof(script), READS, disk->path, disk->path);
    snprintf(more, sizeof(more), TIGHT, disk->path);
    it = program_plan("pressure-stalled", script, "", more);
    program_start_planned(conn, &it);
    dir = cgroup_of((pid_t)virDomainGetID(it.dom));
    for (size_t i = 0; i < COUNT_OF(resources); i++) {
        unsigned long long total = kernel_total(dir, resources[i], "some");

        fprintf(stderr, "%s: some %llu us, full %llu us\n", resources[i], total,
                kernel_total(dir, resources[i], "full"));
        CHECK(total > 0);
        figures(it.dom, dir, resources[i], "some");
        figures(it.dom, dir, resources[i], "full");
    }
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    free(dir);
}

int main(void)
{
    struct disk disk;
    struct program it;
    char *dir;
    bool has_pressure;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    it = program_start(conn, "pressure", "exec sleep 100", 0);
    dir = cgroup_of((pid_t)virDomainGetID(it.dom));
    has_pressure = cgroup_has(dir, "memory.pressure");
    if (has_pressure) {
        figures(it.dom, dir, "memory", "some");
        figures(it.dom, dir, "memory", "full");
        figures(it.dom, dir, "cpu", "some");
        figures(it.dom, dir, "io", "full");
    }
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    if (has_pressure && disk_find(&disk))
        stalled(&disk);
    virConnectClose(conn);
    free(dir);
    if (!has_pressure)
        harness_skip("no pressure stall information of groups in this kernel");
    return harness_end();
}
