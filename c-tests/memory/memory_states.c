/* Memory parameters of running, stopped and transient domains: LIVE, CONFIG, CURRENT. */
#include "support/memory.h"
#include "support/test_host.h"

#include <string.h>

#define DOMAIN(name, inside) \
    "<domain type='test'><name>" name "</name><memory>1048576</memory><os><type>hvm</type></os>" \
    "<memtune><hard_limit>4194304</hard_limit>" \
    "<swap_hard_limit>8388608</swap_hard_limit></memtune>" \
    inside "</domain>"

static const char *const hosts =
    DOMAIN("running", "")
    DOMAIN("stopped", "<test:runstate>5</test:runstate>")
    DOMAIN("passing", "<test:transient/>")
    DOMAIN("paused", "<test:runstate>3</test:runstate>")
    DOMAIN("crashed", "<test:runstate>6</test:runstate>");

static void report(virDomainPtr dom, unsigned int flags)
{
    virTypedParameter params[3];
    int count = 3;
    int room = 0;

    memset(params, 0, sizeof(params));
    note("flags %u", flags);
    TRACE_INT(virDomainGetMemoryParameters(dom, NULL, &room, flags));
    note("   count %d", room);
    if (TRACE_INT(virDomainGetMemoryParameters(dom, params, &count, flags)) == 0)
        trace_params(params, count);
}

static void all_views(virDomainPtr dom)
{
    for (unsigned int flags = 0; flags <= 3; flags++)
        report(dom, flags);
}

static void sets(virDomainPtr dom)
{
    unsigned long long value = MIB(100);

    note("domain %s", virDomainGetName(dom));
    all_views(dom);
    for (unsigned int flags = 0; flags <= 3; flags++) {
        note("setting with flags %u", flags);
        TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, value += 64, flags));
        all_views(dom);
    }
    note("crossing limits");
    for (unsigned int flags = 0; flags <= 2; flags++) {
        TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(9), flags));
        TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, GIB(3), flags));
    }
    note("against which definition");
    TRACE_INT(memory_set_all(dom, (struct limits){GIB(1), GIB(1), GIB(2)},
                             VIR_DOMAIN_AFFECT_CONFIG));
    all_views(dom);
    /* Fine for the running domain, above the stored swap limit. */
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(3), VIR_DOMAIN_AFFECT_CONFIG));
    /* Fine for the stored one, above the running domain's. */
    TRACE_INT(memory_set_all(dom, (struct limits){GIB(20), GIB(1), GIB(30)},
                             VIR_DOMAIN_AFFECT_CONFIG));
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(25), VIR_DOMAIN_AFFECT_CONFIG));
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, GIB(21),
                             VIR_DOMAIN_AFFECT_CONFIG));
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, GIB(5), VIR_DOMAIN_AFFECT_CONFIG));
    all_views(dom);
}

int main(void)
{
    static const char *const names[] = {"running", "stopped", "passing", "paused", "crashed"};
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = test_host_open(hosts, false);
    if (!conn)
        harness_die("no host");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        virDomainPtr dom = virDomainLookupByName(conn, names[i]);

        if (!CHECK(dom != NULL))
            continue;
        sets(dom);
        CHECK_INT(virDomainFree(dom), 0);
    }
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
