/*
 * Scheduler parameters of the host's domains: what the API sets and gets is what the kernel's files
 * hold, what a definition says is in force when its domain starts, and where there is no group with
 * the CPU controller the error says so.
 */
#include "support/cgroup.h"
#include "support/defined.h"
#include "support/program.h"
#include "support/scheduler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIVE VIR_DOMAIN_AFFECT_LIVE
#define CONFIG VIR_DOMAIN_AFFECT_CONFIG
#define QUOTA_UNLIMITED 17592186044415LL

static virConnectPtr conn;

static unsigned long long first_shares(void)
{
    return harness_cgroup_version() == 1 ? 1024 : 100;
}

static bool agree(virDomainPtr dom, const char *dir, unsigned long long shares,
                  unsigned long long period, long long quota)
{
    return CHECK_SCHEDULING(scheduler_files(dir), shares, period, quota) &
           CHECK_SCHEDULING(scheduler_get(dom, 0), shares, period, quota) &
           CHECK_SCHEDULING(scheduler_get(dom, LIVE), shares, period, quota);
}

static int set(virDomainPtr dom, virTypedParameter param)
{
    return virDomainSetSchedulerParameters(dom, &param, 1);
}

static int set_flags(virDomainPtr dom, virTypedParameter param, unsigned int flags)
{
    return virDomainSetSchedulerParametersFlags(dom, &param, 1, flags);
}

static void scheduler_type(virDomainPtr dom)
{
    int count = -7;
    char *type = virDomainGetSchedulerType(dom, &count);

    CHECK_STR(type, "posix");
    CHECK_INT(count, SCHEDULER_PARAMS);
    free(type);
    type = virDomainGetSchedulerType(dom, NULL);
    CHECK_STR(type, "posix");
    free(type);
}

/* What is not given stays as it is. */
static void one_by_one(virDomainPtr dom, const char *dir)
{
    agree(dom, dir, first_shares(), 100000, -1);
    CHECK_INT(set(dom, param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 300)), 0);
    agree(dom, dir, 300, 100000, -1);
    CHECK_INT(set(dom, param_ull(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, 50000)), 0);
    agree(dom, dir, 300, 50000, -1);
    CHECK_INT(set_flags(dom, param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, 20000), LIVE), 0);
    agree(dom, dir, 300, 50000, 20000);
    CHECK_INT(set_flags(dom, param_ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, 1000000), 0), 0);
    agree(dom, dir, 300, 1000000, 20000);
    CHECK_INT(set(dom, param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 1000)), 0);
    agree(dom, dir, 300, 1000000, 1000);
}

static void unlimited(virDomainPtr dom, const char *dir)
{
    static const long long none[] = {-1, -7, -9223372036854775807LL - 1, QUOTA_UNLIMITED};

    for (size_t i = 0; i < COUNT_OF(none); i++) {
        CHECK_INT(set(dom, param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 30000)), 0);
        agree(dom, dir, 300, 1000000, 30000);
        CHECK_INT(set(dom, param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, none[i])), 0);
        agree(dom, dir, 300, 1000000, -1);
    }
}

static void together(virDomainPtr dom, const char *dir)
{
    static const struct scheduling steps[] = {
        {2, 1000, 1000},       {9999, 1000000, 1000}, {10000, 1000000, 40000000},
        {100, 1000, -1},       {77, 100000, 50000},   {78, 50000, 100000},
        {77, 200000, 150000},  {100, 1000, 2000},     {100, 100000, -1},
    };

    for (size_t from = 0; from < COUNT_OF(steps); from++) {
        for (size_t to = 0; to < COUNT_OF(steps); to++) {
            CHECK_INT(scheduler_set(dom, steps[from], 0), 0);
            CHECK_INT(scheduler_set(dom, steps[to], LIVE), 0);
            agree(dom, dir, steps[to].shares, steps[to].period, steps[to].quota);
        }
    }
}

/* All five, the virtual CPUs' as the whole domain's. */
static void all_five(virDomainPtr dom, const char *dir)
{
    virTypedParameter params[] = {
        param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 60000),
        param_ull(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, 30000),
        param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 500),
        param_ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, 30000),
        param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, 60000),
    };

    CHECK_INT(virDomainSetSchedulerParametersFlags(dom, params, COUNT_OF(params), 0), 0);
    agree(dom, dir, 500, 30000, 60000);
}

/* A get returns what another program wrote. */
static void by_an_operator(virDomainPtr dom, const char *dir)
{
    if (harness_cgroup_version() == 1) {
        cgroup_put(dir, "cpu.shares", "4000");
        cgroup_put(dir, "cpu.cfs_quota_us", "-1");
        cgroup_put(dir, "cpu.cfs_period_us", "70000");
        cgroup_put(dir, "cpu.cfs_quota_us", "7000");
    } else {
        cgroup_put(dir, "cpu.weight", "4000");
        cgroup_put(dir, "cpu.max", "7000 70000");
    }
    agree(dom, dir, 4000, 70000, 7000);
}

