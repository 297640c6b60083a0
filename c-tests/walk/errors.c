#include "walk.h"

#include <string.h>

static void show_error(virErrorPtr error)
{
    if (error)
        out("%d/%d/%d %s", error->code, error->domain, (int)error->level, error->message ? "text" : "-");
    else
        out("none");
}

void walk_virGetVersion(void)
{
    unsigned long version = 0;
    unsigned long type_version = 0;
    bool place = !chance(20);
    bool type_place = !chance(20);

    call("virGetVersion", "%d, %d", place, type_place);
    got_int(virGetVersion(place ? &version : NULL, "Test", type_place ? &type_version : NULL));
    out("%lu %lu", version, type_version);
}

void walk_virInitialize(void)
{
    call("virInitialize", "%s", "");
    got_int(virInitialize());
}

void walk_virGetLastError(void)
{
    call("virGetLastError", "%s", "");
    show_error(got_pointer(virGetLastError()));
    out("%d %d", virGetLastErrorCode(), virGetLastErrorDomain());
}

void walk_virSaveLastError(void)
{
    virErrorPtr saved;

    call("virSaveLastError", "%s", "");
    saved = got_pointer(virSaveLastError());
    show_error(saved);
    virFreeError(saved);
}

void walk_virCopyLastError(void)
{
    virError copy;
    bool place = !chance(10);

    memset(&copy, 0, sizeof(copy));
    call("virCopyLastError", "%d", place);
    got_int(virCopyLastError(place ? &copy : NULL));
    show_error(&copy);
    virResetError(&copy);
    show_error(&copy);
}

void walk_virResetLastError(void)
{
    call("virResetLastError", "%s", "");
    virResetLastError();
    got_nothing();
}

void walk_virConnGetLastError(void)
{
    virConnectPtr conn = any_connection();

    call("virConnGetLastError", "%s", show_connection(conn));
    show_error(got_pointer(virConnGetLastError(conn)));
}

void walk_virConnCopyLastError(void)
{
    virConnectPtr conn = any_connection();
    virError copy;

    memset(&copy, 0, sizeof(copy));
    call("virConnCopyLastError", "%s", show_connection(conn));
    got_int(virConnCopyLastError(conn, &copy));
    show_error(&copy);
    virResetError(&copy);
}

void walk_virConnResetLastError(void)
{
    virConnectPtr conn = any_connection();

    call("virConnResetLastError", "%s", show_connection(conn));
    virConnResetLastError(conn);
    got_nothing();
}

void walk_virConnSetErrorFunc(void)
{
    virConnectPtr conn = any_connection();
    bool own = chance(40);

    call("virConnSetErrorFunc", "%s, %d", show_connection(conn), own);
    virConnSetErrorFunc(conn, NULL, own ? count_connection_error : NULL);
    got_nothing();
}
