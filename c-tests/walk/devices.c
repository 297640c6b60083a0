#include "walk.h"

static const char *const devices[] = {
    "<disk type='file' device='disk'><source file='/guest/b.img'/><target dev='vdb' bus='virtio'/></disk>",
    "<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>",
    "<interface type='network'><mac address='52:54:00:00:00:05'/><source network='default'/></interface>",
    "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0xbeef'/></source></hostdev>",
    "<memballoon model='none'/>", "<broken", "", "<nosuch/>",
};

typedef int (*device_function)(virDomainPtr, const char *, unsigned int);

static void change(const char *function, device_function changer, unsigned int known)
{
    virDomainPtr dom = any_domain();
    const char *xml = chance(3) ? NULL : ANY(devices);
    unsigned int flags = any_flags(known);

    call(function, "%s, %s, %#x", show(dom), quoted(xml), flags);
    got_int(changer(dom, xml, flags));
}

void walk_virDomainAttachDeviceFlags(void)
{
    change("virDomainAttachDeviceFlags", virDomainAttachDeviceFlags, 7);
}

void walk_virDomainDetachDeviceFlags(void)
{
    change("virDomainDetachDeviceFlags", virDomainDetachDeviceFlags, 7);
}

void walk_virDomainUpdateDeviceFlags(void)
{
    change("virDomainUpdateDeviceFlags", virDomainUpdateDeviceFlags, 7);
}
