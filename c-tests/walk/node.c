#include "shapes.h"

#include <stdlib.h>
#include <string.h>

void walk_virNodeGetInfo(void)
{
    virConnectPtr conn = any_connection();
    virNodeInfo info = {0};
    bool place = !chance(5);

    call("virNodeGetInfo", "%s, %d", show_connection(conn), place);
    got_int(virNodeGetInfo(conn, place ? &info : NULL));
    out("%.32s %lu %u %u %u %u %u %u", info.model, info.memory, info.cpus, info.mhz, info.nodes,
        info.sockets, info.cores, info.threads);
}

void walk_virNodeGetCPUMap(void)
{
    virConnectPtr conn = any_connection();
    unsigned char *map = NULL;
    unsigned int online = 77;
    bool map_place = !chance(20);
    bool online_place = !chance(20);
    unsigned int flags = any_flags(0);
    long long cpus;

    call("virNodeGetCPUMap", "%s, %d, %d, %#x", show_connection(conn), map_place, online_place, flags);
    cpus = got_int(virNodeGetCPUMap(conn, map_place ? &map : NULL, online_place ? &online : NULL, flags));
    out("%s %u", cpus > 0 ? hex(map, VIR_CPU_MAPLEN((int)cpus)) : "-", online);
    free(map);
}

void walk_virNodeGetCPUStats(void)
{
    virConnectPtr conn = any_connection();
    virNodeCPUStats stats[16] = {0};
    int cpu = (int)below(10) - 2;
    int count = chance(50) ? 16 : any_count(4);
    bool place = count == 0 || !chance(10) || pool_is_remote();
    unsigned int flags = any_flags(0);
    int room = count > 16 ? 16 : count;

    call("virNodeGetCPUStats", "%s, %d, %d, %d, %#x", show_connection(conn), cpu, place, room, flags);
    got_int(virNodeGetCPUStats(conn, cpu, place ? stats : NULL, &room, flags));
    out("count %d", room);
    for (int i = 0; i < 16 && stats[i].field[0]; i++)
        out("%s=%llu", stats[i].field, stats[i].value);
}

void walk_virNodeGetMemoryStats(void)
{
    virConnectPtr conn = any_connection();
    virNodeMemoryStats stats[16] = {0};
    int cell = (int)below(6) - 2;
    int count = chance(50) ? 16 : any_count(4);
    unsigned int flags = any_flags(0);
    int room = count > 16 ? 16 : count;

    call("virNodeGetMemoryStats", "%s, %d, %d, %#x", show_connection(conn), cell, room, flags);
    got_int(virNodeGetMemoryStats(conn, cell, stats, &room, flags));
    out("count %d", room);
    for (int i = 0; i < 16 && stats[i].field[0]; i++)
        out("%s=%llu", stats[i].field, stats[i].value);
}

void walk_virNodeGetCellsFreeMemory(void)
{
    virConnectPtr conn = any_connection();
    unsigned long long free_memory[8] = {0};
    bool place = !chance(5);
    int start = (int)below(6) - 1;
    int cells = (int)below(9) - 1;
    long long got;

    call("virNodeGetCellsFreeMemory", "%s, %d, %d, %d", show_connection(conn), place, start, cells);
    got = got_int(virNodeGetCellsFreeMemory(conn, place ? free_memory : NULL, start, cells));
    for (int i = 0; i < got && i < 8; i++)
        out("%llu", free_memory[i]);
}

void walk_virNodeGetFreeMemory(void)
{
    virConnectPtr conn = any_connection();

    call("virNodeGetFreeMemory", "%s", show_connection(conn));
    got_unsigned(virNodeGetFreeMemory(conn));
}

void walk_virNodeGetSecurityModel(void)
{
    virConnectPtr conn = any_connection();
    virSecurityModel model;
    bool place = !chance(5);

    memset(&model, 0, sizeof(model));
    call("virNodeGetSecurityModel", "%s, %d", show_connection(conn), place);
    got_int(virNodeGetSecurityModel(conn, place ? &model : NULL));
    out("%s %s", model.model, model.doi);
}

