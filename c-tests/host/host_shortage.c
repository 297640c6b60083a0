/* What a domain uses and how short it was of memory, as the kernel's files tell: groups of statistics of the
 * library's own. */
#include "support/cgroup.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUPS                                                                                     \
    (MEMCTL_STATS_USAGE | MEMCTL_STATS_EVENTS |                              \
     MEMCTL_STATS_PRESSURE)

static virConnectPtr conn;

static virDomainStatsRecordPtr *record(virDomainPtr dom, unsigned int groups)
{
    virDomainPtr doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;

    if (!CHECK_INT(virDomainListGetStats(doms, groups, &records, 0), 1))
        harness_die("no statistics");
    return records;
}

static long long value(virDomainStatsRecordPtr *records, const char *name)
{
    unsigned long long found = 0;

    if (virTypedParamsGetULLong(records[0]->params, records[0]->nparams, name, &found) != 1)
        return -1;
    return (long long)found;
}

static void is_in_file(virDomainStatsRecordPtr *records, const char *name, const char *dir, const char *file,
                       const char *word)
{
    char field[80];

    snprintf(field, sizeof(field), "memctl.events.%s", name);
    if (!CHECK_INT(value(records, field), cgroup_number(dir, file, word)))
        fprintf(stderr, "  %s, %s of %s\n", field, word, file);
}

static void events(virDomainStatsRecordPtr *records, const char *dir)
{
    static const char *const of_v2[] = {"low", "high", "max", "oom", "oom_kill"};

    if (harness_cgroup_version() == 2) {
        for (size_t i = 0; i < COUNT_OF(of_v2); i++)
            is_in_file(records, of_v2[i], dir, "memory.events", of_v2[i]);
        CHECK(value(records, "memctl.events.max") > 0);
    } else {
        is_in_file(records, "failcnt", dir, "memory.failcnt", "");
        is_in_file(records, "under_oom", dir, "memory.oom_control", "under_oom");
        is_in_file(records, "oom_kill", dir, "memory.oom_control", "oom_kill");
        /* With swap it is the limit on both that is hit. */
        CHECK(harness_has_swap() || value(records, "memctl.events.failcnt") > 0);
        CHECK_INT(value(records, "memctl.events.max"), -1);
    }
    CHECK(value(records, "memctl.events.oom_kill") > 0);
}

static void usage(virDomainStatsRecordPtr *records, const char *dir)
{
    bool is_v1 = harness_cgroup_version() == 1;
    long long in_use = cgroup_number(dir, is_v1 ? "memory.usage_in_bytes" : "memory.current", "");
    long long inactive = cgroup_number(dir, "memory.stat", is_v1 ? "total_inactive_file" : "inactive_file");
    long long swap = is_v1 ? cgroup_number(dir, "memory.stat", "total_swap") : cgroup_number(dir, "memory.swap.current", "");
    long long set = value(records, "memctl.working_set"), wanted = (in_use - inactive) >> 10;

    /* The kernel counts in batches for each CPU. */
    if (!CHECK(set > 0 && llabs(set - wanted) <= 1024))
        fprintf(stderr, "  working set %lld KiB, %lld by the files\n", set, wanted);
    CHECK(inactive >= 0);
    CHECK_INT(value(records, "memctl.swap"), swap < 0 ? -1 : swap >> 10);
}

/* A domain in which the kernel has killed for want of memory. */
static virDomainPtr short_of_memory(struct program *it)
{
    const char *limits = harness_has_swap() ? "<memtune><hard_limit>24576</hard_limit>"
                                              "<swap_hard_limit>24576</swap_hard_limit></memtune>"
                                            : "<memtune><hard_limit>24576</hard_limit></memtune>";

    /* The kernel is to kill what takes the memory, never the shell. */
    *it = program_plan("shortage",
                       "(echo 900 >/proc/self/oom_score_adj; "
                       "head -c 67108864 /dev/zero | tail -c 67108864 | cat >/dev/null); "
                       "echo went on; exec sleep 100",
                       "", limits);
    program_start_planned(conn, it);
    return it->dom;
}

static void when_shut_off(void)
{
    struct program off = program_define(conn, "shortage-off", "sleep 100");
    virDomainStatsRecordPtr *records = record(off.dom, GROUPS);

    CHECK_INT(records[0]->nparams, 0);
    virDomainStatsRecordListFree(records);
    CHECK_INT(virDomainUndefine(off.dom), 0);
    program_end(&off);
}

int main(void)
{
    struct program it;
    virDomainStatsRecordPtr *records;
    char *dir;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    short_of_memory(&it);
    dir = cgroup_of((pid_t)virDomainGetID(it.dom));
    records = record(it.dom, GROUPS);
    events(records, dir);
    usage(records, dir);
    virDomainStatsRecordListFree(records);
    records = record(it.dom, MEMCTL_STATS_EVENTS);
    CHECK_INT(value(records, "memctl.working_set"), -1);
    virDomainStatsRecordListFree(records);
    free(dir);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    when_shut_off();
    virConnectClose(conn);
    return harness_end();
}
