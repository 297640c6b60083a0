/* The node: CPUs, NUMA cells, memory and pages. */
#include "support/test_host.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void infos(virConnectPtr conn)
{
    virNodeInfo info;

    memset(&info, 0x5a, sizeof(info));
    if (TRACE_INT(virNodeGetInfo(conn, &info)) == 0)
        printf("   model %s memory %lu cpus %u mhz %u nodes %u sockets %u cores %u threads %u\n",
               info.model, info.memory, info.cpus, info.mhz, info.nodes, info.sockets, info.cores,
               info.threads);
    TRACE_INT(virNodeGetInfo(conn, NULL));
    TRACE_INT(virNodeGetInfo(NULL, &info));
}

static void cpu_maps(virConnectPtr conn)
{
    static const unsigned int flags[] = {0, 1, UINT_MAX};
    unsigned char *map;
    unsigned int online;

    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        map = (unsigned char *)1;
        online = 77;
        note("flags %x", flags[i]);
        TRACE_INT(virNodeGetCPUMap(conn, &map, &online, flags[i]));
        if (i == 0) {
            printf("   online %u map %02x\n", online, map[0]);
            free(map);
        } else {
            printf("   online %u map %s\n", online, map == (unsigned char *)1 ? "kept" : "changed");
        }
    }
    TRACE_INT(virNodeGetCPUMap(conn, NULL, &online, 0));
    TRACE_INT(virNodeGetCPUMap(conn, &map, NULL, 0));
    free(map);
    TRACE_INT(virNodeGetCPUMap(conn, NULL, NULL, 0));
    TRACE_INT(virNodeGetCPUMap(NULL, NULL, NULL, 0));
}

static void one_cpu_stats(virConnectPtr conn, int cpu, int room, unsigned int flags)
{
    virNodeCPUStats stats[8];

    memset(stats, 0, sizeof(stats));
    note("cpu %d room %d flags %x", cpu, room, flags);
    TRACE_INT(virNodeGetCPUStats(conn, cpu, stats, &room, flags));
    printf("   count %d\n", room);
    for (size_t i = 0; i < COUNT_OF(stats) && stats[i].field[0]; i++)
        printf("   [%s] %llu\n", stats[i].field, stats[i].value);
}

static void cpu_stats(virConnectPtr conn)
{
    static const int cpus[] = {-2, -1, 0, 15, 16, INT_MAX, INT_MIN};
    static const int rooms[] = {-1, 0, 1, 3, 4, 5, 8};
    int count = 0;
    int before = 3;

    TRACE_INT(virNodeGetCPUStats(conn, -1, NULL, &count, 0));
    printf("   count %d\n", count);
    if (!harness_is_remote())
        TRACE_INT(virNodeGetCPUStats(conn, -1, NULL, &before, 0));
    TRACE_INT(virNodeGetCPUStats(conn, -1, NULL, NULL, 0));
    TRACE_INT(virNodeGetCPUStats(NULL, -1, NULL, &count, 0));
    for (size_t i = 0; i < COUNT_OF(cpus); i++) {
        count = 0;
        note("count for cpu %d", cpus[i]);
        TRACE_INT(virNodeGetCPUStats(conn, cpus[i], NULL, &count, 0));
        printf("   count %d\n", count);
        one_cpu_stats(conn, cpus[i], 4, 0);
    }
    for (size_t i = 0; i < COUNT_OF(rooms); i++)
        one_cpu_stats(conn, -1, rooms[i], 0);
    one_cpu_stats(conn, -1, 4, 1);
    one_cpu_stats(conn, -2, 4, 1);
}

static void cells(virConnectPtr conn)
{
    static const int starts[] = {-1, 0, 1, 2, INT_MAX};
    static const int rooms[] = {-1, 0, 1, 2, 8};
    unsigned long long memory[8];
    int found;

    for (size_t i = 0; i < COUNT_OF(starts) * COUNT_OF(rooms); i++) {
        int start = starts[i / COUNT_OF(rooms)];
        int room = rooms[i % COUNT_OF(rooms)];

        memset(memory, 0, sizeof(memory));
        note("start %d room %d", start, room);
        found = TRACE_INT(virNodeGetCellsFreeMemory(conn, memory, start, room));
        for (int cell = 0; cell < found; cell++)
            printf("   %llu\n", memory[cell]);
    }
    TRACE_INT(virNodeGetCellsFreeMemory(conn, NULL, 0, 1));
    TRACE_INT(virNodeGetCellsFreeMemory(NULL, memory, 0, 1));
    TRACE_INT(virNodeGetFreeMemory(conn));
    TRACE_INT(virNodeGetFreeMemory(NULL));
}

static void one_pages(virConnectPtr conn, unsigned int npages, unsigned int *pages, int start,
                      unsigned int cells, unsigned int flags)
{
    unsigned long long counts[32];

    memset(counts, 0, sizeof(counts));
    note("%u pages from cell %d, %u cells, flags %x", npages, start, cells, flags);
    TRACE_INT(virNodeGetFreePages(conn, npages, pages, start, cells, counts, flags));
    for (int i = 0; i < 8; i++)
        printf(" %llu", counts[i]);
    putchar('\n');
}