void walk_virConnectGetMaxVcpus(void)
{
    static const char *const types[] = {"test", "qemu", "", "nosuch", NULL};
    virConnectPtr conn = any_connection();
    const char *type = ANY(types);

    call("virConnectGetMaxVcpus", "%s, %s", show_connection(conn), quoted(type));
    got_int(virConnectGetMaxVcpus(conn, type));
}

void walk_virConnectGetCapabilities(void)
{
    virConnectPtr conn = any_connection();

    call("virConnectGetCapabilities", "%s", show_connection(conn));
    got_xml(virConnectGetCapabilities(conn));
}

void walk_virConnectGetDomainCapabilities(void)
{
    static const char *const types[] = {"test", "qemu", "kvm", "nosuch", NULL};
    static const char *const archs[] = {"i686", "x86_64", "nosuch", NULL, NULL};
    virConnectPtr conn = any_connection();
    const char *emulator = chance(20) ? "/usr/bin/test-hv" : NULL;
    const char *arch = ANY(archs);
    const char *type = ANY(types);
    unsigned int flags = any_flags(0);

    call("virConnectGetDomainCapabilities", "%s, %s, %s, %s, %#x", show_connection(conn),
         quoted(emulator), quoted(arch), quoted(type), flags);
    got_xml(virConnectGetDomainCapabilities(conn, emulator, arch, NULL, type, flags));
}

void walk_virConnectGetSysinfo(void)
{
    virConnectPtr conn = any_connection();
    unsigned int flags = any_flags(0);

    call("virConnectGetSysinfo", "%s, %#x", show_connection(conn), flags);
    got_xml(virConnectGetSysinfo(conn, flags));
}

void walk_virConnectGetCPUModelNames(void)
{
    static const char *const archs[] = {"x86_64", "i686", "aarch64", "nosuch", "", NULL};
    virConnectPtr conn = any_connection();
    const char *arch = ANY(archs);
    char **models = NULL;
    bool place = !chance(30);
    unsigned int flags = any_flags(0);

    call("virConnectGetCPUModelNames", "%s, %s, %d, %#x", show_connection(conn), quoted(arch), place, flags);
    got_int(virConnectGetCPUModelNames(conn, arch, place ? &models : NULL, flags));
    out("%s", models ? "models" : "none");
    for (char **model = models; model && *model; model++)
        free(*model);
    free(models);
}

/* What several models have in common takes a table of their features: left to libvirt. */
static const char *const cpus[] = {
    "<cpu><arch>x86_64</arch><model>Nehalem</model></cpu>",
    "<cpu><arch>x86_64</arch><model>Nehalem</model></cpu>",
    "<cpu><arch>x86_64</arch><model>Nehalem</model></cpu>",
    "<cpu/>", "broken", "<domain/>", "", "<cpu><arch>x86_64</arch></cpu>",
    "<cpu><arch>x86_64</arch><model>nosuch</model></cpu>",
};

void walk_virConnectBaselineCPU(void)
{
    virConnectPtr conn = any_connection();
    const char *given[3] = {ANY(cpus), ANY(cpus), ANY(cpus)};
    unsigned int count = below(4);
    bool place = !chance(5);
    unsigned int flags = any_flags(VIR_CONNECT_BASELINE_CPU_MIGRATABLE) &
                         ~(unsigned int)VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES;

    call("virConnectBaselineCPU", "%s, %d, %u, %#x %s", show_connection(conn), place, count, flags,
         count ? given[0] : "");
    got_xml(virConnectBaselineCPU(conn, place ? given : NULL, count, flags));
}

void walk_virConnectBaselineHypervisorCPU(void)
{
    virConnectPtr conn = any_connection();
    const char *given[2] = {ANY(cpus), ANY(cpus)};
    unsigned int count = below(3);
    unsigned int flags = any_flags(3);

    call("virConnectBaselineHypervisorCPU", "%s, %u, %#x", show_connection(conn), count, flags);
    got_xml(virConnectBaselineHypervisorCPU(conn, NULL, "x86_64", NULL, "test", given, count, flags));
}
