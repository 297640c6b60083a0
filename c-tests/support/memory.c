#include "support/memory.h"

#include <string.h>

int memory_params(void)
{
    return harness_kind() != KIND_TEST && harness_cgroup_version() == 2 ? MOST_PARAMS : 3;
}

struct limits memory_limits(virDomainPtr dom, unsigned int flags)
{
    virTypedParameter params[MOST_PARAMS];
    struct limits limits = {0, 0, 0};
    int count = COUNT_OF(params);

    memset(params, 0, sizeof(params));
    if (!CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, flags), 0))
        return limits;
    for (int i = 0; i < count; i++) {
        if (strcmp(params[i].field, VIR_DOMAIN_MEMORY_HARD_LIMIT) == 0)
            limits.hard = params[i].value.ul;
        else if (strcmp(params[i].field, VIR_DOMAIN_MEMORY_SOFT_LIMIT) == 0)
            limits.soft = params[i].value.ul;
        else if (strcmp(params[i].field, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT) == 0)
            limits.swap = params[i].value.ul;
    }
    CHECK(count >= 3);
    return limits;
}

unsigned long long memory_value(virDomainPtr dom, const char *field)
{
    virTypedParameter params[MOST_PARAMS];
    unsigned long long value = 0;
    int count = COUNT_OF(params);

    memset(params, 0, sizeof(params));
    CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, 0), 0);
    CHECK_INT(virTypedParamsGetULLong(params, count, field, &value), 1);
    return value;
}

int memory_set_one(virDomainPtr dom, const char *field, unsigned long long value,
                   unsigned int flags)
{
    virTypedParameter param = param_ull(field, value);

    return virDomainSetMemoryParameters(dom, &param, 1, flags);
}

int memory_set_all(virDomainPtr dom, struct limits limits, unsigned int flags)
{
    virTypedParameter params[] = {
        param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, limits.hard),
        param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, limits.soft),
        param_ull(VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, limits.swap),
    };

    return virDomainSetMemoryParameters(dom, params, COUNT_OF(params), flags);
}

void memory_unlimit(virDomainPtr dom)
{
    if (memory_set_all(dom, (struct limits){UNLIMITED, UNLIMITED, UNLIMITED}, 0) < 0)
        harness_die("cannot lift the limits");
}

bool memory_check(const char *file, int line, virDomainPtr dom, struct limits want)
{
    struct limits got = memory_limits(dom, 0);
    bool same = check_ull(file, line, "hard_limit", got.hard, want.hard);

    same &= check_ull(file, line, "soft_limit", got.soft, want.soft);
    same &= check_ull(file, line, "swap_hard_limit", got.swap, want.swap);
    return same;
}
