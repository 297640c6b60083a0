/* A domain's CPU time. */
#include "statistics/stats.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 200

static void stats(virDomainPtr dom, unsigned int room, int start, unsigned int cpus)
{
    virTypedParameter params[MOST];

    memset(params, 0, sizeof(params));
    note("room %u start %d cpus %u", room, start, cpus);
    TRACE_INT(virDomainGetCPUStats(dom, params, room, start, cpus, 0));
    for (size_t i = 0; i < MOST; i++) {
        if (!params[i].type)
            continue;
        printf("%3zu", i);
        trace_params(&params[i], 1);
    }
}

static void counts(virDomainPtr dom)
{
    static const int starts[] = {-2, -1, 0, 1, 3, INT_MAX};

    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        note("start %d", starts[i]);
        TRACE_INT(virDomainGetCPUStats(dom, NULL, 0, starts[i], 1, 0));
        TRACE_INT(virDomainGetCPUStats(dom, NULL, 0, starts[i], 0, 0));
        TRACE_INT(virDomainGetCPUStats(dom, NULL, 0, starts[i], 2, 0));
    }
}

static void bad_calls(virDomainPtr dom)
{
    static const unsigned int flags[] = {1, 4, 5, 8};
    virTypedParameter params[8];

    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        memset(params, 0, sizeof(params));
        note("flags %x", flags[i]);
        TRACE_INT(virDomainGetCPUStats(dom, params, 3, -1, 1, flags[i]));
        TRACE_INT(virDomainGetCPUStats(dom, NULL, 0, 0, 0, flags[i]));
    }
    TRACE_INT(virDomainGetCPUStats(dom, NULL, 3, -1, 1, 0));
    TRACE_INT(virDomainGetCPUStats(dom, params, 0, -1, 1, 0));
    TRACE_INT(virDomainGetCPUStats(dom, params, UINT_MAX, 0, 100, 0));
    TRACE_INT(virDomainGetCPUStats(dom, params, 2, 0, UINT_MAX, 0));
}

static void calls(virDomainPtr dom)
{
    counts(dom);
    for (unsigned int room = 1; room < 5; room++)
        stats(dom, room, -1, 1);
    for (unsigned int cpus = 0; cpus < 5; cpus++) {
        stats(dom, 2, 0, cpus);
        stats(dom, 2, 1, cpus);
    }
    stats(dom, 1, 0, 2);
    stats(dom, 3, 0, 2);
    stats(dom, 2, 2, 1);
    stats(dom, 2, 3, 1);
    stats(dom, 2, -2, 1);
    stats(dom, 2, -1, 2);
    stats(dom, 2, -1, 0);
    stats(dom, 2, 16, 1);
    bad_calls(dom);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    stats_in_all_states(calls);
    return harness_end();
}
