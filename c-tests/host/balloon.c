/*
 * The memory balloon of virtual machines, by their monitors: sizes, statistics, and the hard limit beside it. The
 * monitors are stand-ins; a real QEMU is in tests/libvirtd/balloon.py.
 */
#include "support/balloon.h"
#include "support/cgroup.h"
#include "support/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long long actual(virDomainPtr dom)
{
    return balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON);
}

static void sizes(virDomainPtr dom)
{
    CHECK_ULL(actual(dom), MIB(GUEST));
    CHECK_INT(virDomainSetMemory(dom, MIB(64)), 0);
    CHECK_ULL(actual(dom), MIB(64));
    CHECK_INT(virDomainSetMemoryFlags(dom, MIB(GUEST), VIR_DOMAIN_AFFECT_LIVE), 0);
    CHECK_INT(virDomainSetMemoryFlags(dom, MIB(80), VIR_DOMAIN_AFFECT_CURRENT), 0);
    CHECK_FAILS(virDomainSetMemory(dom, MIB(GUEST) + 1), VIR_ERR_INVALID_ARG);
    CHECK(balloon_says("98305 KiB") && balloon_says("98304 KiB"));
    CHECK_FAILS(virDomainSetMemory(dom, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainSetMaxMemory(dom, MIB(64)), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainSetMemoryFlags(dom, MIB(64), VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainSetMemoryFlags(dom, MIB(64), VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG),
                VIR_ERR_OPERATION_INVALID);
    CHECK_ULL(actual(dom), MIB(80));
    CHECK_INT(virDomainSetMemory(dom, MIB(GUEST)), 0);
}

/* A monitor's sizes may be coarser: the guest gets no less than it was to have. */
static void steps(const struct vmm *vmm, virDomainPtr dom)
{
    unsigned long long step = vmm == &vmm_qemu ? 1 : vmm == &vmm_firecracker ? 1024 : 4;

    CHECK_INT(virDomainSetMemory(dom, MIB(50) + 1), 0);
    CHECK_ULL(actual(dom), MIB(50) + step);
    CHECK_INT(virDomainSetMemory(dom, MIB(GUEST) - 1), 0);
    CHECK_ULL(actual(dom), step == 1 ? MIB(GUEST) - 1 : MIB(GUEST));
    CHECK_INT(virDomainSetMemory(dom, MIB(GUEST)), 0);
}

static void nothing_told(virDomainPtr dom)
{
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE), ULLONG_MAX);
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_UNUSED), ULLONG_MAX);
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_AVAILABLE), ULLONG_MAX);
}

static void all_told(virDomainPtr dom)
{
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_UNUSED), MIB(30));
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_AVAILABLE), MIB(60));
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_USABLE), MIB(40));
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT), 3);
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT), 77);
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_SWAP_OUT), 0);
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_SWAP_IN), ULLONG_MAX);
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC), 0);
    CHECK(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_RSS) < MIB(GUEST));
}

