/* Look-ups and lists of the machines of an ESX host, and what they say of themselves. */
#include "harness/harness.h"

#include <stdlib.h>
#include <string.h>

#define ID 9
#define UUID "b03b24de-847f-5b0d-85f4-221b300038a8"
#define NOBODY "11111111-2222-3333-4444-555555555555"
#define MACHINES 2

static virConnectPtr conn;
static const char *name;

static void is_it(virDomainPtr dom)
{
    char text[VIR_UUID_STRING_BUFLEN] = "";

    if (!CHECK(dom != NULL))
        return;
    CHECK_STR(virDomainGetName(dom), name);
    CHECK_INT(virDomainGetID(dom), ID);
    CHECK_INT(virDomainGetUUIDString(dom, text), 0);
    CHECK_STR(text, UUID);
    CHECK(virDomainGetConnect(dom) == conn);
    CHECK_INT(virDomainFree(dom), 0);
}

static void finds(void)
{
    unsigned char uuid[VIR_UUID_BUFLEN];
    virDomainPtr dom = virDomainLookupByName(conn, name);

    CHECK_INT(virDomainGetUUID(dom, uuid), 0);
    is_it(dom);
    is_it(virDomainLookupByID(conn, ID));
    is_it(virDomainLookupByUUID(conn, uuid));
    is_it(virDomainLookupByUUIDString(conn, UUID));
    is_it(virDomainLookupByUUIDString(conn, "B03B24DE847F5B0D85F4221B300038A8"));
}

static void finds_nobody(void)
{
    static const char *const names[] = {"", "nobody", "ha-host_VM", UUID};
    static const int ids[] = {0, 1, 10, 2147483647};
    unsigned char uuid[VIR_UUID_BUFLEN] = {0};

    for (size_t i = 0; i < COUNT_OF(names); i++)
        CHECK_NULL(virDomainLookupByName(conn, names[i]), VIR_ERR_NO_DOMAIN);
    for (size_t i = 0; i < COUNT_OF(ids); i++)
        CHECK_NULL(virDomainLookupByID(conn, ids[i]), VIR_ERR_NO_DOMAIN);
    CHECK_NULL(virDomainLookupByUUIDString(conn, NOBODY), VIR_ERR_NO_DOMAIN);
    CHECK_NULL(virDomainLookupByUUID(conn, uuid), VIR_ERR_NO_DOMAIN);
    CHECK_NULL(virDomainLookupByName(conn, NULL), VIR_ERR_INVALID_ARG);
    CHECK_NULL(virDomainLookupByID(conn, -1), VIR_ERR_INVALID_ARG);
    CHECK_NULL(virDomainLookupByUUIDString(conn, "x"), VIR_ERR_INVALID_ARG);
}

static void all(unsigned int flags, int expected)
{
    virDomainPtr *list = NULL;
    int count;

    CHECK_INT(virConnectListAllDomains(conn, NULL, flags), expected);
    count = virConnectListAllDomains(conn, &list, flags);
    CHECK_INT(count, expected);
    for (int i = 0; i < count; i++)
        CHECK_INT(virDomainFree(list[i]), 0);
    free(list);
}

/* `off` of the machines are off. */
static void lists(int off)
{
    char *names[MACHINES + 1];
    int ids[MACHINES + 1];
    int on = MACHINES - off;

    CHECK_INT(virConnectNumOfDomains(conn), on);
    CHECK_INT(virConnectNumOfDefinedDomains(conn), off);
    CHECK_INT(virConnectListDomains(conn, ids, COUNT_OF(ids)), on);
    CHECK_INT(virConnectListDomains(conn, ids, 1), on < 1 ? on : 1);
    CHECK_INT(virConnectListDomains(conn, ids, 0), 0);
    CHECK_INT(virConnectListDefinedDomains(conn, names, COUNT_OF(names)), off);
    if (off) {
        CHECK_STR(names[0], name);
        free(names[0]);
    }
    all(0, MACHINES);
    all(VIR_CONNECT_LIST_DOMAINS_ACTIVE, on);
    all(VIR_CONNECT_LIST_DOMAINS_INACTIVE, off);
    all(VIR_CONNECT_LIST_DOMAINS_RUNNING, on);
    all(VIR_CONNECT_LIST_DOMAINS_SHUTOFF, off);
    all(VIR_CONNECT_LIST_DOMAINS_PERSISTENT, MACHINES);
    all(VIR_CONNECT_LIST_DOMAINS_TRANSIENT, 0);
}

static void describe(virDomainPtr dom)
{
    virDomainInfo info;
    int state = -1, reason = -1;
    char *type = virDomainGetOSType(dom);

    CHECK_STR(type, "hvm");
    free(type);
    memset(&info, 0xff, sizeof(info));
    CHECK_INT(virDomainGetInfo(dom, &info), 0);
    CHECK_INT(info.state, VIR_DOMAIN_RUNNING);
    CHECK_ULL(info.maxMem, 32768);
    CHECK_ULL(info.memory, 32768);
    CHECK_INT(info.nrVirtCpu, 1);
    CHECK_ULL(virDomainGetMaxMemory(dom), 32768);
    CHECK_INT(virDomainGetState(dom, &state, &reason, 0), 0);
    CHECK_INT(state, VIR_DOMAIN_RUNNING);
    CHECK_FAILS(virDomainGetState(dom, &state, &reason, 1), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainIsActive(dom), 1);
    CHECK_INT(virDomainIsPersistent(dom), 1);
    CHECK_INT(virDomainIsUpdated(dom), 0);
}

int main(void)
{
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_ESX);
    conn = harness_open();
    dom = harness_domain(conn);
    name = virDomainGetName(dom);
    finds();
    finds_nobody();
    describe(dom);
    lists(0);
    CHECK_INT(virDomainDestroy(dom), 0);
    lists(1);
    CHECK_NULL(virDomainLookupByID(conn, ID), VIR_ERR_NO_DOMAIN);
    CHECK_INT(virDomainCreate(dom), 0);
    lists(0);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
