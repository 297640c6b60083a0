/* <cputune>, <blkiotune>, <numatune> and <resource> in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<cputune/>",
    "<cputune></cputune>",
    "<cputune><shares>0</shares></cputune>",
    "<cputune><shares>1</shares></cputune>",
    "<cputune><shares>262145</shares></cputune>",
    "<cputune><shares>x</shares></cputune>",
    "<cputune><shares>-1</shares></cputune>",
    "<cputune><shares/></cputune>",
    "<cputune><period>0</period></cputune>",
    "<cputune><period>999</period></cputune>",
    "<cputune><period>1000</period></cputune>",
    "<cputune><period>1000000</period></cputune>",
    "<cputune><period>1000001</period></cputune>",
    "<cputune><period>x</period></cputune>",
    "<cputune><quota>0</quota></cputune>",
    "<cputune><quota>-1</quota></cputune>",
    "<cputune><quota>-5</quota></cputune>",
    "<cputune><quota>999</quota></cputune>",
    "<cputune><quota>1000</quota></cputune>",
    "<cputune><quota>17592186044415</quota></cputune>",
    "<cputune><quota>17592186044416</quota></cputune>",
    "<cputune><quota>18446744073709551615</quota></cputune>",
    "<cputune><quota>x</quota></cputune>",
    "<cputune><global_period>999</global_period></cputune>",
    "<cputune><global_quota>999</global_quota></cputune>",
    "<cputune><emulator_period>999</emulator_period></cputune>",
    "<cputune><emulator_quota>999</emulator_quota></cputune>",
    "<cputune><iothread_period>999</iothread_period></cputune>",
    "<cputune><iothread_quota>999</iothread_quota></cputune>",
    "<cputune><iothread_quota>x</iothread_quota></cputune>",
    "<cputune><vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='0' cpuset='1'/></cputune>",
    "<cputune><vcpupin vcpu='5' cpuset='0'/></cputune>",
    "<cputune><vcpupin vcpu='x' cpuset='0'/></cputune>",
    "<cputune><vcpupin cpuset='0'/></cputune>",
    "<cputune><vcpupin vcpu='0'/></cputune>",
    "<cputune><vcpupin vcpu='0' cpuset=''/></cputune>",
    "<cputune><vcpupin vcpu='0' cpuset='x'/></cputune>",
    "<cputune><vcpupin vcpu='0' cpuset='0,^0'/></cputune>",
    "<cputune><vcpupin vcpu='16384' cpuset='0'/></cputune>",
    "<cputune><emulatorpin cpuset='0'/><emulatorpin cpuset='1'/></cputune>",
    "<cputune><emulatorpin/></cputune>",
    "<cputune><emulatorpin cpuset='x'/></cputune>",
    "<cputune><emulatorpin cpuset='0,^0'/></cputune>",
    "<cputune><iothreadpin iothread='1' cpuset='0'/></cputune>",
    "<iothreads>2</iothreads><cputune><iothreadpin iothread='1' cpuset='0'/>"
    "<iothreadpin iothread='1' cpuset='0'/></cputune>",
    "<iothreads>2</iothreads><cputune><iothreadpin iothread='2' cpuset='0'/>"
    "<iothreadpin iothread='1' cpuset='0'/></cputune>",
    "<iothreads>2</iothreads><cputune><iothreadpin iothread='0' cpuset='0'/></cputune>",
    "<iothreads>2</iothreads><cputune><iothreadpin iothread='3' cpuset='0'/></cputune>",
    "<iothreads>2</iothreads><cputune><iothreadpin iothread='x' cpuset='0'/></cputune>",
    "<iothreads>2</iothreads><cputune><iothreadpin cpuset='0'/></cputune>",
    "<iothreads>2</iothreads><cputune><iothreadpin iothread='1'/></cputune>",
    "<iothreads>2</iothreads><cputune><iothreadpin iothread='1' cpuset='0,^0'/></cputune>",
    "<cputune><vcpusched vcpus='0' scheduler='x'/></cputune>",
    "<cputune><vcpusched vcpus='0' scheduler='fifo'/></cputune>",
    "<cputune><vcpusched vcpus='0' scheduler='idle' priority='5'/></cputune>",
    "<cputune><vcpusched scheduler='idle'/></cputune>",
    "<cputune><vcpusched vcpus='5' scheduler='idle'/></cputune>",
    "<vcpu>4</vcpu><cputune><vcpusched vcpus='0-3' scheduler='idle'/></cputune>",
    "<vcpu>4</vcpu><cputune><vcpusched vcpus='0-3' scheduler='fifo' priority='1'/>"
    "<vcpusched vcpus='1' scheduler='idle'/></cputune>",
    "<vcpu cpuset='2-3'>4</vcpu><cputune><vcpupin vcpu='1' cpuset='0'/></cputune>",
    "<vcpu placement='auto'>4</vcpu><cputune><vcpupin vcpu='1' cpuset='0'/></cputune>",
    "<vcpu placement='auto'>4</vcpu><cputune><emulatorpin cpuset='0'/></cputune>",
    "<cputune><shares>5</shares><shares>6</shares></cputune>",
    "<vcpu>2</vcpu><cputune><vcpupin vcpu='1' cpuset='0-200'/></cputune>",
    "<blkiotune/>",
    "<blkiotune><weight>0</weight></blkiotune>",
    "<blkiotune><weight>99</weight></blkiotune>",
    "<blkiotune><weight>1001</weight></blkiotune>",
    "<blkiotune><weight>x</weight></blkiotune>",
    "<blkiotune><weight/></blkiotune>",
    "<blkiotune><device/></blkiotune>",
    "<blkiotune><device><path>/a</path></device></blkiotune>",
    "<blkiotune><device><path/></device></blkiotune>",
    "<blkiotune><device><weight>100</weight></device></blkiotune>",
    "<blkiotune><device><path>/a</path><weight>0</weight></device></blkiotune>",
    "<blkiotune><device><path>/a</path><weight>1</weight></device></blkiotune>",
    "<blkiotune><device><path>/a</path><weight>x</weight></device></blkiotune>",
    "<blkiotune><device><path>/a</path><weight>500</weight></device><device><path>/a"
    "</path><weight>600</weight></device></blkiotune>",
    "<blkiotune><device><path>/b</path><weight>500</weight></device><device><path>/a"
    "</path><weight>600</weight><weight>1</weight></device></blkiotune>",
    "<blkiotune><device><path>/a</path><read_bytes_sec>x</read_bytes_sec></device>"
    "</blkiotune>",
    "<blkiotune><device><path>/a</path><read_bytes_sec>0</read_bytes_sec></device>"
    "</blkiotune>",
    "<blkiotune><device><path>/a</path><read_iops_sec>4294967296</read_iops_sec></device>"
    "</blkiotune>",
    "<blkiotune><device><path>/a</path><write_bytes_sec>18446744073709551615"
    "</write_bytes_sec></device></blkiotune>",
    "<blkiotune><device><path>/a</path><path>/b</path><write_bytes_sec>-1"
    "</write_bytes_sec></device></blkiotune>",
    "<numatune/>",
    "<numatune><memory/></numatune>",
    "<numatune><memory mode='strict'/></numatune>",
    "<numatune><memory nodeset='0'/></numatune>",
    "<numatune><memory mode='preferred' nodeset='0'/></numatune>",
    "<numatune><memory mode='preferred' nodeset='0-1'/></numatune>",
    "<numatune><memory mode='interleave' nodeset='0-1'/></numatune>",
    "<numatune><memory mode='restrictive' nodeset='0-1'/></numatune>",
    "<numatune><memory mode='x' nodeset='0-1'/></numatune>",
    "<numatune><memory mode='strict' nodeset='x'/></numatune>",
    "<numatune><memory mode='strict' nodeset=''/></numatune>",
    "<numatune><memory mode='strict' nodeset='0,^0'/></numatune>",
    "<numatune><memory mode='strict' placement='auto'/></numatune>",
    "<numatune><memory mode='strict' placement='static'/></numatune>",
    "<numatune><memory mode='strict' placement='auto' nodeset='0'/></numatune>",
    "<numatune><memory mode='strict' placement='x' nodeset='0'/></numatune>",
    "<numatune><memory placement='auto'/></numatune>",
    "<numatune><memnode cellid='0' mode='strict' nodeset='0'/></numatune>",
    "<cpu><numa><cell id='0' cpus='0' memory='2048'/></numa></cpu><numatune>"
    "<memnode cellid='0' mode='strict' nodeset='0'/></numatune>",
    "<cpu><numa><cell id='0' cpus='0' memory='2048'/></numa></cpu><numatune>"
    "<memory mode='strict' nodeset='0'/>"
    "<memnode cellid='0' mode='preferred' nodeset='1'/></numatune>",
    "<cpu><numa><cell id='0' cpus='0' memory='2048'/></numa></cpu><numatune>"
    "<memnode cellid='1' mode='preferred' nodeset='1'/></numatune>",
    "<vcpu placement='auto'>2</vcpu><numatune><memory mode='strict' nodeset='0'/>"
    "</numatune>",
    "<vcpu placement='auto'>2</vcpu><numatune><memory mode='strict' placement='auto'/>"
    "</numatune>",
    "<resource/>",
    "<resource><partition/></resource>",
    "<resource><partition>a</partition></resource>",
    "<resource><partition>/a</partition></resource>",
    "<resource><fibrechannel/></resource>",
    "<resource><x/></resource>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
