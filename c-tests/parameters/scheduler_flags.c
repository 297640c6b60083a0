/*
 * virDomainGetSchedulerParametersFlags. On libvirt's test driver it always fails, because the
 * public function adds a flag that the driver refuses: the result of a valid call is a listed
 * difference.
 */
#include "parameters/tuning.h"

#include <string.h>

static virTypedParameter params[4];

static int get(virDomainPtr dom, int room, unsigned int flags)
{
    int count = room;
    int result;

    memset(params, 0, sizeof(params));
    result = virDomainGetSchedulerParametersFlags(dom, params, &count, flags);
    if (result == 0) {
        CHECK_INT(count, 1);
        CHECK_STR(params[0].field, VIR_DOMAIN_SCHEDULER_WEIGHT);
        CHECK_INT(params[0].type, VIR_TYPED_PARAM_UINT);
        CHECK_INT(params[0].value.ui, 50);
        CHECK_STR(params[1].field, "");
    } else {
        CHECK_INT(count, room);
        CHECK_STR(params[0].field, "");
    }
    return result;
}

static void good_calls(virDomainPtr dom)
{
    int count = 3;

    note("calls that are right");
    TRACE_INT(get(dom, 1, 0));
    TRACE_INT(get(dom, 3, 0));
    TRACE_INT(get(dom, 1, VIR_TYPED_PARAM_STRING_OKAY));
    note("calls that are wrong");
    TRACE_INT(get(dom, 0, 0));
    TRACE_INT(get(dom, -1, 0));
    TRACE_INT(virDomainGetSchedulerParametersFlags(dom, NULL, &count, 0));
    TRACE_INT(virDomainGetSchedulerParametersFlags(dom, params, NULL, 0));
    TRACE_INT(virDomainGetSchedulerParametersFlags(dom, NULL, NULL, 3));
    for (unsigned int flags = 0; flags < 16; flags++) {
        if ((flags & ~4u) == 0)
            continue;
        note("flags %u", flags);
        TRACE_INT(get(dom, 1, flags));
        TRACE_INT(get(dom, 0, flags));
    }
}

int main(void)
{
    static const char *const names[] = {"running", "stopped", "passing"};
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    conn = tuning_host();
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        note("domain %s", names[i]);
        dom = tuning_domain(conn, names[i]);
        good_calls(dom);
        virDomainFree(dom);
    }
    note("no domain");
    TRACE_INT(get(NULL, 1, 0));
    TRACE_INT(get(NULL, 0, 3));
    dom = tuning_gone(conn);
    TRACE_INT(get(dom, 1, 1));
    virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
