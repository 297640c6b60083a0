/* Domain events through the default event loop: which iteration delivers them. */
#include "harness/harness.h"

#include <stdio.h>

static virConnectPtr conn;
static bool close_in_callback;

static int on_event(virConnectPtr from, virDomainPtr dom, int event, int detail, void *opaque)
{
    printf("  %s: %s event %d detail %d\n", (char *)opaque, virDomainGetName(dom), event, detail);
    if (close_in_callback)
        TRACE_INT(virConnectClose(from));
    return 0;
}

static void on_free(void *opaque)
{
    printf("  %s: freed\n", (char *)opaque);
}

static void on_nothing(int timer, void *opaque)
{
    (void)timer, (void)opaque;
    printf("  a timeout\n");
}

static void turn(const char *what)
{
    printf("turn: %s\n", what);
    TRACE_INT(virEventRunDefaultImpl());
}

int main(void)
{
    virDomainPtr dom;
    int first, second, timer;

    harness_begin();
    harness_only(KIND_TEST);
    TRACE_INT(virEventRegisterDefaultImpl());
    conn = harness_open();
    dom = harness_domain(conn);
    note("libvirt's own timeouts have numbers among the others");
    first = TRACE_INT(virConnectDomainEventRegister(conn, on_event, "old", on_free));
    second = TRACE_INT(virConnectDomainEventRegisterAny(conn, dom, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                        VIR_DOMAIN_EVENT_CALLBACK(on_event), "any",
                                                        on_free));
    timer = TRACE_INT(virEventAddTimeout(-1, on_nothing, NULL, NULL));
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virDomainResume(dom));
    turn("all that happened");
    virEventUpdateTimeout(timer, 1);
    turn("nothing is left");
    virEventUpdateTimeout(timer, 0);
    TRACE_INT(virDomainSuspend(dom));
    turn("both timeouts, by their age");
    TRACE_INT(virDomainResume(dom));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_event));
    turn("the other one alone");
    TRACE_INT(virEventRemoveTimeout(timer));
    TRACE_INT(virDomainFree(dom));
    close_in_callback = true;
    dom = virDomainLookupByName(conn, "test");
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virDomainFree(dom));
    turn("a callback closes the connection, which stays for its own sake");
    close_in_callback = false;
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, second));
    turn("what belongs to the timeout is freed");
    (void)first;
    return harness_end();
}
