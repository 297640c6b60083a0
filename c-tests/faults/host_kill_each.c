/*
 * A writer that is killed right before each of its system calls that change anything, one after the
 * other. Whatever it was about, the next look at the host finds all as it was, or all as it was to
 * be, and nothing that belongs to no domain.
 */
#include "faults/each.h"
#include "faults/host_left.h"
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
    bool succeeded = each_do(operation);

    (void)unused;
    if (!succeeded)
        fprintf(stderr, "%s: %s\n", operation->name, virGetLastErrorMessage());
    return succeeded;
}

static void tell_of_failure(int number, const struct state *found, const struct state *before,
                            const struct state *after)
{
    fprintf(stderr, "%s, killed before call %d, %s:\n%s%swas:\n%s%swas to be:\n%s%s",
            operation->name, number, killed_call(), found->live, found->config, before->live,
            before->config, after->live, after->config);
}

/* What there is when all is in order: a process that waits for a word ends when nobody is left to
 * give it, and may just be doing so. */
static struct state settled(virConnectPtr conn, const struct state *before,
                            const struct state *after)
{
    for (int i = 0;; i++) {
        struct state found;

        left_check(conn);
        found = each_look(conn);
        if (i == TRIES || is_allowed(&found, before, after))
            return found;
        each_forget(&found);
        usleep(1000);
    }
}

/* One kill; false if there is nothing left to be killed before. */
static bool kill_at(int number, const struct state *before, const struct state *after)
{
    struct state found;
    virConnectPtr conn;
    bool succeeded, was_killed = killed_before(number, act, NULL, &succeeded);

    conn = harness_open();
    found = settled(conn, before, after);
    if (!CHECK(was_killed ? is_allowed(&found, before, after) : succeeded && same(&found, after)))
        tell_of_failure(number, &found, before, after);
    if (!same(&found, before)) {
        each_clear(conn);
        each_prepare(conn, operation);
    }
    each_forget(&found);
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
    each_prepare(conn, operation);
    killed_before(0, act, NULL, &succeeded);
    if (!succeeded)
        harness_die("%s fails without a kill", operation->name);
    after = each_look(conn);
    each_clear(conn);
    each_prepare(conn, operation);
    before = each_look(conn);
    while (kill_at(number, &before, &after))
        number++;
    CHECK(number > 1);
    each_clear(conn);
    each_forget(&before);
    each_forget(&after);
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
    left_begin();
    each_begin();
    for (operation = operations; operation->name; operation++) {
        if (each_applies(operation))
            kill_everywhere();
    }
    note("%d kills", kills);
    return harness_end();
}
