#include "statistics/stats.h"

#include <stdio.h>

#define DEVICES \
    "<devices>" \
    "<disk type='file' device='disk'><source file='/one'/><target dev='vda' bus='virtio'/></disk>" \
    "<disk type='file' device='disk'><source file='/two'/><target dev='vdb' bus='virtio'/></disk>" \
    "<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/><readonly/></disk>" \
    "<disk type='block' device='disk'><source dev='/dev/three'/><target dev='sda' bus='scsi'/></disk>" \
    "<interface type='network'><mac address='aa:bb:cc:00:00:01'/><source network='default'/>" \
    "<target dev='net0'/></interface>" \
    "<interface type='bridge'><mac address='aa:bb:cc:00:00:02'/><source bridge='br0'/>" \
    "<target dev='net1'/></interface>" \
    "<interface type='user'><mac address='aa:bb:cc:00:00:03'/></interface>" \
    "<memballoon model='virtio'/>" \
    "</devices>"

#define DOMAIN(name, number, inside) \
    "<domain type='test'><name>" name "</name>" \
    "<uuid>00000000-0000-0000-0000-00000000000" number "</uuid>" \
    "<memory>1048577</memory><currentMemory>700003</currentMemory><vcpu>3</vcpu>" \
    "<os><type>hvm</type></os>" inside "</domain>"

#define STATE(number) "<test:runstate>" number "</test:runstate>"

static const char *const names[] = {
    "running", "paused", "stopped", "transient", "bare", "crashed", "balloonless",
};

static virConnectPtr open_host(bool read_only)
{
    return test_host_open(
        DOMAIN("running", "1", DEVICES)
        DOMAIN("paused", "2", DEVICES STATE("3"))
        DOMAIN("stopped", "3", DEVICES STATE("5"))
        DOMAIN("transient", "4", DEVICES "<test:transient/>")
        DOMAIN("bare", "5", "")
        DOMAIN("crashed", "6", DEVICES STATE("6"))
        DOMAIN("balloonless", "7", "<devices><memballoon model='none'/></devices>"), read_only);
}

static void on_every_domain(virConnectPtr conn, void (*calls)(virDomainPtr dom))
{
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        virDomainPtr dom = virDomainLookupByName(conn, names[i]);

        if (!CHECK(dom != NULL))
            continue;
        note("domain %s", names[i]);
        calls(dom);
        CHECK_INT(virDomainFree(dom), 0);
    }
}

static void on_one_that_has_gone(virConnectPtr conn, void (*calls)(virDomainPtr dom))
{
    virDomainPtr dom = virDomainLookupByName(conn, "transient");

    if (!CHECK(dom != NULL))
        return;
    note("a domain that has gone");
    CHECK_INT(virDomainDestroy(dom), 0);
    calls(dom);
    CHECK_INT(virDomainFree(dom), 0);
}

void stats_in_all_states(void (*calls)(virDomainPtr dom))
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = virDomainLookupByName(conn, "test");

    note("domain test of the default host");
    calls(dom);
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_INT(virConnectClose(conn), 0);

    conn = open_host(false);
    on_every_domain(conn, calls);
    on_one_that_has_gone(conn, calls);
    CHECK_INT(virConnectClose(conn), 0);

    conn = open_host(true);
    note("read-only");
    dom = virDomainLookupByName(conn, "running");
    calls(dom);
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_INT(virConnectClose(conn), 0);

    note("no domain");
    calls(NULL);
}

void stats_masked(const char *name, long long value)
{
    printf("   %s is %s\n", name, value > 0 ? "above 0" : value < 0 ? "below 0" : "0");
}
