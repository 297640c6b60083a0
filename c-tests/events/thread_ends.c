/* A thread that ends in a callback of the default event loop: what it had left to do, and the loop itself,
 * are there for other threads. */
#include "harness/harness.h"
#include "support/documents.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

/* Under valgrind, where a thread's end is slow, a tenth. */
#define ROUNDS (rounds(100) == 100 ? 100 : 10)

static atomic_int calls, frees, rings;
static atomic_bool over;

static void on_timeout(int timer, void *opaque)
{
    (void)timer, (void)opaque;
    atomic_fetch_add(&calls, 1);
    pthread_exit(NULL);
}

static void on_handle(int watch, int fd, int events, void *opaque)
{
    (void)watch, (void)fd, (void)events, (void)opaque;
    atomic_fetch_add(&calls, 1);
    pthread_exit(NULL);
}

static void on_free(void *opaque)
{
    (void)opaque;
    atomic_fetch_add(&frees, 1);
    pthread_exit(NULL);
}

static void count_free(void *opaque)
{
    (void)opaque;
    atomic_fetch_add(&frees, 1);
}

static void count_ring(int timer, void *opaque)
{
    (void)timer, (void)opaque;
    atomic_fetch_add(&rings, 1);
    atomic_store(&over, true);
}

static int on_lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn, (void)dom, (void)event, (void)detail, (void)opaque;
    atomic_fetch_add(&calls, 1);
    pthread_exit(NULL);
}

static int count_lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn, (void)event, (void)detail;
    CHECK(virDomainGetName(dom) != NULL);
    atomic_fetch_add((atomic_int *)opaque, 1);
    return 0;
}

static void on_metadata(virConnectPtr conn, virDomainPtr dom, int type, const char *uri, void *opaque)
{
    (void)conn, (void)dom, (void)type, (void)opaque;
    CHECK_STR(uri, "urn:virmemctl");
    atomic_fetch_add(&calls, 1);
    pthread_exit(NULL);
}

/* A timeout in which the loop is run once more, whose callback ends the thread. */
static void on_nested(int timer, void *opaque)
{
    (void)opaque;
    virEventUpdateTimeout(timer, -1);
    virEventAddTimeout(0, on_timeout, NULL, NULL);
    for (;;)
        virEventRunDefaultImpl();
}

static void *run_until_it_ends(void *unused)
{
    (void)unused;
    while (virEventRunDefaultImpl() == 0)
        continue;
    return NULL;
}

static void *run_until_over(void *unused)
{
    (void)unused;
    while (!atomic_load(&over))
        CHECK_INT(virEventRunDefaultImpl(), 0);
    return NULL;
}

static void in_thread(void *(*body)(void *))
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, body, NULL) != 0)
        harness_die("pthread_create");
    pthread_join(thread, NULL);
}

/* Another thread runs the loop: a timeout of 5 ms rings, and what is due before has its turn. */
static void go_on(void)
{
    int timer = virEventAddTimeout(5, count_ring, NULL, NULL);

    atomic_store(&over, false);
    in_thread(run_until_over);
    CHECK_INT(virEventRemoveTimeout(timer), 0);
    CHECK_INT(virEventRunDefaultImpl(), 0);
}

/* What there has to be of each in a round. */
static void totals(const char *what, int called, int freed, int rang)
{
    if (!CHECK_INT(calls, called * ROUNDS) | !CHECK_INT(frees, freed * ROUNDS) | !CHECK_INT(rings, rang * ROUNDS))
        fprintf(stderr, "   in %s\n", what);
    calls = frees = rings = 0;
}

static void timeouts(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        int timer = virEventAddTimeout(0, on_timeout, NULL, count_free);

        in_thread(run_until_it_ends);
        virEventUpdateTimeout(timer, -1);
        CHECK_INT(virEventRemoveTimeout(timer), 0);
        go_on();
    }
    totals("timeouts", 1, 1, 1);
}

static void due_together(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        int timers[3];

        for (int each = 0; each < 3; each++)
            timers[each] = virEventAddTimeout(0, on_timeout, NULL, count_free);
        for (int each = 0; each < 3; each++)
            in_thread(run_until_it_ends);
        for (int each = 0; each < 3; each++)
            CHECK_INT(virEventRemoveTimeout(timers[each]), 0);
        go_on();
    }
    totals("three timeouts", 3, 3, 1);
}

