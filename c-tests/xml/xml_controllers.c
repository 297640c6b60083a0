/* Controllers in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><controller type='usb' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci1'><master startport='0'/></controller>"
    "<controller type='usb' model='ich9-uhci2'><master startport='2'/></controller>"
    "<controller type='usb' model='ich9-uhci3'><master startport='4'/></controller>"
    "</devices>",
    "<devices><controller type='usb' index='0' model='ich9-ehci1'/>"
    "<controller type='usb' index='0' model='ich9-uhci1'><master startport='0'/>"
    "</controller><controller type='usb' index='0' model='ich9-uhci2'>"
    "<master startport='2'/></controller></devices>",
    "<devices><controller type='usb' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci1'/>"
    "<controller type='usb' model='ich9-uhci2'/></devices>",
    "<devices><controller type='usb' index='1' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci1'><master startport='0'/></controller>"
    "</devices>",
    "<devices><controller type='usb' index='1' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci1'/></devices>",
    "<devices><controller type='usb' model='ich9-uhci1'><master startport='0'/>"
    "</controller><controller type='usb' model='ich9-ehci1'/></devices>",
    "<devices><controller type='usb' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci1'><master startport='0'/></controller>"
    "<controller type='usb' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci1'><master startport='0'/></controller>"
    "</devices>",
    "<devices><controller type='usb' model='piix3-uhci'/>"
    "<controller type='usb' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci1'><master startport='0'/></controller>"
    "</devices>",
    "<devices><controller type='usb' model='ich9-uhci1'><master/></controller></devices>",
    "<devices><controller type='usb' model='ich9-uhci1'><master startport='x'/>"
    "</controller></devices>",
    "<devices><controller type='usb' model='ich9-ehci1'><master startport='0'/>"
    "</controller></devices>",
    "<devices><controller type='usb' index='0' model='ich9-ehci1'/>"
    "<controller type='usb' index='0' model='ich9-uhci3'><master startport='4'/>"
    "</controller><controller type='usb' index='0' model='ich9-uhci1'>"
    "<master startport='0'/></controller></devices>",
    "<devices><controller type='usb' index='0' model='ich9-uhci3'><master startport='4'/>"
    "</controller><controller type='usb' index='0' model='ich9-uhci1'>"
    "<master startport='0'/></controller>"
    "<controller type='usb' index='0' model='ich9-ehci1'/></devices>",
    "<devices><controller type='scsi' index='0'/><controller type='scsi' index='0'/>"
    "</devices>",
    "<devices><controller type='usb' index='0' model='ich9-ehci1'/>"
    "<controller type='usb' index='0' model='ich9-ehci1'/></devices>",
    "<devices><controller type='usb' index='0'/><controller type='usb' index='0'/>"
    "</devices>",
    "<devices><controller type='pci' index='0' model='pci-root'/>"
    "<controller type='pci' model='pci-bridge'/>"
    "<controller type='pci' model='pcie-root-port'/></devices>",
    "<devices><controller type='pci' model='pcie-root-port'/></devices>",
    "<devices><controller type='usb' model='ich9-uhci2'/></devices>",
    "<devices><controller type='usb' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci1'><master/></controller></devices>",
    "<devices><controller type='scsi'/><controller type='scsi' index='0'/></devices>",
    "<devices><controller type='scsi' index='2'/><controller type='scsi'/>"
    "<controller type='scsi' index='0'/><controller type='scsi'/></devices>",
    "<devices><controller type='scsi'/><controller type='usb'/><controller type='scsi'/>"
    "<controller type='usb'/></devices>",
    "<devices><controller type='usb' model='ich9-uhci1'><master startport='0'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>"
    "</controller><controller type='usb' model='ich9-ehci1'>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x7'/>"
    "</controller></devices>",
    "<devices><controller type='usb' index='0' model='ich9-uhci1'>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>"
    "</controller><controller type='usb' index='0' model='ich9-ehci1'>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x7'/>"
    "</controller></devices>",
    "<devices><controller type='usb' model='none'/></devices>",
    "<devices><controller type='usb' model='none'/><controller type='usb'/></devices>",
    "<devices><controller type='usb'/><controller type='usb' model='none'/></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sdz' bus='scsi'/></disk>"
    "<controller type='scsi' index='1'/></devices>",
    "<devices><disk type='file'><source file='/a'/><target dev='sdz' bus='scsi'/></disk>"
    "<controller type='scsi' index='0'/><controller type='ide' index='0'/></devices>",
    "<devices><controller type='usb' model='none'/><controller type='usb' model='none'/>"
    "</devices>",
    "<devices><controller type='usb' model='ich9-ehci1'/>"
    "<controller type='usb' model='ich9-uhci2'><master/></controller></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
