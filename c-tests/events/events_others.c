/* What another process does to domains is told at once: their lives, and the values that it sets, with the old
   ones; and what an operator writes. */
#include "events/told.h"
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct program it;

/* Tells the other process to go on, and waits until it has done something. */
static int orders[2], answers[2];

static void other_awaits(void)
{
    char byte;

    if (read(orders[0], &byte, 1) != 1)
        _exit(1);
}

static void other_answers(void)
{
    if (write(answers[1], "", 1) != 1)
        _exit(1);
    other_awaits();
}

static void other(void *unused)
{
    virConnectPtr conn;
    virDomainPtr dom;

    (void)unused;
    other_awaits();
    conn = virConnectOpen(harness_uri());
    dom = virDomainDefineXML(conn, it.xml);
    other_answers();
    CHECK_INT(virDomainCreate(dom), 0);
    other_answers();
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(60), 0), 0);
    other_answers();
    CHECK_INT(memory_set_all(dom, (struct limits){MIB(50), MIB(30), UNLIMITED}, 0), 0);
    other_answers();
    CHECK_INT(virDomainSuspend(dom), 0);
    other_answers();
    CHECK_INT(virDomainResume(dom), 0);
    other_answers();
    CHECK_INT(virDomainDestroy(dom), 0);
    other_answers();
    CHECK_INT(virDomainUndefine(dom), 0);
    other_answers();
    virDomainFree(dom);
    virConnectClose(conn);
    _exit(harness_failures() ? 1 : 0);
}

static void order(void)
{
    char byte;

    CHECK_INT(write(orders[1], "", 1), 1);
    CHECK_INT(read(answers[0], &byte, 1), 1);
}

static double since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* Before a poll of the host would be due twice. */
static void awaited_soon(const char *what, const char *more)
{
    struct timespec start;
    int before = told_count();
    const char *line;

    clock_gettime(CLOCK_MONOTONIC, &start);
    line = told_await("%s %s%s", what, it.name, more);
    note("%s after %d ms, %d lines", line ? line : "nothing", (int)(since(&start) * 1000), told_count() - before);
}

static const char *limit_file(void)
{
    return harness_cgroup_version() == 1 ? "memory.limit_in_bytes" : "memory.max";
}

int main(void)
{
    virConnectPtr conn;
    pid_t child;
    char *dir, value[32], text[200];

    harness_begin();
    harness_only(KIND_KERNEL);
    it = program_plan("events-others", "exec sleep 100", "",
                      "<memtune><hard_limit unit='MiB'>64</hard_limit></memtune>");
    told_by_default_loop = true;
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    if (pipe(orders) || pipe(answers))
        harness_die("no pipes");
    child = harness_child(other, NULL);
    conn = harness_open();
    told_begin(conn, false);
    order();
    awaited_soon("life", " 0 0");
    order();
    awaited_soon("life", " 2 0");
    order();
    awaited_soon("tunable", " memtune.hard_limit=61440 memtune.hard_limit.old=65536");
    order();
    snprintf(text, sizeof(text), " memtune.hard_limit=%llu memtune.hard_limit.old=%llu memtune.soft_limit=%llu "
             "memtune.soft_limit.old=%llu", MIB(50), MIB(60), MIB(30), UNLIMITED);
    awaited_soon("tunable", text);
    it.dom = virDomainLookupByName(conn, it.name);
    CHECK(it.dom != NULL);
    dir = cgroup_of((pid_t)virDomainGetID(it.dom));
    snprintf(value, sizeof(value), "%llu", MIB(40) << 10);
    cgroup_put(dir, limit_file(), value);
    awaited_soon("tunable", " memtune.hard_limit=40960 memtune.hard_limit.old=51200");
    note("an own set is told once, with what was given");
    CHECK_INT(memory_set_one(it.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(40), 0), 0);
    awaited_soon("tunable", " memtune.hard_limit=40960 memtune.hard_limit.old=40960");
    order();
    awaited_soon("life", " 3 0");
    order();
    awaited_soon("life", " 4 0");
    order();
    awaited_soon("life", " 5 1");
    order();
    awaited_soon("life", " 1 0");
    CHECK_INT(write(orders[1], "", 1), 1);
    CHECK_INT(harness_child_wait(child), 0);
    told_end(conn);
    for (int i = 0, lives = 0; i < told_count(); i++) {
        snprintf(text, sizeof(text), "life %s ", it.name);
        lives += strncmp(told_line(i), text, strlen(text)) == 0;
        if (i + 1 == told_count())
            CHECK_INT(lives, 6);
    }
    free(dir);
    program_end(&it);
    virConnectClose(conn);
    return harness_end();
}
