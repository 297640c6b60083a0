/*
 * A limit on memory and swap together (swap_hard_limit) below current usage, on cgroup v2: page cache is
 * reclaimed for it; where that is not enough it is refused at once, nothing is changed and nothing
 * killed. VIR_MEMCTL_FORCE sets it all the same. A writer that is killed leaves no transient value.
 */
#include "faults/killed_call.h"
#include "memory/holder.h"
#include "support/cgroup.h"
#include "support/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Not in every header: this library's flag. */
#define FORCE (1u << 30)
/* "At once": without the two seconds for which reclaim is retried. */
#define AT_ONCE 1.5
#define MIB_BYTES (1ULL << 20)

static virConnectPtr conn;
static bool with_swap;

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The page cache of the holder, in MiB. */
static unsigned long long cached(const struct holder *holder)
{
    long long bytes = cgroup_number(holder->dir, "memory.stat", "active_file") +
                      cgroup_number(holder->dir, "memory.stat", "inactive_file");

    return bytes < 0 ? 0 : (unsigned long long)bytes / MIB_BYTES;
}

static void check_unharmed(struct holder *holder, unsigned int mib)
{
    CHECK(holder_touch(holder, mib));
    CHECK_INT(cgroup_number(holder->dir, "memory.events", "oom_kill"), 0);
}

static int set_total(virDomainPtr dom, struct limits limits, unsigned int flags)
{
    return memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, limits.swap, flags);
}

/* A set that fails with EBUSY before anything is reclaimed. */
static void refused_at_once(struct holder *holder,
                            int (*set)(virDomainPtr, struct limits, unsigned int),
                            struct limits limits)
{
    char *before = cgroup_limits(holder->dir), *after;
    double start = seconds();
    int result = set(holder->dom, limits, 0);
    virErrorPtr error = virGetLastError();

    note("refused after %.2f s", seconds() - start);
    CHECK(seconds() - start < AT_ONCE);
    CHECK_INT(result, -1);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_SYSTEM_ERROR);
    CHECK_INT(error ? error->int1 : -1, EBUSY);
    CHECK(error && strstr(error->message, "VIR_MEMCTL_FORCE"));
    after = cgroup_limits(holder->dir);
    CHECK_STR(after, before);
    free(before);
    free(after);
}

static struct holder holder_with(struct limits limits, unsigned int mib)
{
    struct holder holder = holder_start(conn);

    CHECK_INT(memory_set_all(holder.dom, limits, 0), 0);
    CHECK(holder_touch(&holder, mib));
    return holder;
}

static void anonymous_memory(void)
{
    struct limits before = {MIB(128), MIB(100), MIB(256)}, wanted = {MIB(20), MIB(100), MIB(30)};
    struct holder holder = holder_with(before, 60);

    refused_at_once(&holder, memory_set_all, wanted);
    check_unharmed(&holder, 60);
    CHECK_INT(holder_end(&holder), 0);
}

/* In force, no transient value left, the process unharmed. */
static void succeeds(struct holder *holder, struct limits limits, unsigned int mib)
{
    double start = seconds();

    CHECK_INT(memory_set_all(holder->dom, limits, 0), 0);
    note("set after %.2f s", seconds() - start);
    CHECK_LIMITS(holder->dom, limits.hard, limits.soft, limits.swap);
    CHECK_ULL(cgroup_kib(holder->dir, "memory.high"), limits.soft);
    CHECK_ULL(cgroup_kib(holder->dir, "memory.max"), limits.hard);
    if (cgroup_has(holder->dir, "memory.swap.max"))
        CHECK_ULL(cgroup_kib(holder->dir, "memory.swap.max"), limits.swap - limits.hard);
    check_unharmed(holder, mib);
}

/* Whether the holder has page cache in the group. */
static bool read_pages(struct holder *holder, unsigned int mib)
{
    bool has_read = holder_read_file(holder, mib);

    if (has_read && cached(holder) + 8 >= mib)
        return true;
    note("no page cache to be had here: %d, %llu MiB", has_read, cached(holder));
    return false;
}

static void page_cache(void)
{
    struct limits before = {MIB(128), MIB(100), MIB(256)};
    struct holder holder = holder_with(before, 16);

    if (read_pages(&holder, 60)) {
        struct limits wanted = {MIB(40), MIB(100), MIB(50)};

        succeeds(&holder, wanted, 16);
        CHECK(cached(&holder) <= 34);
        /* Of what remains not enough can be reclaimed. */
        refused_at_once(&holder, memory_set_all, (struct limits){MIB(8), MIB(100), MIB(10)});
        check_unharmed(&holder, 16);
    }
    CHECK_INT(holder_end(&holder), 0);
}

/* Part of what is in use is in swap already. */
static void in_swap(void)
{
    struct limits before = {MIB(40), UNLIMITED, MIB(160)};
    struct holder holder;

    if (!with_swap)
        return;
    holder = holder_with(before, 60);
    CHECK(cgroup_kib(holder.dir, "memory.swap.current") >= MIB(16));
    refused_at_once(&holder, set_total, (struct limits){.swap = MIB(48)});
    check_unharmed(&holder, 60);
    /* It fits, although more is in swap than may be there when it is set. */
    succeeds(&holder, (struct limits){MIB(64), UNLIMITED, MIB(72)}, 60);
    CHECK_INT(holder_end(&holder), 0);
}

