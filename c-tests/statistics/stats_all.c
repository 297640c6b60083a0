/* Statistics of many domains in one call. */
#include "statistics/stats.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENFORCE VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS

static int by_name(const void *left, const void *right)
{
    const virDomainStatsRecordPtr *a = left;
    const virDomainStatsRecordPtr *b = right;

    return strcmp(virDomainGetName((*a)->dom), virDomainGetName((*b)->dom));
}

/* The records of all domains come in no order. */
static void sort(virDomainStatsRecordPtr *records, int count)
{
    if (count > 0)
        qsort(records, (size_t)count, sizeof(*records), by_name);
}

static void print_records(virDomainStatsRecordPtr *records, int count)
{
    printf("   array %s\n", !records ? "NULL" : count < 0 ? "set" : records[count] ? "open" : "ended");
    for (int i = 0; i < count; i++) {
        printf("   %s\n", virDomainGetName(records[i]->dom));
        trace_params(records[i]->params, records[i]->nparams);
    }
}

static void all(virConnectPtr conn, unsigned int groups, unsigned int flags)
{
    virDomainStatsRecordPtr *records = NULL;
    int count;

    note("groups %x flags %x", groups, flags);
    count = TRACE_INT(virConnectGetAllDomainStats(conn, groups, &records, flags));
    sort(records, count);
    print_records(records, count);
    TRACE_VOID(virDomainStatsRecordListFree(records));
}

static void list(virDomainPtr *doms, unsigned int groups, unsigned int flags)
{
    virDomainStatsRecordPtr *records = NULL;
    int count;

    note("groups %x flags %x", groups, flags);
    count = TRACE_INT(virDomainListGetStats(doms, groups, &records, flags));
    print_records(records, count);
    virDomainStatsRecordListFree(records);
}

static virConnectPtr open_host(bool read_only)
{
#define DOMAIN(name, inside) \
    "<domain type='test'><name>" name "</name><memory>1048576</memory>" \
    "<os><type>hvm</type></os>" inside "</domain>"
    return test_host_open(
        DOMAIN("one", "")
        DOMAIN("two", "<test:runstate>3</test:runstate><iothreads>3</iothreads>"
               "<iothreadids><iothread id='7'/><iothread id='2'/></iothreadids>")
        DOMAIN("three", "<test:runstate>5</test:runstate><iothreads>2</iothreads>")
        DOMAIN("four", "<test:transient/>"), read_only);
}

static void groups_and_flags(virConnectPtr conn)
{
    for (unsigned int bit = 0; bit < 12; bit++)
        all(conn, 1U << bit, 0);
    for (unsigned int bit = 0; bit < 12; bit++)
        all(conn, 1U << bit, ENFORCE);
    all(conn, 0, ENFORCE);
    all(conn, 3, ENFORCE);
    all(conn, 3, 0);
    all(conn, UINT_MAX, 0);
    for (unsigned int bit = 0; bit < 32; bit++)
        all(conn, 1, 1U << bit);
    TRACE_INT(virConnectGetAllDomainStats(conn, 0, NULL, 0));
    TRACE_INT(virConnectGetAllDomainStats(conn, 1, NULL, 8));
}

static void some(virConnectPtr conn)
{
    virDomainPtr one = virDomainLookupByName(conn, "one");
    virDomainPtr three = virDomainLookupByName(conn, "three");
    virDomainPtr four = virDomainLookupByName(conn, "four");
    virConnectPtr other_conn = harness_open();
    virDomainPtr other = virDomainLookupByName(other_conn, "test");
    virDomainPtr lists[][4] = {
        {one, NULL}, {three, one, NULL}, {one, one, NULL}, {three, NULL}, {NULL},
    };
    virDomainPtr mixed[] = {one, other, NULL};

    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        list(lists[i], 0, 0);
        list(lists[i], 1, ENFORCE);
    }
    list(lists[0], 2, 0);
    list(lists[0], 2, ENFORCE);
    for (unsigned int bit = 0; bit < 32; bit++)
        list(lists[1], 1, 1U << bit);
    list(mixed, 0, 0);
    list(NULL, 0, 0);
    TRACE_INT(virDomainListGetStats(lists[0], 0, NULL, 0));
    TRACE_INT(virDomainListGetStats(lists[4], 0, NULL, 0));
    if (virDomainDestroy(four) == 0) {
        virDomainPtr gone[] = {four, NULL};
        virDomainPtr with_gone[] = {four, one, NULL};

        note("one that has gone");
        list(gone, 0, 0);
        list(with_gone, 0, 0);
        all(conn, 0, 0);
    }
    virDomainFree(one);
    virDomainFree(three);
    virDomainFree(four);
    virDomainFree(other);
    CHECK_INT(virConnectClose(other_conn), 0);
}

static void bad_calls(void)
{
    virDomainStatsRecordPtr *records = NULL;

    TRACE_INT(virConnectGetAllDomainStats(NULL, 0, &records, 0));
    TRACE_INT(virConnectGetAllDomainStats(NULL, 0, NULL, 0));
    TRACE_VOID(virDomainStatsRecordListFree(NULL));
}

/* The records hold their domains, and the domains their connection. */
static void references(virConnectPtr conn)
{
    virDomainStatsRecordPtr *records = NULL;

    CHECK_INT(virConnectGetAllDomainStats(conn, 0, &records, 0), 4);
    sort(records, 4);
    TRACE_INT(virConnectClose(conn));
    TRACE_STR(virDomainGetName(records[0]->dom));
    TRACE_INT(virDomainIsActive(records[0]->dom));
    TRACE_INT(virDomainRef(records[0]->dom));
    TRACE_INT(virDomainFree(records[0]->dom));
    virDomainStatsRecordListFree(records);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    all(conn, 0, 0);
    CHECK_INT(virConnectClose(conn), 0);
    conn = open_host(false);
    groups_and_flags(conn);
    some(conn);
    CHECK_INT(virConnectClose(conn), 0);
    conn = open_host(true);
    note("read-only");
    all(conn, 0, 0);
    references(conn);
    bad_calls();
    return harness_end();
}
