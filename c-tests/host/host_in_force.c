/* A running domain's document shows what is in force, also where it was set after the start. */
#include "support/cgroup.h"
#include "support/disk.h"
#include "support/host.h"
#include "support/program.h"
#include "support/scheduler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static virConnectPtr conn;

static bool shows(virDomainPtr dom, unsigned int flags, const char *words)
{
    char *xml = virDomainGetXMLDesc(dom, flags);
    bool found = xml && strstr(xml, words) != NULL;

    free(xml);
    return found;
}

/* In the running domain's document, not in that of its definition. */
static void is_live(virDomainPtr dom, const char *words)
{
    if (!CHECK(shows(dom, 0, words)))
        fprintf(stderr, "  no %s\n", words);
    CHECK(!shows(dom, VIR_DOMAIN_XML_INACTIVE, words));
}

static void cpu_time(virDomainPtr dom)
{
    virTypedParameter params[3] = {{.field = VIR_DOMAIN_SCHEDULER_CPU_SHARES, .type = VIR_TYPED_PARAM_ULLONG},
                                   {.field = VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, .type = VIR_TYPED_PARAM_ULLONG},
                                   {.field = VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, .type = VIR_TYPED_PARAM_LLONG}};

    params[0].value.ul = 300;
    params[1].value.ul = 50000;
    params[2].value.l = 25000;
    CHECK(!shows(dom, 0, "<shares>") && !shows(dom, 0, "quota>") && !shows(dom, 0, "period>"));
    CHECK_INT(virDomainSetSchedulerParametersFlags(dom, params, 3, VIR_DOMAIN_AFFECT_LIVE), 0);
    is_live(dom, "<shares>300</shares>");
    is_live(dom, "<global_period>50000</global_period>");
    is_live(dom, "<global_quota>25000</global_quota>");
}

static void cpus_and_nodes(virDomainPtr dom)
{
    virTypedParameter node = disk_param(VIR_DOMAIN_NUMA_NODESET, "0");
    unsigned char map[HOST_CPUMAP] = {1};

    if (!cgroup_offers("cpuset") || host_last_cpu() == 0) {
        harness_skip_part("CPUs", "one CPU, or no cpuset controller");
        return;
    }
    CHECK(!shows(dom, 0, "<emulatorpin") && !shows(dom, 0, "<numatune"));
    CHECK_INT(virDomainPinEmulator(dom, map, sizeof(map), VIR_DOMAIN_AFFECT_LIVE), 0);
    is_live(dom, "<emulatorpin cpuset='0'/>");
    CHECK_INT(virDomainSetNumaParameters(dom, &node, 1, VIR_DOMAIN_AFFECT_LIVE), 0);
    if (host_last_node() > 0)
        is_live(dom, "nodeset='0'");
}

static void block_io(virDomainPtr dom)
{
    struct disk disk;
    char *path;

    if (!disk_find(&disk)) {
        harness_skip_part("block I/O", "no block device");
        return;
    }
    if (disk_set(dom, VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, disk_text(&disk, 1048576), VIR_DOMAIN_AFFECT_LIVE) < 0) {
        harness_skip_part("block I/O", "this kernel does not limit it");
        return;
    }
    if (asprintf(&path, "<path>%s</path>", disk.path) < 0)
        abort();
    is_live(dom, path);
    is_live(dom, "<read_bytes_sec>1048576</read_bytes_sec>");
    CHECK(!shows(dom, 0, "<weight>"));
    CHECK_INT(disk_set(dom, VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, disk_text(&disk, 0), VIR_DOMAIN_AFFECT_LIVE), 0);
    CHECK(!shows(dom, 0, path));
    free(path);
}

/* What was lifted since the start is not shown any more. */
static void lifted(void)
{
    struct program it = program_plan("in-force-less", "echo; sleep 100", "",
                                     "<cputune><shares>400</shares><quota>30000</quota></cputune>");
    virTypedParameter quota = {.field = VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, .type = VIR_TYPED_PARAM_LLONG};

    program_start_planned(conn, &it);
    CHECK(shows(it.dom, 0, "<shares>400</shares>") && shows(it.dom, 0, "<quota>30000</quota>"));
    CHECK(!shows(it.dom, 0, "<global_quota>"));
    quota.value.l = -1;
    CHECK_INT(virDomainSetSchedulerParametersFlags(it.dom, &quota, 1, VIR_DOMAIN_AFFECT_LIVE), 0);
    CHECK(shows(it.dom, 0, "<quota>-1</quota>"));
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

int main(void)
{
    struct program it;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    it = program_define(conn, "in-force", "sleep 100");
    CHECK_INT(virDomainCreate(it.dom), 0);
    cpu_time(it.dom);
    cpus_and_nodes(it.dom);
    block_io(it.dom);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
    lifted();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
