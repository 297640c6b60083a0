/* Memory sizes, backing, labels and other small parts of domain XML; whole domains. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<memoryBacking/>",
    "<memoryBacking><hugepages/></memoryBacking>",
    "<memoryBacking><hugepages><page size='x'/></hugepages></memoryBacking>",
    "<memoryBacking><hugepages><page size='2048'/><page size='1' unit='G'/></hugepages>"
    "</memoryBacking>",
    "<memoryBacking><hugepages><page unit='G'/></hugepages></memoryBacking>",
    "<memoryBacking><hugepages><page size='2048' nodeset='0'/></hugepages>"
    "</memoryBacking>",
    "<vcpu>2</vcpu><memoryBacking><hugepages><page size='2048' nodeset='0'/></hugepages>"
    "</memoryBacking><cpu><numa><cell id='0' cpus='0' memory='1024'/></numa></cpu>",
    "<memoryBacking><source type='x'/></memoryBacking>",
    "<memoryBacking><source type='file'/></memoryBacking>",
    "<memoryBacking><source type='anonymous'/></memoryBacking>",
    "<memoryBacking><access mode='x'/></memoryBacking>",
    "<memoryBacking><access mode='private'/></memoryBacking>",
    "<memoryBacking><allocation mode='x'/></memoryBacking>",
    "<memoryBacking><allocation mode='ondemand'/></memoryBacking>",
    "<memoryBacking><allocation threads='x'/></memoryBacking>",
    "<memoryBacking><discard/><locked/><nosharepages/></memoryBacking>",
    "<maxMemory>4096</maxMemory>",
    "<maxMemory slots='0'>4096</maxMemory>",
    "<maxMemory slots='x'>4096</maxMemory>",
    "<maxMemory slots='2'>1024</maxMemory>",
    "<maxMemory slots='2'>4096</maxMemory>",
    "<maxMemory slots='2' unit='x'>4096</maxMemory>",
    "<maxMemory slots='2'/>",
    "<cpu><numa><cell cpus='0' memory='2048'/></numa></cpu><maxMemory slots='2'>4096"
    "</maxMemory>",
    "<currentMemory unit='x'>5</currentMemory>",
    "<currentMemory/>",
    "<memory dumpCore='on'>2048</memory>",
    "<memory dumpCore='x'>2048</memory>",
    "<memory unit='KiB' dumpCore='off'>2048</memory>",
    "<pm/>",
    "<pm><suspend-to-mem enabled='yes'/></pm>",
    "<pm><suspend-to-disk/></pm>",
    "<pm><suspend-to-mem enabled='x'/></pm>",
    "<perf/>",
    "<perf><event name='cmt' enabled='yes'/><event name='mbml' enabled='no'/></perf>",
    "<perf><event name='x' enabled='yes'/></perf>",
    "<perf><event name='cmt'/></perf>",
    "<perf><event name='cmt' enabled='yes'/><event name='cmt' enabled='no'/></perf>",
    "<sysinfo type='smbios'><bios><entry name='vendor'>V</entry></bios><system>"
    "<entry name='manufacturer'>M</entry><entry name='uuid'>"
    "00000000-0000-4000-8000-000000000001</entry></system></sysinfo>",
    "<sysinfo type='x'/>",
    "<sysinfo/>",
    "<sysinfo type='fwcfg'><entry name='opt/x'>v</entry></sysinfo>",
    "<idmap><uid start='0' target='1000' count='10'/>"
    "<gid start='0' target='1000' count='10'/></idmap>",
    "<seclabel type='dynamic' model='selinux'/>",
    "<seclabel type='static' model='selinux' relabel='no'><label>l</label></seclabel>",
    "<seclabel type='dynamic' model='dac' relabel='yes'/>",
    "<seclabel model='dac' relabel='yes'/>",
    "<seclabel type='none'/>",
    "<seclabel type='none' model='dac'/>",
    "<seclabel type='x'/>",
    "<seclabel type='none' model='selinux'/><seclabel type='none' model='dac'/>",
    "<sysinfo type='smbios'/><sysinfo type='fwcfg'/>",
    "<seclabel type='static'/>",
    "<seclabel type='dynamic' model='apparmor'><baselabel>b</baselabel></seclabel>",
    "<keywrap><cipher name='aes' state='on'/></keywrap>",
    "<launchSecurity type='sev'><policy>0x0001</policy><cbitpos>47</cbitpos>"
    "<reducedPhysBits>1</reducedPhysBits></launchSecurity>",
    "<resource><partition>/x</partition></resource><resource><partition>/y</partition>"
    "</resource>",
    "<resource><fibrechannel appid='x'/></resource>",
    "<defaultiothread/>",
    "<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>d"
    "</name><uuid>00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>"
    "hvm</type></os><test:runstate>5</test:runstate></domain>",
    "<domain type='test' id='5'><name>d</name><uuid>00000000-0000-4000-8000-000000000001"
    "</uuid><memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='test'><name> d </name><uuid>00000000-0000-4000-8000-000000000001"
    "</uuid><memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='test'><name>.</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='test'><name>d</name><uuid>nonsense</uuid></domain>",
    "<domain type='test'><name>a&lt;&gt;&quot;&apos;&amp;</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>hvm</type>"
    "</os></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os><on_poweroff>x</on_poweroff><vcpu>0"
    "</vcpu></domain>",
    "<domain type='TEST'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='none'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='qemu'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='lxc'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>exe</type></os></domain>",
    "<domain type='lxc'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>exe</type><init>/b</init></os></domain>",
    "<domain type='xen'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os></domain>",
    "<domain type='xen'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>linux</type></os><devices><disk><source file='/a'/>"
    "<target dev='xvda'/></disk><graphics type='vnc'/><input type='mouse'/></devices>"
    "</domain>",
    "<memory>2048</memory><memoryBacking><hugepages><page size='2048' nodeset='1'/>"
    "</hugepages></memoryBacking>",
    "<memory>2048</memory><memoryBacking><hugepages><page size='2048' nodeset='0-1'/>"
    "</hugepages></memoryBacking>",
    "<memory>2048</memory><memoryBacking><hugepages><page size='2048'/>"
    "<page size='4096' nodeset='0'/></hugepages></memoryBacking>",
    "<memory>2048</memory><memoryBacking><hugepages><page size='2048' nodeset='0'/>"
    "<page size='4096' nodeset='0'/></hugepages></memoryBacking>",
    "<vcpu>2</vcpu><memoryBacking><hugepages><page size='2048' nodeset='1'/></hugepages>"
    "</memoryBacking><cpu><numa><cell id='0' cpus='0' memory='1024'/></numa></cpu>",
    "<vcpu>2</vcpu><memoryBacking><hugepages><page size='2048' nodeset='0'/>"
    "<page size='4096' nodeset='0'/></hugepages></memoryBacking><cpu><numa>"
    "<cell id='0' cpus='0' memory='1024'/></numa></cpu>",
    "<vcpu>2</vcpu><memoryBacking><hugepages><page size='2048' nodeset='0'/>"
    "<page size='4096'/></hugepages></memoryBacking><cpu><numa>"
    "<cell id='0' cpus='0' memory='1024'/></numa></cpu>",
    "<memory>2048</memory><memoryBacking><hugepages><page size='0'/></hugepages>"
    "</memoryBacking>",
    "<memory>2048</memory><memoryBacking><hugepages><page size='2048' nodeset='x'/>"
    "</hugepages></memoryBacking>",
    "<memory>2048</memory><memoryBacking><hugepages/><nosharepages/></memoryBacking>"
    "<memoryBacking><locked/></memoryBacking>",
    "<memory>2048</memory><os><type>hvm</type><boot dev='hd'/><boot dev='hd'/>"
    "<boot dev='hd'/><boot dev='hd'/><boot dev='cdrom'/></os>",
    "<memory>2048</memory><memory>4096</memory>",
    "<memory>2048</memory><currentMemory>100</currentMemory><currentMemory>200"
    "</currentMemory>",
    "<memory> 2048</memory>",
    "<memory><!-- c -->2048</memory>",
    "<memory>2048</memory><currentMemory>4096</currentMemory>",
    "<memory>2048</memory><currentMemory unit='B'>1</currentMemory>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
