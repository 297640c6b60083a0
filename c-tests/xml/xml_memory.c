/* Memory devices and the memory of NUMA cells in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size unit='MiB'>512</size><node>0</node></target></memory></devices>"
    "</domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory><cpu><numa>"
    "<cell cpus='0' memory='1' unit='GiB'/></numa></cpu><maxMemory slots='4' unit='GiB'>"
    "4</maxMemory><devices><memory model='dimm'><target><size unit='MiB'>512</size><node>"
    "0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>1</memory><cpu><numa>"
    "<cell cpus='0' memory='1' unit='GiB'/></numa></cpu><maxMemory slots='4' unit='GiB'>"
    "4</maxMemory><devices><memory model='dimm'><target><size unit='MiB'>512</size><node>"
    "0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='MiB'>1536</memory><currentMemory unit='MiB'>"
    "1200</currentMemory><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa></cpu>"
    "<maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'><target>"
    "<size unit='MiB'>512</size><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><currentMemory unit='GiB'>1</currentMemory><cpu><numa>"
    "<cell cpus='0' memory='1' unit='GiB'/></numa></cpu><maxMemory slots='4' unit='GiB'>"
    "4</maxMemory><devices><memory model='dimm'><target><size unit='MiB'>512</size><node>"
    "0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>1</maxMemory><devices><memory model='dimm'>"
    "<target><size unit='MiB'>512</size><node>0</node></target></memory></devices>"
    "</domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><devices><memory model='dimm'><target><size unit='MiB'>512</size><node>"
    "0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory><devices><memory model='dimm'>"
    "<target><size unit='MiB'>512</size><node>0</node></target></memory></devices>"
    "</domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory>"
    "<maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'><target>"
    "<size unit='MiB'>512</size></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory>"
    "<maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'><target>"
    "<size unit='MiB'>512</size><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory>"
    "<maxMemory slots='4' unit='GiB'>4</maxMemory></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory>"
    "<maxMemory slots='4' unit='GiB'>1</maxMemory></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory><cpu><numa>"
    "<cell cpus='0' memory='1' unit='GiB'/></numa></cpu><maxMemory slots='4' unit='GiB'>"
    "4</maxMemory><devices><memory model='dimm'><target><size unit='GiB'>3</size><node>"
    "0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='1' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size unit='MiB'>512</size><node>0</node></target></memory>"
    "<memory model='dimm'><target><size unit='MiB'>512</size><node>0</node></target>"
    "</memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='nvdimm'>"
    "<source><path>/n</path></source><target><size unit='MiB'>512</size><node>0</node>"
    "</target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='nvdimm'>"
    "<source><path>/n</path></source><target><size unit='MiB'>512</size><node>0</node>"
    "<label><size unit='KiB'>128</size></label><readonly/></target></memory></devices>"
    "</domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices>"
    "<memory model='virtio-pmem' access='shared'><source><path>/n</path></source><target>"
    "<size unit='MiB'>512</size></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>1</memory><devices>"
    "<memory model='sgx-epc'><target><size unit='KiB'>16384</size></target></memory>"
    "</devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><devices><memory model='sgx-epc'><target><size unit='KiB'>"
    "16384</size></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><devices><memory model='dimm'><target><size unit='KiB'>"
    "16384</size></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><devices><memory model='sgx-epc'><target><size unit='KiB'>16384</size>"
    "</target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'/>"
    "</devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size>x</size><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size>524288</size><node>x</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size>524288</size><node>1</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size>524288</size></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size>0</size><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices>"
    "<memory model='dimm' access='private' discard='yes'><source><nodemask>0-1</nodemask>"
    "<pagesize unit='MiB'>2</pagesize></source><target><size>524287</size><node>0</node>"
    "</target><address type='dimm' slot='0' base='0x100000000'/></memory></devices>"
    "</domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size>524288</size><node>0</node></target><address type='dimm' slot='0'/>"
    "</memory><memory model='dimm'><target><size>524288</size><node>0</node></target>"
    "<address type='dimm' slot='0'/></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'>"
    "<target><size>524288</size><node>0</node></target><address type='dimm' slot='4'/>"
    "</memory></devices></domain>",
    "<cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa></cpu>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>1</memory><devices>"
    "<memory model='virtio-pmem'><source><path>/n</path></source><target>"
    "<size unit='MiB'>512</size></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>1</memory>"
    "<maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='virtio-pmem'>"
    "<source><path>/n</path></source><target><size unit='MiB'>512</size></target>"
    "</memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='nvdimm'>"
    "<uuid>00000000-0000-4000-8000-000000000009</uuid><source><path>/n</path>"
    "<alignsize unit='KiB'>2048</alignsize><pmem/></source><target><size unit='MiB'>"
    "512</size><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='nvdimm'>"
    "<target><size unit='MiB'>512</size><node>0</node></target></memory></devices>"
    "</domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa>"
    "</cpu><maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory><target>"
    "<size unit='MiB'>512</size><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory><currentMemory unit='GiB'>"
    "2</currentMemory><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa></cpu>"
    "<maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'><target>"
    "<size unit='GiB'>1</size><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>3</memory><currentMemory unit='GiB'>"
    "2</currentMemory><cpu><numa><cell cpus='0' memory='1' unit='GiB'/></numa></cpu>"
    "<maxMemory slots='4' unit='GiB'>4</maxMemory><devices><memory model='dimm'><target>"
    "<size unit='GiB'>2</size><node>0</node></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>2</memory>"
    "<maxMemory slots='4' unit='MiB'>2048</maxMemory><devices><memory model='dimm'>"
    "<target><size unit='GiB'>1</size></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>1</memory>"
    "<maxMemory slots='4' unit='MiB'>2048</maxMemory><devices><memory model='dimm'>"
    "<target><size unit='GiB'>1</size></target></memory></devices></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='GiB'>1</memory><devices>"
    "<memory model='nvdimm'><source><path>/n</path></source><target><size unit='GiB'>"
    "1</size></target></memory></devices></domain>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
