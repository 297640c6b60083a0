/*
 * Several processes set different limits on one domain: it ends with the values of one of them,
 * and every value seen meanwhile is one that was written.
 */
#include "support/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WRITERS 8

/* Up and down, so that each order of writes comes between others. No value, and no difference of
 * the total and the hard limit, comes twice. */
static const struct limits triples[WRITERS] = {
    {MIB(64), MIB(40), MIB(65)},   {MIB(320), MIB(41), MIB(322)}, {MIB(66), MIB(300), MIB(470)},
    {MIB(200), MIB(43), MIB(208)}, {MIB(68), MIB(44), MIB(84)},   {MIB(500), MIB(310), MIB(532)},
    {MIB(70), MIB(46), MIB(134)},  {MIB(260), MIB(47), MIB(388)},
};
static char name[256];

static int rounds(void)
{
    const char *small = getenv("VIRMEMCTL_TEST_ROUNDS");

    if (small && strcmp(small, "small") == 0)
        return 20;
    /* Another kernel of this version does it in full. */
    return getenv("VIRMEMCTL_TEST_FEWER") ? 200 : 1000;
}

static void write_triple(void *data)
{
    const struct limits *mine = data;
    virConnectPtr conn = virConnectOpen(harness_uri());
    virDomainPtr dom = conn ? virDomainLookupByName(conn, name) : NULL;

    if (!dom)
        _exit(2);
    for (int round = 0; round < rounds(); round++) {
        if (memory_set_all(dom, *mine, 0) < 0)
            _exit(1);
    }
    _exit(virDomainFree(dom) < 0 || virConnectClose(conn) < 0);
}

/* Some triple's hard limit, another's soft limit and a third one's swap: on cgroup v2 the part of
 * the total that is swap, on top of the hard limit that was read. */
static bool was_written(struct limits now)
{
    bool hard = false, soft = false, swap = false;

    for (size_t i = 0; i < WRITERS; i++) {
        hard |= now.hard == triples[i].hard;
        soft |= now.soft == triples[i].soft;
        swap |= harness_cgroup_version() == 1
                    ? now.swap == triples[i].swap
                    : now.swap - now.hard == triples[i].swap - triples[i].hard;
    }
    return hard && soft && swap;
}

static bool is_a_triple(struct limits now)
{
    for (size_t i = 0; i < WRITERS; i++) {
        if (memcmp(&now, &triples[i], sizeof(now)) == 0)
            return true;
    }
    return false;
}

/* Reads until the writers have ended, and takes their ends. */
static void read_meanwhile(virDomainPtr dom, const pid_t *writers)
{
    int reads = 0, mixed = 0;

    for (size_t i = 0; i < WRITERS; i++) {
        while (!harness_child_has_ended(writers[i])) {
            struct limits now = memory_limits(dom, 0);

            reads++;
            mixed += !is_a_triple(now);
            if (!was_written(now))
                CHECK_LIMITS(dom, now.hard + 1, now.soft + 1, now.swap + 1);
            usleep(200);
        }
        CHECK_INT(harness_child_wait(writers[i]), 0);
    }
    note("%d reads, %d of them between two writes of a set", reads, mixed);
    CHECK(reads > 0);
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
    CHECK_INT(memory_set_all(dom, triples[0], 0), 0);
    for (size_t i = 0; i < WRITERS; i++)
        writers[i] = harness_child(write_triple, (void *)&triples[i]);
    read_meanwhile(dom, writers);
    CHECK(is_a_triple(memory_limits(dom, 0)));
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
