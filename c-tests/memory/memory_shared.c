/* What the connections of one process share, and when the test host starts anew. */
#include "support/memory.h"
#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned long long soft(virConnectPtr conn, const char *name)
{
    virDomainPtr dom = virDomainLookupByName(conn, name);
    unsigned long long value;

    if (!CHECK(dom != NULL))
        return 0;
    value = memory_value(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT);
    virDomainFree(dom);
    return value;
}

static void set_soft(virConnectPtr conn, const char *name, unsigned long long value)
{
    virDomainPtr dom = virDomainLookupByName(conn, name);

    if (!CHECK(dom != NULL))
        return;
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, value, 0), 0);
    virDomainFree(dom);
}

static void default_host(void)
{
    virConnectPtr first = virConnectOpen("test:///default");
    virConnectPtr second = virConnectOpen("test:///default");
    virConnectPtr third = virConnectOpenReadOnly("test:///default");
    virDomainPtr held;

    note("the default host");
    set_soft(first, "test", MIB(64));
    note("second sees %llu, read-only sees %llu", soft(second, "test"), soft(third, "test"));
    CHECK_INT(virConnectClose(first), 0);
    note("second sees %llu after the first closed", soft(second, "test"));
    CHECK_INT(virConnectClose(second), 0);
    note("read-only sees %llu after the second closed", soft(third, "test"));
    CHECK_INT(virConnectClose(third), 0);

    first = virConnectOpen("test:///default");
    note("a new one sees %llu", soft(first, "test"));
    set_soft(first, "test", MIB(65));
    held = virDomainLookupByName(first, "test");
    CHECK_INT(virConnectClose(first), 1);
    second = virConnectOpen("test:///default");
    note("with a domain held, a new one sees %llu", soft(second, "test"));
    CHECK_INT(virConnectClose(second), 0);
    CHECK_INT(virDomainFree(held), 0);
    first = virConnectOpen("test:///default?other=1");
    note("after that, %llu", soft(first, "test"));
    set_soft(first, "test", MIB(66));
    second = virConnectOpen("test:///default");
    note("another query sees %llu", soft(second, "test"));
    virConnectClose(second);
    virConnectClose(first);
}

static void file_host(void)
{
    const char *path = harness_file("shared.xml",
        "<node><domain type='test'><name>one</name><memory>1024</memory>"
        "<os><type>hvm</type></os></domain></node>");
    virConnectPtr first;
    virConnectPtr second;
    char *uri = NULL;

    if (asprintf(&uri, "test://%s", path) < 0)
        abort();
    note("a host from a file");
    first = virConnectOpen(uri);
    second = virConnectOpen(uri);
    if (CHECK(first != NULL) && CHECK(second != NULL)) {
        set_soft(first, "one", MIB(64));
        note("first sees %llu, second sees %llu", soft(first, "one"), soft(second, "one"));
    }
    virConnectClose(first);
    virConnectClose(second);
    free(uri);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    default_host();
    file_host();
    return harness_end();
}