static void statistics(const struct vmm *vmm, virDomainPtr dom)
{
    bool is_qemu = vmm == &vmm_qemu, is_firecracker = vmm == &vmm_firecracker;
    int period = is_qemu || is_firecracker ? 0 : -1;

    if (is_qemu)
        nothing_told(dom);
    CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, -1, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, 5, VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainSetMemoryStatsPeriod(dom, 5, VIR_DOMAIN_AFFECT_LIVE), period);
    CHECK_ULL(balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE), is_firecracker ? ULLONG_MAX : 1700000000);
    all_told(dom);
    if (is_qemu) {
        CHECK_INT(virDomainSetMemoryStatsPeriod(dom, 0, 0), 0);
        nothing_told(dom);
        return;
    }
    CHECK_FAILS(virDomainSetMemoryStatsPeriod(dom, 0, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK(balloon_says(vmm->name));
    all_told(dom);
}

/* What the hard limit forbids the balloon refuses, and the other way round. */
static void beside_the_hard_limit(const struct vmm *vmm, virDomainPtr dom)
{
    unsigned long long none = memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT);

    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), VIR_ERR_INVALID_ARG);
    CHECK(balloon_says("hard_limit is 65536 KiB") && balloon_says("98304 KiB") && balloon_says(vmm->name));
    CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT), none);
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(GUEST), 0), VIR_ERR_INVALID_ARG);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(200), 0), 0);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), FORCE), 0);
    /* One that is too low already may rise. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(70), 0), 0);
    CHECK_INT(virDomainSetMemory(dom, MIB(32)), 0);
    CHECK_FAILS(virDomainSetMemory(dom, MIB(80)), VIR_ERR_INVALID_ARG);
    CHECK(balloon_says("memory is 81920 KiB") && balloon_says("hard_limit is 71680 KiB"));
    CHECK_ULL(actual(dom), MIB(32));
    CHECK_INT(virDomainSetMemory(dom, MIB(40)), 0);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), 0);
    memory_unlimit(dom);
    CHECK_INT(virDomainSetMemory(dom, MIB(GUEST)), 0);
}

static unsigned long long bulk(virDomainPtr dom, const char *field, unsigned int flags)
{
    virDomainPtr doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;
    unsigned long long value = ULLONG_MAX;

    if (CHECK_INT(virDomainListGetStats(doms, VIR_DOMAIN_STATS_BALLOON, &records, flags), 1))
        virTypedParamsGetULLong(records[0]->params, records[0]->nparams, field, &value);
    virDomainStatsRecordListFree(records);
    return value;
}

/* Bulk statistics tell the same, but where they may not wait. */
static void in_bulk(const struct vmm *vmm, virDomainPtr dom)
{
    unsigned int nowait = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT;

    CHECK_INT(virDomainSetMemory(dom, MIB(72)), 0);
    CHECK_ULL(bulk(dom, "balloon.current", 0), MIB(72));
    CHECK(bulk(dom, "balloon.current", nowait) != MIB(72));
    CHECK(bulk(dom, "balloon.rss", nowait) < MIB(GUEST));
    CHECK_ULL(bulk(dom, "balloon.unused", nowait), ULLONG_MAX);
    if (vmm != &vmm_qemu) {
        CHECK_ULL(bulk(dom, "balloon.unused", 0), MIB(30));
        CHECK_ULL(bulk(dom, "balloon.hugetlb_pgalloc", 0), 0);
        CHECK_ULL(bulk(dom, "balloon.last-update", 0), vmm == &vmm_firecracker ? ULLONG_MAX : 1700000000);
    }
    CHECK_INT(virDomainSetMemory(dom, MIB(GUEST)), 0);
}

static void good_ones(void)
{
    for (size_t i = 0; i < COUNT_OF(vmm_all); i++) {
        struct balloon it = balloon_start(vmm_all[i], "good");

        fprintf(stderr, "  %s\n", vmm_all[i]->name);
        sizes(it.dom);
        steps(vmm_all[i], it.dom);
        statistics(vmm_all[i], it.dom);
        in_bulk(vmm_all[i], it.dom);
        beside_the_hard_limit(vmm_all[i], it.dom);
        balloon_stop(it);
    }
}

/* Without statistics the size is that which was asked for, and the period cannot be set. */
static void without_statistics(void)
{
    for (size_t i = 1; i < COUNT_OF(vmm_all); i++) {
        struct balloon it = balloon_start(vmm_all[i], "plain");

        CHECK_INT(virDomainSetMemory(it.dom, MIB(64)), 0);
        CHECK_ULL(actual(it.dom), MIB(64));
        CHECK_FAILS(virDomainSetMemoryStatsPeriod(it.dom, 5, 0), VIR_ERR_OPERATION_UNSUPPORTED);
        nothing_told(it.dom);
        balloon_stop(it);
    }
}

static void without_a_balloon(void)
{
    for (size_t i = 0; i < COUNT_OF(vmm_all); i++) {
        struct balloon it = balloon_start(vmm_all[i], "none");
        int code = vmm_all[i] == &vmm_cloud_hypervisor ? VIR_ERR_OPERATION_UNSUPPORTED : VIR_ERR_OPERATION_INVALID;

        CHECK_FAILS(virDomainSetMemory(it.dom, MIB(64)), VIR_ERR_OPERATION_INVALID);
        CHECK(balloon_says("has no memory balloon"));
        CHECK_FAILS(virDomainSetMemoryStatsPeriod(it.dom, 5, 0), code);
        balloon_stop(it);
    }
}

/* A domain that is no virtual machine has none. */
static void no_machine(void)
{
    struct balloon it = {.pid = harness_child(harness_child_waits, NULL)};

    it.dom = balloon_attach(it.pid);
    CHECK_FAILS(virDomainSetMemory(it.dom, MIB(64)), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainSetMemoryStatsPeriod(it.dom, 5, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    balloon_stop(it);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    balloon_begin("balloon");
    good_ones();
    without_statistics();
    without_a_balloon();
    no_machine();
    balloon_end();
    return harness_end();
}
