/* A domain's network interfaces: statistics and addresses. */
#include "statistics/stats.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const devices[] = {
    "testnet0", "net0", "net1", "nonsense", "", "aa:bb:cc:dd:ee:ff", "aa:bb:cc:00:00:01",
    "AA:BB:CC:00:00:02", "aa:bb:cc:00:00:03", "br0", "default", "0",
};

/* The numbers are made from the clock; how they belong together is not. */
static void one_relations(const virDomainInterfaceStatsStruct *stats)
{
    printf("   of the microseconds: %d %d %d %d\n", stats->rx_packets == stats->rx_bytes / 10,
           stats->tx_bytes == stats->rx_bytes / 2,
           stats->tx_packets / 100 == stats->rx_bytes * 10 / 110 / 100,
           stats->rx_bytes / 100000 == stats->rx_errs);
    printf("   of the seconds: %d %d %d\n", stats->rx_drop == stats->rx_errs / 2,
           stats->tx_errs == stats->rx_errs / 3, stats->tx_drop == stats->rx_errs / 4);
}

static void one_stats(virDomainPtr dom, const char *device, size_t size)
{
    struct {
        virDomainInterfaceStatsStruct stats;
        long long behind;
    } place;

    memset(&place, 0xee, sizeof(place));
    if (TRACE_INT(virDomainInterfaceStats(dom, device, &place.stats, size)) == 0 && size > 0) {
        stats_masked("received bytes", place.stats.rx_bytes);
        if (size == sizeof(place.stats))
            one_relations(&place.stats);
    }
    CHECK(place.behind == (long long)0xeeeeeeeeeeeeeeeeULL);
}

static void addresses(virDomainPtr dom, unsigned int source, unsigned int flags)
{
    virDomainInterfacePtr *found = NULL;
    int count;

    note("source %u flags %x", source, flags);
    count = TRACE_INT(virDomainInterfaceAddresses(dom, &found, source, flags));
    printf("   array %s\n", found ? "set" : "NULL");
    for (int i = 0; i < count; i++) {
        printf("   %s %s\n", found[i]->name, found[i]->hwaddr ? found[i]->hwaddr : "(null)");
        for (unsigned int k = 0; k < found[i]->naddrs; k++)
            printf("     type %d %s/%u\n", found[i]->addrs[k].type, found[i]->addrs[k].addr,
                   found[i]->addrs[k].prefix);
        virDomainInterfaceFree(found[i]);
    }
    free(found);
}

static void calls(virDomainPtr dom)
{
    virDomainInterfaceStatsStruct stats;

    for (size_t i = 0; i < COUNT_OF(devices); i++) {
        note("device %s", devices[i]);
        one_stats(dom, devices[i], sizeof(stats));
    }
    one_stats(dom, "net0", 8);
    one_stats(dom, "net0", 0);
    one_stats(dom, "net0", sizeof(stats) + 1);
    TRACE_INT(virDomainInterfaceStats(dom, NULL, &stats, sizeof(stats)));
    TRACE_INT(virDomainInterfaceStats(dom, "net0", NULL, sizeof(stats)));
    TRACE_INT(virDomainInterfaceStats(dom, "net0", NULL, 0));
    for (unsigned int source = 0; source < 5; source++)
        addresses(dom, source, 0);
    addresses(dom, 0, 1);
    addresses(dom, 5, 1);
    TRACE_INT(virDomainInterfaceAddresses(dom, NULL, 0, 0));
    TRACE_VOID(virDomainInterfaceFree(NULL));
}

#define ON(network, number) \
    "<interface type='network'><mac address='AA:bb:cc:00:00:0" number "'/>" \
    "<source network='" network "'/></interface>"
#define BRIDGE "<interface type='bridge'><mac address='aa:bb:cc:00:01:00'/><source bridge='b'/></interface>"
#define NETWORK(name, ip) \
    "<network><name>" name "</name><bridge name='br" name "'/><forward/>" ip "</network>"

/* Networks, then the interfaces of a domain on their host. */
static const char *const networks[][2] = {
    {"", ""},
    {"", BRIDGE BRIDGE},
    {"", BRIDGE ON("a", "1")},
    {"", "<interface type='user'><mac address='aa:bb:cc:00:02:00'/><target dev='testnet1'/></interface>"
     BRIDGE BRIDGE},
    {NETWORK("a", "<ip address='10.0.0.1' netmask='255.255.255.0'/>"), BRIDGE ON("a", "1") ON("a", "2")},
    {NETWORK("a", "<ip address='10.0.0.1' prefix='20'/>"), ON("a", "1")},
    {NETWORK("a", "<ip address='10.0.0.1'/>"), ON("a", "1")},
    {NETWORK("a", "<ip address='172.16.0.1'/>"), ON("a", "1")},
    {NETWORK("a", "<ip address='192.168.3.1'/>"), ON("a", "1")},
    {NETWORK("a", "<ip address='10.0.0.1' netmask='255.255.255.0'><dhcp>"
             "<range start='10.0.0.254' end='10.0.0.254'/></dhcp></ip>"), ON("a", "1") ON("a", "1")},
    {NETWORK("a", "<ip address='10.0.0.1' netmask='255.255.255.0'/><ip address='10.0.1.1' prefix='24'/>")
     NETWORK("b", "<ip address='10.0.2.1' netmask='255.255.255.0'/>"), ON("b", "1") ON("a", "2")},
    {NETWORK("a", "<ip family='ipv6' address='2001:db8::1' prefix='64'/>"), ON("a", "1")},
    {NETWORK("a", "<ip family='ipv6' address='2001:db8::1'/>"), ON("a", "1")},
    {NETWORK("a", "<ip family='ipv6' address='2001:db8::1' prefix='64'><dhcp>"
             "<range start='2001:db8::ffff' end='2001:db8::ffff'/></dhcp></ip>"), ON("a", "1")},
};

static void on_networks(const char *nets, const char *interfaces)
{
    virDomainInterfaceStatsStruct stats;
    virConnectPtr conn;
    virDomainPtr dom;
    char *text = NULL;

    note("%s with %s", interfaces, nets);
    if (asprintf(&text, "%s<domain type='test'><name>one</name><memory>1</memory>"
                 "<os><type>hvm</type></os><devices>%s</devices></domain>", nets, interfaces) < 0)
        abort();
    conn = test_host_open(text, false);
    free(text);
    if (!conn)
        return;
    dom = virDomainLookupByName(conn, "one");
    addresses(dom, 0, 0);
    TRACE_INT(virDomainInterfaceStats(dom, "testnet0", &stats, sizeof(stats)));
    TRACE_INT(virDomainInterfaceStats(dom, "aa:bb:cc:00:00:01", &stats, sizeof(stats)));
    TRACE_INT(virDomainInterfaceStats(dom, "a:bb:cc:00:00:1", &stats, sizeof(stats)));
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_INT(virConnectClose(conn), 0);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    stats_in_all_states(calls);
    for (size_t i = 0; i < COUNT_OF(networks); i++)
        on_networks(networks[i][0], networks[i][1]);
    return harness_end();
}
