/* A domain's memory: statistics and peeking. */
#include "statistics/stats.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void stats_with_room(virDomainPtr dom, unsigned int room, unsigned int flags)
{
    virDomainMemoryStatStruct stats[20];
    int count;

    memset(stats, 0, sizeof(stats));
    note("room %u flags %x", room, flags);
    count = TRACE_INT(virDomainMemoryStats(dom, stats, room, flags));
    for (int i = 0; i < count; i++)
        printf("   tag %d value %llu\n", stats[i].tag, stats[i].val);
}

static void stats(virDomainPtr dom)
{
    static const unsigned int rooms[] = {0, 1, 5, 12, 13, 14, 20, UINT_MAX};

    for (size_t i = 0; i < COUNT_OF(rooms); i++)
        stats_with_room(dom, rooms[i], 0);
    stats_with_room(dom, 13, 1);
    TRACE_INT(virDomainMemoryStats(dom, NULL, 0, 0));
    TRACE_INT(virDomainMemoryStats(dom, NULL, 13, 0));
}

static void peek(virDomainPtr dom, unsigned long long start, size_t size, unsigned int flags)
{
    unsigned char buffer[64];

    memset(buffer, 0xee, sizeof(buffer));
    note("start %llu size %zu flags %x", start, size, flags);
    TRACE_INT(virDomainMemoryPeek(dom, start, size, buffer, flags));
    for (size_t i = 0; i < 12; i++)
        printf(" %02x", buffer[i]);
    putchar('\n');
}

static void peeks(virDomainPtr dom)
{
    for (unsigned int flags = 0; flags < 6; flags++)
        peek(dom, 0, 8, flags);
    peek(dom, 250, 10, 1);
    peek(dom, ULLONG_MAX, 8, 1);
    peek(dom, 1ULL << 40, 8, 2);
    peek(dom, 0, 0, 1);
    TRACE_INT(virDomainMemoryPeek(dom, 0, 8, NULL, 1));
    TRACE_INT(virDomainMemoryPeek(dom, 0, 0, NULL, 1));
    TRACE_INT(virDomainMemoryPeek(dom, 0, 0, NULL, 0));
}

static void calls(virDomainPtr dom)
{
    stats(dom);
    peeks(dom);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    stats_in_all_states(calls);
    return harness_end();
}
