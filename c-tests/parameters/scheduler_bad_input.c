/*
 * What a set of scheduler parameters refuses on the host driver: each with the parameter's name, its value
 * and its range, and nothing written. On made-up hosts, and on kernels.
 */
#include "support/scheduler.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUOTA_MAX 17592186044415LL

static virDomainPtr dom, read_only_dom;
static struct scheduling before;

static int set(virTypedParameterPtr params, int count, unsigned int flags)
{
    return virDomainSetSchedulerParametersFlags(dom, params, count, flags);
}

static void unchanged(void)
{
    CHECK_SCHEDULING(scheduler_get(dom, 0), before.shares, before.period, before.quota);
}

/* The message names all of them. */
static void says(const char *name, const char *value, unsigned long long least,
                 unsigned long long most)
{
    const char *message = virGetLastErrorMessage();
    char parts[2][32];

    snprintf(parts[0], sizeof(parts[0]), "%llu", least);
    snprintf(parts[1], sizeof(parts[1]), "%llu", most);
    if (!CHECK(strstr(message, name) && strstr(message, value) && strstr(message, parts[0]) &&
               strstr(message, parts[1])))
        fprintf(stderr, "  %s\n", message);
}

/* Alone, and after a good one: which is not set either. */
static void refused(virTypedParameter param, const char *value, unsigned long long least,
                    unsigned long long most)
{
    bool is_quota = param.type == VIR_TYPED_PARAM_LLONG;
    virTypedParameter pair[] = {
        is_quota ? param_ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, 70000)
                 : param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 7000),
        param,
    };

    CHECK_FAILS(set(&param, 1, 0), VIR_ERR_INVALID_ARG);
    says(param.field, value, least, most);
    CHECK_FAILS(set(pair, COUNT_OF(pair), 0), VIR_ERR_INVALID_ARG);
    says(param.field, value, least, most);
    unchanged();
}

static void number_refused(const char *field, unsigned long long number, unsigned long long least,
                           unsigned long long most)
{
    char value[32];

    snprintf(value, sizeof(value), "%llu", number);
    refused(param_ull(field, number), value, least, most);
}

static void quota_refused(const char *field, long long number)
{
    char value[32];

    snprintf(value, sizeof(value), "%lld", number);
    refused(param_llong(field, number), value, 1000, QUOTA_MAX);
}

static void ranges(const char *period, const char *quota)
{
    static const unsigned long long periods[] = {0, 1, 999, 1000001, 1ULL << 32, 1ULL << 63, ULLONG_MAX};
    static const long long quotas[] = {0, 1, 999, QUOTA_MAX + 1, LLONG_MAX};

    for (size_t i = 0; i < COUNT_OF(periods); i++)
        number_refused(period, periods[i], 1000, 1000000);
    for (size_t i = 0; i < COUNT_OF(quotas); i++)
        quota_refused(quota, quotas[i]);
}

static void shares(void)
{
    static const unsigned long long wrong[] = {0, 1, 262145, 1ULL << 32, ULLONG_MAX};
    unsigned long long most = harness_cgroup_version() == 1 ? 262144 : 10000;

    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        number_refused(VIR_DOMAIN_SCHEDULER_CPU_SHARES, wrong[i], 2, most);
    number_refused(VIR_DOMAIN_SCHEDULER_CPU_SHARES, most + 1, 2, most);
}

