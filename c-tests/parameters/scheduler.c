/* Scheduler parameters; scheduler_flags.c has the get with flags. */
#include "parameters/tuning.h"

#include <stdlib.h>
#include <string.h>

static const char *const fields[] = {
    VIR_DOMAIN_SCHEDULER_WEIGHT, VIR_DOMAIN_SCHEDULER_CAP, VIR_DOMAIN_SCHEDULER_CPU_SHARES,
    VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, NULL,
};

static int set(virDomainPtr dom, const char *target, virTypedParameterPtr params, int count,
               unsigned int flags)
{
    (void)target;
    return virDomainSetSchedulerParametersFlags(dom, params, count, flags);
}

static int old_get(virDomainPtr dom, const char *target, virTypedParameterPtr params, int *count,
                   unsigned int flags)
{
    (void)target;
    (void)flags;
    return virDomainGetSchedulerParameters(dom, params, count);
}

static int old_set(virDomainPtr dom, const char *target, virTypedParameterPtr params, int count,
                   unsigned int flags)
{
    (void)target;
    (void)flags;
    return virDomainSetSchedulerParameters(dom, params, count);
}

static void scheduler_type(virDomainPtr dom)
{
    int count = -7;
    char *type;

    type = TRACE_PTR(virDomainGetSchedulerType(dom, &count));
    note("   %s, %d parameters", type ? type : "none", count);
    free(type);
    type = TRACE_PTR(virDomainGetSchedulerType(dom, NULL));
    note("   %s", type ? type : "none");
    free(type);
}

static void types(void)
{
    static const char *const names[] = {TUNING_STATES};
    virConnectPtr conn = tuning_host();
    virDomainPtr gone = tuning_gone(conn);

    note("scheduler types");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        virDomainPtr dom = tuning_domain(conn, names[i]);

        scheduler_type(dom);
        virDomainFree(dom);
    }
    scheduler_type(gone);
    scheduler_type(NULL);
    virDomainFree(gone);
    CHECK_INT(virConnectClose(conn), 0);
}

static void values(const struct tuning *family)
{
    static const unsigned int weights[] = {0, 1, 49, 50, 262144, 262145, 4294967295u};
    virConnectPtr conn = tuning_host();
    virDomainPtr dom = tuning_domain(conn, "running");

    note("values");
    for (size_t i = 0; i < COUNT_OF(weights); i++) {
        virTypedParameter param = param_uint(VIR_DOMAIN_SCHEDULER_WEIGHT, weights[i]);

        tuning_try(family, dom, &param, 1, 0);
        tuning_show(family, dom, NULL, 1, 0);
    }
    virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
}

int main(void)
{
    struct tuning family = {
        .name = "scheduler", .section = "cputune", .get = old_get, .set = set, .fields = fields,
        .good = param_uint(VIR_DOMAIN_SCHEDULER_WEIGHT, 100),
    };
    struct tuning old = family;

    harness_begin();
    harness_only(KIND_TEST);
    old.name = "scheduler without flags";
    old.set = old_set;
    types();
    values(&old);
    tuning_sweep(&family);
    tuning_sweep(&old);
    return harness_end();
}