static void attached(void)
{
    virDomainPtr dom = harness_domain(conn);
    char *dir;

    if (!scheduler_is_there(dom))
        harness_die("%s", virGetLastErrorMessage());
    dir = cgroup_of_controller(harness_domain_pid(dom), "cpu");
    scheduler_type(dom);
    one_by_one(dom, dir);
    unlimited(dom, dir);
    together(dom, dir);
    all_five(dom, dir);
    by_an_operator(dom, dir);
    /* It has no definition. */
    CHECK_FAILS(set_flags(dom, param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 400), CONFIG),
                VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(set_flags(dom, param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 400), LIVE | CONFIG),
                VIR_ERR_OPERATION_INVALID);
    agree(dom, dir, 4000, 70000, 7000);
    harness_domain_done(dom);
    CHECK(!cgroup_exists(dir));
    free(dir);
}

/* A definition's values alone, the running domain's alone, and both. */
static void shut_off(virDomainPtr dom)
{
    static const char *const elements[] = {"<shares>250</shares>", "<global_period>40000</global_period>",
                                           "<global_quota>10000</global_quota>"};

    scheduler_type(dom);
    CHECK_SCHEDULING(scheduler_get(dom, 0), 200, 80000, 40000);
    CHECK_SCHEDULING(scheduler_get(dom, CONFIG), 200, 80000, 40000);
    CHECK_FAILS(scheduler_set(dom, (struct scheduling){250, 40000, 10000}, LIVE),
                VIR_ERR_OPERATION_INVALID);
    CHECK_INT(scheduler_set(dom, (struct scheduling){250, 40000, 10000}, 0), 0);
    CHECK_SCHEDULING(scheduler_get(dom, CONFIG), 250, 40000, 10000);
    for (size_t i = 0; i < COUNT_OF(elements); i++)
        CHECK(defined_shows(dom, VIR_DOMAIN_XML_INACTIVE, elements[i]));
}

static void running(virDomainPtr dom, const char *dir)
{
    agree(dom, dir, 250, 40000, 10000);
    CHECK_INT(scheduler_set(dom, (struct scheduling){260, 50000, 20000}, LIVE), 0);
    agree(dom, dir, 260, 50000, 20000);
    CHECK_SCHEDULING(scheduler_get(dom, CONFIG), 250, 40000, 10000);
    CHECK_INT(scheduler_set(dom, (struct scheduling){270, 60000, 30000}, CONFIG), 0);
    agree(dom, dir, 260, 50000, 20000);
    CHECK_SCHEDULING(scheduler_get(dom, CONFIG), 270, 60000, 30000);
    CHECK_INT(scheduler_set(dom, (struct scheduling){280, 70000, -1}, LIVE | CONFIG), 0);
    agree(dom, dir, 280, 70000, -1);
    CHECK_SCHEDULING(scheduler_get(dom, CONFIG), 280, 70000, -1);
    /* One value of both, the others stay. */
    CHECK_INT(set_flags(dom, param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 290), LIVE | CONFIG), 0);
    agree(dom, dir, 290, 70000, -1);
    CHECK_SCHEDULING(scheduler_get(dom, CONFIG), 290, 70000, -1);
    /* What is refused changes neither. */
    CHECK_FAILS(scheduler_set(dom, (struct scheduling){300, 999, 30000}, LIVE | CONFIG),
                VIR_ERR_INVALID_ARG);
    agree(dom, dir, 290, 70000, -1);
    CHECK_SCHEDULING(scheduler_get(dom, CONFIG), 290, 70000, -1);
}

static void defined(void)
{
    const char *name = defined_name("scheduler");
    virDomainPtr dom = defined_domain(conn, name, 0,
                                      "<cputune><shares>200</shares><global_period>80000</global_period>"
                                      "<global_quota>40000</global_quota></cputune>");
    char *dir = scheduler_group(name);

    if (!dom)
        return;
    shut_off(dom);
    if (CHECK_INT(virDomainCreate(dom), 0)) {
        running(dom, dir);
        CHECK_INT(virDomainDestroy(dom), 0);
    }
    CHECK(!cgroup_exists(dir));
    CHECK_SCHEDULING(scheduler_get(dom, 0), 290, 70000, -1);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_INT(virDomainFree(dom), 0);
    program_forget(name);
    free(dir);
}

/* The group above hands the controller down no more: nothing is set, nor is it when it is back. */
static void not_enabled(void)
{
    virDomainPtr dom;
    char *parent, *dir, *before, *after;

    if (harness_cgroup_version() == 1)
        return;
    dom = harness_domain(conn);
    parent = cgroup_at("/machine");
    dir = cgroup_of(harness_domain_pid(dom));
    before = cgroup_limits(dir);
    cgroup_put(parent, "cgroup.subtree_control", "-cpu");
    CHECK(!cgroup_has(dir, "cpu.max"));
    CHECK(!scheduler_is_there(dom));
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(scheduler_set(dom, (struct scheduling){300, 50000, 20000}, 0),
                VIR_ERR_OPERATION_INVALID);
    CHECK(strstr(virGetLastErrorMessage(), "the cpu controller is not enabled") != NULL);
    cgroup_put(parent, "cgroup.subtree_control", "+cpu");
    after = cgroup_limits(dir);
    CHECK_STR(after, before);
    CHECK_INT(scheduler_set(dom, (struct scheduling){300, 50000, 20000}, 0), 0);
    agree(dom, dir, 300, 50000, 20000);
    harness_domain_done(dom);
    free(before);
    free(after);
    free(parent);
    free(dir);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    attached();
    defined();
    not_enabled();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
