/*
 * A hard limit below the current usage: applied where swap takes the rest, refused with EBUSY
 * where there is none, on cgroup v1 and v2 alike; a refusal changes and kills nothing.
 */
#include "memory/holder.h"
#include "support/cgroup.h"
#include "support/memory.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Not in every header: this library's flag. */
#define FORCE (1u << 30)
#define HELD_MIB 60

static virConnectPtr conn;
static bool with_swap;

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct holder holder_with(struct limits limits)
{
    struct holder holder = holder_start(conn);

    CHECK_INT(memory_set_all(holder.dom, limits, 0), 0);
    CHECK(holder_touch(&holder, HELD_MIB));
    return holder;
}

/* int1 of the last error; -1000 if there is none. */
static int last_number(void)
{
    virErrorPtr error = virGetLastError();

    return error ? error->int1 : -1000;
}

/* What fails with `number`, and leaves all files and the process as they are. */
static void refused(struct holder *holder, int (*set)(virDomainPtr, struct limits, unsigned int),
                    struct limits limits, unsigned int flags, int number)
{
    char *before = cgroup_limits(holder->dir), *after;
    double start = seconds();

    CHECK_INT(set(holder->dom, limits, flags), -1);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_SYSTEM_ERROR);
    CHECK_INT(last_number(), number);
    note("refused after %.2f s", seconds() - start);
    /* 10 s, and the step under way. */
    CHECK(seconds() - start < 15);
    after = cgroup_limits(holder->dir);
    CHECK_STR(after, before);
    CHECK(holder_touch(holder, HELD_MIB));
    free(before);
    free(after);
}

static void obeyed(struct holder *holder, struct limits limits)
{
    double start = seconds();

    CHECK_INT(memory_set_all(holder->dom, limits, 0), 0);
    note("obeyed after %.2f s", seconds() - start);
    CHECK(seconds() - start < 15);
    CHECK_LIMITS(holder->dom, limits.hard, limits.soft, limits.swap);
    CHECK(holder_touch(holder, HELD_MIB));
}

/* Obeyed where there is swap, refused where there is none. */
static void lowered(struct limits before, struct limits wanted)
{
    struct holder holder = holder_with(before);

    if (with_swap)
        obeyed(&holder, wanted);
    else
        refused(&holder, memory_set_all, wanted, 0, EBUSY);
    CHECK_INT(holder_end(&holder), 0);
}

static const struct {
    struct limits before, wanted;
} below_use[] = {
    {{MIB(128), MIB(100), UNLIMITED}, {MIB(20), MIB(100), UNLIMITED}},
    /* Together with a soft limit that sinks too: the one that is wanted stands in the end, not the
     * one that held the domain back meanwhile. */
    {{UNLIMITED, UNLIMITED, UNLIMITED}, {MIB(24), MIB(30), UNLIMITED}},
    /* No swap was allowed; a lower hard limit under the same total allows some, and needs it. */
    {{MIB(80), UNLIMITED, MIB(80)}, {MIB(20), UNLIMITED, MIB(80)}},
};

/* Where memory and swap together are to sink below use, swap does not help. */
static void total_below_use(void)
{
    struct limits before = {MIB(128), UNLIMITED, MIB(256)};
    struct limits wanted = {MIB(20), UNLIMITED, MIB(30)};
    struct holder holder = holder_with(before);

    refused(&holder, memory_set_all, wanted, 0, EBUSY);
    CHECK_INT(holder_end(&holder), 0);
}

/* v2 takes the limit at once, and kills; v1 refuses it all the same. */
static void forced(void)
{
    struct limits before = {UNLIMITED, UNLIMITED, UNLIMITED};
    struct limits wanted = {MIB(20), UNLIMITED, MIB(20)};
    struct holder holder = holder_with(before);

    if (harness_cgroup_version() == 1) {
        refused(&holder, memory_set_all, wanted, FORCE, EBUSY);
        CHECK_INT(holder_end(&holder), 0);
        return;
    }
    CHECK_INT(memory_set_all(holder.dom, wanted, FORCE), 0);
    CHECK(!holder_touch(&holder, HELD_MIB));
    CHECK_INT(holder_end(&holder), -SIGKILL);
}

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static void interrupt_parent(void *unused)
{
    (void)unused;
    /* The first may come before the set has begun. */
    for (;;) {
        usleep(300000);
        kill(getppid(), SIGINT);
    }
}

static int set_hard(virDomainPtr dom, struct limits limits, unsigned int flags)
{
    return memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, limits.hard, flags);
}

/* A signal that asks the program to end is not kept waiting for as long as use may take to sink. An
 * operator has taken swap away: so it does not. */
static void given_up(void)
{
    struct limits before = {UNLIMITED, MIB(100), UNLIMITED}, wanted = {.hard = MIB(20)};
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = SA_RESTART}, usual;
    struct holder holder;
    pid_t child;

    if (harness_cgroup_version() == 1)
        return;
    holder = holder_start(conn);
    CHECK_INT(memory_set_all(holder.dom, before, 0), 0);
    if (cgroup_has(holder.dir, "memory.swap.max"))
        cgroup_put(holder.dir, "memory.swap.max", "0");
    CHECK(holder_touch(&holder, HELD_MIB));
    CHECK_INT(sigaction(SIGINT, &action, &usual), 0);
    child = harness_child(interrupt_parent, NULL);
    refused(&holder, set_hard, wanted, 0, EINTR);
    CHECK(interrupted);
    harness_child_end(child);
    CHECK_INT(sigaction(SIGINT, &usual, NULL), 0);
    CHECK_INT(holder_end(&holder), 0);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    with_swap = harness_has_swap();
    conn = harness_open();
    for (size_t i = 0; i < COUNT_OF(below_use); i++)
        lowered(below_use[i].before, below_use[i].wanted);
    total_below_use();
    forced();
    given_up();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
