/* Pinning of virtual CPUs, the emulator and I/O threads: CPU maps. */
#include "parameters/tuning.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define ROOM 8

/* libvirt's remote driver changes what is behind the maps. */
static int shown(int maps, int length, int all)
{
    int filled = maps > 0 && length > 0 ? maps * length : 0;

    return harness_is_remote() && filled < all ? filled : all;
}

static void print_maps(const unsigned char *maps, int count)
{
    printf("   maps");
    for (int i = 0; i < count; i++)
        printf(" %02x", maps[i]);
    putchar('\n');
}

static void pin_info(virDomainPtr dom, int cpus, int length, unsigned int flags)
{
    unsigned char maps[ROOM * ROOM];
    int found;

    memset(maps, 0x5a, sizeof(maps));
    note("pins of %d, %d bytes each, flags %u", cpus, length, flags);
    found = TRACE_INT(virDomainGetVcpuPinInfo(dom, cpus, maps, length, flags));
    print_maps(maps, shown(found, length, 24));
    memset(maps, 0x5a, sizeof(maps));
    found = TRACE_INT(virDomainGetEmulatorPinInfo(dom, maps, length, flags));
    print_maps(maps, shown(found, length, 4));
}

static void vcpus(virDomainPtr dom, int count, int length)
{
    virVcpuInfo info[ROOM];
    unsigned char maps[ROOM * ROOM];
    int found;

    memset(info, 0x5a, sizeof(info));
    memset(maps, 0x5a, sizeof(maps));
    note("vcpus %d, %d bytes each", count, length);
    found = TRACE_INT(virDomainGetVcpus(dom, info, count, length ? maps : NULL, length));
    for (int i = 0; i < found; i++)
        note("   number %u state %d cpu %d", info[i].number, info[i].state, info[i].cpu);
    if (found >= 0 && found < ROOM && !harness_is_remote())
        CHECK_INT(info[found].state, 0x5a5a5a5a);
    print_maps(maps, shown(found, length, 24));
}

static void pins(virDomainPtr dom)
{
    tuning_xml(dom, "cputune", 0);
    tuning_xml(dom, "cputune", VIR_DOMAIN_XML_INACTIVE);
}

static void looks(virDomainPtr dom)
{
    for (int cpus = -1; cpus < 6; cpus++)
        pin_info(dom, cpus, 1, 0);
    for (int length = -1; length < 6; length++)
        pin_info(dom, 4, length, 0);
    for (unsigned int flags = 1; flags < 9; flags++)
        pin_info(dom, 4, 1, flags);
    TRACE_INT(virDomainGetVcpuPinInfo(dom, 1, NULL, 1, 0));
    TRACE_INT(virDomainGetVcpuPinInfo(dom, 0, NULL, 0, 0));
    TRACE_INT(virDomainGetEmulatorPinInfo(dom, NULL, 1, 0));
    TRACE_INT(virDomainGetEmulatorPinInfo(dom, NULL, 0, 0));
    for (int count = -1; count < 6; count++)
        vcpus(dom, count, 1);
    for (int length = -1; length < 6; length++)
        vcpus(dom, 3, length);
    TRACE_INT(virDomainGetVcpus(dom, NULL, 1, NULL, 0));
    TRACE_INT(virDomainGetVcpus(dom, NULL, 0, NULL, 0));
    virVcpuInfo info;
    unsigned char map;
    TRACE_INT(virDomainGetVcpus(dom, &info, 1, NULL, 1));
    TRACE_INT(virDomainGetVcpus(dom, &info, 1, &map, 0));
    TRACE_INT(virDomainGetVcpuPinInfo(dom, INT_MAX, &map, INT_MAX, 0));
    TRACE_INT(virDomainGetVcpus(dom, &info, INT_MAX, &map, INT_MAX));
}

