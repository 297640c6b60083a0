/* Disks in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices/>",
    "<devices><emulator>/e</emulator></devices>",
    "<devices><disk/></devices>",
    "<devices><disk><target dev='vda'/></disk></devices>",
    "<devices><disk><target dev='hda'/></disk></devices>",
    "<devices><disk><target dev='sda'/></disk></devices>",
    "<devices><disk><target dev='fda'/></disk></devices>",
    "<devices><disk device='floppy'><target dev='fda'/></disk></devices>",
    "<devices><disk device='floppy'><target dev='vda'/></disk></devices>",
    "<devices><disk><target dev='xvda'/></disk></devices>",
    "<devices><disk><target dev='ubda'/></disk></devices>",
    "<devices><disk><target dev='zz'/></disk></devices>",
    "<devices><disk><target/></disk></devices>",
    "<devices><disk><target dev=''/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/></disk></devices>",
    "<devices><disk type='file'><target dev='vda' bus='x'/></disk></devices>",
    "<devices><disk type='x'><target dev='vda'/></disk></devices>",
    "<devices><disk device='x'><target dev='vda'/></disk></devices>",
    "<devices><disk device='cdrom'><target dev='hdc'/></disk></devices>",
    "<devices><disk device='cdrom'><target dev='hdc'/><readonly/></disk></devices>",
    "<devices><disk device='cdrom'><target dev='vdc'/></disk></devices>",
    "<devices><disk device='lun'><target dev='sda'/></disk></devices>",
    "<devices><disk device='lun' type='block'><source dev='/dev/x'/><target dev='sda'/>"
    "</disk></devices>",
    "<devices><disk type='block'><source dev='/dev/x'/><target dev='vda'/></disk>"
    "</devices>",
    "<devices><disk type='block'><source file='/dev/x'/><target dev='vda'/></disk>"
    "</devices>",
    "<devices><disk type='dir'><source dir='/x'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host name='h' port='1'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='rbd' name='p/x'>"
    "<host name='h' port='1'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='x' name='p/x'/><target dev='vda'/>"
    "</disk></devices>",
    "<devices><disk type='network'><source/><target dev='vda'/></disk></devices>",
    "<devices><disk type='volume'><source pool='p' volume='v'/><target dev='vda'/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/></disk>"
    "<disk type='file'><source file='/b'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vdb'/></disk>"
    "<disk type='file'><source file='/b'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda'/></disk>"
    "<disk type='file'><source file='/b'/><target dev='vda'/></disk><disk type='file'>"
    "<source file='/b'/><target dev='hda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda' bus='scsi'/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sdh' bus='scsi'/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda' bus='sata'/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sda' bus='usb'/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='hde' bus='ide'/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/>"
    "<target dev='vda' bus='virtio' tray='open' removable='on' rotation_rate='5'/></disk>"
    "</devices>",
    "<devices><disk device='cdrom'><target dev='hda' tray='open'/></disk></devices>",
    "<devices><disk device='cdrom'><target dev='hda' tray='x'/></disk></devices>",
    "<devices><disk type='file'>"
    "<driver name='qemu' type='raw' cache='none' io='native' error_policy='stop'"
    " rerror_policy='report' ioeventfd='on' event_idx='off' copy_on_read='on'"
    " discard='unmap' iothread='1' queues='4' detect_zeroes='on'/><source file='/a'/>"
    "<target dev='vda'/></disk></devices>",
    "<iothreads>1</iothreads><devices><disk type='file'>"
    "<driver name='qemu' type='raw' cache='none' io='native' error_policy='stop'"
    " rerror_policy='report' ioeventfd='on' event_idx='off' copy_on_read='on'"
    " discard='unmap' iothread='1' queues='4' detect_zeroes='on'/><source file='/a'/>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><driver cache='x'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><driver type='x'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><driver io='x'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><driver name='qemu' type='qcow2'/><source file='/a'/>"
    "<backingStore type='file'><format type='raw'/><source file='/b'/></backingStore>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a' startupPolicy='optional' index='1'/>"
    "<backingStore/><target dev='vda'/><readonly/><shareable/><transient/><serial>S"
    "</serial><wwn>5000c50015ea71aa</wwn><vendor>V</vendor><product>P</product>"
    "<boot order='1'/><alias name='ua-x'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>"
    "<geometry cyls='1' heads='2' secs='3' trans='lba'/>"
    "<blockio logical_block_size='512' physical_block_size='4096'/><iotune>"
    "<read_iops_sec>5</read_iops_sec></iotune></disk></devices>",
    "<devices>"
    "<disk type='file' snapshot='external' rawio='yes' sgio='filtered' model='virtio'>"
    "<source file='/a'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='file' snapshot='x'><source file='/a'/><target dev='vda'/>"
    "</disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><boot order='0'/>"
    "</disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><boot order='x'/>"
    "</disk></devices>",
    "<os><type>hvm</type></os><devices><disk type='file'><source file='/a'/>"
    "<target dev='vda'/><boot order='2'/></disk><disk type='file'><source file='/a'/>"
    "<target dev='vdb'/><boot order='2'/></disk></devices>",
    "<os><type>hvm</type><boot dev='hd'/></os><devices><disk type='file'>"
    "<source file='/a'/><target dev='vda'/><boot order='2'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><wwn>x</wwn></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<total_bytes_sec>1</total_bytes_sec><read_bytes_sec>1</read_bytes_sec></iotune>"
    "</disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<total_iops_sec>1</total_iops_sec><write_iops_sec>1</write_iops_sec></iotune></disk>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<read_bytes_sec>x</read_bytes_sec></iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<read_bytes_sec>0</read_bytes_sec></iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<read_bytes_sec>-1</read_bytes_sec></iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<read_bytes_sec>9223372036854775807</read_bytes_sec></iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<read_bytes_sec>18446744073709551615</read_bytes_sec></iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<read_bytes_sec_max>5</read_bytes_sec_max></iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<read_bytes_sec_max_length>5</read_bytes_sec_max_length></iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<group_name>g</group_name></iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<group_name>g</group_name><read_bytes_sec>5</read_bytes_sec><write_bytes_sec>5"
    "</write_bytes_sec><read_bytes_sec_max>9</read_bytes_sec_max><write_bytes_sec_max>9"
    "</write_bytes_sec_max><read_iops_sec>3</read_iops_sec><write_iops_sec>3"
    "</write_iops_sec><read_iops_sec_max>4</read_iops_sec_max><write_iops_sec_max>4"
    "</write_iops_sec_max><size_iops_sec>7</size_iops_sec><read_bytes_sec_max_length>1"
    "</read_bytes_sec_max_length><write_iops_sec_max_length>2</write_iops_sec_max_length>"
    "</iotune></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/><iotune>"
    "<group_name>g</group_name><read_bytes_sec>5</read_bytes_sec></iotune></disk>"
    "<disk type='file'><source file='/b'/><target dev='vdb'/><iotune><group_name>g"
    "</group_name><read_bytes_sec>6</read_bytes_sec></iotune></disk></devices>",
    "<devices><disk type='nvme'><source type='pci' managed='yes' namespace='1'>"
    "<address domain='0' bus='1' slot='0' function='0'/></source><target dev='vda'/>"
    "</disk></devices>",
    "<devices><disk type='file'><source file='/a'><seclabel relabel='no'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a&lt;b'/><target dev='vda'/></disk>"
    "</devices>",
    "<devices><disk type='file'><source file=''/><target dev='vda'/></disk></devices>",
    "<devices><disk><source file='/x'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='block'><target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='vda'/>"
    "<encryption format='luks'>"
    "<secret type='passphrase' uuid='00000000-0000-4000-8000-000000000009'/></encryption>"
    "</disk></devices>",
    "<devices><disk type='file'><driver name='qemu'/><source file='/a'/>"
    "<auth username='u'><secret type='ceph' usage='x'/></auth><target dev='vda'/></disk>"
    "</devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
