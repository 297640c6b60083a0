/* Registering and deregistering callbacks for domain events. */
#include "harness/harness.h"
#include "events/own_loop.h"

#include <stdio.h>

static int on_old(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn, (void)dom, (void)event, (void)detail, (void)opaque;
    return 0;
}

static int on_other_old(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn, (void)dom, (void)event, (void)detail, (void)opaque;
    return 1;
}

static void on_event(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn, (void)dom, (void)event, (void)detail, (void)opaque;
}

static void on_free(void *opaque)
{
    printf("  freed: %s\n", (char *)opaque);
}

static void on_close(virConnectPtr conn, int reason, void *opaque)
{
    (void)conn, (void)reason, (void)opaque;
    CHECK(!"a close callback ran");
}

#define GENERIC VIR_DOMAIN_EVENT_CALLBACK(on_event)

static void bad_arguments(virConnectPtr conn, virDomainPtr dom)
{
    virConnectPtr no_conn = (virConnectPtr)dom;
    virDomainPtr no_dom = (virDomainPtr)conn;

    TRACE_INT(virConnectDomainEventRegister(NULL, on_old, "x", on_free));
    TRACE_INT(virConnectDomainEventRegister(no_conn, on_old, "x", on_free));
    TRACE_INT(virConnectDomainEventRegister(conn, NULL, "x", on_free));
    TRACE_ERROR(virGetLastError());
    TRACE_INT(virConnectDomainEventDeregister(NULL, on_old));
    TRACE_INT(virConnectDomainEventDeregister(conn, NULL));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_old));
    TRACE_ERROR(virGetLastError());
    TRACE_INT(virConnectDomainEventRegisterAny(NULL, NULL, 0, GENERIC, "x", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(no_conn, NULL, 0, GENERIC, "x", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, no_dom, 0, GENERIC, "x", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, no_dom, 27, NULL, "x", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 0, NULL, "x", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 27, NULL, "x", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 27, GENERIC, "x", on_free));
    TRACE_ERROR(virGetLastError());
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, -1, GENERIC, "x", on_free));
    TRACE_ERROR(virGetLastError());
    TRACE_INT(virConnectDomainEventRegisterAny(conn, dom, 1 << 30, GENERIC, "x", on_free));
    TRACE_INT(virConnectDomainEventDeregisterAny(NULL, 0));
    TRACE_INT(virConnectDomainEventDeregisterAny(no_conn, 0));
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, -1));
    TRACE_ERROR(virGetLastError());
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, 0));
    TRACE_ERROR(virGetLastError());
}

static void no_timeout(virConnectPtr conn)
{
    note("the loop takes no timeout");
    own_loop_fails = true;
    TRACE_INT(virConnectDomainEventRegister(conn, on_old, "x", on_free));
    TRACE_ERROR(virGetLastError());
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, "x", on_free));
    own_loop_fails = false;
}

static void same_and_others(virConnectPtr conn, virConnectPtr other, virDomainPtr dom)
{
    note("the same is refused, all that differs is not");
    TRACE_INT(virConnectDomainEventRegister(conn, on_old, "old", on_free));
    TRACE_INT(virConnectDomainEventRegister(conn, on_old, "old again", on_free));
    TRACE_ERROR(virGetLastError());
    TRACE_INT(virConnectDomainEventRegister(conn, on_other_old, "other old", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 0, VIR_DOMAIN_EVENT_CALLBACK(on_old),
                                               "old as any", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, "any", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, "any again", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, dom, 0, GENERIC, "domain", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, dom, 0, GENERIC, "domain again", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 1, GENERIC, "reboot", on_free));
    TRACE_INT(virConnectDomainEventRegister(other, on_old, "of another connection", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(other, dom, 0, GENERIC, "x", on_free));
    TRACE_ERROR(virGetLastError());
    note("another connection's cannot be ended");
    TRACE_INT(virConnectDomainEventDeregisterAny(other, 0));
    TRACE_INT(virConnectDomainEventDeregister(other, on_other_old));
    note("old ones have a number, too; numbers are not used again");
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, 0));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_old));
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, 0));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_other_old));
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 2, GENERIC, NULL, NULL));
    for (int id = 0; id < 9; id++)
        printf("%d: %d %d\n", id, virConnectDomainEventDeregisterAny(conn, id),
               virConnectDomainEventDeregisterAny(other, id));
    own_loop_turn();
}

