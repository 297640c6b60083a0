/* Differences where real groups hold the limits: CONFIG, names of v1 and v2, large numbers. */
#include "support/memory.h"

#include <string.h>

static virDomainPtr dom;

static void unchanged(void)
{
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
}

static void config(void)
{
    virTypedParameter params[MOST_PARAMS];
    int count = COUNT_OF(params);

    memset(params, 0, sizeof(params));
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64),
                               VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
    unchanged();
    CHECK_FAILS(virDomainGetMemoryParameters(dom, params, &count, VIR_DOMAIN_AFFECT_CONFIG),
                VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64),
                               VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG),
                VIR_ERR_OPERATION_INVALID);
    unchanged();
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(512),
                             VIR_DOMAIN_AFFECT_LIVE), 0);
    CHECK_LIMITS(dom, GIB(1), MIB(512), GIB(2));
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(256), 0), 0);
    unchanged();
}

static void unknown_name(void)
{
    virTypedParameter params[] = {param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64)),
                                  param_ull("zzz", 1)};

    CHECK_FAILS(virDomainSetMemoryParameters(dom, params, 2, 0), VIR_ERR_ARGUMENT_UNSUPPORTED);
    unchanged();
}

static void not_on_v1(const char *field)
{
    virTypedParameter params[] = {param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64)),
                                  param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(512)),
                                  param_ull(field, MIB(64))};

    CHECK_FAILS(memory_set_one(dom, field, MIB(64), 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainSetMemoryParameters(dom, params, 3, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    unchanged();
}

static void on_v2(const char *field, unsigned long long at_rest)
{
    virTypedParameter params[] = {param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(320)),
                                  param_ull(field, MIB(128))};

    CHECK_ULL(memory_value(dom, field), at_rest);
    CHECK_INT(memory_set_one(dom, field, MIB(64), 0), 0);
    CHECK_ULL(memory_value(dom, field), MIB(64));
    unchanged();
    CHECK_INT(virDomainSetMemoryParameters(dom, params, 2, 0), 0);
    CHECK_ULL(memory_value(dom, field), MIB(128));
    CHECK_LIMITS(dom, GIB(1), MIB(320), GIB(2));
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(256), 0), 0);
    CHECK_FAILS(memory_set_one(dom, field, UNLIMITED + 1, 0), VIR_ERR_INVALID_ARG);
    CHECK_ULL(memory_value(dom, field), MIB(128));
    CHECK_INT(memory_set_one(dom, field, at_rest, 0), 0);
    CHECK_ULL(memory_value(dom, field), at_rest);
    unchanged();
}

static void swap_follows(void)
{
    /* The limit is memory plus swap: moving one part leaves the sum as it was. */
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(1536), 0), 0);
    CHECK_LIMITS(dom, MIB(1536), MIB(256), GIB(2));
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(2), 0), 0);
    CHECK_LIMITS(dom, GIB(2), MIB(256), GIB(2));
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, GIB(1), 0), 0);
    unchanged();
}

static void huge_values(void)
{
    static const char *const fields[] = {VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_SOFT_LIMIT,
                                         VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT};
    /* The last ones would be small again after a multiplication that wraps around. */
    static const unsigned long long values[] = {
        UNLIMITED + 1, 1ULL << 54, (1ULL << 54) + 65536, 1ULL << 63, 18446744073709551615ULL,
    };

    for (size_t f = 0; f < COUNT_OF(fields); f++) {
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            CHECK_FAILS(memory_set_one(dom, fields[f], values[i], 0), VIR_ERR_INVALID_ARG);
            unchanged();
        }
    }
    const unsigned long long most = 18446744073709551615ULL;
    CHECK_FAILS(memory_set_all(dom, (struct limits){most, most, most}, 0), VIR_ERR_INVALID_ARG);
    unchanged();
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_not(KIND_TEST);
    conn = harness_open();
    dom = harness_domain(conn);
    memory_unlimit(dom);
    CHECK_INT(memory_set_all(dom, (struct limits){GIB(1), MIB(256), GIB(2)}, 0), 0);
    config();
    unknown_name();
    swap_follows();
    huge_values();
    if (harness_cgroup_version() == 1) {
        not_on_v1(VIR_DOMAIN_MEMORY_MIN_GUARANTEE);
        not_on_v1(SWAP_SOFT_LIMIT);
    } else {
        on_v2(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, 0);
        on_v2(SWAP_SOFT_LIMIT, UNLIMITED);
    }
    memory_unlimit(dom);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
