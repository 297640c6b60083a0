/* Domain types, and the uuid in <sysinfo>, in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<domain type='none'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='qemu'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='kqemu'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='kvm'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='xen'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='lxc'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='uml'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='openvz'><name>d</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>hvm</type>"
    "</os></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='vmware'><name>d</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>hvm</type>"
    "</os></domain>",
    "<domain type='hyperv'><name>d</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>hvm</type>"
    "</os></domain>",
    "<domain type='vbox'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='phyp'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='parallels'><name>d</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>hvm</type>"
    "</os></domain>",
    "<domain type='bhyve'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='vz'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='hvf'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='ch'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='nonsense'><name>d</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>hvm</type>"
    "</os></domain>",
    "<domain type='HVF'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<sysinfo type='smbios'><system><entry name='uuid'>"
    "00000000-0000-4000-8000-000000000007</entry></system></sysinfo></domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<sysinfo type='smbios'><system><entry name='uuid'>"
    "00000000000040008000000000000007</entry></system></sysinfo></domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<sysinfo type='smbios'><system><entry name='uuid'>x</entry></system></sysinfo>"
    "</domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<uuid>00000000-0000-4000-8000-000000000007</uuid><sysinfo type='smbios'><system>"
    "<entry name='uuid'>00000000-0000-4000-8000-000000000007</entry></system></sysinfo>"
    "</domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<uuid>00000000-0000-4000-8000-000000000007</uuid><sysinfo type='smbios'><system>"
    "<entry name='uuid'>00000000000040008000000000000007</entry></system></sysinfo>"
    "</domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<uuid>00000000-0000-4000-8000-000000000007</uuid><sysinfo type='smbios'><system>"
    "<entry name='uuid'>00000000-0000-4000-8000-000000000008</entry></system></sysinfo>"
    "</domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<uuid>00000000-0000-4000-8000-000000000007</uuid><sysinfo type='smbios'><system>"
    "<entry name='uuid'>x</entry></system></sysinfo></domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<uuid>00000000-0000-4000-8000-000000000007</uuid><sysinfo type='smbios'><system>"
    "<entry name='uuid'/></system></sysinfo></domain>",
    "<domain type='test'><name>d</name><os><type>hvm</type></os><memory>2048</memory>"
    "<uuid>00000000-0000-4000-8000-000000000007</uuid><sysinfo type='smbios'><system>"
    "<entry name='uuid'>00000000-0000-4000-8000-000000000007</entry></system></sysinfo>"
    "<sysinfo type='smbios'><system><entry name='uuid'>"
    "00000000-0000-4000-8000-000000000008</entry></system></sysinfo></domain>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
