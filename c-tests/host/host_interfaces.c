/*
 * Network interfaces of the host's domains, on real devices: of a network namespace of their own, by the host's end in
 * a definition, and the taps of a virtual machine. What is told lies between what the kernel says before and after.
 */
#include "support/balloon.h"
#include "support/cgroup.h"
#include "support/network.h"
#include "support/program.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MANY 40
#define FEW 7
#define LONG 1000
#define SHORT 100

static virConnectPtr conn;
static char outer[16];

/* What the domain is told to have received and sent, by both calls. */
static virDomainInterfaceStatsStruct stats_of(virDomainPtr dom, const char *device)
{
    virDomainInterfaceStatsStruct stats;

    memset(&stats, 7, sizeof(stats));
    CHECK_INT(virDomainInterfaceStats(dom, device, &stats, sizeof(stats)), 0);
    return stats;
}

static virDomainStatsRecordPtr *bulk(virDomainPtr dom)
{
    virDomainPtr doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;

    if (virDomainListGetStats(doms, VIR_DOMAIN_STATS_INTERFACE, &records,
                              VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS) != 1)
        harness_die("no statistics");
    return records;
}

static unsigned int count_of(virDomainPtr dom)
{
    virDomainStatsRecordPtr *records = bulk(dom);
    unsigned int count = ~0u;

    virTypedParamsGetUInt(records[0]->params, records[0]->nparams, "net.count", &count);
    virDomainStatsRecordListFree(records);
    return count;
}

static void lies_between(long long value, unsigned long long low, unsigned long long high)
{
    if (!CHECK(value >= 0 && low <= (unsigned long long)value && (unsigned long long)value <= high))
        fprintf(stderr, "  %lld, the kernel has %llu to %llu\n", value, low, high);
}

static unsigned long long in_bulk(virDomainPtr dom, const char *field)
{
    virDomainStatsRecordPtr *records = bulk(dom);
    unsigned long long value = ~0ULL;

    CHECK_INT(virTypedParamsGetULLong(records[0]->params, records[0]->nparams, field, &value), 1);
    virDomainStatsRecordListFree(records);
    return value;
}

/* The one interface of a domain is this device of that process's namespace; `host` where its counters are the
   host's view, which is the other way round. */
static void has_one(virDomainPtr dom, const char *device, const char *process, bool host)
{
    struct network_counters before = network_counters(process, device), after, bulk_after;
    virDomainInterfaceStatsStruct stats = stats_of(dom, device);
    virDomainStatsRecordPtr *records;
    const char *name = NULL;
    unsigned long long rx, tx;

    after = network_counters(process, device);
    lies_between(host ? stats.tx_bytes : stats.rx_bytes, before.rx_bytes, after.rx_bytes);
    lies_between(host ? stats.rx_bytes : stats.tx_bytes, before.tx_bytes, after.tx_bytes);
    lies_between(host ? stats.tx_packets : stats.rx_packets, before.rx_packets, after.rx_packets);
    lies_between(host ? stats.rx_packets : stats.tx_packets, before.tx_packets, after.tx_packets);
    CHECK(stats.rx_errs == 0 && stats.tx_errs == 0 && stats.rx_drop >= 0 && stats.tx_drop >= 0);
    CHECK_INT((int)count_of(dom), 1);
    records = bulk(dom);
    CHECK_INT(virTypedParamsGetString(records[0]->params, records[0]->nparams, "net.0.name", &name), 1);
    CHECK_STR(name, device);
    virDomainStatsRecordListFree(records);
    rx = in_bulk(dom, "net.0.rx.bytes");
    tx = in_bulk(dom, "net.0.tx.pkts");
    bulk_after = network_counters(process, device);
    lies_between((long long)rx, host ? after.tx_bytes : after.rx_bytes,
                 host ? bulk_after.tx_bytes : bulk_after.rx_bytes);
    lies_between((long long)tx, host ? after.rx_packets : after.tx_packets,
                 host ? bulk_after.rx_packets : bulk_after.tx_packets);
}

struct ends {
    int ready[2], go[2];
};

static void write_byte(int fd)
{
    if (write(fd, "x", 1) != 1)
        _exit(1);
}

static void read_byte(int fd)
{
    char byte;

    if (read(fd, &byte, 1) != 1)
        _exit(1);
}

/* A process in a network namespace of its own; told to go on, it sends. */
static void contained(void *data)
{
    struct ends *ends = data;

    if (unshare(CLONE_NEWNET) < 0)
        _exit(1);
    network_up("lo");
    write_byte(ends->ready[1]);
    read_byte(ends->go[0]);
    network_up("eth0");
    network_send("eth0", FEW, SHORT);
    write_byte(ends->ready[1]);
    for (;;)
        pause();
}

