/* Listing domains, of the default host and of one with several domains. */
#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN(name, digit, more) \
    "<domain type='test'><name>" name "</name>" \
    "<uuid>0000000" digit "-0000-4000-8000-00000000000" digit "</uuid>" \
    "<memory>524288</memory><currentMemory>262144</currentMemory><vcpu>2</vcpu>" \
    "<os><type>hvm</type></os>" more "</domain>"

#define STATE(number) "<test:runstate>" number "</test:runstate>"

static const char *const several =
    DOMAIN("zulu", "1", STATE("1"))
    DOMAIN("alpha", "2", STATE("5"))
    DOMAIN("mike", "3", "")
    DOMAIN("paused", "4", STATE("3"))
    DOMAIN("passing", "5", "<test:transient/>")
    DOMAIN("bravo", "6", STATE("5"))
    DOMAIN("crashed", "7", STATE("6"));

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(virDomainGetName(*(virDomainPtr const *)a),
                  virDomainGetName(*(virDomainPtr const *)b));
}

/* libvirt lists in no particular order, so what is printed is sorted. */
static void ids(virConnectPtr conn, int room)
{
    int list[100];
    int count;

    memset(list, 0, sizeof(list));
    note("ids, room for %d", room);
    count = TRACE_INT(virConnectListDomains(conn, list, room));
    if (count <= 0)
        return;
    qsort(list, (size_t)count, sizeof(list[0]), by_number);
    if (room >= 16) {
        for (int i = 0; i < count; i++)
            printf("   %d\n", list[i]);
    }
}

static void defined(virConnectPtr conn, int room)
{
    char *list[100];
    int count;

    memset(list, 0, sizeof(list));
    note("defined names, room for %d", room);
    count = TRACE_INT(virConnectListDefinedDomains(conn, list, room));
    if (count <= 0)
        return;
    qsort(list, (size_t)count, sizeof(list[0]), by_text);
    for (int i = 0; i < count; i++) {
        if (room >= 16)
            printf("   %s\n", list[i]);
        free(list[i]);
    }
}

static void all(virConnectPtr conn, unsigned int flags)
{
    virDomainPtr *list = NULL;
    int count;

    note("all domains, flags %#x", flags);
    TRACE_INT(virConnectListAllDomains(conn, NULL, flags));
    count = TRACE_INT(virConnectListAllDomains(conn, &list, flags));
    if (count < 0) {
        CHECK(list == NULL);
        return;
    }
    CHECK(list != NULL && list[count] == NULL);
    qsort(list, (size_t)count, sizeof(list[0]), by_name);
    for (int i = 0; i < count; i++) {
        CHECK(virDomainGetConnect(list[i]) == conn);
        printf("   %s\n", virDomainGetName(list[i]));
        CHECK_INT(virDomainFree(list[i]), 0);
    }
    free(list);
}

static void describe(virConnectPtr conn, const char *name)
{
    virDomainPtr dom = virDomainLookupByName(conn, name);
    char text[VIR_UUID_STRING_BUFLEN] = "";
    virDomainInfo info;
    int state = -1;
    int reason = -1;

    note("domain %s", name);
    if (!CHECK(dom != NULL))
        return;
    TRACE_INT(virDomainGetState(dom, &state, &reason, 0));
    note("state %d reason %d", state, reason);
    TRACE_INT((int)virDomainGetID(dom));
    TRACE_INT(virDomainIsActive(dom));
    TRACE_INT(virDomainIsPersistent(dom));
    TRACE_INT(virDomainGetUUIDString(dom, text));
    printf("   %s\n", text);
    memset(&info, 0xff, sizeof(info));
    TRACE_INT(virDomainGetInfo(dom, &info));
    note("state %d maxMem %lu memory %lu cpus %d", info.state, info.maxMem, info.memory,
         info.nrVirtCpu);
    virDomainFree(dom);
}

static void everything(virConnectPtr conn)
{
    static const int rooms[] = {16, 100, 1, 0, -1};

    TRACE_INT(virConnectNumOfDomains(conn));
    TRACE_INT(virConnectNumOfDefinedDomains(conn));
    for (size_t i = 0; i < COUNT_OF(rooms); i++) {
        ids(conn, rooms[i]);
        defined(conn, rooms[i]);
    }
    TRACE_INT(virConnectListDomains(conn, NULL, 1));
    TRACE_INT(virConnectListDomains(conn, NULL, 0));
    TRACE_INT(virConnectListDefinedDomains(conn, NULL, 1));
    TRACE_INT(virConnectListDefinedDomains(conn, NULL, 0));
    all(conn, 0);
    for (unsigned int bit = 0; bit < 32; bit++)
        all(conn, 1u << bit);
    all(conn, VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_INACTIVE);
    all(conn, VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_TRANSIENT);
    all(conn, VIR_CONNECT_LIST_DOMAINS_INACTIVE | VIR_CONNECT_LIST_DOMAINS_TRANSIENT);
    all(conn, VIR_CONNECT_LIST_DOMAINS_PERSISTENT | VIR_CONNECT_LIST_DOMAINS_PAUSED);
    all(conn, VIR_CONNECT_LIST_DOMAINS_RUNNING | VIR_CONNECT_LIST_DOMAINS_SHUTOFF);
    all(conn, VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_PERSISTENT |
              VIR_CONNECT_LIST_DOMAINS_RUNNING | VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART);
}

int main(void)
{
    static const char *const members[] = {"zulu", "alpha", "mike", "paused", "passing", "bravo",
                                          "crashed"};
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    note("the default host");
    conn = virConnectOpen("test:///default");
    everything(conn);
    virConnectClose(conn);
    for (int read_only = 0; read_only < 2; read_only++) {
        note("a host with several domains, read-only %d", read_only);
        conn = test_host_open(several, read_only);
        if (!CHECK(conn != NULL))
            continue;
        everything(conn);
        for (size_t i = 0; i < COUNT_OF(members); i++)
            describe(conn, members[i]);
        for (int id = 1; id <= 6; id++) {
            virDomainPtr dom = virDomainLookupByID(conn, id);

            note("id %d is %s", id, dom ? virDomainGetName(dom) : "nobody");
            if (dom)
                virDomainFree(dom);
        }
        TRACE_INT(virConnectClose(conn));
    }
    return harness_end();
}
