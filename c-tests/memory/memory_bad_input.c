/* What a set refuses, with which error, and which of two errors is reported. */
#include "support/memory.h"

#include <stdio.h>
#include <string.h>

static virDomainPtr dom;
static virDomainPtr read_only_dom;

static void unchanged(void)
{
    CHECK_LIMITS(dom, GIB(1), MIB(256), GIB(2));
}

static int set(virTypedParameterPtr params, int count, unsigned int flags)
{
    return virDomainSetMemoryParameters(dom, params, count, flags);
}

static virTypedParameter good(void)
{
    return param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(128));
}

/* A name that fills its 80 bytes, without the NUL. */
static virTypedParameter endless_name(void)
{
    virTypedParameter param = good();

    memset(param.field, 'x', sizeof(param.field));
    return param;
}

static void arguments(void)
{
    virTypedParameter param = good();
    static const int counts[] = {0, -1, -2147483647 - 1};

    note("arguments");
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(NULL, &param, 1, 0)), -1);
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(NULL, NULL, 0, ~0u)), -1);
    CHECK_INT(TRACE_INT(set(NULL, 1, 0)), -1);
    CHECK_INT(TRACE_INT(set(NULL, 0, 0)), -1);
    CHECK_INT(TRACE_INT(set(NULL, -1, 0)), -1);
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        CHECK_INT(TRACE_INT(set(&param, counts[i], 0)), -1);
        CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_ARG);
    }
    unchanged();
}

static void names(void)
{
    static const char *const fields[] = {"", "zzz", "hard_limi", "hard_limit ", "HARD_LIMIT",
                                         "Hard_Limit", " hard_limit", "cpu_shares"};

    note("names");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        virTypedParameter param = param_ull(fields[i], MIB(128));

        note("\"%s\"", fields[i]);
        CHECK_INT(TRACE_INT(set(&param, 1, 0)), -1);
        CHECK_INT(virGetLastErrorCode(), VIR_ERR_ARGUMENT_UNSUPPORTED);
    }
    virTypedParameter endless = endless_name();
    CHECK_INT(TRACE_INT(set(&endless, 1, 0)), -1);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_ARG);
    unchanged();
}

static void types(void)
{
    static const char *const fields[] = {"hard_limit", "soft_limit", "swap_hard_limit"};
    static const int wrong[] = {VIR_TYPED_PARAM_INT, VIR_TYPED_PARAM_UINT, VIR_TYPED_PARAM_LLONG,
                                VIR_TYPED_PARAM_DOUBLE, VIR_TYPED_PARAM_BOOLEAN, 0, 8, -1};
    char text[] = "131072";

    note("types");
    for (size_t f = 0; f < COUNT_OF(fields); f++) {
        for (size_t i = 0; i < COUNT_OF(wrong); i++) {
            virTypedParameter param = param_of_type(fields[f], wrong[i]);

            if (harness_is_remote() && (wrong[i] < VIR_TYPED_PARAM_INT || wrong[i] > VIR_TYPED_PARAM_STRING))
                continue;
            param.value.ul = MIB(128);
            note("%s of type %d", fields[f], wrong[i]);
            CHECK_INT(TRACE_INT(set(&param, 1, 0)), -1);
            CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_ARG);
        }
        virTypedParameter string = param_of_type(fields[f], VIR_TYPED_PARAM_STRING);
        note("%s of type string", fields[f]);
        CHECK_INT(TRACE_INT(set(&string, 1, 0)), -1);
        string.value.s = text;
        CHECK_INT(TRACE_INT(set(&string, 1, 0)), -1);
    }
    unchanged();
}

static void duplicates(void)
{
    virTypedParameter same[2] = {good(), good()};
    virTypedParameter apart[3] = {good(), param_ull("hard_limit", MIB(512)), good()};
    virTypedParameter unknown[2] = {param_ull("zzz", 1), param_ull("zzz", 1)};

    note("the same name twice");
    CHECK_INT(TRACE_INT(set(same, 2, 0)), -1);
    CHECK_INT(TRACE_INT(set(apart, 3, 0)), -1);
    CHECK_INT(TRACE_INT(set(unknown, 2, 0)), -1);
    unchanged();
}

static void by_name(void)
{
    static const char *const unknown[] = {"aaa", "hard_limit0", "hard", "zzz"};

    note("an unknown name beside a wrong type: the first by name decides");
    for (size_t i = 0; i < COUNT_OF(unknown); i++) {
        virTypedParameter pair[2] = {param_of_type("hard_limit", VIR_TYPED_PARAM_INT),
                                     param_ull(unknown[i], 1)};
        virTypedParameter turned[2] = {pair[1], pair[0]};

        note("\"%s\"", unknown[i]);
        CHECK_INT(TRACE_INT(set(pair, 2, 0)), -1);
        CHECK_INT(TRACE_INT(set(turned, 2, 0)), -1);
    }
    note("an unknown name beside a name given twice");
    for (size_t i = 0; i < COUNT_OF(unknown); i++) {
        virTypedParameter three[3] = {param_ull("hard_limit", MIB(512)),
                                      param_ull("hard_limit", MIB(512)), param_ull(unknown[i], 1)};

        note("\"%s\"", unknown[i]);
        CHECK_INT(TRACE_INT(set(three, 3, 0)), -1);
    }
    unchanged();
}