static void pages(virConnectPtr conn)
{
    unsigned int many[40] = {0};
    unsigned long long last[40];
    unsigned int sizes[] = {4, 2048, 1048576, 8};
    unsigned int odd[] = {4, 3, 4, 0};
    unsigned long long counts[4];
    int result;

    for (unsigned int cells = 0; cells < 4; cells++)
        one_pages(conn, 2, sizes, 0, cells, 0);
    one_pages(conn, 2, sizes, -1, 1, 0);
    one_pages(conn, 2, sizes, -2, 1, 0);
    one_pages(conn, 2, sizes, 2, 1, 0);
    one_pages(conn, 4, sizes, 0, 2, 0);
    one_pages(conn, 4, odd, 0, 2, 0);
    one_pages(conn, 0, sizes, 0, 2, 0);
    one_pages(conn, 1, NULL, 0, 2, 0);
    one_pages(conn, 1, sizes, 0, 1, 1);
    one_pages(conn, 1, sizes, 5, 1, 1);
    one_pages(conn, 1, odd + 3, 0, 1, 0);
    TRACE_INT(virNodeGetFreePages(conn, 1, sizes, 0, 1, NULL, 0));
    TRACE_INT(virNodeGetFreePages(NULL, 1, sizes, 0, 1, counts, 0));
    result = TRACE_INT(virNodeGetFreePages(conn, 40, many, 0, 1, last, 0));
    for (size_t i = 25; result >= 0 && i < COUNT_OF(last); i++)
        printf("   %llu\n", last[i]);
    TRACE_INT(virNodeGetFreePages(conn, 1, sizes, INT_MAX, 1, counts, 0));
    TRACE_INT(virNodeGetFreePages(conn, 1, sizes, INT_MIN, 1, counts, 0));
}

static void security(virConnectPtr conn)
{
    virSecurityModel model;

    memset(&model, 0x5a, sizeof(model));
    if (TRACE_INT(virNodeGetSecurityModel(conn, &model)) == 0)
        printf("   model '%s' doi '%s'\n", model.model, model.doi);
    TRACE_INT(virNodeGetSecurityModel(conn, NULL));
    TRACE_INT(virNodeGetSecurityModel(NULL, &model));
}

static void absent(virConnectPtr conn)
{
    virNodeMemoryStats stats[8];
    int count = 0;

    TRACE_INT(virNodeGetMemoryStats(conn, -1, stats, &count, 0));
    TRACE_INT(virNodeGetMemoryStats(conn, -2, stats, &count, 0));
    TRACE_INT(virNodeGetMemoryStats(conn, -1, stats, NULL, 0));
    count = -1;
    TRACE_INT(virNodeGetMemoryStats(conn, -1, stats, &count, 0));
    count = 4;
    TRACE_INT(virNodeGetMemoryStats(conn, -1, NULL, &count, 0));
    TRACE_INT(virNodeGetMemoryStats(conn, -1, stats, &count, 1));
    TRACE_INT(virNodeGetMemoryStats(NULL, -1, stats, &count, 0));
}

static void memory_parameters(virConnectPtr conn)
{
    virTypedParameter params[8] = {{.field = VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, .type = VIR_TYPED_PARAM_UINT}};
    int count = 0;

    TRACE_INT(virNodeGetMemoryParameters(conn, NULL, &count, 0));
    TRACE_INT(virNodeGetMemoryParameters(conn, NULL, NULL, 0));
    TRACE_INT(virNodeGetMemoryParameters(NULL, NULL, &count, 0));
    count = -1;
    TRACE_INT(virNodeGetMemoryParameters(conn, params, &count, 0));
    count = 8;
    TRACE_INT(virNodeGetMemoryParameters(conn, NULL, &count, 0));
    TRACE_INT(virNodeGetMemoryParameters(conn, params, &count, 1));
    TRACE_INT(virNodeSetMemoryParameters(conn, params, 1, 0));
    TRACE_INT(virNodeSetMemoryParameters(conn, params, 1, 1));
    TRACE_INT(virNodeSetMemoryParameters(conn, params, 0, 0));
    TRACE_INT(virNodeSetMemoryParameters(conn, params, -1, 0));
    TRACE_INT(virNodeSetMemoryParameters(conn, NULL, 1, 0));
    TRACE_INT(virNodeSetMemoryParameters(NULL, params, 1, 0));
}

static void all(virConnectPtr conn)
{
    infos(conn);
    cpu_maps(conn);
    cpu_stats(conn);
    cells(conn);
    pages(conn);
    security(conn);
    absent(conn);
    memory_parameters(conn);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    all(conn);
    CHECK_INT(virConnectClose(conn), 0);
    note("read-only");
    conn = harness_open_read_only();
    all(conn);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
