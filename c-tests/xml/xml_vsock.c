/* Virtual sockets in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><vsock model='virtio'><cid address='5'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid auto='yes'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid auto='yes' address='3'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid auto='no' address='3'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid auto='no'/></vsock></devices>",
    "<devices><vsock model='virtio'/></devices>",
    "<devices><vsock/></devices>",
    "<devices><vsock><cid auto='yes'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid/></vsock></devices>",
    "<devices><vsock model='virtio'><cid auto='x'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid address='x'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid address='2'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid address='0'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid address='4294967295'/></vsock></devices>",
    "<devices><vsock model='virtio'><cid address='4294967296'/></vsock></devices>",
    "<devices><vsock model='virtio'>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>"
    "<cid auto='no' address='3'/></vsock></devices>",
    "<devices><vsock model='virtio'><driver iommu='on' ats='on'/>"
    "<cid auto='no' address='3'/></vsock></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
