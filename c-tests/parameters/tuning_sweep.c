/*
 * The sweep over a family of typed parameters: count protocol, flags, names, types, states, and
 * which of two errors is reported.
 */
#include "parameters/tuning.h"

#include <stdio.h>
#include <string.h>

static virConnectPtr conn;
static virConnectPtr read_only_conn;
static virDomainPtr running;
static virDomainPtr stopped;
static virDomainPtr passing;
static virDomainPtr gone;
static virDomainPtr read_only;

/* Where libvirt crashes, a clear error. */
static void no_target(const struct tuning *family)
{
    virTypedParameter params[TUNING_ROOM];
    int count = TUNING_ROOM;

    params[0] = family->good;
    CHECK_FAILS(family->set(running, NULL, params, 1, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(family->get(running, NULL, params, &count, 0), VIR_ERR_INVALID_ARG);
    CHECK_INT(count, TUNING_ROOM);
}

static void counts(const struct tuning *family)
{
    int count = -1;
    virTypedParameter params[TUNING_ROOM];

    note("%s: counts", family->name);
    for (int room = 0; room < TUNING_ROOM; room += room < 3 ? 1 : 9)
        tuning_show(family, running, family->target, room, 0);
    TRACE_INT(family->get(running, family->target, params, NULL, 0));
    TRACE_INT(family->get(running, family->target, params, &count, 0));
    note("   count %d", count);
    count = 3;
    TRACE_INT(family->get(running, family->target, NULL, &count, 0));
    note("   count %d", count);
    TRACE_INT(family->get(NULL, family->target, params, &count, 0));
    TRACE_INT(family->get(NULL, NULL, NULL, NULL, ~0u));
    TRACE_INT(family->set(NULL, NULL, NULL, -1, ~0u));
    TRACE_INT(family->set(running, family->target, NULL, 0, 0));
    TRACE_INT(family->set(running, family->target, NULL, -1, 0));
    params[0] = family->good;
    TRACE_INT(family->set(running, family->target, params, -1, 0));
    TRACE_INT(family->set(running, family->target, params, 0, 0));
    if (family->target) {
        static const char *const targets[] = {"nothere", "", "52:54:00:00:00:01", "net0", "vdb",
                                              "/guest/one", "vd"};

        tuning_show(family, running, NULL, 0, 0);
        if (!family->needs_target)
            tuning_show(family, running, NULL, 5, 0);
        else if (harness_attach())
            no_target(family);
        for (size_t i = 0; i < COUNT_OF(targets); i++) {
            tuning_show(family, running, targets[i], 0, 0);
            tuning_show(family, running, targets[i], 2, 0);
        }
    }
}

static void flag_bits(const struct tuning *family)
{
    virTypedParameter param = family->good;

    note("%s: flags", family->name);
    for (unsigned int flags = 0; flags < 10; flags++) {
        tuning_show(family, running, family->target, 1, flags);
        tuning_show(family, running, family->target, 0, flags);
        tuning_try(family, running, &param, 1, flags);
    }
    tuning_show(family, running, family->target, 1, 1u << 31);
    tuning_try(family, running, &param, 1, 1u << 31);
}

static void names_and_types(const struct tuning *family)
{
    note("%s: names and types", family->name);
    for (const char *const *field = family->fields; *field; field++) {
        for (int type = 0; type <= VIR_TYPED_PARAM_STRING + 1; type++) {
            virTypedParameter pair[2];

            if (type == family->good.type && strcmp(*field, family->good.field) == 0)
                continue;
            if (harness_is_remote() && (type < VIR_TYPED_PARAM_INT || type > VIR_TYPED_PARAM_STRING))
                continue;
            pair[0] = param_of_type(*field, type);
            if (type == VIR_TYPED_PARAM_STRING)
                pair[0].value.s = (char *)(unsigned long)"text";
            /* The unknown name keeps the set from doing anything. */
            pair[1] = param_ull("zzzz", 1);
            note("%s type %d", *field, type);
            tuning_try(family, running, pair, 2, 0);
        }
    }
    virTypedParameter twice[2] = {family->good, family->good};
    tuning_try(family, running, twice, 2, 0);
    virTypedParameter null_text = param_text(family->good.field, NULL);
    tuning_try(family, running, &null_text, 1, 0);
    virTypedParameter unknown = param_ull("hard_limit", 1);
    tuning_try(family, running, &unknown, 1, 0);
}

static void states(const struct tuning *family)
{
    static const char *const names[] = {TUNING_STATES, "bare"};
    virTypedParameter param = family->good;

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        virDomainPtr dom = tuning_domain(conn, names[i]);

        note("%s: domain %s", family->name, names[i]);
        for (unsigned int flags = 0; flags <= 2; flags++) {
            tuning_show(family, dom, family->target, 0, flags);
            tuning_show(family, dom, family->target, TUNING_ROOM, flags);
            tuning_try(family, dom, &param, 1, flags);
            tuning_show(family, dom, family->target, TUNING_ROOM, 0);
            tuning_xml(dom, family->section, 0);
            tuning_xml(dom, family->section, VIR_DOMAIN_XML_INACTIVE);
        }
        CHECK_INT(virDomainFree(dom), 0);
    }
    note("%s: a domain that has gone", family->name);
    tuning_show(family, gone, family->target, 0, 0);
    tuning_show(family, gone, family->target, 1, 0);
    tuning_try(family, gone, &param, 1, 0);
    note("%s: read-only", family->name);
    tuning_show(family, read_only, family->target, 0, 0);
    tuning_show(family, read_only, family->target, TUNING_ROOM, 0);
    tuning_try(family, read_only, &param, 1, 0);
}

enum fault { READ_ONLY, NO_TARGET, NO_PARAMS, NO_COUNT, ENDLESS, NULL_TEXT, FLAG, BOTH, TYPE, TWICE,
             UNKNOWN, BAD_VALUE, BAD_TARGET, STOPPED, TRANSIENT, GONE, FAULTS };

static const char *const fault_names[FAULTS] = {
    "read-only", "NULL target", "NULL array", "count 0", "endless name", "NULL string",
    "unknown flag", "LIVE and CONFIG", "wrong type", "name twice", "unknown name", "bad value",
    "unknown target", "stopped", "transient", "gone",
};

/* What a call is made of once some things about it are wrong. */
struct call {
    virDomainPtr dom;
    const char *target;
    virTypedParameter params[10];
    int count;
    unsigned int flags;
};

static void add(struct call *call, virTypedParameter param)
{
    call->params[call->count++] = param;
}

static void spoil_params(const struct tuning *family, const bool *has, struct call *call)
{
    if (has[ENDLESS]) {
        virTypedParameter endless = family->good;

        memset(endless.field, 'x', sizeof(endless.field));
        add(call, endless);
    }
    if (has[NULL_TEXT])
        add(call, param_text("sss", NULL));
    if (has[TYPE])
        add(call, param_of_type(family->fields[0], VIR_TYPED_PARAM_DOUBLE));
    if (has[TWICE]) {
        add(call, family->good);
        add(call, family->good);
    }
    if (has[UNKNOWN])
        add(call, param_ull("nnn", 1));
    if (has[BAD_VALUE])
        add(call, family->bad_value);
    if (call->count == 0)
        add(call, family->good);
    if (has[NO_COUNT])
        call->count = 0;
}

static struct call spoil(const struct tuning *family, const bool *has)
{
    struct call call = {.dom = running, .target = family->target};

    if (has[STOPPED]) {
        call.dom = stopped;
        call.flags = VIR_DOMAIN_AFFECT_LIVE;
    }
    if (has[TRANSIENT]) {
        call.dom = passing;
        call.flags = VIR_DOMAIN_AFFECT_CONFIG;
    }
    if (has[GONE])
        call.dom = gone;
    if (has[READ_ONLY])
        call.dom = read_only;
    if (has[NO_TARGET])
        call.target = NULL;
    if (has[BAD_TARGET])
        call.target = "nothere";
    if (has[FLAG])
        call.flags |= 1u << 20;
    if (has[BOTH])
        call.flags |= VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG;
    spoil_params(family, has, &call);
    return call;
}

static bool makes_sense(const struct tuning *family, enum fault fault)
{
    if (fault == NO_TARGET || fault == BAD_TARGET)
        return family->target != NULL && !(fault == NO_TARGET && family->needs_target);
    return fault != BAD_VALUE || family->bad_value.type != 0;
}

static void two_faults(const struct tuning *family, enum fault first, enum fault second)
{
    bool has[FAULTS] = {false};
    struct call call;
    virTypedParameter room[TUNING_ROOM];
    int count;

    has[first] = has[second] = true;
    call = spoil(family, has);
    count = has[NO_COUNT] ? -1 : 2;
    note("%s, %s", fault_names[first], fault_names[second]);
    TRACE_INT(family->set(call.dom, call.target, has[NO_PARAMS] ? NULL : call.params, call.count,
                          call.flags));
    memset(room, 0, sizeof(room));
    if (TRACE_INT(family->get(call.dom, call.target, has[NO_PARAMS] ? NULL : room, &count,
                              call.flags)) == 0)
        virTypedParamsClear(room, count);
}

static void which_comes_first(const struct tuning *family)
{
    note("%s: which of two errors comes first", family->name);
    for (enum fault first = 0; first < FAULTS; first++) {
        for (enum fault second = first; second < FAULTS; second++) {
            if (makes_sense(family, first) && makes_sense(family, second))
                two_faults(family, first, second);
        }
    }
}

void tuning_sweep(const struct tuning *family)
{
    conn = tuning_host();
    running = tuning_domain(conn, "running");
    stopped = tuning_domain(conn, "stopped");
    passing = tuning_domain(conn, "passing");
    gone = tuning_gone(conn);
    read_only = tuning_read_only(&read_only_conn);
    counts(family);
    flag_bits(family);
    names_and_types(family);
    states(family);
    which_comes_first(family);
    virDomainFree(running);
    virDomainFree(stopped);
    virDomainFree(passing);
    virDomainFree(gone);
    virDomainFree(read_only);
    CHECK_INT(virConnectClose(read_only_conn), 0);
    CHECK_INT(virConnectClose(conn), 0);
}
