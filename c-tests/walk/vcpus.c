#include "shapes.h"

#include <stdlib.h>
#include <string.h>

DOMAIN_CALL(virDomainGetMaxVcpus)
DOMAIN_FLAGS_CALL(virDomainGetVcpusFlags, 0xf)

void walk_virDomainSetVcpus(void)
{
    virDomainPtr dom = any_domain();
    unsigned int count = chance(5) ? 70000 : below(10);

    call("virDomainSetVcpus", "%s, %u", show(dom), count);
    got_int(virDomainSetVcpus(dom, count));
}

void walk_virDomainSetVcpusFlags(void)
{
    virDomainPtr dom = any_domain();
    unsigned int count = chance(5) ? 70000 : below(10);
    unsigned int flags = any_flags(0x1f);

    call("virDomainSetVcpusFlags", "%s, %u, %#x", show(dom), count, flags);
    got_int(virDomainSetVcpusFlags(dom, count, flags));
}

static void any_map(unsigned char *map, size_t size)
{
    for (size_t i = 0; i < size; i++)
        map[i] = chance(70) ? (unsigned char)random_bits() : 0;
}

static int any_map_length(void)
{
    return (int)below(5) - (chance(90) ? 0 : 1);
}

void walk_virDomainPinVcpu(void)
{
    virDomainPtr dom = any_domain();
    unsigned int vcpu = below(6);
    unsigned char map[8];
    int length = any_map_length();
    bool place = !chance(5);

    any_map(map, sizeof(map));
    call("virDomainPinVcpu", "%s, %u, %s, %d", show(dom), vcpu, place ? hex(map, 8) : "NULL", length);
    got_int(virDomainPinVcpu(dom, vcpu, place ? map : NULL, length));
}

void walk_virDomainPinVcpuFlags(void)
{
    virDomainPtr dom = any_domain();
    unsigned int vcpu = below(6);
    unsigned char map[8];
    int length = any_map_length();
    bool place = !chance(5);
    unsigned int flags = any_flags(3);

    any_map(map, sizeof(map));
    call("virDomainPinVcpuFlags", "%s, %u, %s, %d, %#x", show(dom), vcpu, place ? hex(map, 8) : "NULL", length,
         flags);
    got_int(virDomainPinVcpuFlags(dom, vcpu, place ? map : NULL, length, flags));
}

void walk_virDomainPinEmulator(void)
{
    virDomainPtr dom = any_domain();
    unsigned char map[8];
    int length = any_map_length();
    bool place = !chance(5);
    unsigned int flags = any_flags(3);

    any_map(map, sizeof(map));
    call("virDomainPinEmulator", "%s, %s, %d, %#x", show(dom), place ? hex(map, 8) : "NULL", length, flags);
    got_int(virDomainPinEmulator(dom, place ? map : NULL, length, flags));
}

void walk_virDomainGetVcpuPinInfo(void)
{
    virDomainPtr dom = any_domain();
    unsigned char maps[10 * 4];
    int count = (int)below(11) - (chance(5) ? 1 : 0);
    int length = any_map_length();
    bool place = !chance(5);
    unsigned int flags = any_flags(3);

    memset(maps, 0xee, sizeof(maps));
    call("virDomainGetVcpuPinInfo", "%s, %d, %d, %d, %#x", show(dom), count, place, length, flags);
    got_int(virDomainGetVcpuPinInfo(dom, count, place ? maps : NULL, length, flags));
    out("%s", hex(maps, sizeof(maps)));
}

void walk_virDomainGetEmulatorPinInfo(void)
{
    virDomainPtr dom = any_domain();
    unsigned char map[8];
    int length = any_map_length();
    bool place = !chance(5);
    unsigned int flags = any_flags(3);

    memset(map, 0xee, sizeof(map));
    call("virDomainGetEmulatorPinInfo", "%s, %d, %d, %#x", show(dom), place, length, flags);
    got_int(virDomainGetEmulatorPinInfo(dom, place ? map : NULL, length, flags));
    out("%s", hex(map, sizeof(map)));
}

/* The time that a processor has run goes on by itself: that there is one is shown. */
void walk_virDomainGetVcpus(void)
{
    virDomainPtr dom = any_domain();
    virVcpuInfo infos[10];
    unsigned char maps[10 * 4];
    int count = (int)below(11) - (chance(5) ? 1 : 0);
    int length = any_map_length();
    bool place = chance(50);
    long long got;

    memset(maps, 0xee, sizeof(maps));
    memset(infos, 0, sizeof(infos));
    call("virDomainGetVcpus", "%s, %d, %d, %d", show(dom), count, place, length);
    got = got_int(virDomainGetVcpus(dom, infos, count, place ? maps : NULL, length));
    for (int i = 0; i < got; i++)
        out("%u/%d/%d/%d", infos[i].number, infos[i].state, infos[i].cpu, infos[i].cpuTime > 0);
    out("%s", hex(maps, sizeof(maps)));
}

void walk_virDomainGetIOThreadInfo(void)
{
    virDomainPtr dom = any_domain();
    virDomainIOThreadInfoPtr *threads = NULL;
    unsigned int flags = any_flags(3);
    long long got;

    call("virDomainGetIOThreadInfo", "%s, %#x", show(dom), flags);
    got = got_int(virDomainGetIOThreadInfo(dom, &threads, flags));
    for (int i = 0; i < got; i++) {
        out("%u:%s", threads[i]->iothread_id, hex(threads[i]->cpumap, threads[i]->cpumaplen));
        virDomainIOThreadInfoFree(threads[i]);
    }
    free(threads);
}