static void every_kind(virConnectPtr conn)
{
    int ids[VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE + 1];

    note("all kinds");
    own_loop_frees_at_once = true;
    for (int kind = 0; kind < (int)COUNT_OF(ids); kind++) {
        ids[kind] = virConnectDomainEventRegisterAny(conn, NULL, kind, GENERIC, "kind", on_free);
        printf("kind %d: %d\n", kind, ids[kind]);
    }
    for (int kind = 0; kind < (int)COUNT_OF(ids); kind++)
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, ids[kind]), 0);
}

static void closing(void)
{
    virConnectPtr conn = harness_open_read_only();
    int id;

    note("a callback holds its connection, a read-only one's too");
    TRACE_INT(virConnectDomainEventRegister(conn, on_old, "closed", on_free));
    id = TRACE_INT(
        virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, "closed any", on_free));
    TRACE_INT(virConnectClose(conn));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_old));
    TRACE_INT(virConnectIsAlive(conn));
    TRACE_INT(virConnectRef(conn));
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, id));
    TRACE_INT(virConnectClose(conn));
}

static void new_host(void)
{
    const char *path = harness_file("events.xml", "<node/>");
    virConnectPtr conn, second;
    char uri[4096];

    note("each host has its own numbers and its own timeout");
    snprintf(uri, sizeof(uri), "test://%s", path);
    conn = virConnectOpen(uri);
    second = virConnectOpen(uri);
    if (!conn || !second)
        harness_die("no file host");
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, "file", on_free));
    TRACE_INT(virConnectDomainEventRegisterAny(second, NULL, 0, GENERIC, "file 2", on_free));
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, 0));
    TRACE_INT(virConnectDomainEventDeregisterAny(second, 0));
    TRACE_INT(virConnectClose(conn));
    TRACE_INT(virConnectClose(second));
    conn = harness_open();
    TRACE_INT(virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, "anew", on_free));
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, 0));
    TRACE_INT(virConnectClose(conn));
}

static void close_callbacks(virConnectPtr conn)
{
    note("close callbacks");
    TRACE_INT(virConnectRegisterCloseCallback(NULL, on_close, "x", on_free));
    TRACE_INT(virConnectRegisterCloseCallback(conn, NULL, "x", on_free));
    TRACE_ERROR(virGetLastError());
    TRACE_INT(virConnectRegisterCloseCallback(conn, on_close, "x", on_free));
    TRACE_INT(virConnectRegisterCloseCallback(conn, on_close, "x", on_free));
    TRACE_INT(virConnectUnregisterCloseCallback(NULL, on_close));
    TRACE_INT(virConnectUnregisterCloseCallback(conn, NULL));
    TRACE_INT(virConnectUnregisterCloseCallback(conn, on_close));
    TRACE_INT(virConnectUnregisterCloseCallback(conn, on_close));
}

int main(void)
{
    virConnectPtr conn, other;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    own_loop_register();
    conn = harness_open();
    other = harness_open();
    dom = harness_domain(conn);
    bad_arguments(conn, dom);
    no_timeout(conn);
    same_and_others(conn, other, dom);
    every_kind(conn);
    closing();
    close_callbacks(conn);
    TRACE_INT(virDomainFree(dom));
    TRACE_INT(virConnectClose(other));
    TRACE_INT(virConnectClose(conn));
    new_host();
    return harness_end();
}
