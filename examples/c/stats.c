/*
 * Prints a line for each running domain: its memory statistics, and its limits, in KiB.
 *     cc -o stats stats.c $(pkg-config --cflags --libs virmemctl)
 *     ./stats [URI]
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>

/* Errors are printed here, not by the library. */
static void ignore(void *data, virErrorPtr error) { (void)data, (void)error; }

static int print(virDomainPtr dom)
{
    virDomainMemoryStatStruct stats[VIR_DOMAIN_MEMORY_STAT_NR];
    virTypedParameter params[16];
    int count = virDomainMemoryStats(dom, stats, VIR_DOMAIN_MEMORY_STAT_NR, 0), n = 16;

    if (count < 0 || virDomainGetMemoryParameters(dom, params, &n, VIR_DOMAIN_AFFECT_LIVE) < 0)
        return -1;
    printf("%s:", virDomainGetName(dom));
    for (int i = 0; i < count; i++)
        if (stats[i].tag == VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON)
            printf(" size=%llu", stats[i].val);
        else if (stats[i].tag == VIR_DOMAIN_MEMORY_STAT_RSS)
            printf(" rss=%llu", stats[i].val);
    for (int i = 0; i < n; i++)
        if (params[i].value.ul == VIR_DOMAIN_MEMORY_PARAM_UNLIMITED)
            printf(" %s=unlimited", params[i].field);
        else
            printf(" %s=%llu", params[i].field, params[i].value.ul);
    printf("\n");
    return 0;
}

int main(int argc, char **argv)
{
    virSetErrorFunc(NULL, ignore);
    virConnectPtr conn = virConnectOpen(argc > 1 ? argv[1] : NULL);
    virDomainPtr *doms = NULL;
    int n = conn ? virConnectListAllDomains(conn, &doms, VIR_CONNECT_LIST_DOMAINS_ACTIVE) : -1;
    int failed = n < 0;

    if (failed)
        fprintf(stderr, "stats: %s\n", virGetLastErrorMessage());
    for (int i = 0; i < n; i++) {
        if (print(doms[i]) < 0 && virGetLastErrorCode() != VIR_ERR_NO_DOMAIN) { /* has ended */
            fprintf(stderr, "stats: %s\n", virGetLastErrorMessage());
            failed = 1;
        }
        virDomainFree(doms[i]);
    }
    free(doms);
    if (conn)
        virConnectClose(conn);
    return failed;
}
