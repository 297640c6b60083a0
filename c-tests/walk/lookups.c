#include "shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void walk_virDomainLookupByName(void)
{
    virConnectPtr conn = any_connection();
    const char *name = below(100) == 0 ? NULL : any_name();

    call("virDomainLookupByName", "%s, %s", show_connection(conn), quoted(name));
    keep(got_pointer(virDomainLookupByName(conn, name)));
}

void walk_virDomainLookupByID(void)
{
    virConnectPtr conn = any_connection();
    int id = (int)below(12) - 1;

    call("virDomainLookupByID", "%s, %d", show_connection(conn), id);
    keep(got_pointer(virDomainLookupByID(conn, id)));
}

void walk_virDomainLookupByUUIDString(void)
{
    virConnectPtr conn = any_connection();
    const char *uuid = below(100) == 0 ? NULL : any_uuid();

    call("virDomainLookupByUUIDString", "%s, %s", show_connection(conn), quoted(uuid));
    keep(got_pointer(virDomainLookupByUUIDString(conn, uuid)));
}

void walk_virDomainLookupByUUID(void)
{
    virConnectPtr conn = any_connection();
    unsigned char uuid[VIR_UUID_BUFLEN] = {0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 0x10};
    bool place = below(100) != 0;

    uuid[VIR_UUID_BUFLEN - 1] = (unsigned char)(0x10 + below(7));
    call("virDomainLookupByUUID", "%s, %s", show_connection(conn), place ? hex(uuid, VIR_UUID_BUFLEN) : "NULL");
    keep(got_pointer(virDomainLookupByUUID(conn, place ? uuid : NULL)));
}

void walk_virDomainRef(void)
{
    virDomainPtr dom = any_domain();

    call("virDomainRef", "%s", show(dom));
    if (got_int(virDomainRef(dom)) == 0)
        out("freed %d", virDomainFree(dom));
}

void walk_virDomainGetName(void)
{
    virDomainPtr dom = any_domain();

    call("virDomainGetName", "%s", show(dom));
    got_text(virDomainGetName(dom));
}

void walk_virDomainGetID(void)
{
    virDomainPtr dom = any_domain();

    call("virDomainGetID", "%s", show(dom));
    got_int((int)virDomainGetID(dom));
}

void walk_virDomainGetUUID(void)
{
    virDomainPtr dom = any_domain();
    unsigned char uuid[VIR_UUID_BUFLEN] = {0};
    char text[VIR_UUID_STRING_BUFLEN] = "";
    bool place = !chance(5);

    call("virDomainGetUUID", "%s, %d", show(dom), place);
    got_int(virDomainGetUUID(dom, place ? uuid : NULL));
    snprintf(text, sizeof(text), "%02x%02x%02x%02x-..%02x", uuid[0], uuid[1], uuid[2], uuid[3], uuid[15]);
    out("%s", show_uuid(text));
}

void walk_virDomainGetUUIDString(void)
{
    virDomainPtr dom = any_domain();
    char text[VIR_UUID_STRING_BUFLEN] = "";
    bool place = !chance(5);

    call("virDomainGetUUIDString", "%s, %d", show(dom), place);
    got_int(virDomainGetUUIDString(dom, place ? text : NULL));
    out("%s", show_uuid(text));
}

void walk_virDomainGetConnect(void)
{
    virDomainPtr dom = any_domain();

    call("virDomainGetConnect", "%s", show(dom));
    out("%s", show_connection(got_pointer(virDomainGetConnect(dom))));
}

DOMAIN_CALL(virDomainIsActive)
DOMAIN_CALL(virDomainIsPersistent)
DOMAIN_CALL(virDomainIsUpdated)

void walk_virDomainRename(void)
{
    virDomainPtr dom = any_domain();
    const char *name = below(100) == 0 ? NULL : any_utf8_name();
    unsigned int flags = any_flags(0);

    call("virDomainRename", "%s, %s, %#x", show(dom), quoted(name), flags);
    got_int(virDomainRename(dom, name, flags));
    out("%s", show(dom));
}
