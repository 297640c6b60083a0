/* cpu_limit_percent: the quota of the host's domains as percents of one CPU. */
#include "support/cgroup.h"
#include "support/program.h"
#include "support/scheduler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PERCENT "cpu_limit_percent"
#define LIVE VIR_DOMAIN_AFFECT_LIVE
#define CONFIG VIR_DOMAIN_AFFECT_CONFIG

static virConnectPtr conn;

static int set(virDomainPtr dom, unsigned long long percent, unsigned int flags)
{
    virTypedParameter param = param_ull(PERCENT, percent);

    return virDomainSetSchedulerParametersFlags(dom, &param, 1, flags);
}

static int set_with(virDomainPtr dom, virTypedParameter other, unsigned long long percent)
{
    virTypedParameter params[] = {param_ull(PERCENT, percent), other};

    return virDomainSetSchedulerParametersFlags(dom, params, 2, 0);
}

static void is_got(virDomainPtr dom, unsigned long long want, unsigned int flags)
{
    virTypedParameter params[SCHEDULER_PARAMS];
    unsigned long long got = 12345;
    int count = SCHEDULER_PARAMS;

    CHECK_INT(virDomainGetSchedulerParametersFlags(dom, params, &count, flags), 0);
    CHECK_INT(virTypedParamsGetULLong(params, count, PERCENT, &got), 1);
    CHECK_ULL(got, want);
}

static void holds(const char *dir, unsigned long long period, long long quota)
{
    struct scheduling held = scheduler_files(dir);

    CHECK_ULL(held.period, period);
    CHECK_INT(held.quota, quota);
}

/* What a get has told is set again, with both names of the quota changed or without a change. */
static void handed_back(virDomainPtr dom, const char *dir)
{
    virTypedParameter params[SCHEDULER_PARAMS];
    int count = SCHEDULER_PARAMS;

    CHECK_INT(virDomainGetSchedulerParametersFlags(dom, params, &count, 0), 0);
    CHECK_INT(virDomainSetSchedulerParametersFlags(dom, params, count, 0), 0);
    holds(dir, 50000, 15000);
    for (int i = 0; i < count; i++)
        if (strstr(params[i].field, "_quota"))
            params[i].value.l = 16666;
    CHECK_INT(virDomainSetSchedulerParametersFlags(dom, params, count, 0), 0);
    holds(dir, 50000, 16666);
    CHECK_INT(virDomainGetSchedulerParametersFlags(dom, params, &count, 0), 0);
    CHECK_INT(virDomainSetSchedulerParametersFlags(dom, params, count, 0), 0);
    holds(dir, 50000, 16666);
}

/* The same of a definition, where 0 is no value. */
static void definition_handed_back(virDomainPtr dom)
{
    virTypedParameter params[SCHEDULER_PARAMS], none = param_ull(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, 0);
    char *before = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE), *after;
    int count = SCHEDULER_PARAMS;

    CHECK_INT(virDomainGetSchedulerParametersFlags(dom, params, &count, CONFIG), 0);
    CHECK_INT(virDomainSetSchedulerParametersFlags(dom, params, count, CONFIG), 0);
    is_got(dom, 25, CONFIG);
    CHECK_INT(virDomainSetSchedulerParametersFlags(dom, &none, 1, CONFIG), 0);
    after = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE);
    CHECK(strstr(before, "<period>20000</period>") && !strstr(after, "<period>"));
    free(after);
    free(before);
    none.value.ul = 20000;
    CHECK_INT(virDomainSetSchedulerParametersFlags(dom, &none, 1, CONFIG), 0);
}

static void running(void)
{
    struct program it = program_start(conn, "percent", "sleep 100", 0);
    char *dir = scheduler_group(it.name);
    virErrorPtr error;

    is_got(it.dom, 0, 0);
    CHECK_INT(set(it.dom, 150, 0), 0);
    holds(dir, 100000, 150000);
    is_got(it.dom, 150, LIVE);
    CHECK_INT(set_with(it.dom, param_ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, 50000), 20), 0);
    holds(dir, 50000, 10000);
    is_got(it.dom, 20, 0);
    CHECK_INT(set_with(it.dom, param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 15000), 30), 0);
    holds(dir, 50000, 15000);
    CHECK_FAILS(set_with(it.dom, param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, 15001), 31), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(it.dom, 1, 0), VIR_ERR_INVALID_ARG);
    error = virGetLastError();
    CHECK(error && strstr(error->message, PERCENT " is 1 %") && strstr(error->message, "500 us"));
    CHECK_FAILS(set(it.dom, ~0ULL, 0), VIR_ERR_INVALID_ARG);
    holds(dir, 50000, 15000);
    handed_back(it.dom, dir);
    CHECK_INT(set(it.dom, 0, 0), 0);
    holds(dir, 50000, -1);
    is_got(it.dom, 0, 0);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    free(dir);
}

static void defined(void)
{
    struct program it = program_plan("percent-defined", "sleep 100", "",
                                     "<cputune><period>20000</period><quota>5000</quota></cputune>");
    char *dir = scheduler_group(it.name), *xml;

    it.dom = virDomainDefineXML(conn, it.xml);
    CHECK(it.dom != NULL);
    is_got(it.dom, 25, CONFIG);
    definition_handed_back(it.dom);
    CHECK_INT(set(it.dom, 40, CONFIG), 0);
    is_got(it.dom, 40, CONFIG);
    CHECK_INT(virDomainCreate(it.dom), 0);
    holds(dir, 20000, 8000);
    CHECK_INT(set(it.dom, 250, LIVE | CONFIG), 0);
    holds(dir, 20000, 50000);
    xml = virDomainGetXMLDesc(it.dom, VIR_DOMAIN_XML_INACTIVE);
    CHECK(xml && strstr(xml, "<global_quota>50000</global_quota>"));
    free(xml);
    CHECK_INT(set(it.dom, 0, CONFIG), 0);
    is_got(it.dom, 0, CONFIG);
    is_got(it.dom, 250, LIVE);
    CHECK_FAILS(set(it.dom, 1, CONFIG), VIR_ERR_INVALID_ARG);
    is_got(it.dom, 0, CONFIG);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
    free(dir);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    running();
    defined();
    virConnectClose(conn);
    return harness_end();
}
