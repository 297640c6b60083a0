/* Spellings of numbers in domain XML: base, sign, blanks, bounds. */
#include "xml/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An address of its own: one that is made up is not the same twice. */
#define INTERFACE "<devices><interface type='user'><mac address='52:54:00:00:00:01'/>"

static const char *const spellings[] = {
    " 5", "+5", "5 ", "05", "0x5", "-5", "- 5", "-0", "", "-+5", "+-5", "5.0", "&#9;5", "+", "-",
    "0x+5", "08", "4294967296", "-4294967291", "2147483648", "18446744073709551616",
    "-18446744073709551615", "9223372036854775808", "-9223372036854775808",
};

/* The % is where the number stands. */
static const char *const places[] = {
    "<clock offset='utc' adjustment='%'/>",
    "<clock offset='variable' adjustment='%' basis='localtime'/>",
    "<clock offset='absolute' start='%'/>",
    "<clock><timer name='tsc' frequency='%'/></clock>",
    "<clock><timer name='rtc' tickpolicy='catchup'><catchup threshold='%'/></timer></clock>",
    "<cputune><vcpusched vcpus='0' scheduler='fifo' priority='%'/></cputune>",
    "<cputune><shares>%</shares></cputune>",
    "<cputune><period>%</period></cputune>",
    "<cputune><quota>%</quota></cputune>",
    "<blkiotune><weight>%</weight></blkiotune>",
    "<blkiotune><device><path>/a</path><weight>%</weight></device></blkiotune>",
    "<blkiotune><device><path>/a</path><read_bytes_sec>%</read_bytes_sec></device></blkiotune>",
    "<memtune><soft_limit>%</soft_limit></memtune>",
    "<iothreadids><iothread id='%'/></iothreadids>",
    "<iothreadids><iothread id='1' thread_pool_min='%' thread_pool_max='9'/></iothreadids>",
    "<maxMemory slots='%'>4194304</maxMemory>",
    "<memoryBacking><hugepages><page size='%'/></hugepages></memoryBacking>",
    "<cpu><topology sockets='%' cores='1' threads='1'/></cpu>",
    "<cpu><numa><cell cpus='0' memory='%'/></numa></cpu>",
    "<features><hyperv><spinlocks state='on' retries='%'/></hyperv></features>",
    "<features><kvm><dirty-ring state='on' size='%'/></kvm></features>",
    "<features><smm state='on'><tseg>%</tseg></smm></features>",
    "<features><tcg><tb-cache>%</tb-cache></tcg></features>",
    "<features><hpt><maxpagesize>%</maxpagesize></hpt></features>",
    "<devices><memballoon model='virtio'><address type='pci' slot='%'/></memballoon></devices>",
    "<devices><memballoon model='virtio'><stats period='%'/></memballoon></devices>",
    "<devices><serial type='pty'><target port='%'/></serial></devices>",
    "<devices><serial type='pty'><address type='isa' iobase='%'/></serial></devices>",
    "<devices><graphics type='vnc' port='%'/></devices>",
    "<devices><graphics type='spice' port='%'/></devices>",
    "<devices><video><model type='qxl' ram='%'/></video></devices>",
    "<devices><video><model type='qxl' heads='%'/></video></devices>",
    "<devices><controller type='scsi' index='%'/></devices>",
    INTERFACE "<bandwidth><inbound average='%'/></bandwidth></interface>"
    "</devices>",
    INTERFACE "<mtu size='%'/></interface></devices>",
    INTERFACE "<tune><sndbuf>%</sndbuf></tune></interface></devices>",
    "<devices><disk><source file='/a'/><target dev='vda'/><iotune><total_bytes_sec>%"
    "</total_bytes_sec></iotune></disk></devices>",
    "<devices><disk><source file='/a'/><target dev='vda'/><boot order='%'/></disk></devices>",
    "<devices><disk><driver name='qemu' queues='%'/><source file='/a'/><target dev='vda'/></disk>"
    "</devices>",
    "<devices><filesystem fmode='%'><source dir='/a'/><target dir='b'/></filesystem></devices>",
    "<devices><rng model='virtio'><rate bytes='%' period='5'/><backend model='random'/></rng>"
    "</devices>",
};

