/* Scheduler parameters of an ESX host's machine: room, types, values, all or nothing. */
#include "support/scheduler.h"

#include <stdlib.h>
#include <string.h>

#define PARAMS 3

static const char *const order[PARAMS] = {VIR_DOMAIN_SCHEDULER_RESERVATION, VIR_DOMAIN_SCHEDULER_LIMIT,
                                          VIR_DOMAIN_SCHEDULER_SHARES};
static const int types[PARAMS] = {VIR_TYPED_PARAM_LLONG, VIR_TYPED_PARAM_LLONG, VIR_TYPED_PARAM_INT};

static virDomainPtr dom;

static virTypedParameter param_int(const char *field, int value)
{
    virTypedParameter param = param_of_type(field, VIR_TYPED_PARAM_INT);

    param.value.i = value;
    return param;
}

static int set(virTypedParameterPtr params, int count)
{
    return virDomainSetSchedulerParameters(dom, params, count);
}

static void holds(long long reservation, long long limit, int shares)
{
    virTypedParameter params[PARAMS];
    int count = PARAMS;

    memset(params, 0, sizeof(params));
    if (!CHECK_INT(virDomainGetSchedulerParameters(dom, params, &count), 0) || !CHECK_INT(count, PARAMS))
        return;
    CHECK_INT(params[0].value.l, reservation);
    CHECK_INT(params[1].value.l, limit);
    CHECK_INT(params[2].value.i, shares);
}

static void type(void)
{
    int count = -7;
    char *found = virDomainGetSchedulerType(dom, &count);

    CHECK_STR(found, "allocation");
    CHECK_INT(count, PARAMS);
    free(found);
}

static void with_room(int room)
{
    virTypedParameter params[8];
    int count = room;

    memset(params, 0x55, sizeof(params));
    CHECK_INT(virDomainGetSchedulerParameters(dom, params, &count), 0);
    CHECK_INT(count, room < PARAMS ? room : PARAMS);
    for (int i = 0; i < count; i++) {
        CHECK_STR(params[i].field, order[i]);
        CHECK_INT(params[i].type, types[i]);
    }
    /* What lies behind the last one filled is the caller's. */
    for (int i = count; i < (int)COUNT_OF(params); i++)
        CHECK_INT(params[i].type, 0x55555555);
}

static void sets(void)
{
    virTypedParameter three[] = {param_int(VIR_DOMAIN_SCHEDULER_SHARES, -3),
                                 param_llong(VIR_DOMAIN_SCHEDULER_LIMIT, 2000),
                                 param_llong(VIR_DOMAIN_SCHEDULER_RESERVATION, 100)};
    virTypedParameter number = param_int(VIR_DOMAIN_SCHEDULER_SHARES, 1500);
    virTypedParameter unlimited = param_llong(VIR_DOMAIN_SCHEDULER_LIMIT, -1);

    CHECK_INT(set(three, COUNT_OF(three)), 0);
    holds(100, 2000, -3);
    CHECK_INT(set(&number, 1), 0);
    holds(100, 2000, 1500);
    CHECK_INT(set(&unlimited, 1), 0);
    holds(100, -1, 1500);
}

/* With a good one beside it, which is not set either. */
static void refused(virTypedParameter param, int code)
{
    virTypedParameter pair[] = {param_llong(VIR_DOMAIN_SCHEDULER_LIMIT, 3000), param};

    CHECK_FAILS(set(&param, 1), code);
    CHECK_FAILS(set(pair, COUNT_OF(pair)), code);
    holds(100, -1, 1500);
}

static void refuses(void)
{
    virTypedParameter good = param_llong(VIR_DOMAIN_SCHEDULER_LIMIT, 3000);
    virTypedParameter twice[] = {good, good};

    refused(param_llong(VIR_DOMAIN_SCHEDULER_RESERVATION, -1), VIR_ERR_INVALID_ARG);
    refused(param_int(VIR_DOMAIN_SCHEDULER_SHARES, -4), VIR_ERR_INVALID_ARG);
    refused(param_ull(VIR_DOMAIN_SCHEDULER_RESERVATION, 5), VIR_ERR_INVALID_ARG);
    refused(param_ull(VIR_DOMAIN_SCHEDULER_SHARES, 5), VIR_ERR_INVALID_ARG);
    refused(param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 5), VIR_ERR_ARGUMENT_UNSUPPORTED);
    refused(param_ull("nonsense", 5), VIR_ERR_ARGUMENT_UNSUPPORTED);
    CHECK_FAILS(set(twice, COUNT_OF(twice)), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(NULL, 1), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainSetSchedulerParametersFlags(dom, &good, 1, 1u << 20), VIR_ERR_INVALID_ARG);
    holds(100, -1, 1500);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_ESX);
    conn = harness_open();
    dom = harness_domain(conn);
    type();
    for (int room = 1; room < 6; room++)
        with_room(room);
    holds(0, -1, -2);
    sets();
    refuses();
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
