/* Memory parameters of an ESX host's machine: room, types, values, all or nothing. */
#include "support/memory.h"

#include <string.h>

#define SHARES "memory_shares"
#define PARAMS 3

static const char *const order[PARAMS] = {VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, SHARES};
static const int types[PARAMS] = {VIR_TYPED_PARAM_ULLONG, VIR_TYPED_PARAM_ULLONG, VIR_TYPED_PARAM_INT};

static virDomainPtr dom;

static virTypedParameter param_int(const char *field, int value)
{
    virTypedParameter param = param_of_type(field, VIR_TYPED_PARAM_INT);

    param.value.i = value;
    return param;
}

static int set(virTypedParameterPtr params, int count)
{
    return virDomainSetMemoryParameters(dom, params, count, 0);
}

static void holds(unsigned long long limit, unsigned long long guarantee, int shares)
{
    virTypedParameter params[PARAMS];
    int count = PARAMS;

    memset(params, 0, sizeof(params));
    if (!CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, 0), 0) || !CHECK_INT(count, PARAMS))
        return;
    CHECK_ULL(params[0].value.ul, limit);
    CHECK_ULL(params[1].value.ul, guarantee);
    CHECK_INT(params[2].value.i, shares);
}

static void with_room(int room)
{
    virTypedParameter params[12];
    int count = room;
    int expected = room == 0 || room > PARAMS ? PARAMS : room;

    memset(params, 0x55, sizeof(params));
    CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, 0), 0);
    CHECK_INT(count, expected);
    for (int i = 0; room && i < count; i++) {
        CHECK_STR(params[i].field, order[i]);
        CHECK_INT(params[i].type, types[i]);
    }
    /* What lies behind the last one filled is the caller's. */
    for (int i = room ? count : 0; i < (int)COUNT_OF(params); i++)
        CHECK_INT(params[i].type, 0x55555555);
}

static void sets(void)
{
    virTypedParameter three[] = {param_int(SHARES, -3), param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(48)),
                                 param_ull(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(16))};
    virTypedParameter number = param_int(SHARES, 1234);

    CHECK_INT(set(three, COUNT_OF(three)), 0);
    holds(MIB(48), MIB(16), -3);
    CHECK_INT(set(&number, 1), 0);
    holds(MIB(48), MIB(16), 1234);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(40) + 1, 0), 0);
    holds(MIB(41), MIB(16), 1234);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, UNLIMITED, VIR_DOMAIN_AFFECT_LIVE), 0);
    holds(UNLIMITED, MIB(16), 1234);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, 0, VIR_DOMAIN_AFFECT_CONFIG), 0);
    holds(UNLIMITED, 0, 1234);
}

/* With a good one beside it, which is not set either. */
static void refused(virTypedParameter param, int code)
{
    virTypedParameter pair[] = {param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(96)), param};
    virTypedParameter turned[] = {pair[1], pair[0]};

    CHECK_FAILS(set(&param, 1), code);
    CHECK_FAILS(set(pair, COUNT_OF(pair)), code);
    CHECK_FAILS(set(turned, COUNT_OF(turned)), code);
    holds(MIB(64), MIB(16), -2);
}

static void refuses(void)
{
    static const char *const unknown[] = {VIR_DOMAIN_MEMORY_SOFT_LIMIT, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT,
                                          SWAP_SOFT_LIMIT, "", "shares", "cpu_shares"};
    virTypedParameter start[] = {param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64)),
                                 param_ull(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(16)), param_int(SHARES, -2)};
    virTypedParameter twice[] = {start[0], start[0]};

    CHECK_INT(set(start, COUNT_OF(start)), 0);
    for (size_t i = 0; i < COUNT_OF(unknown); i++)
        refused(param_ull(unknown[i], MIB(32)), VIR_ERR_ARGUMENT_UNSUPPORTED);
    refused(param_ull(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(97)), VIR_ERR_INVALID_ARG);
    refused(param_int(SHARES, -4), VIR_ERR_INVALID_ARG);
    refused(param_ull(SHARES, 1000), VIR_ERR_INVALID_ARG);
    refused(param_int(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, 1024), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(twice, COUNT_OF(twice)), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(start, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(NULL, 1), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainSetMemoryParameters(dom, start, 1, 1u << 20), VIR_ERR_INVALID_ARG);
    holds(MIB(64), MIB(16), -2);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_ESX);
    conn = harness_open();
    dom = harness_domain(conn);
    for (int room = 0; room < 6; room++)
        with_room(room);
    holds(UNLIMITED, 0, -2);
    sets();
    refuses();
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
