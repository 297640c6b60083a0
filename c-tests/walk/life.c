#include "shapes.h"

#include <stdlib.h>

DOMAIN_CALL(virDomainCreate)
DOMAIN_CALL(virDomainSuspend)
DOMAIN_CALL(virDomainResume)
DOMAIN_CALL(virDomainShutdown)
DOMAIN_CALL(virDomainDestroy)
DOMAIN_CALL(virDomainUndefine)
DOMAIN_FLAGS_CALL(virDomainCreateWithFlags, 0x1f)
DOMAIN_FLAGS_CALL(virDomainShutdownFlags, 0x1f)
DOMAIN_FLAGS_CALL(virDomainReboot, 0x1f)
DOMAIN_FLAGS_CALL(virDomainReset, 0)
DOMAIN_FLAGS_CALL(virDomainDestroyFlags, 0x3)
DOMAIN_FLAGS_CALL(virDomainUndefineFlags, 0x7f)
DOMAIN_FLAGS_CALL(virDomainHasManagedSaveImage, 0)
DOMAIN_FLAGS_CALL(virDomainInjectNMI, 0)

static void made_from_xml(const char *function, virDomainPtr (*make)(virConnectPtr, const char *, unsigned int),
                          unsigned int known)
{
    virConnectPtr conn = any_connection();
    unsigned int flags = any_flags(known) & ~(unsigned int)VIR_DOMAIN_START_VALIDATE;
    char *xml = below(200) == 0 ? NULL : any_domain_xml();

    call(function, "%s, %s, %#x", show_connection(conn), quoted(xml), flags);
    keep(got_pointer(make(conn, xml, flags)));
    free(xml);
}

void walk_virDomainCreateXML(void)
{
    made_from_xml("virDomainCreateXML", virDomainCreateXML, 0xf);
}

void walk_virDomainCreateLinux(void)
{
    made_from_xml("virDomainCreateLinux", virDomainCreateLinux, 0xf);
}

/* VIR_DOMAIN_DEFINE_VALIDATE needs libvirt's schema files. */
void walk_virDomainDefineXMLFlags(void)
{
    virConnectPtr conn = any_connection();
    unsigned int flags = any_flags(0) & ~(unsigned int)VIR_DOMAIN_DEFINE_VALIDATE;
    char *xml = below(200) == 0 ? NULL : any_domain_xml();

    call("virDomainDefineXMLFlags", "%s, %s, %#x", show_connection(conn), quoted(xml), flags);
    keep(got_pointer(virDomainDefineXMLFlags(conn, xml, flags)));
    free(xml);
}

void walk_virDomainDefineXML(void)
{
    virConnectPtr conn = any_connection();
    char *xml = below(200) == 0 ? NULL : any_domain_xml();

    call("virDomainDefineXML", "%s, %s", show_connection(conn), quoted(xml));
    keep(got_pointer(virDomainDefineXML(conn, xml)));
    free(xml);
}

void walk_virDomainGetAutostart(void)
{
    virDomainPtr dom = any_domain();
    int autostart = -7;
    bool place = !chance(5);

    call("virDomainGetAutostart", "%s, %d", show(dom), place);
    got_int(virDomainGetAutostart(dom, place ? &autostart : NULL));
    out("%d", autostart);
}

void walk_virDomainSetAutostart(void)
{
    virDomainPtr dom = any_domain();
    int autostart = (int)below(4) - 1;

    call("virDomainSetAutostart", "%s, %d", show(dom), autostart);
    got_int(virDomainSetAutostart(dom, autostart));
}

void walk_virDomainSetLifecycleAction(void)
{
    virDomainPtr dom = any_domain();
    unsigned int type = below(4);
    unsigned int action = below(7);
    unsigned int flags = any_flags(3);

    call("virDomainSetLifecycleAction", "%s, %u, %u, %#x", show(dom), type, action, flags);
    got_int(virDomainSetLifecycleAction(dom, type, action, flags));
}

void walk_virDomainGetState(void)
{
    virDomainPtr dom = any_domain();
    int state = -7;
    int reason = -7;
    bool state_place = !chance(5);
    bool reason_place = !chance(10);
    unsigned int flags = any_flags(0);

    call("virDomainGetState", "%s, %d, %d, %#x", show(dom), state_place, reason_place, flags);
    got_int(virDomainGetState(dom, state_place ? &state : NULL, reason_place ? &reason : NULL, flags));
    out("%d %d", state, reason);
}

void walk_virDomainGetInfo(void)
{
    virDomainPtr dom = any_domain();
    virDomainInfo info = {0};
    bool place = !chance(5);

    call("virDomainGetInfo", "%s, %d", show(dom), place);
    got_int(virDomainGetInfo(dom, place ? &info : NULL));
    out("%d %lu %lu %u", info.state, info.maxMem, info.memory, info.nrVirtCpu);
}

void walk_virDomainGetOSType(void)
{
    virDomainPtr dom = any_domain();

    call("virDomainGetOSType", "%s", show(dom));
    got_allocated_text(virDomainGetOSType(dom));
}

void walk_virDomainGetXMLDesc(void)
{
    virDomainPtr dom = any_domain();
    unsigned int flags = any_flags(0xf);

    call("virDomainGetXMLDesc", "%s, %#x", show(dom), flags);
    got_xml(virDomainGetXMLDesc(dom, flags));
}
