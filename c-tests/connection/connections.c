/* Opening, querying and closing connections. */
#include "harness/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void ask(virConnectPtr conn)
{
    unsigned long version = 0;
    char *text;

    TRACE_STR(virConnectGetType(conn));
    trace_plant();
    text = virConnectGetURI(conn);
    trace_str("virConnectGetURI(conn)", text);
    free(text);
    trace_plant();
    text = virConnectGetHostname(conn);
    trace_int("virConnectGetHostname(conn) is some name", text && *text);
    free(text);
    TRACE_INT(virConnectGetLibVersion(conn, &version));
    CHECK(version >= 9000000);
    version = 0;
    TRACE_INT(virConnectGetVersion(conn, &version));
    note("the driver's version is %lu", version);
    TRACE_INT(virConnectIsAlive(conn));
    TRACE_INT(virConnectIsEncrypted(conn));
    TRACE_INT(virConnectIsSecure(conn));
    TRACE_INT(virConnectSetKeepAlive(conn, 5, 3));
}

static void close_all(virConnectPtr conn)
{
    if (conn)
        TRACE_INT(virConnectClose(conn));
}

static void ways_to_open(void)
{
    static const unsigned int flags[] = {
        0, VIR_CONNECT_RO, VIR_CONNECT_NO_ALIASES, VIR_CONNECT_RO | VIR_CONNECT_NO_ALIASES,
        1u << 2, 1u << 31, ~0u,
    };
    const char *uri = "test:///default";
    virConnectPtr conn;

    note("virConnectOpen");
    conn = TRACE_PTR(virConnectOpen(uri));
    ask(conn);
    close_all(conn);

    note("virConnectOpenReadOnly");
    conn = TRACE_PTR(virConnectOpenReadOnly(uri));
    ask(conn);
    close_all(conn);

    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        note("virConnectOpenAuth, flags %#x", flags[i]);
        conn = TRACE_PTR(virConnectOpenAuth(uri, NULL, flags[i]));
        if (conn) {
            virDomainPtr dom = virDomainLookupByName(conn, "test");
            virTypedParameter soft = param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, 65536);

            TRACE_INT(virDomainSetMemoryParameters(dom, &soft, 1, 0));
            virDomainFree(dom);
        }
        close_all(conn);
        conn = TRACE_PTR(virConnectOpenAuth(uri, virConnectAuthPtrDefault, flags[i]));
        close_all(conn);
    }
}

static void references(void)
{
    virConnectPtr conn = virConnectOpen("test:///default");
    virDomainPtr dom;

    note("references to a connection");
    TRACE_INT(virConnectRef(conn));
    TRACE_INT(virConnectRef(conn));
    TRACE_INT(virConnectClose(conn));
    TRACE_INT(virConnectClose(conn));
    dom = virDomainLookupByName(conn, "test");
    note("closed with a domain still held");
    TRACE_INT(virConnectClose(conn));
    TRACE_STR(virDomainGetName(dom));
    TRACE_INT(virDomainIsActive(dom));
    TRACE_INT(virDomainGetConnect(dom) == conn);
    TRACE_STR(virConnectGetType(virDomainGetConnect(dom)));
    TRACE_INT(virDomainRef(dom));
    TRACE_INT(virDomainFree(dom));
    TRACE_INT(virDomainFree(dom));

    note("closed with two domains held");
    conn = virConnectOpen("test:///default");
    virDomainPtr first = virDomainLookupByName(conn, "test");
    virDomainPtr second = virDomainLookupByName(conn, "test");
    TRACE_INT(virConnectRef(conn));
    TRACE_INT(virConnectClose(conn));
    TRACE_INT(virConnectClose(conn));
    TRACE_INT(virDomainFree(first));
    TRACE_INT(virDomainFree(second));
}

