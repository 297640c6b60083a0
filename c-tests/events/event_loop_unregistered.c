/* The functions of the event loop while no implementation is registered. */
#include "harness/harness.h"

static void on_handle(int watch, int fd, int events, void *opaque)
{
    (void)watch, (void)fd, (void)events, (void)opaque;
    CHECK(!"a handle's callback ran");
}

static void on_timeout(int timer, void *opaque)
{
    (void)timer, (void)opaque;
    CHECK(!"a timeout's callback ran");
}

static void on_free(void *opaque)
{
    (void)opaque;
    CHECK(!"a free callback ran");
}

static void on_event(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn, (void)dom, (void)event, (void)detail, (void)opaque;
}

static int on_old_event(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    on_event(conn, dom, event, detail, opaque);
    return 0;
}

static void nothing_is_there(void)
{
    TRACE_INT(virEventAddHandle(0, VIR_EVENT_HANDLE_READABLE, on_handle, NULL, on_free));
    TRACE_INT(virEventAddHandle(-1, 0, NULL, NULL, NULL));
    TRACE_VOID((virEventUpdateHandle(1, VIR_EVENT_HANDLE_READABLE), 0));
    TRACE_INT(virEventRemoveHandle(1));
    TRACE_INT(virEventRemoveHandle(-1));
    TRACE_INT(virEventAddTimeout(0, on_timeout, NULL, on_free));
    TRACE_INT(virEventAddTimeout(-1, NULL, NULL, NULL));
    TRACE_VOID((virEventUpdateTimeout(1, 0), 0));
    TRACE_INT(virEventRemoveTimeout(1));
    TRACE_INT(virEventRemoveTimeout(0));
}

/* Events of domains come through the loop: without one nobody can ask for them. */
static void no_events(void)
{
    virConnectPtr conn = harness_open();

    TRACE_INT(virConnectDomainEventRegister(conn, on_old_event, NULL, on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                               VIR_DOMAIN_EVENT_CALLBACK(on_event), NULL,
                                               on_free));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_old_event));
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, 0));
    TRACE_INT(virConnectClose(conn));
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    nothing_is_there();
    no_events();
    note("an implementation of no functions is none");
    TRACE_VOID((virEventRegisterImpl(NULL, NULL, NULL, NULL, NULL, NULL), 0));
    nothing_is_there();
    no_events();
    return harness_end();
}
