/*
 * A failing write at any point of a set: afterwards all values are in force or none is changed,
 * and the error is the kernel's.
 */
#include "faults/syscall_faults.h"
#include "memory/holder.h"
#include "support/cgroup.h"
#include "support/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int errors[] = {EBUSY, EINVAL, EACCES, ENOENT, ENODEV, ENOSPC};
static virConnectPtr conn;
static int sets, faults;

/* One set: the values that it starts from, those that it is to bring about, and what is in use. */
struct change {
    unsigned int mib;
    virTypedParameter from[MOST_PARAMS];
    virTypedParameter to[MOST_PARAMS];
};

static int set(virDomainPtr dom, const virTypedParameter *params)
{
    virTypedParameter copy[MOST_PARAMS];

    memcpy(copy, params, sizeof(copy));
    return virDomainSetMemoryParameters(dom, copy, memory_params(), 0);
}

/* int1 of the last error; -1000 if there is none. */
static int last_number(void)
{
    virErrorPtr error = virGetLastError();

    return error ? error->int1 : -1000;
}

/* The limits of the domain, and of the group above it, which a guarantee changes too. */
static char *state(struct holder *holder)
{
    char *own = cgroup_limits(holder->dir), *parent = strdup(holder->dir), *above, *both;

    *strrchr(parent, '/') = '\0';
    above = cgroup_limits(parent);
    if (asprintf(&both, "%sabove: %s", own, above) < 0)
        abort();
    free(own);
    free(parent);
    free(above);
    return both;
}

static char *start_from(struct holder *holder, const struct change *change)
{
    if (set(holder->dom, change->from) < 0)
        harness_die("cannot go back: %s", virGetLastErrorMessage());
    /* What is not there any more comes back from swap. */
    CHECK(holder_touch(holder, change->mib));
    return state(holder);
}

/* What the files hold when nothing fails. */
static char *outcome(struct holder *holder, const struct change *change)
{
    free(start_from(holder, change));
    faults_arm(0, 0, false);
    CHECK_INT(set(holder->dom, change->to), 0);
    return state(holder);
}

/* The set with call `number` failing: false if it has not so many. */
static bool fail_at(struct holder *holder, const struct change *change, const char *after,
                    int number, int error)
{
    char *before = start_from(holder, change), *now;
    const char *file;
    bool missing;
    int result;

    faults_arm(number, error, false);
    result = set(holder->dom, change->to);
    file = faults_hit();
    now = state(holder);
    sets++;
    faults += file != NULL;
    /* Kernels before 5.19 have no memory.reclaim: usage can be reduced without, or cannot. */
    missing = file && strcmp(file, "memory.reclaim") == 0 && error == ENOENT;
    if (result == 0) {
        CHECK(!file || missing || faults_may_go_on(error));
        CHECK_STR(now, after);
    } else {
        CHECK_INT(virGetLastErrorCode(), VIR_ERR_SYSTEM_ERROR);
        if (!missing || last_number() != EBUSY) {
            CHECK_INT(last_number(), error);
            CHECK(file && strstr(virGetLastErrorMessage(), file));
        }
        CHECK(!strstr(virGetLastErrorMessage(), "could not be rolled back"));
        CHECK_STR(now, before);
    }
    free(before);
    free(now);
    return file != NULL;
}

/* All calls from `number` on fail, the rollback's too: the error names what stays changed. */
static bool fail_from(struct holder *holder, const struct change *change, int number)
{
    char *before = start_from(holder, change), *now;
    bool hit;

    faults_arm(number, EINVAL, true);
    if (set(holder->dom, change->to) < 0) {
        const char *message = virGetLastErrorMessage();

        CHECK_INT(last_number(), EINVAL);
        now = state(holder);
        CHECK_INT(strcmp(now, before) != 0, strstr(message, "could not be rolled back") != NULL);
        free(now);
    }
    hit = faults_hit() != NULL;
    free(before);
    return hit;
}

/* With `count` of the errors, from the given one on. */
static void change_with_faults(struct holder *holder, const struct change *change, size_t first,
                               size_t count)
{
    char *after = outcome(holder, change);

    for (size_t i = first; i < first + count; i++) {
        int number = 1;

        while (fail_at(holder, change, after, number, errors[i % COUNT_OF(errors)]))
            number++;
        /* At least two files are written. */
        CHECK(number > 2);
    }
    for (int number = 1; fail_from(holder, change, number); number++)
        continue;
    free(after);
}

static void fill(virTypedParameter *params, struct limits limits, unsigned long long guarantee,
                 unsigned long long swap_soft)
{
    params[0] = param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, limits.hard);
    params[1] = param_ull(VIR_DOMAIN_MEMORY_SOFT_LIMIT, limits.soft);
    params[2] = param_ull(VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, limits.swap);
    params[3] = param_ull(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, guarantee);
    params[4] = param_ull(SWAP_SOFT_LIMIT, swap_soft);
}

/* Each of the points to each other, with nothing in use that is in the way: all errors on the way from
 * one to the next, each in turn on the ways across. */
static void unused(void)
{
    static const struct limits points[] = {
        {UNLIMITED, UNLIMITED, UNLIMITED},
        {MIB(64), MIB(48), MIB(96)},
        {MIB(96), MIB(32), MIB(96)},
        {MIB(48), MIB(64), UNLIMITED},
    };
    struct holder holder = holder_start(conn);
    struct change change = {.mib = 0};
    size_t across = 0;

    for (size_t from = 0; from < COUNT_OF(points); from++) {
        for (size_t to = 0; to < COUNT_OF(points); to++) {
            if (from == to)
                continue;
            fill(change.from, points[from], from % 2 ? 0 : MIB(2 + from), from % 2 ? MIB(8) : UNLIMITED);
            fill(change.to, points[to], to % 2 ? 0 : MIB(2 + to), to % 2 ? MIB(8) : UNLIMITED);
            if (to == (from + 1) % COUNT_OF(points))
                change_with_faults(&holder, &change, 0, COUNT_OF(errors));
            else
                change_with_faults(&holder, &change, across++, 1);
        }
    }
    CHECK_INT(holder_end(&holder), 0);
}

/* A hard limit below use, which v2 first has to bring down; v1 does that by itself, and may give up
 * by itself. */
static void in_use(void)
{
    struct holder holder;
    struct change change;

    if (harness_cgroup_version() == 1 || !harness_has_swap())
        return;
    holder = holder_start(conn);
    fill(change.from, (struct limits){MIB(64), MIB(48), MIB(64)}, 0, UNLIMITED);
    fill(change.to, (struct limits){MIB(3), MIB(32), MIB(80)}, 0, UNLIMITED);
    change.mib = 4;
    change_with_faults(&holder, &change, 0, COUNT_OF(errors));
    CHECK_INT(holder_end(&holder), 0);
}

/* Thousands of errors are expected. */
static void quiet(void *unused, virErrorPtr err)
{
    (void)unused;
    (void)err;
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    virSetErrorFunc(NULL, quiet);
    conn = harness_open();
    faults_begin("memory.");
    unused();
    in_use();
    note("%d sets, %d of them with a fault", sets, faults);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