static void two_connections(void)
{
    virConnectPtr first = virConnectOpen("test:///default");
    virConnectPtr second = virConnectOpenReadOnly("test:///default");

    note("two connections");
    CHECK(first != second);
    TRACE_INT(virConnectNumOfDomains(first));
    TRACE_INT(virConnectNumOfDomains(second));
    TRACE_INT(virConnectClose(first));
    TRACE_INT(virConnectNumOfDomains(second));
    TRACE_INT(virConnectClose(second));
}

static void no_connection(void)
{
    unsigned long version = 0;
    int ids[1];
    char *names[1];
    virDomainPtr *doms = NULL;
    unsigned char uuid[VIR_UUID_BUFLEN] = {0};

    note("no connection");
    TRACE_INT(virConnectRef(NULL));
    TRACE_INT(virConnectClose(NULL));
    TRACE_STR(virConnectGetType(NULL));
    TRACE_STR(virConnectGetURI(NULL));
    TRACE_STR(virConnectGetHostname(NULL));
    TRACE_INT(virConnectGetLibVersion(NULL, &version));
    TRACE_INT(virConnectGetVersion(NULL, &version));
    TRACE_INT(virConnectGetLibVersion(NULL, NULL));
    TRACE_INT(virConnectGetVersion(NULL, NULL));
    TRACE_INT(virConnectIsAlive(NULL));
    TRACE_INT(virConnectIsEncrypted(NULL));
    TRACE_INT(virConnectIsSecure(NULL));
    TRACE_INT(virConnectNumOfDomains(NULL));
    TRACE_INT(virConnectNumOfDefinedDomains(NULL));
    TRACE_INT(virConnectListDomains(NULL, ids, 1));
    TRACE_INT(virConnectListDefinedDomains(NULL, names, 1));
    TRACE_INT(virConnectListAllDomains(NULL, &doms, 0));
    TRACE_PTR(virDomainLookupByName(NULL, "test"));
    TRACE_PTR(virDomainLookupByID(NULL, 1));
    TRACE_PTR(virDomainLookupByUUID(NULL, uuid));
    TRACE_PTR(virDomainLookupByUUIDString(NULL, "6695eb01-f6a4-8304-79aa-97f2502e193f"));
}

static void no_place_for_the_answer(void)
{
    virConnectPtr conn = virConnectOpen("test:///default");

    note("no place for the answer");
    TRACE_INT(virConnectGetLibVersion(conn, NULL));
    TRACE_INT(virConnectGetVersion(conn, NULL));
    virConnectClose(conn);
}

static void one_for_the_other(void)
{
    virConnectPtr conn = virConnectOpen("test:///default");
    virDomainPtr dom = virDomainLookupByName(conn, "test");
    virConnectPtr no_conn = (virConnectPtr)(void *)dom;
    virDomainPtr no_dom = (virDomainPtr)(void *)conn;
    unsigned long version = 0;
    int room = 0;

    note("a domain given as a connection");
    TRACE_INT(virConnectRef(no_conn));
    TRACE_INT(virConnectClose(no_conn));
    TRACE_STR(virConnectGetType(no_conn));
    TRACE_STR(virConnectGetURI(no_conn));
    TRACE_INT(virConnectGetLibVersion(no_conn, &version));
    TRACE_INT(virConnectIsAlive(no_conn));
    TRACE_INT(virConnectNumOfDomains(no_conn));
    TRACE_PTR(virDomainLookupByName(no_conn, "test"));
    note("a connection given as a domain");
    TRACE_INT(virDomainRef(no_dom));
    TRACE_INT(virDomainFree(no_dom));
    TRACE_STR(virDomainGetName(no_dom));
    TRACE_INT((int)virDomainGetID(no_dom));
    TRACE_INT(virDomainIsActive(no_dom));
    TRACE_PTR(virDomainGetConnect(no_dom));
    TRACE_INT(virDomainGetMemoryParameters(no_dom, NULL, &room, 0));
    note("both are as before");
    TRACE_INT(virDomainFree(dom));
    TRACE_INT(virConnectClose(conn));
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    ways_to_open();
    references();
    two_connections();
    no_connection();
    no_place_for_the_answer();
    one_for_the_other();
    return harness_end();
}