static void sends_and_receives(virDomainPtr dom, pid_t child, struct ends *ends)
{
    char process[16];
    virDomainInterfaceStatsStruct stats;

    CHECK(network_up(outer));
    write_byte(ends->go[1]);
    read_byte(ends->ready[0]);
    network_send(outer, MANY, LONG);
    snprintf(process, sizeof(process), "%d", (int)child);
    has_one(dom, "eth0", process, false);
    stats = stats_of(dom, "eth0");
    CHECK(stats.rx_bytes >= MANY * LONG && stats.rx_packets >= MANY);
    CHECK(stats.tx_bytes >= FEW * SHORT && stats.tx_bytes < MANY * LONG / 2);
    CHECK_FAILS(virDomainInterfaceStats(dom, outer, &stats, sizeof(stats)), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainInterfaceStats(dom, "lo", &stats, sizeof(stats)), VIR_ERR_INVALID_ARG);
}

/* The host's end, in the definition of a domain that is in the host's namespace. */
static void defined(const char *kind, bool host)
{
    char *more = vmm_text("<devices><interface type='%s'><mac address='52:54:00:11:22:33'/>%s<target dev='%s'/>"
                          "</interface></devices>", kind, host ? "" : "<source dev='lo' mode='bridge'/>", outer);
    struct program it = program_plan("defined", "echo; sleep 100", "", more);
    virDomainInterfaceStatsStruct stats;

    program_start_planned(conn, &it);
    has_one(it.dom, outer, "self", host);
    stats = stats_of(it.dom, "52:54:00:11:22:33");
    /* What the host sent on it, a domain behind it receives. */
    CHECK(host ? stats.rx_bytes >= MANY * LONG : stats.tx_bytes >= MANY * LONG);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    free(more);
}

static void of_a_namespace(void)
{
    struct ends ends;
    pid_t child;
    virDomainPtr dom;

    if (pipe(ends.ready) < 0 || pipe(ends.go) < 0)
        harness_die("pipe");
    child = harness_child(contained, &ends);
    read_byte(ends.ready[0]);
    dom = balloon_attach(child);
    CHECK_INT((int)count_of(dom), 0);
    if (network_veth(outer, "eth0", child)) {
        sends_and_receives(dom, child, &ends);
        defined("ethernet", true);
        defined("direct", false);
        network_remove(outer);
    } else {
        fprintf(stderr, "  no veth devices here: they are not looked at\n");
    }
    balloon_stop((struct balloon){dom, child});
}

static void of_the_hosts_namespace(void)
{
    struct balloon it = {.pid = harness_child(harness_child_waits, NULL)};
    virDomainInterfaceStatsStruct stats;

    it.dom = balloon_attach(it.pid);
    CHECK_INT((int)count_of(it.dom), 0);
    CHECK_FAILS(virDomainInterfaceStats(it.dom, "lo", &stats, sizeof(stats)), VIR_ERR_INVALID_ARG);
    balloon_stop(it);
}

/* A guest sends what its monitor writes to the tap. */
static void of_a_tap(const struct vmm *vmm)
{
    int tap = network_tap(outer), again = tap < 0 ? -1 : dup(tap);
    unsigned char frame[LONG] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 2, 0x88, 0xb5};
    virDomainInterfaceStatsStruct stats;
    struct balloon it;

    if (tap < 0 || !network_up(outer)) {
        fprintf(stderr, "  no tap devices here: they are not looked at\n");
        return;
    }
    it = balloon_start(vmm, "elsewhere");
    for (int i = 0; i < FEW; i++)
        CHECK_INT((int)write(tap, frame, sizeof(frame)), LONG);
    has_one(it.dom, outer, "self", true);
    stats = stats_of(it.dom, outer);
    CHECK_ULL((unsigned long long)stats.tx_packets, FEW);
    CHECK_ULL((unsigned long long)stats.tx_bytes, FEW * LONG);
    balloon_stop(it);
    close(tap);
    close(again);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    snprintf(outer, sizeof(outer), "vmc%d", (int)getpid());
    conn = harness_open();
    balloon_begin("interfaces");
    of_a_namespace();
    of_the_hosts_namespace();
    of_a_tap(&vmm_qemu);
    of_a_tap(&vmm_firecracker);
    balloon_end();
    virConnectClose(conn);
    return harness_end();
}
