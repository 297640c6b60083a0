#include "shapes.h"

#include <stdlib.h>

static const char *const uris[] = {
    "test:///default", "test:///default", "test:///default", "test:///default", "test:///default",
    "test:///default", "test:///default", "test:///default", "test:///default", "test:///default?a=b", "test:/default",
    "test:///", "test", "bogus", ":", "test:///nosuch.xml", "test:///default/", "a b",
};

static void open_with(const char *function, virConnectPtr (*open)(const char *))
{
    unsigned int slot = below(CONNECTIONS);
    const char *uri = ANY(uris);
    virConnectPtr conn;

    call(function, "%s", uri);
    conn = got_pointer(open(pool_uri(uri)));
    if (conn)
        put_connection(slot, conn);
    out("c%u", slot);
}

void walk_virConnectOpen(void)
{
    open_with("virConnectOpen", virConnectOpen);
}

void walk_virConnectOpenReadOnly(void)
{
    open_with("virConnectOpenReadOnly", virConnectOpenReadOnly);
}

void walk_virConnectOpenAuth(void)
{
    unsigned int slot = below(CONNECTIONS);
    const char *uri = ANY(uris);
    unsigned int flags = any_flags(VIR_CONNECT_RO);
    virConnectAuthPtr auth = chance(50) ? virConnectAuthPtrDefault : NULL;
    virConnectPtr conn;

    call("virConnectOpenAuth", "%s, %s, %#x", uri, auth ? "default" : "NULL", flags);
    conn = got_pointer(virConnectOpenAuth(pool_uri(uri), auth, flags));
    if (conn)
        put_connection(slot, conn);
    out("c%u", slot);
}

void walk_virConnectClose(void)
{
    unsigned int slot = any_connection_slot();
    virConnectPtr conn = connection_in(slot);

    events_forget(conn);
    call("virConnectClose", "%s", show_connection(conn));
    got_int(virConnectClose(conn));
    take_connection(slot);
}

void walk_virConnectRef(void)
{
    virConnectPtr conn = any_connection();

    call("virConnectRef", "%s", show_connection(conn));
    if (got_int(virConnectRef(conn)) == 0)
        out("closed %d", virConnectClose(conn));
}

CONNECTION_CALL(virConnectIsAlive)
CONNECTION_CALL(virConnectIsEncrypted)
CONNECTION_CALL(virConnectIsSecure)

void walk_virConnectGetType(void)
{
    virConnectPtr conn = any_connection();

    call("virConnectGetType", "%s", show_connection(conn));
    got_text(virConnectGetType(conn));
}

void walk_virConnectGetVersion(void)
{
    virConnectPtr conn = any_connection();
    unsigned long version = 0;
    bool place = !chance(5);

    call("virConnectGetVersion", "%s, %d", show_connection(conn), place);
    got_int(virConnectGetVersion(conn, place ? &version : NULL));
    out("%lu", version);
}

void walk_virConnectGetLibVersion(void)
{
    virConnectPtr conn = any_connection();
    unsigned long version = 0;
    bool place = !chance(5);

    call("virConnectGetLibVersion", "%s, %d", show_connection(conn), place);
    got_int(virConnectGetLibVersion(conn, place ? &version : NULL));
    out("%lu", version);
}

void walk_virConnectGetHostname(void)
{
    virConnectPtr conn = any_connection();

    call("virConnectGetHostname", "%s", show_connection(conn));
    got_allocated_text(virConnectGetHostname(conn));
}

void walk_virConnectGetURI(void)
{
    virConnectPtr conn = any_connection();

    call("virConnectGetURI", "%s", show_connection(conn));
    got_allocated_text(virConnectGetURI(conn));
}

void walk_virConnectSetKeepAlive(void)
{
    virConnectPtr conn = any_connection();
    /* None of a daemon that is given up. */
    int interval = any_count(5) * (pool_is_remote() ? 100 : 1);
    unsigned int count = below(4);

    call("virConnectSetKeepAlive", "%s, %d, %u", show_connection(conn), interval, count);
    got_int(virConnectSetKeepAlive(conn, interval, count));
}

static void closed(virConnectPtr conn, int reason, void *opaque)
{
    (void)opaque;
    out("closed %s %d", show_connection(conn), reason);
}

static void forget_opaque(void *opaque)
{
    out("free-close %s", (const char *)opaque);
}

void walk_virConnectRegisterCloseCallback(void)
{
    virConnectPtr conn = any_connection();
    virConnectCloseFunc function = chance(95) ? closed : NULL;

    call("virConnectRegisterCloseCallback", "%s, %d", show_connection(conn), function != NULL);
    got_int(virConnectRegisterCloseCallback(conn, function, (void *)"opaque", forget_opaque));
}

void walk_virConnectUnregisterCloseCallback(void)
{
    virConnectPtr conn = any_connection();
    virConnectCloseFunc function = chance(95) ? closed : NULL;

    call("virConnectUnregisterCloseCallback", "%s, %d", show_connection(conn), function != NULL);
    got_int(virConnectUnregisterCloseCallback(conn, function));
}
