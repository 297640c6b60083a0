/*
 * A writer killed right before each of its system calls that change anything, one after the
 * other. Crash recovery at the next scan must complete the operation or roll it back, and leave
 * nothing that belongs to no domain.
 */
#include "faults/operations.h"
#include "faults/leftovers.h"
#include "faults/killed_call.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TRIES 200

static const struct operation *operation;
static int kills;

static bool is_either(const char *found, const char *before, const char *after)
{
    return strcmp(found, before) == 0 || strcmp(found, after) == 0;
}

static bool same(const struct state *one, const struct state *other)
{
    return strcmp(one->live, other->live) == 0 && strcmp(one->config, other->config) == 0;
}

static bool is_allowed(const struct state *found, const struct state *before,
                       const struct state *after)
{
    return operation->in_parts ? is_either(found->live, before->live, after->live) &&
                                     is_either(found->config, before->config, after->config)
                               : same(found, before) || same(found, after);
}

static bool act(void *unused)
{
    bool succeeded = operation_run(operation);

    (void)unused;
    if (!succeeded)
        fprintf(stderr, "%s: %s\n", operation->name, virGetLastErrorMessage());
    return succeeded;
}

static void report_failure(int number, const struct state *found, const struct state *before,
                            const struct state *after)
{
    fprintf(stderr, "%s, killed before call %d, %s:\n%s%swas:\n%s%swas to be:\n%s%s",
            operation->name, number, killed_call(), found->live, found->config, before->live,
            before->config, after->live, after->config);
}

/* The state after recovery. A process that waits for its parent exits when the parent is gone, and may
 * still be exiting. */
static struct state settled(virConnectPtr conn, const struct state *before,
                            const struct state *after)
{
    for (int i = 0;; i++) {
        struct state found;

        leftovers_check(conn);
        found = state_read(conn);
        if (i == TRIES || is_allowed(&found, before, after))
            return found;
        state_free(&found);
        usleep(1000);
    }
}

/* One kill; false if the operation made fewer calls. */
static bool kill_at(int number, const struct state *before, const struct state *after)
{
    struct state found;
    virConnectPtr conn;
    bool succeeded, was_killed = killed_before(number, act, NULL, &succeeded);

    conn = harness_open();
    found = settled(conn, before, after);
    if (!CHECK(was_killed ? is_allowed(&found, before, after) : succeeded && same(&found, after)))
        report_failure(number, &found, before, after);
    if (!same(&found, before)) {
        operations_clear(conn);
        operation_prepare(conn, operation);
    }
    state_free(&found);
    virConnectClose(conn);
    kills += was_killed;
    return was_killed;
}

static void kill_everywhere(void)
{
    virConnectPtr conn = harness_open();
    struct state before, after;
    struct timespec begin, end;
    bool succeeded;
    int number = 1;

    clock_gettime(CLOCK_MONOTONIC, &begin);
    operation_prepare(conn, operation);
    killed_before(0, act, NULL, &succeeded);
    if (!succeeded)
        harness_die("%s fails without a kill", operation->name);
    after = state_read(conn);
    operations_clear(conn);
    operation_prepare(conn, operation);
    before = state_read(conn);
    while (kill_at(number, &before, &after))
        number++;
    CHECK(number > 1);
    operations_clear(conn);
    state_free(&before);
    state_free(&after);
    virConnectClose(conn);
    clock_gettime(CLOCK_MONOTONIC, &end);
    fprintf(stderr, "%s: %d calls, %ld ms\n", operation->name, number - 1,
            (end.tv_sec - begin.tv_sec) * 1000 + (end.tv_nsec - begin.tv_nsec) / 1000000);
}

static void ignore(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    if (!harness_attach())
        harness_skip("this library has no virMemctlDomainAttach");
    virSetErrorFunc(NULL, ignore);
    leftovers_begin();
    operations_begin();
    for (operation = operations; operation->name; operation++) {
        if (operation_applies(operation))
            kill_everywhere();
    }
    note("%d kills", kills);
    return harness_end();
}
