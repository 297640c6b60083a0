/* Performance events: which are enabled. */
#include "parameters/tuning.h"

static const char *const fields[] = {
    VIR_PERF_PARAM_CMT, VIR_PERF_PARAM_MBMT, VIR_PERF_PARAM_EMULATION_FAULTS, NULL,
};

/* These calls hand out an array of their own; the rest is as in the other families. */
static int get(virDomainPtr dom, const char *target, virTypedParameterPtr params, int *count,
               unsigned int flags)
{
    virTypedParameterPtr list = NULL;
    int result;

    (void)target;
    if (count)
        *count = -7;
    result = virDomainGetPerfEvents(dom, params ? &list : NULL, count, flags);
    if (result == 0 && list) {
        trace_params(list, *count);
        virTypedParamsFree(list, *count);
        *count = 0;
    } else if (list) {
        note("an array although it failed");
    }
    return result;
}

static int set(virDomainPtr dom, const char *target, virTypedParameterPtr params, int count,
               unsigned int flags)
{
    (void)target;
    return virDomainSetPerfEvents(dom, params, count, flags);
}

static virTypedParameter event(const char *field, char value)
{
    virTypedParameter param = param_of_type(field, VIR_TYPED_PARAM_BOOLEAN);

    param.value.b = value;
    return param;
}

static const struct tuning family = {
    .name = "perf", .section = "perf", .get = get, .set = set, .fields = fields,
    .good = {.field = VIR_PERF_PARAM_CMT, .type = VIR_TYPED_PARAM_BOOLEAN, .value.b = 1},
};

static void look_at(virDomainPtr dom)
{
    tuning_show(&family, dom, NULL, 1, 0);
    tuning_xml(dom, "perf", 0);
}

/* Values in definitions, and how a get reports them. */
static void defined(void)
{
    static const char *const inside[] = {
        "<event name='cmt' enabled='yes'/>",
        "<event name='cmt' enabled='no'/>",
        "<event name='emulation_faults' enabled='yes'/><event name='mbml' enabled='yes'/>",
        "<event name='x' enabled='yes'/>",
        "<event enabled='yes'/>",
        "<event name='cmt' enabled='x'/>",
        "<event name='cmt'/>",
        "<event name='cmt' enabled='yes'/><event name='cmt' enabled='no'/>",
        "",
    };

    tuning_defined(inside, COUNT_OF(inside), "<perf>", "</perf>", look_at);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    conn = tuning_host();
    dom = tuning_domain(conn, "running");
    for (int value = -1; value <= 2; value++) {
        virTypedParameter params[2] = {event(VIR_PERF_PARAM_CPU_CLOCK, (char)value),
                                       event(VIR_PERF_PARAM_BUS_CYCLES, (char)(1 - value))};

        note("value %d", value);
        tuning_try(&family, dom, params, 2, 0);
        tuning_show(&family, dom, NULL, 1, 0);
        tuning_xml(dom, "perf", 0);
        tuning_xml(dom, "perf", VIR_DOMAIN_XML_INACTIVE);
        tuning_try(&family, dom, params + 1, 1, VIR_DOMAIN_AFFECT_CONFIG);
        tuning_xml(dom, "perf", 0);
        tuning_xml(dom, "perf", VIR_DOMAIN_XML_INACTIVE);
    }
    virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
    defined();
    tuning_sweep(&family);
    return harness_end();
}
