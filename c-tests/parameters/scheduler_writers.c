/*
 * Several processes set different scheduler parameters on one domain: it ends with the values of one of
 * them, and every value seen meanwhile is one that was written.
 */
#include "support/cgroup.h"
#include "support/scheduler.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#define WRITERS 4
#define ROUNDS 300

/* The CPU time allowed goes up and down, so that each order of writes comes. No value comes twice. */
static const struct scheduling sets[WRITERS] = {
    {100, 100000, 50000}, {300, 50000, 100000}, {200, 200000, 30000}, {400, 1000000, -1},
};
static char name[256];

static void write_values(void *data)
{
    const struct scheduling *mine = data;
    virConnectPtr conn = virConnectOpen(harness_uri());
    virDomainPtr dom = conn ? virDomainLookupByName(conn, name) : NULL;

    if (!dom)
        _exit(2);
    for (int round = 0; round < ROUNDS; round++) {
        if (scheduler_set(dom, *mine, 0) < 0)
            _exit(1);
    }
    _exit(virDomainFree(dom) < 0 || virConnectClose(conn) < 0);
}

/* On v2 the period and the quota are one file. */
static bool was_written(struct scheduling now)
{
    bool shares = false, period = false, quota = false, bandwidth = false;

    for (size_t i = 0; i < WRITERS; i++) {
        shares |= now.shares == sets[i].shares;
        period |= now.period == sets[i].period;
        quota |= now.quota == sets[i].quota;
        bandwidth |= now.period == sets[i].period && now.quota == sets[i].quota;
    }
    return shares && period && quota && (bandwidth || harness_cgroup_version() == 1);
}

static bool is_a_set(struct scheduling now)
{
    for (size_t i = 0; i < WRITERS; i++) {
        if (scheduler_equal(now, sets[i]))
            return true;
    }
    return false;
}

static void read_meanwhile(virDomainPtr dom, const pid_t *writers)
{
    int reads = 0, mixed = 0;

    for (size_t i = 0; i < WRITERS; i++) {
        while (!harness_child_has_ended(writers[i])) {
            struct scheduling now = scheduler_get(dom, 0);

            reads++;
            mixed += !is_a_set(now);
            if (!CHECK(was_written(now)))
                fprintf(stderr, "%llu %llu %lld\n", now.shares, now.period, now.quota);
            usleep(200);
        }
        CHECK_INT(harness_child_wait(writers[i]), 0);
    }
    note("%d reads, %d of them between two writes of a set", reads, mixed);
    CHECK(reads > 0);
}

static void write_once(void *data)
{
    const struct scheduling *mine = data;
    virConnectPtr conn = virConnectOpen(harness_uri());
    virDomainPtr dom = conn ? virDomainLookupByName(conn, name) : NULL;

    _exit(!dom || scheduler_set(dom, *mine, 0) < 0);
}

/* A set waits for the group's lock before it changes anything. */
static void wait_for_the_lock(virDomainPtr dom)
{
    char *group = cgroup_of(harness_domain_pid(dom));
    int dir = open(group, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    pid_t writer;

    CHECK_INT(scheduler_set(dom, sets[0], 0), 0);
    CHECK_INT(flock(dir, LOCK_EX), 0);
    writer = harness_child(write_once, (void *)&sets[1]);
    usleep(500000);
    CHECK(!harness_child_has_ended(writer));
    CHECK(scheduler_equal(scheduler_get(dom, 0), sets[0]));
    CHECK_INT(flock(dir, LOCK_UN), 0);
    CHECK_INT(harness_child_wait(writer), 0);
    CHECK(scheduler_equal(scheduler_get(dom, 0), sets[1]));
    close(dir);
    free(group);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;
    pid_t writers[WRITERS];

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    dom = harness_domain(conn);
    snprintf(name, sizeof(name), "%s", virDomainGetName(dom));
    wait_for_the_lock(dom);
    CHECK_INT(scheduler_set(dom, sets[0], 0), 0);
    for (size_t i = 0; i < WRITERS; i++)
        writers[i] = harness_child(write_values, (void *)&sets[i]);
    read_meanwhile(dom, writers);
    CHECK(is_a_set(scheduler_get(dom, 0)));
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
