/* Images on the network in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><disk type='network'>"
    "<source protocol='iscsi' name='iqn.1992-01.com.example'><host name='h'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='network'>"
    "<source protocol='iscsi' name='iqn.1992-01.com.example/1'>"
    "<host name='h' port='3260'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'>"
    "<source protocol='iscsi' name='iqn.1992-01.com.example:x/'>"
    "<host name='h' port='3260'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'>"
    "<source protocol='iscsi' name='iqn.1992-01.com.example:x/a/b'>"
    "<host name='h' port='3260'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd'><host name='h'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host name='h' port=''/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host name='h' port='x'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host name='h' port='0'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host name='h' port='70000'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host name='h' port='ssh'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host transport='unix' socket='/s'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host transport='unix'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host transport='unix' name='h'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host transport='tcp' name='h' socket='/s'/></source><target dev='vda'/></disk>"
    "</devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'>"
    "<host transport='rdma' name='h'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'><host name='h'/>"
    "<host name='g'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nbd' name='x'/><target dev='vda'/>"
    "</disk></devices>",
    "<devices><disk type='network'>"
    "<source protocol='nbd' name='x' tls='yes' tlsHostname='y'><host name='h'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='http' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='https' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='http' name='x' query='foo=bar'>"
    "<host name='h'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='ftp' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='ftps' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='tftp' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='ssh' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='sheepdog' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='gluster' name='v/x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='gluster' name='v/x'>"
    "<host name='h' transport='unix' socket='/s'/></source><target dev='vda'/></disk>"
    "</devices>",
    "<devices><disk type='network'><source protocol='gluster' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='gluster' name='/x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='rbd' name='p/x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='rbd' name='p/ns/x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='rbd' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='vxhs' name='x' tls='yes'>"
    "<host name='h'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='vxhs' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nfs' name='x'><host name='h'/>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='nfs' name='x'><host name='h'/>"
    "<identity user='u' group='g'/></source><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='iscsi' name='iqn.x'><host name='h'/>"
    "<initiator><iqn name='iqn.y'/></initiator></source><auth username='u'>"
    "<secret type='iscsi' usage='s'/></auth><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='iscsi' name='iqn.x'><host name='h'/>"
    "<auth username='u'><secret type='iscsi' usage='s'/></auth></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><backingStore type='network'>"
    "<format type='raw'/><source protocol='nbd' name='x'><host name='h'/></source>"
    "</backingStore><target dev='vda'/></disk></devices>",
    "<devices><disk type='file'><source file='/a'/><mirror type='network' job='copy'>"
    "<source protocol='nbd' name='x'><host name='h'/></source></mirror>"
    "<target dev='vda'/></disk></devices>",
    "<devices><hostdev mode='subsystem' type='scsi'>"
    "<source protocol='iscsi' name='iqn.1992-01.com.example'><host name='h'/></source>"
    "</hostdev></devices>",
    "<devices><hostdev mode='subsystem' type='scsi'>"
    "<source protocol='iscsi' name='iqn.1992-01.com.example/1'><host name='h' port='5'/>"
    "<auth username='u'><secret type='iscsi' usage='s'/></auth></source></hostdev>"
    "</devices>",
    "<devices><disk type='file'><source file='/a'><host name='h'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='network' device='cdrom'><source protocol='http' name='x'>"
    "<host name='h'/></source><target dev='hda'/></disk></devices>",
    "<devices><disk type='file'>"
    "<source file='/a' dev='/b' dir='/c' protocol='nbd' name='x' pool='p' volume='v'"
    " mode='direct'/><target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source file='/a' protocol='nbd' name='x'>"
    "<host name='h' port='5'/><snapshot name='s'/><config file='/c'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='network'><source protocol='rbd' name='p/x'>"
    "<host name='h' port='5'/><snapshot name='s'/><config file='/c'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<devices><disk type='file' device='cdrom'><source dev='/a'/><target dev='hda'/>"
    "</disk></devices>",
    "<devices><disk type='file'><source file='/a'><initiator><iqn name='x'/></initiator>"
    "</source><target dev='vda'/></disk></devices>",
    "<devices><disk type='nvme'><source type='pci' managed='yes' namespace='1'>"
    "<address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></source>"
    "<target dev='vda'/></disk></devices>",
    "<os><type>hvm</type><loader type='pflash'>/l</loader><nvram type='network'>"
    "<source protocol='iscsi' name='iqn.1992-01.com.example/0'><host name='h'/></source>"
    "</nvram></os>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
