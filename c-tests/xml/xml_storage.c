/* A whole domain as an installer writes it; disks on networks and in pools. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<domain type='kvm'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<metadata>"
    "<libosinfo:libosinfo"
    " xmlns:libosinfo=\"http://libosinfo.org/xmlns/libvirt/domain/1.0\">"
    "<libosinfo:os id=\"http://debian.org/debian/12\"/></libosinfo:libosinfo></metadata>"
    "<memory unit='KiB'>4194304</memory><currentMemory unit='KiB'>4194304</currentMemory>"
    "<vcpu placement='static'>4</vcpu><os><type arch='x86_64' machine='pc-q35-7.2'>hvm"
    "</type><boot dev='hd'/></os><features><acpi/><apic/><vmport state='off'/></features>"
    "<cpu mode='host-passthrough' check='none' migratable='on'/><clock offset='utc'>"
    "<timer name='rtc' tickpolicy='catchup'/><timer name='pit' tickpolicy='delay'/>"
    "<timer name='hpet' present='no'/></clock><on_poweroff>destroy</on_poweroff>"
    "<on_reboot>restart</on_reboot><on_crash>destroy</on_crash><pm>"
    "<suspend-to-mem enabled='no'/><suspend-to-disk enabled='no'/></pm><devices>"
    "<emulator>/usr/bin/qemu-system-x86_64</emulator><disk type='file' device='disk'>"
    "<driver name='qemu' type='qcow2' discard='unmap'/>"
    "<source file='/var/lib/libvirt/images/d.qcow2'/><target dev='vda' bus='virtio'/>"
    "<address type='pci' domain='0x0000' bus='0x04' slot='0x00' function='0x0'/></disk>"
    "<disk type='file' device='cdrom'><driver name='qemu' type='raw'/>"
    "<target dev='sda' bus='sata'/><readonly/>"
    "<address type='drive' controller='0' bus='0' target='0' unit='0'/></disk>"
    "<controller type='usb' index='0' model='qemu-xhci' ports='15'>"
    "<address type='pci' domain='0x0000' bus='0x02' slot='0x00' function='0x0'/>"
    "</controller><controller type='pci' index='0' model='pcie-root'/>"
    "<controller type='pci' index='1' model='pcie-root-port'>"
    "<model name='pcie-root-port'/><target chassis='1' port='0x10'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'"
    " multifunction='on'/></controller><controller type='sata' index='0'>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x1f' function='0x2'/>"
    "</controller><controller type='virtio-serial' index='0'>"
    "<address type='pci' domain='0x0000' bus='0x03' slot='0x00' function='0x0'/>"
    "</controller><interface type='network'><mac address='52:54:00:00:00:0a'/>"
    "<source network='default'/><model type='virtio'/>"
    "<address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>"
    "</interface><serial type='pty'><target type='isa-serial' port='0'>"
    "<model name='isa-serial'/></target></serial><console type='pty'>"
    "<target type='serial' port='0'/></console><channel type='unix'>"
    "<target type='virtio' name='org.qemu.guest_agent.0'/>"
    "<address type='virtio-serial' controller='0' bus='0' port='1'/></channel>"
    "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/>"
    "<address type='virtio-serial' controller='0' bus='0' port='2'/></channel>"
    "<input type='tablet' bus='usb'><address type='usb' bus='0' port='1'/></input>"
    "<input type='mouse' bus='ps2'/><input type='keyboard' bus='ps2'/>"
    "<graphics type='spice' autoport='yes'><listen type='address'/>"
    "<image compression='off'/></graphics><sound model='ich9'>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x1b' function='0x0'/></sound>"
    "<audio id='1' type='spice'/><video><model type='virtio' heads='1' primary='yes'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x01' function='0x0'/></video>"
    "<redirdev bus='usb' type='spicevmc'><address type='usb' bus='0' port='2'/>"
    "</redirdev><watchdog model='i6300esb' action='reset'/><memballoon model='virtio'>"
    "<address type='pci' domain='0x0000' bus='0x05' slot='0x00' function='0x0'/>"
    "</memballoon><rng model='virtio'><backend model='random'>/dev/urandom</backend>"
    "<address type='pci' domain='0x0000' bus='0x06' slot='0x00' function='0x0'/></rng>"
    "</devices></domain>",
    "<devices><disk type='file'>"
    "<driver name='qemu' queues='2' queue_size='256' iommu='on' ats='off' packed='on'"
    " page_per_vq='on'/><source file='/a'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='https' name='x'>"
    "<host name='h' port='443'/><ssl verify='no'/><cookies><cookie name='a'>b</cookie>"
    "</cookies><readahead size='5'/><timeout seconds='6'/></source><target dev='vda'/>"
    "</disk></devices>",
    "<devices><disk type='block' device='cdrom'><target dev='sda' bus='sata'/></disk>"
    "</devices>",
    "<devices><disk type='file' device='floppy'><target dev='fdb'/></disk>"
    "<disk type='file'><source file='/a'/><target dev='sdb' bus='usb' removable='on'/>"
    "</disk></devices>",
    "<devices><disk type='volume'>"
    "<source pool='p' volume='v' mode='direct' startupPolicy='optional'/>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='volume'><source pool='p'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vdaa'/></disk>"
    "<disk type='file'><source file='/a'/><target dev='vdz'/></disk><disk type='file'>"
    "<source file='/b'/><target dev='vda1'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sd1'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><serial>"
    "bad serial !</serial></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><vendor>"
    "toolongvendor</vendor></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><product>"
    "averyverylongproductname</product></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><vendor>&#228;"
    "</vendor></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<geometry cyls='x'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<geometry trans='x'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<blockio logical_block_size='x'/></disk></devices>",
    "<devices><disk type='file'><source file='/a' startupPolicy='x'/><target dev='vda'/>"
    "</disk></devices>",
    "<devices><disk type='file'><source file='/a' startupPolicy='requisite'/>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='network'>"
    "<source protocol='nbd' name='x' startupPolicy='optional'><host name='h'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host transport='unix' socket='/s'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'><host transport='x'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'><host port='1'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='iscsi'><host name='h'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<cputune><shares>5</shares><emulatorsched scheduler='fifo' priority='x'/></cputune>",
    "<devices><interface type='direct'><source dev='e' mode='private'/>"
    "<mac address='52:54:00:00:00:01'/><virtualport type='802.1Qbh'>"
    "<parameters profileid='x'/></virtualport></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><model type='virtio'/>"
    "<driver name='vhost' txmode='iothread' ioeventfd='on' event_idx='off' queues='5'"
    " rx_queue_size='256' tx_queue_size='256'><host csum='off' gso='on'/>"
    "<guest csum='off'/></driver></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><mtu size='x'/></interface></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
