#include "shapes.h"

void walk_virDomainGetMaxMemory(void)
{
    virDomainPtr dom = any_domain();

    call("virDomainGetMaxMemory", "%s", show(dom));
    got_unsigned(virDomainGetMaxMemory(dom));
}

void walk_virDomainSetMaxMemory(void)
{
    virDomainPtr dom = any_domain();
    unsigned long size = (unsigned long)any_size();

    call("virDomainSetMaxMemory", "%s, %lu", show(dom), size);
    got_int(virDomainSetMaxMemory(dom, size));
}

void walk_virDomainSetMemory(void)
{
    virDomainPtr dom = any_domain();
    unsigned long size = (unsigned long)any_size();

    call("virDomainSetMemory", "%s, %lu", show(dom), size);
    got_int(virDomainSetMemory(dom, size));
}

void walk_virDomainSetMemoryFlags(void)
{
    virDomainPtr dom = any_domain();
    unsigned long size = (unsigned long)any_size();
    unsigned int flags = any_flags(7);

    call("virDomainSetMemoryFlags", "%s, %lu, %#x", show(dom), size, flags);
    got_int(virDomainSetMemoryFlags(dom, size, flags));
}

void walk_virDomainSetMemoryStatsPeriod(void)
{
    virDomainPtr dom = any_domain();
    int period = (int)below(12) - 2;
    unsigned int flags = any_flags(3);

    call("virDomainSetMemoryStatsPeriod", "%s, %d, %#x", show(dom), period, flags);
    got_int(virDomainSetMemoryStatsPeriod(dom, period, flags));
}

void walk_virDomainMemoryStats(void)
{
    virDomainPtr dom = any_domain();
    virDomainMemoryStatStruct stats[VIR_DOMAIN_MEMORY_STAT_NR] = {0};
    unsigned int room = chance(70) ? VIR_DOMAIN_MEMORY_STAT_NR : below(6);
    bool place = !chance(5);
    unsigned int flags = any_flags(0);
    long long got;

    call("virDomainMemoryStats", "%s, %d, %u, %#x", show(dom), place, room, flags);
    got = got_int(virDomainMemoryStats(dom, place ? stats : NULL, room, flags));
    for (int i = 0; i < got; i++)
        out("%d=%llu", stats[i].tag, stats[i].val);
}
