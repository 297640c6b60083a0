/* File systems in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><filesystem type='mount'><driver type='virtiofs' queue='1024'/>"
    "<source socket='/tmp/s'/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><source socket='/tmp/s'/><target dir='t'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='virtiofs'/>"
    "<source socket='/tmp/s' dir='/d'/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='virtiofs'/><source dir='/d'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='virtiofs'/><source dir='/d'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='virtiofs'/><source socket='/d'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='mount' accessmode='mapped'>"
    "<driver type='virtiofs' queue='1024'/><source socket='/tmp/s'/><target dir='t'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='virtiofs' queue='x'/>"
    "<source dir='/d'/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='bind'><source socket='/tmp/s'/><target dir='t'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='block'><source dev='/x' dir='/y' file='/z'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><source dir='/y' file='/z' socket='/s'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='virtiofs' queue='1024'/>"
    "<binary path='/usr/libexec/virtiofsd' xattr='on'><cache mode='always'/>"
    "<sandbox mode='namespace'/><lock posix='on' flock='on'/><thread_pool size='16'/>"
    "</binary><source dir='/d'/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='path' wrpolicy='immediate'/>"
    "<source dir='/d'/><target dir='t'/><readonly/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='handle'/><source dir='/d'/>"
    "<target dir='t'/><readonly/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='x'/><source dir='/d'/>"
    "<target dir='t'/><readonly/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver/><source dir='/d'/><target dir='t'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='volume'><source pool='p' volume='v'/><target dir='t'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='mount'><source/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><source dir=''/><target dir='t'/></filesystem>"
    "</devices>",
    "<devices><filesystem type='mount'><source socket=''/><target dir='t'/></filesystem>"
    "</devices>",
    "<devices><filesystem type='mount' accessmode='passthrough'><driver type='virtiofs'/>"
    "<source socket='/tmp/s'/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='loop'/><source dir='/d'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='file'><driver type='loop' format='raw'/>"
    "<source file='/d' dir='/e'/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='file'><driver type='nbd' format='qcow2'/>"
    "<source file='/d'/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='file'><driver type='loop' format='x'/><source file='/d'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='path' wrpolicy='x'/>"
    "<source dir='/d'/><target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'><driver type='path' queue='5'/><source dir='/d'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='mount'>"
    "<driver type='virtiofs' queue='5' wrpolicy='immediate'/><source dir='/d'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='template'><source name='a' dir='/b'/><target dir='t'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='bind'><source dir='/a' usage='5' units='KiB'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='ram'><source usage='5' units='KiB' dir='/a'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='volume'><source pool='p' volume='v' dir='/a'/>"
    "<target dir='t'/></filesystem></devices>",
    "<devices><filesystem type='volume'><source volume='v'/><target dir='t'/>"
    "</filesystem></devices>",
    "<devices><filesystem type='volume'><source pool='p'/><target dir='t'/></filesystem>"
    "</devices>",
    "<devices><filesystem type='mount'>"
    "<source dir='/a' pool='p' volume='v' name='n' file='f' dev='d' usage='1'/>"
    "<target dir='t'/></filesystem></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