static void sets(virDomainPtr dom)
{
    static const unsigned char maps[][3] = {
        {0x01, 0, 0}, {0xff, 0, 0}, {0x00, 0, 0}, {0x05, 0, 0}, {0x00, 1, 0}, {0xff, 0xff, 0xff},
        {0x00, 0, 0x80}, {0x81, 0x01, 0},
    };
    unsigned char none[ROOM] = {0};
    unsigned char wide[100];

    for (size_t i = 0; i < COUNT_OF(maps); i++) {
        unsigned char map[3];

        memcpy(map, maps[i], sizeof(map));
        for (int length = 1; length <= 3; length++) {
            note("map %02x %02x %02x, %d bytes", map[0], map[1], map[2], length);
            TRACE_INT(virDomainPinVcpu(dom, 0, map, length));
            TRACE_INT(virDomainPinVcpuFlags(dom, 1, map, length, 0));
            TRACE_INT(virDomainPinEmulator(dom, map, length, 0));
            pins(dom);
            pin_info(dom, 4, 2, 0);
            vcpus(dom, 4, 2);
        }
    }
    memset(wide, 0xff, sizeof(wide));
    note("100 bytes");
    TRACE_INT(virDomainPinVcpu(dom, 0, wide, 100));
    TRACE_INT(virDomainPinEmulator(dom, wide, 100, 0));
    pins(dom);
    memset(wide, 0, 99);
    wide[99] = 1;
    TRACE_INT(virDomainPinVcpu(dom, 0, wide, 100));
    TRACE_INT(virDomainPinEmulator(dom, wide, 100, 0));
    pins(dom);
    none[0] = 3;
    for (unsigned int flags = 0; flags < 9; flags++) {
        none[0] ^= 4;
        note("flags %u", flags);
        TRACE_INT(virDomainPinVcpuFlags(dom, 0, none, 1, flags));
        TRACE_INT(virDomainPinEmulator(dom, none, 1, flags));
        pins(dom);
    }
    for (unsigned int vcpu = 0; vcpu < 6; vcpu++) {
        note("vcpu %u", vcpu);
        TRACE_INT(virDomainPinVcpu(dom, vcpu, none, 1));
        TRACE_INT(virDomainPinVcpuFlags(dom, vcpu, none, 1, VIR_DOMAIN_AFFECT_CONFIG));
    }
    pins(dom);
    TRACE_INT(virDomainPinVcpu(dom, UINT_MAX, none, 1));
    for (int length = -1; length < 1; length++) {
        TRACE_INT(virDomainPinVcpu(dom, 0, none, length));
        TRACE_INT(virDomainPinVcpuFlags(dom, 0, none, length, 0));
        TRACE_INT(virDomainPinEmulator(dom, none, length, 0));
    }
    TRACE_INT(virDomainPinVcpu(dom, 0, NULL, 1));
    TRACE_INT(virDomainPinVcpuFlags(dom, 0, NULL, 1, 0));
    TRACE_INT(virDomainPinEmulator(dom, NULL, 1, 0));
    note("vcpus after pins");
    TRACE_INT(virDomainSetVcpusFlags(dom, 1, VIR_DOMAIN_VCPU_CONFIG));
    TRACE_INT(virDomainSetVcpusFlags(dom, 1, 0));
    pins(dom);
    TRACE_INT(virDomainSetVcpusFlags(dom, 4, 0));
    pins(dom);
}

static void refused(virDomainPtr dom)
{
    unsigned char map[2] = {1, 0};
    virVcpuInfo info;

    TRACE_INT(virDomainPinVcpu(dom, 0, map, 1));
    TRACE_INT(virDomainPinVcpu(dom, 99, NULL, -1));
    TRACE_INT(virDomainPinVcpu(dom, 99, map, 1));
    TRACE_INT(virDomainPinVcpuFlags(dom, 0, map, 1, 0));
    TRACE_INT(virDomainPinVcpuFlags(dom, 99, map, 1, 1u << 20));
    TRACE_INT(virDomainPinVcpuFlags(dom, 99, NULL, 1, 1u << 20));
    TRACE_INT(virDomainPinVcpuFlags(dom, 99, map, 1, 3));
    TRACE_INT(virDomainPinVcpuFlags(dom, 99, map, 1, 1));
    TRACE_INT(virDomainPinVcpuFlags(dom, 99, map, 1, 2));
    TRACE_INT(virDomainPinEmulator(dom, map, 1, 0));
    TRACE_INT(virDomainPinEmulator(dom, map, 1, 3));
    TRACE_INT(virDomainPinEmulator(dom, map, 1, 1u << 20));
    TRACE_INT(virDomainPinEmulator(dom, NULL, -1, 1u << 20));
    TRACE_INT(virDomainGetVcpuPinInfo(dom, 1, map, 1, 0));
    TRACE_INT(virDomainGetVcpuPinInfo(dom, 1, map, 1, 3));
    TRACE_INT(virDomainGetVcpuPinInfo(dom, 1, map, 1, 1u << 20));
    TRACE_INT(virDomainGetVcpuPinInfo(dom, 0, map, 1, 3));
    TRACE_INT(virDomainGetEmulatorPinInfo(dom, map, 1, 0));
    TRACE_INT(virDomainGetEmulatorPinInfo(dom, map, 1, 3));
    TRACE_INT(virDomainGetEmulatorPinInfo(dom, map, 1, 1u << 20));
    TRACE_INT(virDomainGetEmulatorPinInfo(dom, NULL, 1, 3));
    TRACE_INT(virDomainGetVcpus(dom, &info, 1, NULL, 0));
    TRACE_INT(virDomainGetVcpus(dom, NULL, 1, NULL, 0));
    TRACE_INT(virDomainGetVcpus(dom, &info, 0, NULL, 0));
}

