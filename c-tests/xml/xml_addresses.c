/* Addresses of disks, and unassigned ones, in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='hda' bus='ide'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='sda' bus='sata'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='sda' bus='scsi'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='sda' bus='usb'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='floppy'><source file='/a'/>"
    "<target dev='fda' bus='fdc'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='vda' bus='virtio'/>"
    "<address type='drive' controller='0' bus='0' target='0' unit='0'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='vda' bus='virtio'/><address type='usb' bus='0' port='1'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='vda' bus='virtio'/>"
    "<address type='ccw' cssid='0xfe' ssid='0x0' devno='0x0000'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='vda' bus='virtio'/><address type='virtio-mmio'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='vda' bus='virtio'/><address type='spapr-vio'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='sda' bus='usb'/><address type='usb' bus='0' port='1'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='sda' bus='usb'/><address type='drive'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='xvda' bus='xen'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='mmcblk0' bus='sd'/><address type='drive'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='hda' bus='ide'/><address type='ccw'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='hda' bus='ide'/><address type='unassigned'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='hda' bus='ide'/>"
    "<address type='drive' controller='0' bus='2' target='0' unit='0'/></disk></devices>",
    "<devices><disk type='file' device='cdrom'><source file='/a'/>"
    "<target dev='hda' bus='ide'/>"
    "<address type='drive' controller='0' bus='1' target='0' unit='1'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='vda' bus='virtio'/><address type='unassigned'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='hda' bus='ide'/><address type='usb' bus='0' port='1'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='sda' bus='scsi'/>"
    "<address type='ccw' cssid='0xfe' ssid='0x0' devno='0x0000'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='ubda' bus='uml'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='hda' bus='ide'/><address type='dimm' slot='1'/></disk></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='sda' bus='sd'/></disk></devices>",
    "<devices><interface type='user'><mac address='52:54:00:00:00:01'/>"
    "<address type='unassigned'/></interface></devices>",
    "<devices><hostdev mode='subsystem' type='pci'><source>"
    "<address domain='0' bus='1' slot='2' function='0'/></source>"
    "<address type='unassigned'/></hostdev></devices>",
    "<devices><controller type='usb'><address type='unassigned'/></controller></devices>",
    "<devices><disk type='file' device='disk'><source file='/a'/>"
    "<target dev='hda' bus='ide'/><address type='isa' iobase='0x1'/></disk></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