/* What only some numbers or sizes mean. */
static const char *const documents[] = {
    "<iothreads> 5</iothreads>",
    "<iothreads>-0</iothreads>",
    "<iothreads>0x5</iothreads>",
    "<iothreads>4294967296</iothreads>",
    "<vcpu cpuset='0-16383'>1</vcpu>",
    "<vcpu cpuset='1-16383'>1</vcpu>",
    "<memtune><soft_limit/></memtune>",
    "<iothreadids><iothread id='1' thread_pool_min='3'/></iothreadids>",
    "<iothreadids><iothread id='1' thread_pool_min='9' thread_pool_max='3'/></iothreadids>",
    "<iothreadids><iothread id='1' thread_pool_max='0'/></iothreadids>",
    "<defaultiothread thread_pool_min='8' thread_pool_max='3'/>",
    "<defaultiothread thread_pool_min='3' thread_pool_max='8'/>",
    "<clock offset='absolute'/>",
    "<clock offset='utc' start='x'/>",
    "<features><hyperv><spinlocks state='on' retries='4094'/></hyperv></features>",
    "<features><hyperv><spinlocks state='on' retries='2147483647'/></hyperv></features>",
    "<features><hyperv><spinlocks state='off' retries='5'/></hyperv></features>",
    "<features><hyperv><spinlocks state='on'/></hyperv></features>",
    "<features><hyperv><vendor_id state='on' value='a,b'/></hyperv></features>",
    "<features><hyperv><vendor_id state='on' value='1234567890123'/></hyperv></features>",
    "<features><hyperv><vendor_id state='on'/></hyperv></features>",
    "<features><kvm><dirty-ring state='on' size='1000'/></kvm></features>",
    "<features><kvm><dirty-ring state='on' size='131072'/></kvm></features>",
    "<features><kvm><dirty-ring state='on' size='4096'/></kvm></features>",
    "<features><kvm><dirty-ring state='on'/></kvm></features>",
    "<features><gic version='3'/></features>",
    "<features><gic version='1'/></features>",
    "<features><ibs value='zz'/></features>",
    "<features><ibs value='fixed-na'/></features>",
    "<features><tcg><tb-cache unit='MiB'>5</tb-cache></tcg></features>",
    "<features><tcg><tb-cache unit='zz'>5</tb-cache></tcg></features>",
    "<features><hpt resizing='enabled'><maxpagesize unit='MiB'>1</maxpagesize></hpt></features>",
    "<features><smm state='on'><tseg unit='KiB'>1025</tseg></smm></features>",
    "<features><smm state='on'><tseg unit='MiB'>4096</tseg></smm></features>",
    "<features><smm state='on'><tseg unit='zz'>5</tseg></smm></features>",
    "<features><smm state='off'><tseg>5</tseg></smm></features>",
};

enum { LONGEST = 512 };

static void trace_place(const char *place)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        char document[LONGEST];
        const char *const one[] = {document};
        const char *mark = strchr(place, '%');
        snprintf(document, sizeof document, "%.*s%s%s", (int)(mark - place), place, spellings[i],
                 mark + 1);
        xml_trace(one, 1);
    }
}

int main(void)
{
    /* Valgrind sees some of the places, and with each all spellings. */
    size_t step = getenv("VIRMEMCTL_TEST_ROUNDS") ? 4 : 1;

    harness_begin();
    harness_only(KIND_TEST);
    for (size_t i = 0; i < sizeof places / sizeof *places; i += step)
        trace_place(places[i]);
    XML_TRACE(documents);
    return harness_end();
}
