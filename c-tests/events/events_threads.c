/* Domain events through the default event loop in a thread of its own. */
#include "harness/harness.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#define CHANGERS 3
#define ROUNDS 60

static atomic_int freed, strays;
static atomic_bool stop;

struct counts {
    atomic_int suspended, resumed, last;
};

static void on_event(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    struct counts *counts = opaque;

    CHECK(virDomainGetConnect(dom) == conn);
    CHECK_INT(detail, 0);
    if (event == VIR_DOMAIN_EVENT_SUSPENDED)
        atomic_fetch_add(&counts->suspended, 1);
    else if (event == VIR_DOMAIN_EVENT_RESUMED)
        atomic_fetch_add(&counts->resumed, 1);
    else /* It was asked for after the start, and may be told of it all the same. */
        CHECK_INT(event, VIR_DOMAIN_EVENT_STARTED);
    /* One thread changes the domain: its events come in their order. */
    CHECK(event != atomic_exchange(&counts->last, event));
}

static void on_stray(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    int state;

    (void)event, (void)detail, (void)opaque;
    CHECK(virConnectIsAlive(conn) == 1);
    if (virDomainGetState(dom, &state, NULL, 0) < 0)
        CHECK_INT(virGetLastErrorCode(), VIR_ERR_NO_DOMAIN);
    atomic_fetch_add(&strays, 1);
}

static void on_free(void *opaque)
{
    (void)opaque;
    atomic_fetch_add(&freed, 1);
}

static void on_stop(int timer, void *opaque)
{
    (void)timer, (void)opaque;
    atomic_store(&stop, true);
}

static void *run_loop(void *unused)
{
    (void)unused;
    while (!atomic_load(&stop))
        CHECK_INT(virEventRunDefaultImpl(), 0);
    return NULL;
}

static void *change(void *number)
{
    virConnectPtr conn = harness_open();
    struct counts counts = {.last = -1};
    virDomainPtr dom;
    char xml[256];
    int id;

    snprintf(xml, sizeof(xml),
             "<domain type='test'><name>thread-%d</name><memory>1024</memory>"
             "<os><type>hvm</type></os></domain>", *(int *)number);
    dom = virDomainCreateXML(conn, xml, 0);
    CHECK(dom != NULL);
    id = virConnectDomainEventRegisterAny(conn, dom, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                          VIR_DOMAIN_EVENT_CALLBACK(on_event), &counts, on_free);
    CHECK(id >= 0);
    for (int i = 0; i < ROUNDS; i++) {
        CHECK_INT(virDomainSuspend(dom), 0);
        CHECK_INT(virDomainResume(dom), 0);
    }
    while (atomic_load(&counts.resumed) < ROUNDS)
        usleep(1000);
    CHECK_INT(atomic_load(&counts.suspended), ROUNDS);
    CHECK_INT(virConnectDomainEventDeregisterAny(conn, id), 0);
    /* A delivery under way may still have it; what it points to must stay until then. */
    while (atomic_load(&freed) < CHANGERS)
        usleep(1000);
    virDomainDestroy(dom);
    virDomainFree(dom);
    virConnectClose(conn);
    return NULL;
}

/* Comes and goes all the time, for all domains. */
static void *come_and_go(void *unused)
{
    virConnectPtr conn = harness_open();

    (void)unused;
    for (int i = 0; i < ROUNDS || !atomic_load(&strays); i++) {
        int id = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                  VIR_DOMAIN_EVENT_CALLBACK(on_stray), NULL, NULL);

        CHECK(id >= 0);
        usleep(200);
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, id), 0);
        if (atomic_load(&freed) == CHANGERS)
            break;
    }
    virConnectClose(conn);
    return NULL;
}

int main(void)
{
    pthread_t runner, visitor, changers[CHANGERS];
    int numbers[CHANGERS], stopper;
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    conn = harness_open();
    pthread_create(&runner, NULL, run_loop, NULL);
    pthread_create(&visitor, NULL, come_and_go, NULL);
    for (int i = 0; i < CHANGERS; i++) {
        numbers[i] = i;
        pthread_create(&changers[i], NULL, change, &numbers[i]);
    }
    for (int i = 0; i < CHANGERS; i++)
        pthread_join(changers[i], NULL);
    pthread_join(visitor, NULL);
    stopper = virEventAddTimeout(0, on_stop, NULL, NULL);
    pthread_join(runner, NULL);
    virEventRemoveTimeout(stopper);
    TRACE_INT(virEventRunDefaultImpl());
    note("freed %d", atomic_load(&freed));
    TRACE_INT(virConnectClose(conn));
    return harness_end();
}
