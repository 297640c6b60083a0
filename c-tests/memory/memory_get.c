/* Reading memory parameters: how many, in which order, with how much room. */
#include "support/memory.h"

#include <string.h>

static const char *const order[MOST_PARAMS] = {
    VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_SOFT_LIMIT, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT,
    VIR_DOMAIN_MEMORY_MIN_GUARANTEE, SWAP_SOFT_LIMIT,
};

static void with_room(virDomainPtr dom, int room)
{
    virTypedParameter params[12];
    int count = room;
    int expected = room == 0 || room > memory_params() ? memory_params() : room;

    note("room for %d", room);
    memset(params, 0x55, sizeof(params));
    TRACE_INT(virDomainGetMemoryParameters(dom, params, &count, 0));
    note("count %d", count);
    CHECK_INT(count, expected);
    if (room == 0)
        return;
    for (int i = 0; i < count; i++) {
        CHECK_STR(params[i].field, order[i]);
        CHECK_INT(params[i].type, VIR_TYPED_PARAM_ULLONG);
    }
    trace_params(params, count < 3 ? count : 3);
    /* What lies behind the last one filled is the caller's. */
    for (int i = count; i < (int)COUNT_OF(params); i++)
        CHECK_INT(params[i].type, 0x55555555);
}

static void what_is_refused(virDomainPtr dom)
{
    virTypedParameter params[3];
    int count = 3;

    note("what is refused");
    memset(params, 0, sizeof(params));
    CHECK_INT(TRACE_INT(virDomainGetMemoryParameters(NULL, params, &count, 0)), -1);
    CHECK_INT(TRACE_INT(virDomainGetMemoryParameters(dom, params, NULL, 0)), -1);
    CHECK_INT(TRACE_INT(virDomainGetMemoryParameters(dom, NULL, NULL, 0)), -1);
    CHECK_INT(TRACE_INT(virDomainGetMemoryParameters(dom, NULL, &count, 0)), -1);
    note("count %d", count);
    count = -1;
    CHECK_INT(TRACE_INT(virDomainGetMemoryParameters(dom, params, &count, 0)), -1);
    note("count %d", count);
    count = -1;
    CHECK_INT(TRACE_INT(virDomainGetMemoryParameters(dom, NULL, &count, 0)), -1);
    count = 0;
    TRACE_INT(virDomainGetMemoryParameters(dom, NULL, &count, 0));
    CHECK_INT(count, memory_params());
}

#define FORCE (1u << 30) /* VIR_MEMCTL_FORCE */

static void flags(virDomainPtr dom)
{
    note("flags, one bit at a time");
    for (unsigned int bit = 0; bit < 32; bit++) {
        virTypedParameter params[MOST_PARAMS];
        int count = COUNT_OF(params);

        note("bit %u", bit);
        memset(params, 0, sizeof(params));
        TRACE_INT(virDomainGetMemoryParameters(dom, params, &count, 1u << bit));
        count = 0;
        TRACE_INT(virDomainGetMemoryParameters(dom, NULL, &count, 1u << bit));
        /* Python's set asks with its own flags first. */
        count = 0;
        if (1u << bit == FORCE && harness_kind() != KIND_TEST)
            CHECK_INT(virDomainGetMemoryParameters(dom, NULL, &count, FORCE), 0);
    }
    for (unsigned int both = 0; both < 8; both++) {
        virTypedParameter params[MOST_PARAMS];
        int count = COUNT_OF(params);

        note("flags %u", both);
        memset(params, 0, sizeof(params));
        TRACE_INT(virDomainGetMemoryParameters(dom, params, &count, both));
    }
}

static void the_python_way(virDomainPtr dom)
{
    int count = 0;
    virTypedParameterPtr params;

    /* Ask for the count, make room, ask again: what every binding does. */
    CHECK_INT(virDomainGetMemoryParameters(dom, NULL, &count, 0), 0);
    params = NULL;
    int filled = 0;
    int room = 0;
    for (int i = 0; i < count; i++)
        virTypedParamsAddULLong(&params, &filled, &room, "room", 0);
    CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, 0), 0);
    CHECK_INT(count, memory_params());
    CHECK_STR(params[0].field, VIR_DOMAIN_MEMORY_HARD_LIMIT);
    virTypedParamsFree(params, filled);
}

int main(void)
{
    static const int rooms[] = {0, 1, 2, 3, 4, 5, 6, 10};
    virConnectPtr conn;
    virConnectPtr read_only;
    virDomainPtr dom;
    virDomainPtr same;

    harness_begin();
    conn = harness_open();
    dom = harness_domain(conn);
    memory_unlimit(dom);
    for (size_t i = 0; i < COUNT_OF(rooms); i++)
        with_room(dom, rooms[i]);
    what_is_refused(dom);
    flags(dom);
    the_python_way(dom);

    note("read-only");
    read_only = harness_open_read_only();
    same = virDomainLookupByName(read_only, virDomainGetName(dom));
    if (CHECK(same != NULL)) {
        with_room(same, 3);
        flags(same);
        CHECK_INT(virDomainFree(same), 0);
    }
    virConnectClose(read_only);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
