#include "support/scheduler.h"

#include "support/cgroup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

virTypedParameter param_llong(const char *field, long long value)
{
    virTypedParameter param = param_of_type(field, VIR_TYPED_PARAM_LLONG);

    param.value.l = value;
    return param;
}

char *scheduler_group(const char *name)
{
    char *path = NULL, *dir;

    if (asprintf(&path, "%s/virmemctl-%s", harness_cgroup_version() == 1 ? "" : "/machine", name) <
        0)
        abort();
    dir = cgroup_at_controller(path, "cpu");
    free(path);
    return dir;
}

static unsigned long long number_in(const char *dir, const char *file)
{
    char *text = cgroup_text(dir, file);
    unsigned long long number = strtoull(text, NULL, 10);

    free(text);
    return number;
}

struct scheduling scheduler_files(const char *dir)
{
    struct scheduling held = {0, 0, 0};
    char *text;

    if (harness_cgroup_version() == 1) {
        held.shares = number_in(dir, "cpu.shares");
        held.period = number_in(dir, "cpu.cfs_period_us");
        held.quota = (long long)number_in(dir, "cpu.cfs_quota_us");
        return held;
    }
    held.shares = number_in(dir, "cpu.weight");
    text = cgroup_text(dir, "cpu.max");
    if (strncmp(text, "max ", 4) == 0) {
        held.quota = -1;
        held.period = strtoull(text + 4, NULL, 10);
    } else if (sscanf(text, "%lld %llu", &held.quota, &held.period) != 2) {
        harness_die("%s/cpu.max holds '%s'", dir, text);
    }
    free(text);
    return held;
}

long long scheduler_value(virDomainPtr dom, const char *field, long long otherwise)
{
    virTypedParameter params[SCHEDULER_MOST];
    int count = COUNT_OF(params);

    memset(params, 0, sizeof(params));
    if (!CHECK_INT(virDomainGetSchedulerParameters(dom, params, &count), 0))
        return otherwise;
    for (int i = 0; i < count; i++) {
        if (strcmp(params[i].field, field) == 0)
            return params[i].value.l;
    }
    return otherwise;
}

/* The parameters in their order; those of threads are there where these have groups of their own. */
static void check_names(virTypedParameterPtr params, int count)
{
    static const char *const fields[SCHEDULER_MOST] = {
        VIR_DOMAIN_SCHEDULER_CPU_SHARES,      VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
        VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,      VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD,
        VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA,  VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD,
        VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA,    VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD,
        VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA,  "cpu_limit_percent",
    };
    int at = 0;

    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        bool of_threads = strstr(fields[i], "emulator") || strstr(fields[i], "iothread");

        if (of_threads && (at >= count || strcmp(params[at].field, fields[i]) != 0))
            continue;
        if (!CHECK(at < count))
            return;
        CHECK_STR(params[at].field, fields[i]);
        CHECK_INT(params[at].type, strstr(fields[i], "quota") ? VIR_TYPED_PARAM_LLONG : VIR_TYPED_PARAM_ULLONG);
        at++;
    }
    CHECK_INT(at, count);
}

struct scheduling scheduler_get(virDomainPtr dom, unsigned int flags)
{
    virTypedParameter params[SCHEDULER_MOST];
    struct scheduling got = {0, 0, 0};
    int count = COUNT_OF(params);
    bool has_threads;

    memset(params, 0, sizeof(params));
    if (!CHECK_INT(virDomainGetSchedulerParametersFlags(dom, params, &count, flags), 0))
        return got;
    check_names(params, count);
    has_threads = count > SCHEDULER_PARAMS;
    got.shares = params[0].value.ul;
    for (int i = 0; i < count; i++) {
        if (strcmp(params[i].field, VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD) == 0)
            got.period = params[i].value.ul;
        if (strcmp(params[i].field, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA) == 0)
            got.quota = params[i].value.l;
    }
    if (!has_threads && !(flags & VIR_DOMAIN_AFFECT_CONFIG) && virDomainIsActive(dom) == 1) {
        CHECK_ULL(params[1].value.ul, got.period);
        CHECK_INT(params[2].value.l, got.quota);
    }
    return got;
}

int scheduler_set(virDomainPtr dom, struct scheduling values, unsigned int flags)
{
    virTypedParameter params[] = {
        param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, values.shares),
        param_ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, values.period),
        param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, values.quota),
    };

    return virDomainSetSchedulerParametersFlags(dom, params, COUNT_OF(params), flags);
}

bool scheduler_is_there(virDomainPtr dom)
{
    virTypedParameter params[SCHEDULER_MOST];
    int count = COUNT_OF(params);

    memset(params, 0, sizeof(params));
    return virDomainGetSchedulerParameters(dom, params, &count) == 0;
}

bool scheduler_equal(struct scheduling one, struct scheduling other)
{
    return one.shares == other.shares && one.period == other.period && one.quota == other.quota;
}

bool scheduler_check(const char *file, int line, struct scheduling got, struct scheduling want)
{
    bool same = check_ull(file, line, "shares", got.shares, want.shares);

    same &= check_ull(file, line, "period", got.period, want.period);
    same &= check_int(file, line, "quota", got.quota, want.quota);
    return same;
}
