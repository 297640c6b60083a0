/* Firmware and boot of <os> in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<os firmware='efi'><type>hvm</type><firmware>"
    "<feature enabled='yes' name='secure-boot'/></firmware><loader secure='yes'/></os>",
    "<os firmware='efi'><type>hvm</type><loader secure='yes'/></os>",
    "<os firmware='efi'><type>hvm</type><loader secure='no'/></os>",
    "<os firmware='efi'><type>hvm</type><loader/></os>",
    "<os firmware='efi'><type>hvm</type><loader stateless='yes'/></os>",
    "<os firmware='efi'><type>hvm</type><loader stateless='no'/></os>",
    "<os firmware='efi'><type>hvm</type><loader stateless='yes'/><nvram>/n</nvram></os>",
    "<os firmware='efi'><type>hvm</type><loader readonly='yes'/></os>",
    "<os firmware='efi'><type>hvm</type><loader type='pflash'/></os>",
    "<os firmware='efi'><type>hvm</type><loader type='rom'/></os>",
    "<os firmware='efi'><type>hvm</type><loader type='none'/></os>",
    "<os firmware='efi'><type>hvm</type><loader>/l</loader></os>",
    "<os firmware='efi'><type>hvm</type><loader secure='yes'>/l</loader></os>",
    "<os firmware='efi'><type>hvm</type><loader type='pflash'>/l</loader></os>",
    "<os firmware='efi'><type>hvm</type><nvram>/n</nvram></os>",
    "<os firmware='efi'><type>hvm</type><nvram template='/t'/></os>",
    "<os firmware='efi'><type>hvm</type><nvram template='/t'>/n</nvram></os>",
    "<os firmware='bios'><type>hvm</type><nvram>/n</nvram></os>",
    "<os firmware='bios'><type>hvm</type><loader secure='yes'/></os>",
    "<os firmware='bios'><type>hvm</type><loader stateless='yes'/></os>",
    "<os firmware='bios'><type>hvm</type><loader/></os>",
    "<os><type>hvm</type><loader/></os>",
    "<os><type>hvm</type><loader secure='yes'/></os>",
    "<os><type>hvm</type><loader type='rom'/></os>",
    "<os><type>hvm</type><loader type='none'/></os>",
    "<os><type>hvm</type><loader stateless='yes'>/l</loader></os>",
    "<os><type>hvm</type><loader stateless='yes' type='pflash'>/l</loader><nvram>"
    "/n</nvram></os>",
    "<os><type>hvm</type><loader stateless='yes' type='rom'>/l</loader><nvram>/n</nvram>"
    "</os>",
    "<os><type>hvm</type><loader stateless='yes' type='rom'>/l</loader></os>",
    "<os><type>hvm</type><loader stateless='no' type='pflash'>/l</loader></os>",
    "<os><type>hvm</type><loader stateless='yes' type='pflash'>/l</loader>"
    "<nvram template='/t'/></os>",
    "<os><type>hvm</type><loader type='rom'>/l</loader><nvram>/n</nvram></os>",
    "<os><type>hvm</type><nvram>/n</nvram></os>",
    "<os><type>hvm</type><nvram template='/t'/></os>",
    "<os><type>hvm</type><nvram/></os>",
    "<os firmware='efi'><type>hvm</type><nvram/></os>",
    "<os><type>hvm</type><loader type='pflash'>/l</loader><nvram/></os>",
    "<os><type>hvm</type><loader secure='yes' type='rom'>/l</loader></os>",
    "<os><type>hvm</type><loader readonly='yes' type='rom'>/l</loader></os>",
    "<os><type>hvm</type><loader readonly='x'>/l</loader></os>",
    "<os><type>hvm</type><loader stateless='x'>/l</loader></os>",
    "<os><type>hvm</type><firmware><feature enabled='yes' name='secure-boot'/></firmware>"
    "</os>",
    "<os firmware='efi'><type>hvm</type><firmware>"
    "<feature enabled='yes' name='enrolled-keys'/></firmware></os>",
    "<os firmware='efi'><type>hvm</type><firmware>"
    "<feature enabled='no' name='enrolled-keys'/></firmware></os>",
    "<os firmware='efi'><type>hvm</type><firmware>"
    "<feature enabled='yes' name='enrolled-keys'/>"
    "<feature enabled='no' name='secure-boot'/></firmware></os>",
    "<os firmware='efi'><type>hvm</type><firmware>"
    "<feature enabled='yes' name='enrolled-keys'/>"
    "<feature enabled='yes' name='secure-boot'/></firmware></os>",
    "<os firmware='efi'><type>hvm</type><firmware>"
    "<feature enabled='no' name='enrolled-keys'/>"
    "<feature enabled='no' name='secure-boot'/></firmware></os>",
    "<os firmware='efi'><type>hvm</type><firmware>"
    "<feature enabled='no' name='secure-boot'/>"
    "<feature enabled='yes' name='secure-boot'/></firmware></os>",
    "<os firmware='bios'><type>hvm</type><firmware>"
    "<feature enabled='yes' name='secure-boot'/></firmware></os>",
    "<os firmware='bios'><type>hvm</type><firmware>"
    "<feature enabled='yes' name='enrolled-keys'/></firmware></os>",
    "<os firmware='efi'><type>hvm</type><firmware><feature enabled='yes'/></firmware>"
    "</os>",
    "<os><type>hvm</type><loader type='pflash'>/l</loader>"
    "<nvram template='/t' type='file'><source file='/n'/></nvram></os>",
    "<os><type>hvm</type><loader type='pflash'>/l</loader><nvram type='block'>"
    "<source dev='/n'/></nvram></os>",
    "<os firmware='efi'><type>hvm</type><loader readonly='no'/></os>",
    "<os firmware='efi'><type>hvm</type><loader readonly='no' secure='yes'>/l</loader>"
    "</os>",
    "<os firmware='efi'><type>hvm</type><loader secure='yes' stateless='yes'>/l</loader>"
    "</os>",
    "<os firmware='bios'><type>hvm</type><loader secure='no' stateless='yes'/></os>",
    "<os firmware='bios'><type>hvm</type><loader/><nvram/></os>",
    "<os firmware='bios'><type>hvm</type><loader stateless='yes'/><nvram/></os>",
    "<os firmware='bios'><type>hvm</type><loader stateless='yes'/><nvram>/n</nvram></os>",
    "<os firmware='bios'><type>hvm</type><nvram template='/t'/></os>",
    "<os><type>hvm</type><loader type='x'/></os>",
    "<os><type>hvm</type><loader secure='x'/></os>",
    "<os><type>exe</type><init>/i</init><loader>/l</loader></os>",
    "<os><type>exe</type><init>/i</init><loader/></os>",
    "<os><type>linux</type><loader>/l</loader></os>",
    "<os><type>linux</type><kernel>/k</kernel><loader/></os>",
    "<os><type>xen</type><loader type='pflash'>/l</loader><nvram>/x</nvram></os>",
    "<os><type>hvm</type><loader type='rom'>/l</loader><nvram template='/t'/></os>",
    "<os><type>hvm</type><loader type='pflash'>/l</loader><nvram template='/t'/></os>",
    "<os><type>hvm</type><loader type='pflash'>/l</loader><nvram template=''/></os>",
    "<os><type>hvm</type><loader secure='yes'>/l</loader></os>",
    "<os firmware='efi'><type>hvm</type><firmware>"
    "<feature name='secure-boot' enabled='yes'/>"
    "<feature name='enrolled-keys' enabled='no'/></firmware></os>",
    "<os firmware='efi'><type>hvm</type><firmware/></os>",
    "<os><type>hvm</type><loader></loader></os>",
    "<os><type>xenpvh</type><loader>/l</loader></os>",
    "<os><type>uml</type><loader>/l</loader></os>",
    "<os><type>xen</type><loader>/l</loader></os>",
    "<os firmware='efi'><type>linux</type></os>",
    "<os firmware='efi'><type>exe</type><init>/i</init></os>",
    "<os firmware='efi'><type>uml</type></os>",
    "<os firmware='efi'><type>xenpvh</type></os>",
    "<os firmware='efi'><type>xen</type></os>",
    "<os><type>linux</type><kernel>/k</kernel><initrd>/i</initrd><cmdline>c</cmdline>"
    "<root>/r</root><dtb>/d</dtb></os>",
    "<os><type>exe</type><init>/i</init><kernel>/k</kernel><initrd>/i</initrd><cmdline>"
    "c</cmdline><root>/r</root><dtb>/d</dtb></os>",
    "<os><type>xen</type><kernel>/k</kernel><initrd>/i</initrd><cmdline>c</cmdline><root>"
    "/r</root><dtb>/d</dtb></os>",
    "<os><type>uml</type><kernel>/k</kernel><initrd>/i</initrd><cmdline>c</cmdline><root>"
    "/r</root><dtb>/d</dtb></os>",
    "<os><type>linux</type><acpi><table type='slic'>/t</table></acpi><boot dev='cdrom'/>"
    "<bootmenu enable='yes'/><bios useserial='yes'/><smbios mode='host'/></os>",
    "<os><type>exe</type><init>/i</init><acpi><table type='slic'>/t</table></acpi>"
    "<boot dev='cdrom'/><bootmenu enable='yes'/><bios useserial='yes'/>"
    "<smbios mode='host'/></os>",
    "<os><type>xen</type><acpi><table type='slic'>/t</table></acpi><boot dev='cdrom'/>"
    "<bootmenu enable='yes'/><bios useserial='yes'/><smbios mode='host'/></os>",
    "<os><type>uml</type><acpi><table type='slic'>/t</table></acpi><boot dev='cdrom'/>"
    "<bootmenu enable='yes'/><bios useserial='yes'/><smbios mode='host'/></os>",
    "<domain type='xen'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>linux</type><kernel>/k</kernel></os></domain>",
    "<domain type='xen'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>linux</type><kernel>/k</kernel></os><devices><video/>"
    "<console/></devices></domain>",
    "<domain type='kvm'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>linux</type><kernel>/k</kernel></os></domain>",
    "<domain type='lxc'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>linux</type><kernel>/k</kernel></os></domain>",
    "<bootloader>/b</bootloader><os><type>xen</type><kernel>/k</kernel></os>",
    "<bootloader>/b</bootloader><os><type>hvm</type><kernel>/k</kernel><loader>"
    "/l</loader><boot dev='hd'/></os>",
    "<bootloader>/b</bootloader><os><type>hvm</type><bootmenu enable='yes'/>"
    "<bios useserial='yes'/><smbios mode='host'/><acpi><table type='slic'>/t</table>"
    "</acpi></os>",
    "<bootloader>/b</bootloader><os firmware='efi'><type>hvm</type></os>",
    "<bootloader>/b</bootloader><os><type>linux</type><kernel>/k</kernel></os>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