static void names_and_types(void)
{
    static const char *const fields[] = {
        VIR_DOMAIN_SCHEDULER_CPU_SHARES,  VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
        VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,  VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD,
        VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA,
    };
    static const char *const unknown[] = {"", "cpu.shares", "CPU_SHARES", "cpu_share", "hard_limit",
                                          VIR_DOMAIN_SCHEDULER_WEIGHT, VIR_DOMAIN_SCHEDULER_CAP};
    virTypedParameter of_threads[] = {param_ull(VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, 5000),
                                      param_llong(VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA, 5000),
                                      param_ull(VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, 5000),
                                      param_llong(VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA, 5000)};
    static const int wrong[] = {VIR_TYPED_PARAM_INT, VIR_TYPED_PARAM_UINT, VIR_TYPED_PARAM_DOUBLE,
                                VIR_TYPED_PARAM_BOOLEAN, 0, 8, -1};

    for (size_t i = 0; i < COUNT_OF(unknown); i++) {
        virTypedParameter param = param_ull(unknown[i], 5000);

        CHECK_FAILS(set(&param, 1, 0), VIR_ERR_ARGUMENT_UNSUPPORTED);
    }
    for (size_t i = 0; i < COUNT_OF(of_threads); i++) {
        if (scheduler_value(dom, of_threads[i].field, -7) != -7)
            continue;
        CHECK_FAILS(set(&of_threads[i], 1, 0), VIR_ERR_OPERATION_UNSUPPORTED);
        CHECK(strstr(virGetLastErrorMessage(), of_threads[i].field) != NULL);
    }
    for (size_t f = 0; f < COUNT_OF(fields); f++) {
        bool is_quota = strstr(fields[f], "quota") != NULL;
        virTypedParameter other = is_quota ? param_ull(fields[f], 5000) : param_llong(fields[f], 5000);
        virTypedParameter good = is_quota ? param_llong(fields[f], 5000) : param_ull(fields[f], 5000);
        virTypedParameter twice[] = {good, good};

        for (size_t i = 0; i < COUNT_OF(wrong); i++) {
            virTypedParameter param = param_of_type(fields[f], wrong[i]);

            param.value.ul = 5000;
            CHECK_FAILS(set(&param, 1, 0), VIR_ERR_INVALID_ARG);
        }
        CHECK_FAILS(set(&other, 1, 0), VIR_ERR_INVALID_ARG);
        CHECK_FAILS(set(twice, COUNT_OF(twice), 0), VIR_ERR_INVALID_ARG);
    }
    unchanged();
}

/* The whole domain's group stands for its virtual CPUs, unless these have groups of their own. */
static void two_values_of_one_file(void)
{
    virTypedParameter quotas[] = {param_llong(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, 5000),
                                  param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 6000)};
    virTypedParameter periods[] = {param_ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, 5000),
                                   param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 500),
                                   param_ull(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, 6000)};

    CHECK_FAILS(set(quotas, COUNT_OF(quotas), 0), VIR_ERR_INVALID_ARG);
    CHECK(strstr(virGetLastErrorMessage(), VIR_DOMAIN_SCHEDULER_VCPU_QUOTA) != NULL);
    CHECK_FAILS(set(periods, COUNT_OF(periods), 0), VIR_ERR_INVALID_ARG);
    CHECK(strstr(virGetLastErrorMessage(), VIR_DOMAIN_SCHEDULER_VCPU_PERIOD) != NULL);
    unchanged();
}

static void calls(void)
{
    virTypedParameter good = param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 500);
    virTypedParameter room[SCHEDULER_MOST];
    int count = COUNT_OF(room);

    CHECK_FAILS(virDomainSetSchedulerParametersFlags(read_only_dom, &good, 1, 0),
                VIR_ERR_OPERATION_DENIED);
    CHECK_FAILS(set(NULL, 1, 0), VIR_ERR_INVALID_ARG);
    /* None is nothing to do, as in libvirt. */
    CHECK_INT(set(&good, 0, 0), 0);
    CHECK_FAILS(set(&good, -1, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(&good, 1, 1u << 20), VIR_ERR_INVALID_ARG);
    /* This library's flag for memory. */
    CHECK_FAILS(set(&good, 1, 1u << 30), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainGetSchedulerParametersFlags(dom, room, &count, 1u << 20),
                VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainGetSchedulerParametersFlags(
                    dom, room, &count, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG),
                VIR_ERR_INVALID_ARG);
    unchanged();
}

/* No group with the CPU controller: a set fails as a get does. */
static void is_not_there(void)
{
    virTypedParameter good = param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 500);

    CHECK_INT(virGetLastErrorCode(), VIR_ERR_OPERATION_INVALID);
    CHECK(strstr(virGetLastErrorMessage(), "controller") != NULL);
    CHECK_FAILS(set(&good, 1, 0), VIR_ERR_OPERATION_INVALID);
    CHECK(strstr(virGetLastErrorMessage(), "controller") != NULL);
}

int main(void)
{
    virConnectPtr conn, read_only;

    harness_begin();
    harness_not(KIND_TEST);
    conn = harness_open();
    read_only = harness_open_read_only();
    dom = harness_domain(conn);
    read_only_dom = virDomainLookupByName(read_only, virDomainGetName(dom));
    if (scheduler_is_there(dom)) {
        before = scheduler_get(dom, 0);
        ranges(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA);
        ranges(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA);
        /* Out of its range also where it could not be set at all. */
        ranges(VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA);
        ranges(VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA);
        shares();
        names_and_types();
        if (scheduler_value(dom, VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, -7) == -7)
            two_values_of_one_file();
        calls();
    } else {
        note("%s", virGetLastErrorMessage());
        is_not_there();
    }
    CHECK_INT(virDomainFree(read_only_dom), 0);
    CHECK_INT(virConnectClose(read_only), 0);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