static void look_at(virDomainPtr dom)
{
    unsigned char map[1] = {2};

    tuning_xml(dom, "vcpu", 0);
    pins(dom);
    pin_info(dom, 4, 2, 0);
    pin_info(dom, 4, 2, VIR_DOMAIN_AFFECT_CONFIG);
    vcpus(dom, 4, 2);
    TRACE_INT(virDomainPinVcpu(dom, 0, map, 1));
    tuning_xml(dom, "vcpu", 0);
    pins(dom);
}

/* Pinning in definitions, and how a get reports it. */
static void defined(void)
{
    static const char *const inside[] = {
        "<vcpu cpuset='0-3,^2'>3</vcpu>",
        "<vcpu cpuset='0-40' current='1'>2</vcpu><cputune><vcpupin vcpu='0' cpuset='1'/>"
        "<vcpupin vcpu='1' cpuset='2-3'/><emulatorpin cpuset='1'/></cputune>",
        "<vcpu placement='auto'>2</vcpu>",
        "<vcpu cpuset='1'>2</vcpu><cputune><shares>2048</shares><period>1000</period>"
        "<quota>-1</quota><vcpupin vcpu='1' cpuset='0,2'/><vcpusched vcpus='0' scheduler='batch'/>"
        "</cputune>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu='5' cpuset='0'/></cputune>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu='1' cpuset='0'/><vcpupin vcpu='1' cpuset='1'/>"
        "</cputune>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu='1' cpuset=''/></cputune>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu='x' cpuset='1'/></cputune>",
        "<vcpu>2</vcpu><cputune><vcpupin cpuset='1'/></cputune>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu='1'/></cputune>",
        "<vcpu>2</vcpu><cputune><emulatorpin/></cputune>",
        "<vcpu cpuset='x'>2</vcpu>",
        "<vcpu cpuset=''>2</vcpu>",
        "<vcpu cpuset='5000'>2</vcpu>",
        "<vcpu cpuset='^0'>2</vcpu>",
        "<vcpu cpuset='20000'>2</vcpu>",
        "<vcpu placement='auto' cpuset='1'>2</vcpu>",
        "<vcpu placement='x' cpuset='1'>2</vcpu>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu='1' cpuset='^0'/></cputune>",
        "<vcpu>2</vcpu><cputune><emulatorpin cpuset='^0'/></cputune>",
        "<vcpu>2</vcpu><cputune><emulatorpin cpuset='x'/></cputune>",
        "<vcpu>2</vcpu><cputune><emulatorpin cpuset='1'/><emulatorpin cpuset='2'/></cputune>",
        "<vcpu>2</vcpu><cputune/>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu='-1' cpuset='1'/></cputune>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu=' 1' cpuset='1'/></cputune>",
        "<vcpu>2</vcpu><cputune><vcpupin vcpu='1' cpuset='1'/></cputune>"
        "<cputune><vcpupin vcpu='0' cpuset='3'/></cputune>",
        "<vcpu>2</vcpu><cputune><vcpusched vcpus='0' scheduler='batch'/><quota>5000</quota>"
        "<iothread_quota>4000</iothread_quota><emulator_period>2000</emulator_period>"
        "<emulatorpin cpuset='1'/><global_quota>3000</global_quota><shares>3</shares>"
        "<vcpupin vcpu='1' cpuset='1'/></cputune>",
    };

    tuning_defined(inside, COUNT_OF(inside), "", "", look_at);
}

static void on_each(virDomainPtr dom)
{
    looks(dom);
    sets(dom);
    looks(dom);
    refused(dom);
}

int main(void)
{
    static const char *const names[] = {TUNING_STATES, NULL};

    harness_begin();
    harness_only(KIND_TEST);
    tuning_domains(names, on_each, refused);
    defined();
    return harness_end();
}
