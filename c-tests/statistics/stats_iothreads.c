/* Statistics of I/O threads that were added, tuned and removed. */
#include "statistics/stats.h"

#include <stdio.h>

static void show(virDomainPtr dom)
{
    virDomainPtr doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;
    int count = virDomainListGetStats(doms, VIR_DOMAIN_STATS_IOTHREAD, &records, 0);

    note("%d records", count);
    if (count == 1)
        trace_params(records[0]->params, records[0]->nparams);
    virDomainStatsRecordListFree(records);
}

static void tune(virDomainPtr dom, unsigned int id, const char *name, bool wide,
                 unsigned long long value, unsigned int flags)
{
    virTypedParameterPtr params = NULL;
    int count = 0, room = 0;

    if (wide)
        virTypedParamsAddULLong(&params, &count, &room, name, value);
    else
        virTypedParamsAddUInt(&params, &count, &room, name, (unsigned int)value);
    note("%s of thread %u to %llu, flags %u", name, id, value, flags);
    TRACE_INT(virDomainSetIOThreadParams(dom, id, params, count, flags));
    virTypedParamsFree(params, count);
    show(dom);
}

static void add_and_tune(virDomainPtr dom)
{
    show(dom);
    TRACE_INT(virDomainAddIOThread(dom, 1, VIR_DOMAIN_AFFECT_LIVE));
    show(dom);
    TRACE_INT(virDomainAddIOThread(dom, 1, VIR_DOMAIN_AFFECT_CONFIG));
    TRACE_INT(virDomainAddIOThread(dom, 1, VIR_DOMAIN_AFFECT_LIVE));
    TRACE_INT(virDomainAddIOThread(dom, 4, 0));
    show(dom);
    tune(dom, 4, VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, true, 1ULL << 63, VIR_DOMAIN_AFFECT_LIVE);
    tune(dom, 4, VIR_DOMAIN_IOTHREAD_POLL_GROW, false, 3, VIR_DOMAIN_AFFECT_LIVE);
    tune(dom, 4, VIR_DOMAIN_IOTHREAD_POLL_SHRINK, false, 1U << 30, VIR_DOMAIN_AFFECT_LIVE);
    tune(dom, 1, VIR_DOMAIN_IOTHREAD_POLL_GROW, false, 5, VIR_DOMAIN_AFFECT_LIVE);
    tune(dom, 9, VIR_DOMAIN_IOTHREAD_POLL_GROW, false, 5, VIR_DOMAIN_AFFECT_LIVE);
    tune(dom, 4, VIR_DOMAIN_IOTHREAD_POLL_GROW, true, 5, VIR_DOMAIN_AFFECT_LIVE);
}

static void remove_all(virDomainPtr dom)
{
    TRACE_INT(virDomainDelIOThread(dom, 1, VIR_DOMAIN_AFFECT_CONFIG));
    show(dom);
    TRACE_INT(virDomainDestroy(dom));
    show(dom);
    TRACE_INT(virDomainCreate(dom));
    show(dom);
    TRACE_INT(virDomainDelIOThread(dom, 4, VIR_DOMAIN_AFFECT_LIVE));
    show(dom);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    dom = virDomainLookupByName(conn, "test");
    CHECK(dom != NULL);
    add_and_tune(dom);
    remove_all(dom);
    virDomainFree(dom);
    virConnectClose(conn);
    return harness_end();
}
