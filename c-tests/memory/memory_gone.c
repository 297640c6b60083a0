/* Memory parameters of a domain that no longer exists. */
#include "support/memory.h"
#include "support/test_host.h"

#include <dlfcn.h>
#include <string.h>

/* Taken at run time: a header that leaves the life cycle out still compiles this. */
typedef int (*domain_call)(virDomainPtr);

static domain_call find(const char *name)
{
    domain_call call = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, name);

    memcpy(&call, &symbol, sizeof(call));
    return call;
}

static void ask(virDomainPtr dom)
{
    virTypedParameter params[3];
    virDomainInfo info;
    int count = 3;
    int room = 0;
    int state = 0;

    memset(params, 0, sizeof(params));
    TRACE_INT(virDomainGetMemoryParameters(dom, NULL, &room, 0));
    note("   count %d", room);
    TRACE_INT(virDomainGetMemoryParameters(dom, params, &count, 0));
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 0));
    TRACE_INT(memory_set_one(dom, "zzz", MIB(64), 0));
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 1u << 20));
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 3));
    TRACE_STR(virDomainGetName(dom));
    TRACE_INT((int)virDomainGetID(dom));
    TRACE_INT(virDomainIsActive(dom));
    TRACE_INT(virDomainIsPersistent(dom));
    TRACE_INT(virDomainGetState(dom, &state, NULL, 0));
    TRACE_INT(virDomainGetInfo(dom, &info));
}

int main(void)
{
    domain_call destroy;
    virConnectPtr conn;
    virDomainPtr dom;
    virDomainPtr again;

    harness_begin();
    harness_only(KIND_TEST);
    destroy = find("virDomainDestroy");
    if (!destroy)
        harness_skip("this library has no virDomainDestroy");
    conn = test_host_open(
        "<domain type='test'><name>passing</name><memory>1024</memory>"
        "<os><type>hvm</type></os><test:transient/></domain>"
        "<domain type='test'><name>lasting</name><memory>1024</memory>"
        "<os><type>hvm</type></os></domain>", false);
    dom = virDomainLookupByName(conn, "passing");
    if (destroy(dom) < 0 && virGetLastErrorCode() == VIR_ERR_NO_SUPPORT) {
        virDomainFree(dom);
        virConnectClose(conn);
        harness_skip("this library cannot destroy a domain");
    }
    note("a transient domain that was destroyed");
    ask(dom);
    again = TRACE_PTR(virDomainLookupByName(conn, "passing"));
    CHECK(again == NULL);
    TRACE_INT(virConnectNumOfDomains(conn));
    CHECK_INT(virDomainFree(dom), 0);

    note("a persistent domain that was destroyed");
    dom = virDomainLookupByName(conn, "lasting");
    CHECK_INT(destroy(dom), 0);
    ask(dom);
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
