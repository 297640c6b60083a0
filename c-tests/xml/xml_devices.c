/* Devices in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><controller type='usb'/></devices>",
    "<devices><controller type='usb' index='0'/>"
    "<controller type='usb' index='1' model='piix3-uhci' ports='2'/></devices>",
    "<devices><controller type='usb' index='0'/><controller type='usb' index='0'/>"
    "</devices>",
    "<devices><controller type='pci' index='0' model='pci-root'/></devices>",
    "<devices><controller type='pci' index='0' model='pcie-root'/>"
    "<controller type='pci' index='1' model='pcie-root-port'>"
    "<model name='pcie-root-port'/><target chassis='1' port='0x8'/></controller>"
    "</devices>",
    "<devices><controller type='scsi' index='0' model='virtio-scsi'><driver queues='3'/>"
    "</controller></devices>",
    "<devices><controller type='x'/></devices>",
    "<devices><controller/></devices>",
    "<devices><controller type='scsi' model='x'/></devices>",
    "<devices><controller type='scsi' index='x'/></devices>",
    "<devices><controller type='virtio-serial' ports='5' vectors='4'/></devices>",
    "<devices><controller type='ide' index='1'/><controller type='ide' index='0'/>"
    "</devices>",
    "<devices><controller type='sata'/><controller type='ccid'/><controller type='fdc'/>"
    "<controller type='xenbus'/><controller type='isa'/></devices>",
    "<devices><filesystem type='mount'><source dir='/a'/><target dir='b'/></filesystem>"
    "</devices>",
    "<devices><filesystem type='mount' accessmode='mapped'>"
    "<driver type='path' wrpolicy='immediate'/><source dir='/a'/><target dir='b'/>"
    "<readonly/><space_hard_limit unit='M'>5</space_hard_limit></filesystem></devices>",
    "<devices><filesystem><source dir='/a'/><target dir='b'/></filesystem></devices>",
    "<devices><filesystem type='x'><source dir='/a'/><target dir='b'/></filesystem>"
    "</devices>",
    "<devices><filesystem type='block'><source dev='/a'/><target dir='b'/></filesystem>"
    "</devices>",
    "<devices><filesystem type='file'><source file='/a'/><target dir='b'/></filesystem>"
    "</devices>",
    "<devices><filesystem type='template'><source name='/a'/><target dir='b'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='ram'><source usage='5' units='MiB'/><target dir='b'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='bind'><source dir='/a'/><target dir='b'/></filesystem>"
    "</devices>",
    "<devices><filesystem type='mount'><source dir='/a'/></filesystem></devices>",
    "<devices><filesystem type='mount'><target dir='b'/></filesystem></devices>",
    "<devices><serial type='pty'/></devices>",
    "<devices><serial type='pty'><target port='1'/></serial></devices>",
    "<devices><serial type='pty'><target port='x'/></serial></devices>",
    "<devices><serial type='x'/></devices>",
    "<devices><serial/></devices>",
    "<devices><serial type='file'><source path='/a'/></serial><serial type='null'/>"
    "</devices>",
    "<devices><serial type='tcp'><source mode='bind' host='h' service='5'/>"
    "<protocol type='telnet'/></serial></devices>",
    "<devices><serial type='tcp'><source mode='connect' host='h' service='5'/></serial>"
    "</devices>",
    "<devices><serial type='unix'><source mode='bind' path='/a'/></serial></devices>",
    "<devices><serial type='udp'><source mode='bind' host='h' service='5'/>"
    "<source mode='connect' host='h' service='5'/></serial></devices>",
    "<devices><serial type='dev'><source path='/a'/><target type='isa-serial'/></serial>"
    "</devices>",
    "<devices><serial type='dev'/></devices>",
    "<devices><serial type='pty'><source path='/dev/pts/3'/>"
    "<target type='isa-serial' port='0'><model name='isa-serial'/></target>"
    "<log file='/l' append='on'/><alias name='ua-1'/></serial></devices>",
    "<devices><parallel type='pty'/></devices>",
    "<devices><parallel type='pty'><target port='3'/></parallel></devices>",
    "<devices><console/></devices>",
    "<devices><console type='pty'/></devices>",
    "<devices><console type='pty'><target type='virtio'/></console></devices>",
    "<devices><console type='pty'><target type='serial' port='0'/></console>"
    "<console type='pty'><target type='virtio' port='1'/></console></devices>",
    "<devices><console type='pty'><target type='x'/></console></devices>",
    "<devices><console type='pty' tty='/dev/pts/5'><source path='/dev/pts/5'/></console>"
    "</devices>",
    "<devices><serial type='pty'/><console type='pty'/></devices>",
    "<devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/>"
    "</channel></devices>",
    "<devices><channel type='unix'><source mode='bind' path='/x'/>"
    "<target type='virtio' name='a'/></channel><channel type='spicevmc'>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><channel type='pty'>"
    "<target type='guestfwd' address='10.0.2.1' port='4600'/></channel></devices>",
    "<devices><channel type='pty'/></devices>",
    "<devices><channel type='pty'><target type='x'/></channel></devices>",
    "<devices><input type='mouse'/></devices>",
    "<devices><input type='mouse' bus='ps2'/></devices>",
    "<devices><input type='keyboard' bus='ps2'/></devices>",
    "<devices><input type='keyboard'/></devices>",
    "<devices><input type='tablet' bus='ps2'/></devices>",
    "<devices><input type='tablet'/></devices>",
    "<devices><input type='x'/></devices>",
    "<devices><input/></devices>",
    "<devices><input type='mouse' bus='x'/></devices>",
    "<devices><input type='mouse' bus='virtio' model='virtio'/></devices>",
    "<devices><input type='passthrough' bus='virtio'><source evdev='/dev/e'/></input>"
    "</devices>",
    "<devices><graphics/></devices>",
    "<devices><graphics type='x'/></devices>",
    "<devices><graphics type='vnc'/></devices>",
    "<devices><graphics type='vnc' port='-1'/></devices>",
    "<devices>"
    "<graphics type='vnc' port='-1' autoport='yes' listen='0.0.0.0' keymap='de'/>"
    "</devices>",
    "<devices>"
    "<graphics type='vnc' port='5901' passwd='p' passwdValidTo='2030-01-01T00:00:00'"
    " connected='keep' sharePolicy='ignore'/></devices>",
    "<devices><graphics type='vnc' port='x'/></devices>",
    "<devices><graphics type='vnc' autoport='x'/></devices>",
    "<devices><graphics type='vnc'><listen type='address' address='1.2.3.4'/></graphics>"
    "</devices>",
    "<devices><graphics type='vnc' listen='1.2.3.5'>"
    "<listen type='address' address='1.2.3.4'/></graphics></devices>",
    "<devices><graphics type='vnc'><listen type='network' network='n'/></graphics>"
    "</devices>",
    "<devices><graphics type='vnc'><listen type='socket' socket='/s'/></graphics>"
    "</devices>",
    "<devices><graphics type='vnc'><listen type='none'/></graphics></devices>",
    "<devices><graphics type='vnc' socket='/s'/></devices>",
    "<devices><graphics type='vnc' websocket='5700'/></devices>",
    "<devices><graphics type='spice'/></devices>",
    "<devices>"
    "<graphics type='spice' port='1' tlsPort='2' passwd='x' keymap='de'"
    " defaultMode='secure'><listen type='address' address='::1'/>"
    "<channel name='main' mode='secure'/><image compression='auto_glz'/>"
    "<jpeg compression='never'/><zlib compression='always'/><playback compression='on'/>"
    "<streaming mode='filter'/><clipboard copypaste='no'/><mouse mode='client'/>"
    "<filetransfer enable='no'/><gl enable='no'/></graphics></devices>",
    "<devices><graphics type='spice' autoport='yes'/></devices>",
    "<devices><graphics type='sdl' display=':0' xauth='/x' fullscreen='yes'/></devices>",
    "<devices><graphics type='sdl'/></devices>",
    "<devices><graphics type='rdp' autoport='yes' multiUser='yes'/></devices>",
    "<devices><graphics type='desktop' display=':1'/></devices>",
    "<devices><graphics type='egl-headless'/></devices>",
    "<devices><sound/></devices>",
    "<devices><sound model='x'/></devices>",
    "<devices><sound model='ich6'><codec type='duplex'/></sound></devices>",
    "<devices><sound model='ac97'/></devices>",
    "<devices><audio id='1' type='none'/></devices>",
    "<devices><video/></devices>",
    "<devices><video><model/></video></devices>",
    "<devices><video><model type='cirrus'/></video></devices>",
    "<devices><video><model type='vga' vram='9216' heads='1'/></video></devices>",
    "<devices><video>"
    "<model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1' primary='yes'/>"
    "</video></devices>",
    "<devices><video><model type='virtio'><acceleration accel3d='yes'/></model></video>"
    "</devices>",
    "<devices><video><model type='none'/></video></devices>",
    "<devices><video><model type='x'/></video></devices>",
    "<devices><video><model type='vga'/></video><video><model type='qxl'/></video>"
    "</devices>",
    "<devices><graphics type='vnc'/><video><model type='vga'/></video></devices>",
    "<devices><watchdog model='i6300esb'/></devices>",
    "<devices><watchdog/></devices>",
    "<devices><watchdog model='x'/></devices>",
    "<devices><watchdog model='ib700' action='poweroff'/></devices>",
    "<devices><watchdog model='ib700' action='x'/></devices>",
    "<devices><memballoon model='virtio'/></devices>",
    "<devices><memballoon model='none'/></devices>",
    "<devices><memballoon model='x'/></devices>",
    "<devices><memballoon/></devices>",
    "<devices><memballoon model='virtio' autodeflate='on' freePageReporting='off'>"
    "<stats period='5'/></memballoon></devices>",
    "<devices><memballoon model='virtio'/><memballoon model='virtio'/></devices>",
    "<devices><rng/></devices>",
    "<devices><rng model='virtio'><rate bytes='5' period='6'/><backend model='random'/>"
    "</rng></devices>",
    "<devices><rng model='x'><backend model='random'/></rng></devices>",
    "<devices><rng model='virtio'><backend model='egd' type='tcp'>"
    "<source mode='connect' host='h' service='5'/></backend></rng></devices>",
    "<devices><rng model='virtio'><backend model='builtin'/></rng></devices>",
    "<devices><hostdev mode='subsystem' type='pci' managed='yes'><source>"
    "<address domain='0' bus='5' slot='2' function='0'/></source></hostdev></devices>",
    "<devices><hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/>"
    "<product id='0xbeef'/></source></hostdev></devices>",
    "<devices><hostdev/></devices>",
    "<devices><redirdev bus='usb' type='spicevmc'/></devices>",
    "<devices><hub type='usb'/></devices>",
    "<devices><smartcard mode='host'/></devices>",
    "<devices><tpm model='tpm-tis'><backend type='passthrough'><device path='/dev/tpm0'/>"
    "</backend></tpm></devices>",
    "<devices><tpm><backend type='emulator' version='2.0'/></tpm></devices>",
    "<devices><panic/></devices>",
    "<devices><panic model='isa'><address type='isa' iobase='0x505'/></panic></devices>",
    "<devices><shmem name='s'><model type='ivshmem-plain'/><size unit='M'>4</size>"
    "</shmem></devices>",
    "<devices><nvram><address type='spapr-vio' reg='0x3000'/></nvram></devices>",
    "<devices><iommu model='intel'/></devices>",
    "<devices><vsock model='virtio'><cid auto='no' address='3'/></vsock></devices>",
    "<devices><lease><lockspace>l</lockspace><key>k</key><target path='/p' offset='5'/>"
    "</lease></devices>",
    "<maxMemory slots='2'>8192</maxMemory><cpu><numa>"
    "<cell id='0' cpus='0' memory='2048'/></numa></cpu><devices><memory model='dimm'>"
    "<target><size unit='KiB'>1024</size><node>0</node></target></memory></devices>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>"
    "<input type='mouse'/><graphics type='vnc'/><controller type='usb' index='0'/>"
    "<disk type='file'><source file='/a'/><target dev='vda'/></disk></devices></domain>",
    "<domain type='kvm'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>"
    "<input type='mouse'/><graphics type='vnc'/><controller type='usb' index='0'/>"
    "<disk type='file'><source file='/a'/><target dev='vda'/></disk></devices></domain>",
    "<devices><video><model type='vmvga'/></video></devices>",
    "<devices><video><model type='bochs'/></video></devices>",
    "<devices><video><model type='gop'/></video></devices>",
    "<devices><video><model type='ramfb'/></video></devices>",
    "<devices><video><model type='parallels'/></video></devices>",
    "<devices><video><model type='vbox'/></video></devices>",
    "<devices><video><model type='qxl'/></video></devices>",
    "<devices><video><model type='xen'/></video></devices>",
    "<devices><video><model type='virtio'/></video></devices>",
    "<devices><video><model type='qxl' vram='5000' vram64='100' vgamem='9000' heads='2'/>"
    "</video></devices>",
    "<devices><video><model type='vga' vram='x'/></video></devices>",
    "<devices><video><model type='vga' heads='x'/></video></devices>",
    "<devices><video><model type='vga' ram='5'/></video></devices>",
    "<devices><video><driver name='qemu'/><model type='vga' heads='2'>"
    "<resolution x='1' y='2'/></model><alias name='ua-v'/></video></devices>",
    "<devices><video><model type='vga'/></video><video>"
    "<model type='cirrus' primary='yes'/></video></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda' bus='scsi'/>"
    "<address type='drive' controller='2' bus='0' target='1' unit='3'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda'/><address type='x'/>"
    "</disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda'/>"
    "<address type='drive' controller='x'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda'/><address/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda'/>"
    "<address type='drive'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<address type='pci' slot='5'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<address type='pci' bus='0' slot='0' function='0'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<address type='pci' domain='1' bus='300' slot='5' function='0'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<address type='pci' bus='1' slot='5' function='1' multifunction='on'/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda'/>"
    "<address type='drive' controller='0' bus='0' target='0' unit='0'/></disk>"
    "<disk type='file'><source file='/b'/><target dev='sdb'/>"
    "<address type='drive' controller='0' bus='0' target='0' unit='0'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<alias name='virtio-disk0'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<alias name='ua-0'/></disk><disk type='file'><source file='/a'/><target dev='vdb'/>"
    "<alias name='ua-0'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<alias name='ua-&lt;'/></disk></devices>",
    "<devices><serial type='unix'><source path='/a'/></serial></devices>",
    "<devices><serial type='tcp'><source host='h' service='5'/></serial></devices>",
    "<devices><serial type='tcp'><source host='h'/></serial></devices>",
    "<devices><serial type='tcp'/></devices>",
    "<devices><serial type='udp'><source host='h' service='5'/></serial></devices>",
    "<devices><serial type='pty'><source path='/x'/><protocol type='raw'/>"
    "<target type='x'/></serial></devices>",
    "<devices><serial type='spicevmc'/></devices>",
    "<devices><serial type='stdio'/><serial type='vc'/><serial type='pipe'>"
    "<source path='/p'/></serial></devices>",
    "<devices><serial type='pty'/><serial type='pty'/><serial type='pty'>"
    "<target port='5'/></serial><serial type='pty'/></devices>",
    "<os><type>xen</type></os><devices><console type='pty'/></devices>",
    "<os><type>exe</type><init>/x</init></os><devices><console type='pty'/></devices>",
    "<os><type>exe</type><init>/x</init></os><devices><serial type='pty'/></devices>",
    "<os><type>linux</type></os><devices><console type='pty'/></devices>",
    "<os><type>uml</type></os><devices><console type='pty'/><serial type='pty'/>"
    "</devices>",
    "<devices><channel type='unix'><target type='virtio' name='a'/>"
    "<address type='virtio-serial' controller='1' bus='0' port='3'/></channel></devices>",
    "<devices><channel type='unix'><target type='virtio'/></channel></devices>",
    "<devices><channel type='unix'><target type='virtio' name='a' state='connected'/>"
    "</channel></devices>",
    "<devices><filesystem type='mount' multidevs='remap' fmode='644' dmode='0755'>"
    "<driver type='virtiofs' queue='1024'/><binary path='/x'/><source dir='/a'/>"
    "<target dir='b'/></filesystem></devices>",
    "<devices><filesystem type='mount' accessmode='x'><source dir='/a'/><target dir='b'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='loop' format='raw'/>"
    "<source file='/a'/><target dir='b'/></filesystem></devices>",
    "<devices><memballoon model='virtio'><stats period='x'/></memballoon></devices>",
    "<devices><memballoon model='virtio'><stats period='0'/></memballoon></devices>",
    "<devices><memballoon model='none'/><memballoon model='virtio'/></devices>",
    "<devices><hostdev mode='subsystem' type='pci'><source>"
    "<address domain='0' bus='5' slot='2' function='0'/></source><boot order='1'/>"
    "<rom bar='off'/><address type='pci' bus='0' slot='7' function='0'/></hostdev>"
    "</devices>",
    "<devices><hostdev mode='subsystem' type='usb'><source startupPolicy='optional'>"
    "<address bus='1' device='2'/></source></hostdev></devices>",
    "<devices><hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host0'/>"
    "<address bus='0' target='0' unit='0'/></source></hostdev></devices>",
    "<devices><hostdev type='pci'><source>"
    "<address domain='0' bus='5' slot='2' function='0'/></source></hostdev></devices>",
    "<devices><hostdev mode='x' type='pci'/></devices>",
    "<devices><hostdev mode='subsystem' type='x'/></devices>",
    "<devices><controller type='usb' index='0' model='none'/><input type='tablet'/>"
    "</devices>",
    "<devices><controller type='usb'/><redirdev bus='usb' type='spicevmc'>"
    "<boot order='2'/></redirdev><redirdev bus='usb' type='tcp'>"
    "<source mode='connect' host='h' service='4000'/></redirdev></devices>",
    "<devices><watchdog model='i6300esb' action='none'/><watchdog model='ib700'/>"
    "</devices>",
    "<devices><rng model='virtio'><backend/></rng></devices>",
    "<devices><rng model='virtio'><backend model='x'/></rng></devices>",
    "<devices><rng model='virtio'><backend model='random'>/dev/urandom</backend>"
    "<driver iommu='on'/><alias name='ua-r'/></rng></devices>",
    "<devices><tpm model='x'/></devices>",
    "<devices><tpm model='tpm-crb'>"
    "<backend type='emulator' version='2.0' persistent_state='yes'/></tpm></devices>",
    "<devices><panic model='x'/></devices>",
    "<devices><hub type='x'/></devices>",
    "<devices><input type='mouse' bus='usb'/><input type='keyboard' bus='usb'>"
    "<address type='usb' bus='0' port='2'/></input></devices>",
    "<devices><controller type='scsi'>"
    "<driver queues='1' cmd_per_lun='2' max_sectors='3' ioeventfd='on' iothread='1'/>"
    "<alias name='ua-c'/><address type='pci' bus='0' slot='9' function='0'/></controller>"
    "</devices>",
    "<devices><controller type='pci' model='pci-bridge'/></devices>",
    "<devices><controller type='pci' index='0' model='pcie-root-port'/></devices>",
    "<devices><controller type='pci' index='0' model='x'/></devices>",
    "<devices><controller type='usb' model='x'/></devices>",
    "<devices><controller type='ide' model='piix3'/></devices>",
    "<devices><controller type='ide' model='x'/></devices>",
    "<devices><controller type='virtio-serial' ports='x'/></devices>",
    "<devices><emulator/></devices>",
    "<devices><emulator>/a</emulator><emulator>/b</emulator></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><model type='virtio'/><link state='down'/>"
    "<filterref filter='f'><parameter name='A' value='b'/></filterref><boot order='1'/>"
    "<alias name='ua-1'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x03' function='0x0'/>"
    "<mtu size='1500'/><coalesce><rx><frames max='5'/></rx></coalesce>"
    "<virtualport type='openvswitch'>"
    "<parameters interfaceid='00000000-0000-4000-8000-000000000002'/></virtualport><vlan>"
    "<tag id='5'/></vlan><tune><sndbuf>0</sndbuf></tune><driver name='vhost' queues='5'/>"
    "<guest dev='eth0'/><backenddomain name='x'/><bandwidth><outbound average='5'/>"
    "</bandwidth><teaming type='persistent'/></interface></devices>",
    "<devices><interface type='vhostuser'><source type='unix' path='/p' mode='server'/>"
    "<mac address='52:54:00:00:00:01'/><model type='virtio'/></interface></devices>",
    "<devices><interface type='ethernet'><ip address='::1'/>"
    "<route address='1.2.3.0' prefix='24' gateway='1.2.3.1'/><script path=''/>"
    "<mac address='52:54:00:00:00:01'/><rom bar='off' file='/x'/>"
    "<target dev='t0' managed='no'/></interface></devices>",
    "<os><type>hvm</type><boot dev='hd'/></os><devices><interface type='user'>"
    "<mac address='52:54:00:00:00:01'/><boot order='1'/></interface></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
