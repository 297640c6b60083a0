/* Consoles and serial lines in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><serial type='pty'/><console type='pty'><target type='virtio'/></console>"
    "</devices>",
    "<devices><serial type='pty'/><console type='pty'><target type='virtio' port='0'/>"
    "</console></devices>",
    "<devices><console type='pty'><target type='virtio' port='0'/></console></devices>",
    "<devices><console type='pty'><target type='virtio'/></console></devices>",
    "<devices><console type='pty'><target type='virtio' port='5'/></console></devices>",
    "<devices><console type='pty'><target type='serial' port='0'/></console>"
    "<console type='pty'><target type='virtio' port='1'/></console></devices>",
    "<devices><serial type='pty'><target port='0'/></serial><console type='pty'>"
    "<target type='serial' port='0'/></console><console type='pty'>"
    "<target type='virtio' port='0'/></console></devices>",
    "<devices><serial type='pty'><target port='0'/></serial><console type='pty'>"
    "<target type='virtio' port='0'/></console><console type='pty'>"
    "<target type='virtio' port='0'/></console></devices>",
    "<devices><serial type='pty'><target port='0'/></serial><console type='pty'>"
    "<target type='virtio' port='7'/></console><console type='pty'>"
    "<target type='virtio'/></console></devices>",
    "<devices><console type='pty'><target type='virtio'/></console><console type='pty'>"
    "<target type='virtio'/></console></devices>",
    "<devices><console type='pty'/><console type='pty'/></devices>",
    "<devices><console type='pty'><target port='0'/></console><console type='pty'>"
    "<target port='1'/></console></devices>",
    "<devices><console type='pty'><target type='serial' port='0'/></console>"
    "<console type='pty'><target type='serial' port='1'/></console></devices>",
    "<devices><serial type='pty'/><serial type='pty'/><console type='pty'/>"
    "<console type='pty'/></devices>",
    "<devices><serial type='pty'/><serial type='pty'/></devices>",
    "<devices><serial type='pty'/><serial type='pty'/><console type='pty'/></devices>",
    "<devices><console type='pty'><target type='virtio'/></console><console type='pty'>"
    "<target type='serial'/></console></devices>",
    "<devices><serial type='pty'/><console type='pty'><target type='virtio'/></console>"
    "<console type='pty'><target type='serial'/></console></devices>",
    "<os><type>linux</type></os><devices><console type='pty'/><console type='pty'/>"
    "</devices>",
    "<os><type>linux</type></os><devices><console type='pty'>"
    "<target type='xen' port='0'/></console></devices>",
    "<os><type>linux</type></os><devices><serial type='pty'/><console type='pty'/>"
    "</devices>",
    "<os><type>exe</type><init>/i</init></os><devices><console type='pty'>"
    "<target type='lxc' port='0'/></console><console type='pty'><target type='lxc'/>"
    "</console></devices>",
    "<devices><console type='pty'><target type='sclp' port='0'/></console>"
    "<console type='pty'><target type='sclplm'/></console></devices>",
    "<devices><serial type='pty'><target type='isa-serial' port='0'>"
    "<model name='isa-serial'/></target></serial></devices>",
    "<devices><serial type='pty'><target type='isa-serial' port='0'/></serial>"
    "<console type='pty'><target type='virtio' port='1'/>"
    "<address type='virtio-serial' controller='0' bus='0' port='0'/></console></devices>",
    "<devices><channel type='unix'><target type='virtio' name='a'/>"
    "<address type='virtio-serial' controller='0' bus='0' port='1'/></channel>"
    "<channel type='unix'><target type='virtio' name='a'/></channel></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