/* Page cache beside memory and swap: it is reclaimed, and nothing goes to swap for it. */
static void page_cache_and_swap(void)
{
    struct limits before = {MIB(96), UNLIMITED, MIB(192)}, wanted = {MIB(64), UNLIMITED, MIB(72)};
    struct holder holder;

    if (!with_swap)
        return;
    holder = holder_with(before, 40);
    if (read_pages(&holder, 48)) {
        unsigned long long swapped = cgroup_kib(holder.dir, "memory.swap.current");

        succeeds(&holder, wanted, 40);
        CHECK(cgroup_kib(holder.dir, "memory.swap.current") <= swapped + MIB(8));
    }
    CHECK_INT(holder_end(&holder), 0);
}

/* More is in swap than is allowed from now on: which the kernel puts up with until it comes back. */
static void forced(void)
{
    struct limits before = {MIB(40), UNLIMITED, MIB(160)};
    struct holder holder;
    double start;

    if (!with_swap)
        return; /* Only a lower hard limit has a lower total: memory_lowering. */
    holder = holder_with(before, 60);
    refused_at_once(&holder, set_total, (struct limits){.swap = MIB(44)});
    start = seconds();
    CHECK_INT(set_total(holder.dom, (struct limits){.swap = MIB(44)}, FORCE), 0);
    CHECK(seconds() - start < AT_ONCE);
    CHECK_LIMITS(holder.dom, MIB(40), UNLIMITED, MIB(44));
    CHECK_ULL(cgroup_kib(holder.dir, "memory.swap.max"), MIB(4));
    CHECK_INT(cgroup_number(holder.dir, "memory.events", "oom_kill"), 0);
    holder_end(&holder);
}

/* With swap_hard_limit=raw the value is the file's; what is in use counts all the same. */
static void raw(void)
{
    struct holder holder = holder_start(conn), by_raw = holder;
    virConnectPtr raw_conn = virConnectOpen("cgroup:///system?swap_hard_limit=raw");

    by_raw.dom = virDomainLookupByName(raw_conn, virDomainGetName(holder.dom));
    CHECK(by_raw.dom != NULL);
    if (by_raw.dom && cgroup_has(holder.dir, "memory.swap.max")) {
        CHECK(holder_touch(&holder, 60));
        CHECK_INT(memory_set_one(by_raw.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(128), 0), 0);
        CHECK_INT(set_total(by_raw.dom, (struct limits){.swap = MIB(64)}, 0), 0);
        CHECK_LIMITS(by_raw.dom, MIB(128), UNLIMITED, MIB(64));
        CHECK_INT(set_total(by_raw.dom, (struct limits){.swap = MIB(16)}, 0), 0);
        CHECK_LIMITS(by_raw.dom, MIB(128), UNLIMITED, MIB(16));
        CHECK_ULL(cgroup_kib(holder.dir, "memory.swap.max"), MIB(16));
        CHECK_LIMITS(holder.dom, MIB(128), UNLIMITED, MIB(144));
        refused_at_once(&by_raw, memory_set_all, (struct limits){MIB(8), UNLIMITED, MIB(8)});
        check_unharmed(&holder, 60);
        CHECK_INT(memory_set_all(by_raw.dom, (struct limits){MIB(96), UNLIMITED, UNLIMITED}, 0), 0);
        CHECK_LIMITS(by_raw.dom, MIB(96), UNLIMITED, UNLIMITED);
    }
    if (by_raw.dom)
        CHECK_INT(virDomainFree(by_raw.dom), 0);
    CHECK_INT(virConnectClose(raw_conn), 0);
    CHECK_INT(holder_end(&holder), 0);
}

static struct holder killed_holder;
static const struct limits before_kill = {MIB(128), MIB(100), MIB(256)};

static bool lower(void *unused)
{
    virConnectPtr own = harness_open();
    virDomainPtr dom = virDomainLookupByName(own, virDomainGetName(killed_holder.dom));

    (void)unused;
    return memory_set_all(dom, (struct limits){MIB(48), MIB(100), MIB(56)}, 0) == 0;
}

/* Files as they were before, with the page cache to be reclaimed again. */
static bool start_again(void)
{
    return memory_set_all(killed_holder.dom, before_kill, 0) == 0 &&
           holder_touch(&killed_holder, 24) && read_pages(&killed_holder, 48);
}

/* A kill right before each call: recovery leaves the limits of before or of after, never one that
 * held use down meanwhile. */
static void killed(void)
{
    char *before, *after;
    bool succeeded;
    int number = 1;

    killed_holder = holder_start(conn);
    if (!start_again())
        goto done;
    before = cgroup_limits(killed_holder.dir);
    CHECK(lower(NULL));
    after = cgroup_limits(killed_holder.dir);
    for (bool was_killed = true; was_killed; number++) {
        char *found;

        CHECK(start_again());
        was_killed = killed_before(number, lower, NULL, &succeeded);
        if (was_killed)
            note("killed before %s", killed_call());
        memory_limits(killed_holder.dom, 0);
        found = cgroup_limits(killed_holder.dir);
        if (!CHECK(strcmp(found, after) == 0 || (was_killed && strcmp(found, before) == 0)))
            fprintf(stderr, "killed before call %d, %s:\n%s", number, killed_call(), found);
        CHECK(was_killed || succeeded);
        check_unharmed(&killed_holder, 24);
        free(found);
    }
    note("%d kills", number - 2);
    /* The journal, memory.swap.max, the other limits, the journal's end; reclaim is one more. */
    CHECK(number > 7);
    free(before);
    free(after);
done:
    CHECK_INT(holder_end(&killed_holder), 0);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    if (harness_cgroup_version() != 2)
        harness_skip("v1 has a limit on memory and swap together of its own");
    with_swap = harness_has_swap();
    conn = harness_open();
    anonymous_memory();
    page_cache();
    in_swap();
    page_cache_and_swap();
    forced();
    raw();
    killed();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
