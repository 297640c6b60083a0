/* What lists and lookups of many domains cost, in ratios to a bare walk over the same files.
 *
 *   scan_domains KIND NUMBER
 *
 * KIND is defined (definitions of the library), attached (records and groups of the library), guests (of
 * libvirt) or machines (registered with systemd), on a made-up host in a directory of its own below TMPDIR;
 * or real: attached domains in groups of this machine's cgroup v1, in namespaces of its own (root).
 *
 *   cc -O2 -Iinclude benches/scan_domains.c -Ltarget/release -lvirmemctl -o scan_domains
 */
#define _GNU_SOURCE
#include "scan_host.h"
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <virmemctl.h>

#ifndef RUNS
#define RUNS 9
#endif

static virConnectPtr conn;

static void walk(void) { walk_files(); }

static void open_and_list(void)
{
    virDomainPtr *domains;
    conn = virConnectOpen(host_uri());
    expect(conn != NULL, "open");
    int found = virConnectListAllDomains(conn, &domains, 0);
    expect(found == host_number(), "list");
    for (int i = 0; i < found; i++) virDomainFree(domains[i]);
    free(domains);
}

static void close_connection(void) { virConnectClose(conn); }

static void list(void)
{
    virDomainPtr *domains;
    int found = virConnectListAllDomains(conn, &domains, 0);
    expect(found == host_number(), "list");
    for (int i = 0; i < found; i++) virDomainFree(domains[i]);
    free(domains);
}

#ifndef LOOKUPS
#define LOOKUPS 500
#endif

static char uuids[LOOKUPS][VIR_UUID_STRING_BUFLEN];

static void lookups_by_name(void)
{
    char name[64];
    for (int i = 0; i < LOOKUPS; i++) {
        host_name(name, (int)((i * 7919L) % host_number()));
        virDomainPtr dom = virDomainLookupByName(conn, name);
        expect(dom != NULL, name);
        virDomainGetUUIDString(dom, uuids[i]);
        virDomainFree(dom);
    }
}

static void lookups_by_uuid(void)
{
    for (int i = 0; i < LOOKUPS; i++) {
        virDomainPtr dom = virDomainLookupByUUIDString(conn, uuids[i]);
        expect(dom != NULL, uuids[i]);
        virDomainFree(dom);
    }
}

#define WITH_STATS 1000

static virDomainPtr *all;
static int of_all;

static void bare_limits(void) { walk_limits(of_all); }

static void listed_stats(void)
{
    virDomainStatsRecordPtr *records;
    int found = virDomainListGetStats(all, VIR_MEMCTL_DOMAIN_STATS_MEMTUNE, &records, 0);
    expect(found == of_all && records[0]->nparams == 4, "virDomainListGetStats");
    virDomainStatsRecordListFree(records);
}

static void all_stats(void)
{
    virDomainStatsRecordPtr *records;
    int found = virConnectGetAllDomainStats(conn, VIR_MEMCTL_DOMAIN_STATS_MEMTUNE, &records, 0);
    expect(found == host_number(), "virConnectGetAllDomainStats");
    virDomainStatsRecordListFree(records);
}

static double best(void (*before)(void), void (*run)(void), void (*after)(void))
{
    double least = 1e9;
    for (int i = 0; i < RUNS; i++) {
        if (before) before();
        double began = now();
        run();
        double took = now() - began;
        if (after) after();
        if (took < least) least = took;
    }
    return least;
}

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    make_host(argv[1], atoi(argv[2]));
    double n = host_number();
    double bare = best(NULL, walk, NULL);
    double opened = best(NULL, open_and_list, close_connection);
    size_t before = mallinfo2().uordblks;
    open_and_list();
    double heap = (double)(mallinfo2().uordblks - before) / n;
    int fds = open_files();
    double again = best(NULL, list, NULL);
    double by_name = best(NULL, lookups_by_name, NULL);
    double by_uuid = best(NULL, lookups_by_uuid, NULL);
    double limits = 0, listed = 0, of_each = 0;
    if (has_groups()) {
        char name[64];
        of_all = n < WITH_STATS ? host_number() : WITH_STATS;
        all = calloc((size_t)of_all + 1, sizeof *all);
        for (int i = 0; i < of_all; i++) {
            host_name(name, i);
            all[i] = virDomainLookupByName(conn, name);
        }
        limits = best(NULL, bare_limits, NULL) / of_all;
        listed = best(NULL, listed_stats, NULL) / of_all;
        of_each = best(NULL, all_stats, NULL) / n;
        for (int i = 0; i < of_all; i++) virDomainFree(all[i]);
        free(all);
    }
    close_connection();
    printf("%s %d: walk %.2f us/domain; open+list %.2f (x%.2f); list again %.2f (x%.2f); lookup by name "
           "%.2f us, by uuid %.2f us; heap %.0f bytes/domain; %d fds\n"
           "  limits and usage, bare %.2f us/domain; of %d listed %.2f (x%.2f); of all %.2f (x%.2f)\n",
           argv[1], host_number(), bare / n * 1e6, opened / n * 1e6, opened / bare, again / n * 1e6,
           again / bare, by_name / LOOKUPS * 1e6, by_uuid / LOOKUPS * 1e6, heap, fds, limits * 1e6, of_all,
           listed * 1e6, listed / limits, of_each * 1e6, of_each / limits);
    remove_host();
    return 0;
}