/* Each fault with each other one: the trace says which is told. */
enum fault { READ_ONLY, NO_PARAMS, NO_COUNT, ENDLESS, NULL_STRING, FLAG, BOTH, TYPE, TWICE, UNKNOWN,
             CROSSED, FAULTS };

static const char *const fault_names[FAULTS] = {
    "read-only", "NULL array", "count 0", "endless name", "NULL string", "unknown flag",
    "LIVE and CONFIG", "wrong type", "name twice", "unknown name", "hard above swap",
};

static void two_faults(enum fault first, enum fault second)
{
    virTypedParameter params[10];
    bool has[FAULTS] = {false};
    unsigned int flags = 0;
    int count = 0;

    has[first] = has[second] = true;
    if (has[ENDLESS])
        params[count++] = endless_name();
    if (has[NULL_STRING])
        params[count++] = param_of_type("sss", VIR_TYPED_PARAM_STRING);
    if (has[TYPE])
        params[count++] = param_of_type("swap_hard_limit", VIR_TYPED_PARAM_INT);
    if (has[TWICE]) {
        params[count++] = param_ull("soft_limit", MIB(128));
        params[count++] = param_ull("soft_limit", MIB(128));
    }
    if (has[UNKNOWN])
        params[count++] = param_ull("nnn", 1);
    if (has[CROSSED])
        params[count++] = param_ull("hard_limit", GIB(3));
    if (count == 0)
        params[count++] = good();
    if (has[NO_COUNT])
        count = 0;
    if (has[FLAG])
        flags |= 1u << 20;
    if (has[BOTH])
        flags |= VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG;
    note("%s, %s", fault_names[first], fault_names[second]);
    CHECK_INT(TRACE_INT(virDomainSetMemoryParameters(has[READ_ONLY] ? read_only_dom : dom,
                                                     has[NO_PARAMS] ? NULL : params, count, flags)),
              -1);
}

static void which_comes_first(void)
{
    note("which of two errors comes first");
    for (enum fault first = 0; first < FAULTS; first++) {
        for (enum fault second = first; second < FAULTS; second++)
            two_faults(first, second);
    }
    unchanged();
}

/* The test driver takes any number; a kernel has a largest one. */
static void huge_values(void)
{
    static const char *const fields[] = {"hard_limit", "soft_limit", "swap_hard_limit"};
    static const unsigned long long values[] = {
        UNLIMITED + 1, 1ULL << 54, 1ULL << 63, 18446744073709551615ULL,
    };

    note("huge values");
    for (size_t f = 0; f < COUNT_OF(fields); f++) {
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            if (harness_kind() == KIND_TEST)
                memory_unlimit(dom);
            note("%s = %llu", fields[f], values[i]);
            int result = TRACE_INT(memory_set_one(dom, fields[f], values[i], 0));

            if (harness_kind() == KIND_TEST) {
                note("   now %llu", memory_value(dom, fields[f]));
                continue;
            }
            CHECK_INT(result, -1);
            CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_ARG);
            unchanged();
        }
    }
    if (harness_kind() != KIND_TEST)
        return;
    note("nothing at all");
    memory_unlimit(dom);
    for (size_t f = 0; f < COUNT_OF(fields); f++) {
        TRACE_INT(memory_set_one(dom, fields[f], 0, 0));
        note("   %s is %llu", fields[f], memory_value(dom, fields[f]));
    }
    const unsigned long long most = 18446744073709551615ULL;
    TRACE_INT(memory_set_all(dom, (struct limits){most, most, most}, 0));
    struct limits now = memory_limits(dom, 0);
    note("   hard %llu soft %llu swap %llu", now.hard, now.soft, now.swap);
    memory_unlimit(dom);
}

int main(void)
{
    virConnectPtr conn;
    virConnectPtr read_only;

    harness_begin();
    conn = harness_open();
    read_only = harness_open_read_only();
    dom = harness_domain(conn);
    read_only_dom = virDomainLookupByName(read_only, virDomainGetName(dom));
    memory_unlimit(dom);
    if (memory_set_all(dom, (struct limits){GIB(1), MIB(256), GIB(2)}, 0) < 0)
        harness_die("cannot set limits");
    arguments();
    names();
    types();
    duplicates();
    by_name();
    which_comes_first();
    huge_values();
    memory_unlimit(dom);
    virDomainFree(read_only_dom);
    virConnectClose(read_only);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
