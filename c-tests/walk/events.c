#include "walk.h"

#include <stdlib.h>

#define REGISTERED 24

/* Callbacks at hand. Each has a number of its own, which is its opaque value. */
static struct registered {
    virConnectPtr conn;
    int id;
    int number;
} registered[REGISTERED];

static int numbers;

static int number_of(void *opaque)
{
    return (int)(intptr_t)opaque;
}

static void freed(void *opaque)
{
    out("{free %d}", number_of(opaque));
}

static const char *who(virDomainPtr dom)
{
    return quoted(virDomainGetName(dom));
}

static int on_lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn;
    out("{%d %s/%d lifecycle %d %d}", number_of(opaque), who(dom), (int)virDomainGetID(dom), event, detail);
    return 0;
}

static int on_lifecycle_too(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    return on_lifecycle(conn, dom, event, detail, opaque);
}

static void on_plain(virConnectPtr conn, virDomainPtr dom, void *opaque)
{
    (void)conn;
    out("{%d %s plain}", number_of(opaque), who(dom));
}

static void on_reason(virConnectPtr conn, virDomainPtr dom, int reason, void *opaque)
{
    (void)conn;
    out("{%d %s reason %d}", number_of(opaque), who(dom), reason);
}

static void on_balloon(virConnectPtr conn, virDomainPtr dom, unsigned long long actual, void *opaque)
{
    (void)conn;
    out("{%d %s balloon %llu}", number_of(opaque), who(dom), actual);
}

static void on_device(virConnectPtr conn, virDomainPtr dom, const char *alias, void *opaque)
{
    (void)conn;
    out("{%d %s device %s}", number_of(opaque), who(dom), alias);
}

static void on_tunable(virConnectPtr conn, virDomainPtr dom, virTypedParameterPtr params, int count, void *opaque)
{
    (void)conn;
    out("{%d %s tunable %s}", number_of(opaque), who(dom), show_parameters(params, count));
}

static void on_metadata(virConnectPtr conn, virDomainPtr dom, int type, const char *uri, void *opaque)
{
    (void)conn;
    out("{%d %s metadata %d %s}", number_of(opaque), who(dom), type, quoted(uri));
}

static const struct {
    int id;
    virConnectDomainEventGenericCallback callback;
} kinds[] = {
    {VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle)},
    {VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle)},
    {VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle_too)},
    {VIR_DOMAIN_EVENT_ID_REBOOT, VIR_DOMAIN_EVENT_CALLBACK(on_plain)},
    {VIR_DOMAIN_EVENT_ID_PMWAKEUP, VIR_DOMAIN_EVENT_CALLBACK(on_reason)},
    {VIR_DOMAIN_EVENT_ID_PMSUSPEND, VIR_DOMAIN_EVENT_CALLBACK(on_reason)},
    {VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, VIR_DOMAIN_EVENT_CALLBACK(on_balloon)},
    {VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, VIR_DOMAIN_EVENT_CALLBACK(on_device)},
    {VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, VIR_DOMAIN_EVENT_CALLBACK(on_device)},
    {VIR_DOMAIN_EVENT_ID_TUNABLE, VIR_DOMAIN_EVENT_CALLBACK(on_tunable)},
    {VIR_DOMAIN_EVENT_ID_TUNABLE, VIR_DOMAIN_EVENT_CALLBACK(on_tunable)},
    {VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, VIR_DOMAIN_EVENT_CALLBACK(on_metadata)},
    {VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, VIR_DOMAIN_EVENT_CALLBACK(on_metadata)},
    {27, VIR_DOMAIN_EVENT_CALLBACK(on_plain)},
    {-1, VIR_DOMAIN_EVENT_CALLBACK(on_plain)},
    {VIR_DOMAIN_EVENT_ID_REBOOT, NULL},
};

void walk_virConnectDomainEventRegisterAny(void)
{
    unsigned int slot = below(REGISTERED);
    unsigned int kind = below(COUNT_OF(kinds));
    virConnectPtr conn = any_connection();
    virDomainPtr dom = chance(60) ? NULL : any_domain();
    int number = ++numbers;
    long long id;

    if (registered[slot].conn)
        kind = COUNT_OF(kinds) - 1;
    call("virConnectDomainEventRegisterAny", "%s, %s, %d, %d", show_connection(conn), show(dom),
         kinds[kind].id, number);
    id = got_int(virConnectDomainEventRegisterAny(conn, dom, kinds[kind].id, kinds[kind].callback,
                                                  (void *)(intptr_t)number, freed));
    if (id >= 0)
        registered[slot] = (struct registered){conn, (int)id, number};
}

static struct registered *any_registered(void)
{
    struct registered *one = &registered[below(REGISTERED)];

    for (unsigned int i = 0; i < 8 && !one->conn; i++)
        one = &registered[below(REGISTERED)];
    return one;
}

void walk_virConnectDomainEventDeregisterAny(void)
{
    struct registered *one = any_registered();
    virConnectPtr conn = one->conn;
    int id = one->id;

    if (!conn || chance(10)) {
        conn = any_connection();
        id = (int)below(20) - 1;
        one = NULL;
        for (unsigned int i = 0; i < REGISTERED; i++) {
            if (registered[i].id == id && registered[i].conn == conn)
                one = &registered[i];
        }
    }
    call("virConnectDomainEventDeregisterAny", "%s, %d", show_connection(conn), id);
    if (got_int(virConnectDomainEventDeregisterAny(conn, id)) >= 0 && one)
        one->conn = NULL;
}

/* The old pair of calls: one registration per connection and function. */
static virConnectPtr old_conn;

void walk_virConnectDomainEventRegister(void)
{
    virConnectPtr conn = old_conn ? old_conn : any_connection();
    virConnectDomainEventCallback callback = chance(95) ? on_lifecycle : NULL;
    int number = ++numbers;

    call("virConnectDomainEventRegister", "%s, %d, %d", show_connection(conn), callback != NULL, number);
    if (got_int(virConnectDomainEventRegister(conn, callback, (void *)(intptr_t)number, freed)) >= 0)
        old_conn = conn;
}

void walk_virConnectDomainEventDeregister(void)
{
    virConnectPtr conn = old_conn && chance(90) ? old_conn : any_connection();
    virConnectDomainEventCallback callback = chance(90) ? on_lifecycle : on_lifecycle_too;

    call("virConnectDomainEventDeregister", "%s, %d", show_connection(conn), callback == on_lifecycle);
    if (got_int(virConnectDomainEventDeregister(conn, callback)) >= 0 && conn == old_conn)
        old_conn = NULL;
}

/* A connection lives on while callbacks hold it. */
void events_forget(virConnectPtr conn)
{
    for (unsigned int i = 0; conn && i < REGISTERED; i++) {
        if (registered[i].conn == conn) {
            virConnectDomainEventDeregisterAny(conn, registered[i].id);
            registered[i].conn = NULL;
        }
    }
    if (conn && old_conn == conn) {
        virConnectDomainEventDeregister(conn, on_lifecycle);
        old_conn = NULL;
    }
}

static void tick(int timer, void *opaque)
{
    (void)timer;
    (void)opaque;
}

/* The loop waits for something to do: a timer of our own is due at once. */
void events_run(void)
{
    int timer = virEventAddTimeout(0, tick, NULL, NULL);

    for (int i = 0; i < 3; i++)
        virEventRunDefaultImpl();
    virEventRemoveTimeout(timer);
    timers_show();
}

void walk_virEventRunDefaultImpl(void)
{
    call("virEventRunDefaultImpl", "thrice");
    got_nothing();
    events_run();
}
