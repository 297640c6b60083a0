/* Statistics of the host's domains: each page counts once, info means one thing, devices have figures. */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SHARED_MIB 48

static virConnectPtr conn;

static unsigned long long stat_of(virDomainPtr dom, int tag)
{
    virDomainMemoryStatStruct stats[VIR_DOMAIN_MEMORY_STAT_NR];
    int n = virDomainMemoryStats(dom, stats, VIR_DOMAIN_MEMORY_STAT_NR, 0);

    for (int i = 0; i < n; i++) {
        if (stats[i].tag == tag)
            return stats[i].val;
    }
    return ~0ULL;
}

/* Waits to be told, and then uses memory, all of it charged to the group that it is in. */
static void shares(void *data)
{
    int *ends = data;
    size_t size = SHARED_MIB << 20;
    char byte, *memory;

    if (read(ends[0], &byte, 1) != 1)
        _exit(1);
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memset(memory, 1, size);
    if (write(ends[3], "x", 1) != 1)
        _exit(1);
    for (;;)
        pause();
}

static void attached(harness_attach_fn attach)
{
    char *name = program_name("stats"), byte;
    int ends[4];
    unsigned long long rss, caches, before;
    virDomainInfo info;
    virDomainPtr dom;
    pid_t child;

    CHECK_INT(pipe(ends), 0);
    CHECK_INT(pipe(ends + 2), 0);
    child = harness_child(shares, ends);
    dom = attach(conn, child, name, 0);
    CHECK(dom != NULL);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(256), 0), 0);
    before = stat_of(dom, VIR_DOMAIN_MEMORY_STAT_DISK_CACHES);
    CHECK_INT((int)write(ends[1], "x", 1), 1);
    CHECK_INT((int)read(ends[2], &byte, 1), 1);
    rss = stat_of(dom, VIR_DOMAIN_MEMORY_STAT_RSS);
    caches = stat_of(dom, VIR_DOMAIN_MEMORY_STAT_DISK_CACHES);
    CHECK(rss >= MIB(SHARED_MIB - 2) && rss < MIB(SHARED_MIB + 16));
    if (!CHECK(caches < before + MIB(8)))
        fprintf(stderr, "  rss %llu, caches %llu, before %llu\n", rss, caches, before);
    CHECK_INT(virDomainGetInfo(dom, &info), 0);
    CHECK(info.memory >= MIB(SHARED_MIB - 2) && info.memory < MIB(128));
    CHECK_ULL(info.maxMem, MIB(256));
    CHECK_INT(virDomainDestroy(dom), 0);
    harness_child_wait(child);
    virDomainFree(dom);
    for (int i = 0; i < 4; i++)
        close(ends[i]);
    free(name);
}

#define DEVICES                                                                                    \
    "<devices><disk type='file' device='disk'><source file='%s'/><target dev='vda'/></disk>"       \
    "<interface type='ethernet'><mac address='52:54:00:11:22:33'/><target dev='lo'/></interface>"   \
    "<interface type='ethernet'><target dev='virmemctl-none'/></interface></devices>"

/* Figures, 0, or that they are not known; never a failure that ends a program's work on all domains. */
static void devices(void)
{
    const char *image = harness_file("virmemctl-image", "0123456789");
    char *more = NULL;
    struct program it;
    virDomainBlockStatsStruct block;
    virDomainInterfaceStatsStruct interface;
    virDomainBlockInfo size;
    virTypedParameter params[8];
    virDomainInfo info;
    int n = 8;

    if (asprintf(&more, DEVICES, image) < 0)
        harness_die("no memory");
    it = program_plan("devices", "sleep 100", "", more);
    it.dom = virDomainCreateXML(conn, it.xml, 0);
    if (!it.dom)
        harness_die("%s was not started", it.name);
    memset(&block, 7, sizeof(block));
    CHECK_INT(virDomainBlockStats(it.dom, "vda", &block, sizeof(block)), 0);
    CHECK(block.rd_req == -1 && block.rd_bytes == -1 && block.wr_req == -1 && block.wr_bytes == -1);
    CHECK_INT(block.errs, -1);
    CHECK_INT(virDomainBlockStatsFlags(it.dom, image, params, &n, 0), 0);
    CHECK_INT(n, 0);
    CHECK_FAILS(virDomainBlockStats(it.dom, "vdb", &block, sizeof(block)), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainGetBlockInfo(it.dom, "vda", &size, 0), 0);
    CHECK_ULL(size.capacity, *image == '/' ? 10 : 0);
    CHECK_INT(virDomainInterfaceStats(it.dom, "lo", &interface, sizeof(interface)), 0);
    CHECK(interface.rx_bytes >= 0 && interface.tx_bytes >= 0);
    CHECK_INT(virDomainInterfaceStats(it.dom, "52:54:00:11:22:33", &interface, sizeof(interface)), 0);
    CHECK_INT(virDomainInterfaceStats(it.dom, "virmemctl-none", &interface, sizeof(interface)), 0);
    CHECK(interface.rx_bytes == -1 && interface.tx_drop == -1);
    CHECK_FAILS(virDomainInterfaceStats(it.dom, "eth9", &interface, sizeof(interface)),
                VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainGetInfo(it.dom, &info), 0);
    CHECK_ULL(info.maxMem, MIB(64));
    CHECK(info.memory > 0 && info.memory < MIB(16));
    CHECK_ULL(stat_of(it.dom, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON), MIB(64));
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    free(more);
}

static int count_of(virDomainStatsRecordPtr *records, const char *name, const char *field)
{
    int found = 0;

    for (int i = 0; records[i]; i++) {
        for (int j = 0; j < records[i]->nparams; j++)
            found += strcmp(virDomainGetName(records[i]->dom), name) == 0 &&
                     strcmp(records[i]->params[j].field, field) == 0;
    }
    return found;
}

/* A domain that is shut off has sizes, and is no reason to tell nothing of the others. */
static void all_of_them(void)
{
    struct program off = program_define(conn, "off", "sleep 100");
    struct program on = program_start(conn, "on", "sleep 100", 0);
    virDomainStatsRecordPtr *records = NULL;
    int n = virConnectGetAllDomainStats(conn, 0, &records, 0);

    if (CHECK(n >= 2)) {
        CHECK_INT(count_of(records, on.name, "balloon.rss"), 1);
        CHECK_INT(count_of(records, off.name, "balloon.current"), 1);
        CHECK_INT(count_of(records, off.name, "balloon.rss"), 0);
        virDomainStatsRecordListFree(records);
    }
    CHECK_INT(virDomainDestroy(on.dom), 0);
    CHECK_INT(virDomainUndefine(off.dom), 0);
    program_end(&on);
    program_end(&off);
}

int main(void)
{
    harness_attach_fn attach;

    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_attach();
    conn = harness_open();
    attached(attach);
    devices();
    all_of_them();
    virConnectClose(conn);
    return harness_end();
}
