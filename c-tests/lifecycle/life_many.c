/* Thousands of domains on one connection. */
#include "lifecycle/life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int how_many(void)
{
    const char *rounds = getenv("VIRMEMCTL_TEST_ROUNDS");

    return rounds && strcmp(rounds, "small") == 0 ? 200 : 10000;
}

static void name_of(char *name, size_t size, int number)
{
    snprintf(name, size, "domain-%d", number);
}

static void define(virConnectPtr conn, int number)
{
    char name[32];
    char xml[256];
    virDomainPtr dom;

    name_of(name, sizeof(name), number);
    snprintf(xml, sizeof(xml),
             "<domain type='test'><name>%s</name><memory>1024</memory><os><type>hvm</type></os>"
             "</domain>", name);
    dom = virDomainDefineXML(conn, xml);
    CHECK(dom != NULL);
    virDomainFree(dom);
}

/* Found by its name, run once, and taken away. */
static void live(virConnectPtr conn, int number)
{
    static int id = 1;
    char name[32];
    virDomainPtr dom;
    virDomainPtr same;

    name_of(name, sizeof(name), number);
    dom = virDomainLookupByName(conn, name);
    if (!CHECK(dom != NULL))
        return;
    CHECK_INT(virDomainCreate(dom), 0);
    /* The one that the connection began with has number 1. */
    CHECK_INT((int)virDomainGetID(dom), ++id);
    same = virDomainLookupByID(conn, id);
    CHECK_STR(virDomainGetName(same), name);
    virDomainFree(same);
    CHECK_INT(virDomainDestroy(dom), 0);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
}

int main(void)
{
    virConnectPtr conn;
    int count = how_many();

    harness_begin();
    harness_only(KIND_TEST);
    conn = virConnectOpen("test:///default");
    for (int i = 0; i < count; i++)
        define(conn, i);
    CHECK_INT(virConnectNumOfDefinedDomains(conn), count);
    CHECK_INT(virConnectListAllDomains(conn, NULL, 0), count + 1);
    for (int i = 0; i < count; i += 10)
        live(conn, i);
    CHECK_INT(virConnectNumOfDefinedDomains(conn), count - count / 10);
    TRACE_INT(virConnectNumOfDomains(conn));
    virConnectClose(conn);
    return harness_end();
}
