/* Setting memory parameters: one, several, all or nothing. */
#include "support/memory.h"

#include <string.h>

static void report(virDomainPtr dom)
{
    struct limits now = memory_limits(dom, 0);

    note("   hard %llu soft %llu swap %llu", now.hard, now.soft, now.swap);
}

static void one_by_one(virDomainPtr dom)
{
    note("one by one");
    memory_unlimit(dom);
    CHECK_LIMITS(dom, UNLIMITED, UNLIMITED, UNLIMITED);
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(1), 0));
    CHECK_LIMITS(dom, GIB(1), UNLIMITED, UNLIMITED);
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(512), 0));
    CHECK_LIMITS(dom, GIB(1), MIB(512), UNLIMITED);
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, GIB(2), 0));
    CHECK_LIMITS(dom, GIB(1), MIB(512), GIB(2));
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(1) + 64, 0));
    CHECK_LIMITS(dom, GIB(1) + 64, MIB(512), GIB(2));
    note("as it is");
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(1) + 64, 0));
    CHECK_LIMITS(dom, GIB(1) + 64, MIB(512), GIB(2));
    note("and back");
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, UNLIMITED, 0));
    CHECK_LIMITS(dom, GIB(1) + 64, MIB(512), UNLIMITED);
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, UNLIMITED, 0));
    CHECK_LIMITS(dom, UNLIMITED, MIB(512), UNLIMITED);
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, UNLIMITED, 0));
    CHECK_LIMITS(dom, UNLIMITED, UNLIMITED, UNLIMITED);
    report(dom);
}

static void together(virDomainPtr dom)
{
    static const struct limits steps[] = {
        {GIB(1), MIB(512), GIB(2)},   {GIB(4), GIB(3), GIB(5)},
        {MIB(256), MIB(128), MIB(320)}, {MIB(256), MIB(512), MIB(256)},
        {UNLIMITED, MIB(64), UNLIMITED}, {MIB(64), UNLIMITED, UNLIMITED},
        {MIB(64), MIB(64), MIB(64)}, {UNLIMITED, UNLIMITED, UNLIMITED},
    };

    note("together, up and down");
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        TRACE_INT(memory_set_all(dom, steps[i], 0));
        CHECK_LIMITS(dom, steps[i].hard, steps[i].soft, steps[i].swap);
        report(dom);
    }
}

static void in_any_order(virDomainPtr dom)
{
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                  {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    note("in any order");
    for (size_t i = 0; i < COUNT_OF(orders); i++) {
        for (int up = 0; up < 2; up++) {
            unsigned long long base = up ? GIB(8) : MIB(64);
            virTypedParameter named[3] = {
                param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, base),
                param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, base + 64),
                param_ull(VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, base + 128),
            };
            virTypedParameter params[3] = {named[orders[i][0]], named[orders[i][1]],
                                           named[orders[i][2]]};
            virTypedParameter before[3];

            memcpy(before, params, sizeof(before));
            TRACE_INT(virDomainSetMemoryParameters(dom, params, 3, 0));
            CHECK_LIMITS(dom, base, base + 64, base + 128);
            /* The caller's array is read, not sorted. */
            CHECK_INT(memcmp(before, params, sizeof(before)), 0);
        }
    }
    memory_unlimit(dom);
}

static void hard_above_swap(virDomainPtr dom)
{
    virTypedParameter crossing[] = {
        param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(192)),
        param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(3)),
        param_ull(VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, GIB(3) - 64),
    };

    note("hard_limit above swap_hard_limit");
    memory_unlimit(dom);
    CHECK_INT(memory_set_all(dom, (struct limits){GIB(1), MIB(256), GIB(2)}, 0), 0);
    CHECK_INT(TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(2) + 64, 0)), -1);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
    CHECK_INT(TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, UNLIMITED, 0)), -1);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
    CHECK_INT(TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, GIB(1) - 64, 0)),
              -1);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(dom, crossing, 3, 0)), -1);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
    note("equal is allowed");
    CHECK_INT(TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, GIB(1), 0)), 0);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(1));
    note("a swap limit where nothing limits the memory");
    memory_unlimit(dom);
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, GIB(1), 0));
    report(dom);
    memory_unlimit(dom);
    note("soft_limit above hard_limit is nobody's business");
    CHECK_INT(memory_set_all(dom, (struct limits){GIB(1), GIB(2), UNLIMITED}, 0), 0);
    CHECK_LIMITS(dom, GIB(1), GIB(2), UNLIMITED);
    memory_unlimit(dom);
}

static void all_or_nothing(virDomainPtr dom)
{
    virTypedParameter params[4] = {
        param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(128)),
        param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(512)),
        param_ull(VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, MIB(768)),
    };

    note("the last one bad");
    CHECK_INT(memory_set_all(dom, (struct limits){GIB(1), MIB(256), GIB(2)}, 0), 0);
    params[3] = param_ull("zzz", 1);
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(dom, params, 4, 0)), -1);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
    params[3] = param_of_type("swap_hard_limit", VIR_TYPED_PARAM_ULLONG);
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(dom, params, 4, 0)), -1);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
    params[2] = param_of_type("swap_hard_limit", VIR_TYPED_PARAM_INT);
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(dom, params, 3, 0)), -1);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
    params[2] = param_ull(VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, MIB(256));
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(dom, params, 3, 0)), -1);
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
    note("without it the rest is taken");
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(dom, params, 2, 0)), 0);
    CHECK_LIMITS(dom, MIB(512), MIB(128), GIB(2));
    memory_unlimit(dom);
}

static void read_only(virDomainPtr dom)
{
    virConnectPtr conn = harness_open_read_only();
    virDomainPtr same = virDomainLookupByName(conn, virDomainGetName(dom));
    struct limits before = memory_limits(dom, 0);

    note("read-only");
    if (CHECK(same != NULL)) {
        CHECK_INT(TRACE_INT(memory_set_one(same, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 0)), -1);
        CHECK_INT(virGetLastErrorCode(), VIR_ERR_OPERATION_DENIED);
        CHECK_LIMITS(dom, before.hard, before.soft, before.swap);
        virDomainFree(same);
    }
    virConnectClose(conn);
}

static void set_flags(virDomainPtr dom)
{
    note("flags, one bit at a time");
    memory_unlimit(dom);
    for (unsigned int bit = 0; bit < 32; bit++) {
        note("bit %u", bit);
        /* This library has a flag of its own up there. */
        if (harness_kind() != KIND_TEST && bit > 1)
            continue;
        TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64 + bit), 1u << bit));
        report(dom);
    }
    note("both");
    TRACE_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, GIB(1),
                             VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG));
    report(dom);
    memory_unlimit(dom);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    conn = harness_open();
    dom = harness_domain(conn);
    one_by_one(dom);
    together(dom);
    in_any_order(dom);
    hard_above_swap(dom);
    all_or_nothing(dom);
    read_only(dom);
    set_flags(dom);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
