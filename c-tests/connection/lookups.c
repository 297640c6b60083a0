/* Lookups of the test driver's one domain, and its name, id and UUID. */
#include "harness/harness.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {"test", "Test", "TEST", " test", "test ", "", "tes", "test2",
                                    "6695eb01-f6a4-8304-79aa-97f2502e193f", "1"};

static const int ids[] = {1, 0, 2, -1, -2, 2147483647, -2147483647 - 1};

static const char *const uuids[] = {
    "6695eb01-f6a4-8304-79aa-97f2502e193f", "6695EB01-F6A4-8304-79AA-97F2502E193F",
    "6695eb01f6a4830479aa97f2502e193f", "6695eb01f6a4830479aa-97f2502e193f",
    " 6695eb01-f6a4-8304-79aa-97f2502e193f", "6695eb01-f6a4-8304-79aa-97f2502e193f ",
    "6695eb01-f6a4-8304-79aa-97f2502e193f\n", "6695eb01 f6a4 8304 79aa 97f2502e193f",
    "  6695eb01--f6a4-8304-79aa-97f2502e193f  ", "-6695eb01-f6a4-8304-79aa-97f2502e193f",
    "6-6-9-5-eb01f6a4830479aa97f2502e193f", "66-95-eb01f6a4830479aa97f2502e193f",
    "{6695eb01-f6a4-8304-79aa-97f2502e193f}", "6695eb01-f6a4-8304-79aa-97f2502e193",
    "6695eb01-f6a4-8304-79aa-97f2502e193f0", "6695eb01-f6a4-8304-79aa-97f2502e193fx",
    "6695eb01-f6a4-8304-79aa-97f2502e193f-", "6695eb01-f6a4-8304-79aa-97f2502e193g",
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "", " ", "test", "11111111-2222-3333-4444-555555555555",
};

static void release(virDomainPtr dom)
{
    if (dom)
        TRACE_INT(virDomainFree(dom));
}

static void find(virConnectPtr conn)
{
    unsigned char uuid[VIR_UUID_BUFLEN] = {0};

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        note("name \"%s\"", names[i]);
        release(TRACE_PTR(virDomainLookupByName(conn, names[i])));
    }
    release(TRACE_PTR(virDomainLookupByName(conn, NULL)));
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        note("id %d", ids[i]);
        release(TRACE_PTR(virDomainLookupByID(conn, ids[i])));
    }
    for (size_t i = 0; i < COUNT_OF(uuids); i++) {
        note("uuid \"%.*s\"", (int)strcspn(uuids[i], "\n"), uuids[i]);
        release(TRACE_PTR(virDomainLookupByUUIDString(conn, uuids[i])));
    }
    release(TRACE_PTR(virDomainLookupByUUIDString(conn, NULL)));
    note("uuid as bytes");
    release(TRACE_PTR(virDomainLookupByUUID(conn, uuid)));
    release(TRACE_PTR(virDomainLookupByUUID(conn, NULL)));
}

static void describe(virConnectPtr conn)
{
    virDomainPtr dom = virDomainLookupByName(conn, "test");
    virDomainPtr same;
    unsigned char uuid[VIR_UUID_BUFLEN];
    char text[VIR_UUID_STRING_BUFLEN];
    virDomainInfo info;
    int state = -1;
    int reason = -1;

    note("what a domain says of itself");
    TRACE_STR(virDomainGetName(dom));
    TRACE_INT((int)virDomainGetID(dom));
    memset(uuid, 0, sizeof(uuid));
    TRACE_INT(virDomainGetUUID(dom, uuid));
    for (size_t i = 0; i < sizeof(uuid); i++)
        printf("%02x", uuid[i]);
    putchar('\n');
    TRACE_INT(virDomainGetUUIDString(dom, text));
    printf("%s\n", text);
    TRACE_INT(virDomainGetConnect(dom) == conn);
    TRACE_INT(virDomainIsActive(dom));
    TRACE_INT(virDomainIsPersistent(dom));
    TRACE_INT(virDomainGetState(dom, &state, &reason, 0));
    note("state %d reason %d", state, reason);
    state = -1;
    TRACE_INT(virDomainGetState(dom, &state, NULL, 0));
    note("state %d", state);
    TRACE_INT(virDomainGetState(dom, NULL, &reason, 0));
    TRACE_INT(virDomainGetState(dom, &state, &reason, 1));
    memset(&info, 0xff, sizeof(info));
    TRACE_INT(virDomainGetInfo(dom, &info));
    note("state %d maxMem %lu memory %lu cpus %d", info.state, info.maxMem, info.memory,
         info.nrVirtCpu);

    note("no place for the answer");
    TRACE_INT(virDomainGetUUID(dom, NULL));
    TRACE_INT(virDomainGetUUIDString(dom, NULL));
    TRACE_INT(virDomainGetInfo(dom, NULL));

    note("the same domain by its uuid");
    same = TRACE_PTR(virDomainLookupByUUID(conn, uuid));
    TRACE_STR(virDomainGetName(same));
    TRACE_INT((int)virDomainGetID(same));
    virDomainFree(same);

    note("references to a domain");
    TRACE_INT(virDomainRef(dom));
    TRACE_INT(virDomainRef(dom));
    TRACE_INT(virDomainFree(dom));
    TRACE_INT(virDomainFree(dom));
    TRACE_STR(virDomainGetName(dom));
    TRACE_INT(virDomainFree(dom));
}

static void no_domain(void)
{
    unsigned char uuid[VIR_UUID_BUFLEN];
    char text[VIR_UUID_STRING_BUFLEN];
    virDomainInfo info;
    int state = 0;

    note("no domain");
    TRACE_INT(virDomainRef(NULL));
    TRACE_INT(virDomainFree(NULL));
    TRACE_STR(virDomainGetName(NULL));
    TRACE_INT((int)virDomainGetID(NULL));
    TRACE_INT(virDomainGetUUID(NULL, uuid));
    TRACE_INT(virDomainGetUUIDString(NULL, text));
    TRACE_PTR(virDomainGetConnect(NULL));
    TRACE_INT(virDomainIsActive(NULL));
    TRACE_INT(virDomainIsPersistent(NULL));
    TRACE_INT(virDomainGetState(NULL, &state, NULL, 0));
    TRACE_INT(virDomainGetInfo(NULL, &info));
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = virConnectOpen("test:///default");
    find(conn);
    describe(conn);
    TRACE_INT(virConnectClose(conn));
    note("read-only");
    conn = virConnectOpenReadOnly("test:///default");
    find(conn);
    describe(conn);
    TRACE_INT(virConnectClose(conn));
    no_domain();
    return harness_end();
}
