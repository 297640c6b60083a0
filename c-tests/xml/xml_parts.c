/* Title, actions, metadata and <os> in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<on_poweroff>x</on_poweroff>",
    "<on_poweroff>preserve</on_poweroff>",
    "<on_poweroff>rename-restart</on_poweroff>",
    "<on_poweroff>coredump-destroy</on_poweroff>",
    "<on_poweroff/>",
    "<on_reboot>x</on_reboot>",
    "<on_reboot>coredump-restart</on_reboot>",
    "<on_crash>x</on_crash>",
    "<on_crash>coredump-restart</on_crash>",
    "<on_lockfailure>x</on_lockfailure>",
    "<on_lockfailure>ignore</on_lockfailure>",
    "<on_lockfailure>default</on_lockfailure>",
    "<on_lockfailure>restart</on_lockfailure>",
    "<on_poweroff>preserve</on_poweroff><on_reboot>preserve</on_reboot><on_crash>preserve"
    "</on_crash>",
    "<title>a&#10;b</title>",
    "<title/>",
    "<title></title>",
    "<title>  a </title>",
    "<description/>",
    "<description> </description>",
    "<title>a</title><title>b</title>",
    "<metadata/>",
    "<metadata><x/></metadata>",
    "<metadata><x xmlns='urn:x'/></metadata>",
    "<metadata><x xmlns='urn:x'/><y xmlns='urn:x'/></metadata>",
    "<metadata><x xmlns='urn:x'/>text<y xmlns='urn:y'/></metadata>",
    "<metadata>text</metadata>",
    "<metadata><a:x xmlns:a='urn:x'><!-- c --><b><c/></b></a:x></metadata>",
    "<metadata><a:x xmlns:a='urn:x'>  <b/> t </a:x></metadata>",
    "<metadata><a:x xmlns:a='urn:x'><b/> t <c><d/><e/></c></a:x></metadata>",
    "<metadata><a:x xmlns:a='urn:x'>  <b>  </b>  </a:x></metadata>",
    "<metadata><a:x xmlns:a='urn:x' b=\"&lt;&gt;&amp;&#9;&#10;&#13;é'&quot;\">"
    "&lt;&gt;&amp;&#13;\"'é</a:x></metadata>",
    "<metadata xmlns:a='urn:a'><a:x/></metadata>",
    "<metadata k='v'><a:x xmlns:a='urn:a'/></metadata>",
    "<domain type='test' xmlns:a='urn:a' xmlns:b='urn:b'><name>d</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>hvm</type>"
    "</os><metadata><a:x/></metadata></domain>",
    "<domain type='test' xmlns:a='urn:a' xmlns:b='urn:b'><name>d</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>hvm</type>"
    "</os><metadata><a:x><b:y b:z='1'/></a:x></metadata></domain>",
    "<metadata><a:x xmlns:a='urn:a'><b:y xmlns:b='urn:b'/><a:z/></a:x></metadata>",
    "<metadata><a:x xmlns:a=''/></metadata>",
    "<metadata><a:x/></metadata>",
    "<metadata><a:x xmlns:a='urn:a'/></metadata><metadata><b:x xmlns:b='urn:b'/>"
    "</metadata>",
    "<genid>00000000-0000-4000-8000-000000000002</genid>",
    "<genid>x</genid>",
    "<os/>",
    "<os><type>x</type></os>",
    "<os><type>HVM</type></os>",
    "<os><type> hvm</type></os>",
    "<os><type>xen</type></os>",
    "<os><type>linux</type></os>",
    "<os><type>exe</type></os>",
    "<os><type>exe</type><init>/a</init><initarg>b</initarg><initenv name='E'>v</initenv>"
    "<initdir>/d</initdir><inituser>u</inituser><initgroup>g</initgroup></os>",
    "<os><type>xenpvh</type></os>",
    "<os><type>uml</type></os>",
    "<os><type arch='x86_64'>hvm</type></os>",
    "<os><type arch='i686'>hvm</type></os>",
    "<os><type arch='aarch64'>hvm</type></os>",
    "<os><type arch='nonsense'>hvm</type></os>",
    "<os><type arch=''>hvm</type></os>",
    "<os><type machine='pc'>hvm</type></os>",
    "<os><type arch='i686' machine='x'>hvm</type></os>",
    "<os><type>hvm</type><boot dev='network'/><boot dev='cdrom'/></os>",
    "<os><type>hvm</type><boot dev='x'/></os>",
    "<os><type>hvm</type><boot/></os>",
    "<os><type>hvm</type><boot dev='hd'/><boot dev='hd'/></os>",
    "<os><type>hvm</type><boot dev='fd'/><bootmenu enable='yes' timeout='3000'/></os>",
    "<os><type>hvm</type><bootmenu enable='x'/></os>",
    "<os><type>hvm</type><bootmenu timeout='x'/></os>",
    "<os><type>hvm</type><bootmenu enable='no' timeout='65536'/></os>",
    "<os><type>hvm</type><loader>/l</loader></os>",
    "<os><type>hvm</type><loader readonly='yes' secure='no' type='pflash'>/l</loader>"
    "<nvram template='/t'>/n</nvram></os>",
    "<os><type>hvm</type><loader type='x'>/l</loader></os>",
    "<os firmware='efi'><type>hvm</type></os>",
    "<os firmware='x'><type>hvm</type></os>",
    "<os><type>hvm</type><kernel>/k</kernel><initrd>/i</initrd><cmdline>a &amp; b"
    "</cmdline><dtb>/d</dtb></os>",
    "<os><type>hvm</type><smbios mode='sysinfo'/></os>",
    "<os><type>hvm</type><smbios mode='host'/></os>",
    "<os><type>hvm</type><smbios/></os>",
    "<os><type>hvm</type><smbios mode='x'/></os>",
    "<os><type>hvm</type><bios useserial='yes' rebootTimeout='5'/></os>",
    "<os><type>hvm</type><bios useserial='no' rebootTimeout='-1'/></os>",
    "<os><type>hvm</type><bios rebootTimeout='65536'/></os>",
    "<os><type>hvm</type><init>/x</init></os>",
    "<bootloader>/b</bootloader><bootloader_args>a</bootloader_args>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><bootloader>/b</bootloader></domain>",
    "<os><type>hvm</type><acpi><table type='slic'>/t</table></acpi></os>",
    "<os><type>linux</type><init>/x</init></os>",
    "<os><type>exe</type><init>/x</init></os>",
    "<os><type>exe</type><init>/x</init><boot dev='hd'/></os>",
    "<bootloader>/b</bootloader>",
    "<os firmware='bios'><smbios mode='host'/><bios useserial='yes' rebootTimeout='5'/>"
    "<bootmenu enable='yes'/><boot dev='hd'/><acpi><table type='slic'>/t</table></acpi>"
    "<root>/dev/r</root><dtb>/d</dtb><cmdline>c</cmdline><initrd>/i</initrd><kernel>/k"
    "</kernel><nvram>/n</nvram><loader>/l</loader><initgroup>g</initgroup><init>/a</init>"
    "<firmware><feature enabled='yes' name='secure-boot'/></firmware><type>hvm</type>"
    "</os>",
    "<os><boot dev='hd'/><kernel>/k</kernel><nvram>/n</nvram><loader>/l</loader><type>hvm"
    "</type></os>",
    "<os><bootmenu enable='yes'/><bios useserial='yes'/><smbios mode='host'/><acpi>"
    "<table type='slic'>/t</table></acpi><root>/dev/r</root><dtb>/d</dtb><cmdline>c"
    "</cmdline><initrd>/i</initrd><kernel>/k</kernel><type>hvm</type></os>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