static void handles(void)
{
    int ends[2];

    if (pipe(ends) < 0 || write(ends[1], "x", 1) != 1)
        harness_die("pipe");
    for (int i = 0; i < ROUNDS; i++) {
        int watch = virEventAddHandle(ends[0], VIR_EVENT_HANDLE_READABLE, on_handle, NULL, count_free);

        in_thread(run_until_it_ends);
        CHECK_INT(virEventRemoveHandle(watch), 0);
        go_on();
    }
    close(ends[0]);
    close(ends[1]);
    totals("handles", 1, 1, 1);
}

static void free_functions(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        for (int each = 0; each < 3; each++)
            virEventRemoveTimeout(virEventAddTimeout(-1, on_timeout, NULL, on_free));
        virEventRemoveHandle(virEventAddHandle(0, 0, on_handle, NULL, on_free));
        for (int each = 0; each < 4; each++)
            in_thread(run_until_it_ends);
        go_on();
    }
    totals("free functions", 0, 4, 1);
}

static void nested(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        int timer = virEventAddTimeout(0, on_nested, NULL, count_free);

        in_thread(run_until_it_ends);
        CHECK_INT(virEventRemoveTimeout(timer), 0);
        CHECK_INT(virEventRemoveTimeout(timer + 1), 0);
        go_on();
    }
    totals("nested", 1, 1, 1);
}

static virConnectPtr watched;
static int watching;

static void *stop_watching(void *unused)
{
    (void)unused;
    virConnectDomainEventDeregisterAny(watched, watching);
    return NULL;
}

/* Both events come once to each callback, whoever ends: the connection has no reference left at the end. */
static void domain_events(void)
{
    atomic_int before = 0, behind = 0;

    for (int i = 0; i < ROUNDS; i++) {
        virConnectPtr conn = harness_open();
        virDomainPtr dom = harness_domain(conn);
        int ids[3];

        ids[0] = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                  VIR_DOMAIN_EVENT_CALLBACK(count_lifecycle), &before, NULL);
        ids[1] = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                  VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle), NULL, on_free);
        ids[2] = virConnectDomainEventRegisterAny(conn, dom, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                  VIR_DOMAIN_EVENT_CALLBACK(count_lifecycle), &behind, NULL);
        CHECK(ids[0] >= 0 && ids[1] >= 0 && ids[2] >= 0);
        CHECK_INT(virDomainSuspend(dom), 0);
        CHECK_INT(virDomainResume(dom), 0);
        in_thread(run_until_it_ends);
        in_thread(run_until_it_ends);
        go_on();
        watched = conn;
        watching = ids[1];
        in_thread(stop_watching);
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, ids[0]), 0);
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, ids[2]), 0);
        harness_domain_done(dom);
        CHECK_INT(virConnectClose(conn), 0);
        go_on();
    }
    totals("domain events", 2, 1, 2);
    CHECK_INT(before, 2 * ROUNDS);
    CHECK_INT(behind, 2 * ROUNDS);
}

static void metadata_events(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        virConnectPtr conn = harness_open();
        virDomainPtr dom = harness_domain(conn);
        int id = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
                                                  VIR_DOMAIN_EVENT_CALLBACK(on_metadata), NULL, count_free);

        CHECK_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k", "urn:virmemctl", 0), 0);
        in_thread(run_until_it_ends);
        /* Deregistered in the delivery's lifetime or not: it is over. */
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, id), 0);
        harness_domain_done(dom);
        CHECK_INT(virConnectClose(conn), 0);
        go_on();
    }
    totals("metadata events", 1, 1, 1);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    virEventAddTimeout(0, on_timeout, NULL, NULL);
    in_thread(run_until_it_ends);
    note("a thread has ended in a callback");
    /* With libvirt the loop is that thread's for ever. */
    if (!is_ours())
        return harness_end();
    virEventRemoveTimeout(1);
    calls = 0;
    timeouts();
    due_together();
    handles();
    free_functions();
    nested();
    domain_events();
    metadata_events();
    return harness_end();
}
