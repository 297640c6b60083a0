/* Definitions: new, over existing ones, with every fault; the same for created domains. */
#include "lifecycle/life.h"

#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UUID_A "aaaaaaaa-0000-4000-8000-000000000001"
#define UUID_B "bbbbbbbb-0000-4000-8000-000000000002"
#define UUID_C "cccccccc-0000-4000-8000-000000000003"
#define OS "<os><type>hvm</type></os>"
#define OS_TYPE(type) \
    "<domain type='test'><name>a</name><memory>1024</memory><os>" type "</os></domain>"
#define NAMED(name, uuid, memory) \
    "<domain type='test'><name>" name "</name><uuid>" uuid "</uuid><memory>" memory "</memory>" OS \
    "</domain>"

typedef virDomainPtr (*maker)(virConnectPtr conn, const char *xml);

static virDomainPtr define(virConnectPtr conn, const char *xml)
{
    return virDomainDefineXML(conn, xml);
}

static virDomainPtr create(virConnectPtr conn, const char *xml)
{
    return virDomainCreateXML(conn, xml, 0);
}

static const struct {
    const char *name;
    maker make;
} makers[] = {
    {"define", define},
    {"create", create},
};

/* Whole documents. */
static const char *const documents[] = {
    "", " ", "text", "<", "<domain", "<domain/>", "<domain></domain>", "</domain>", "<node/>",
    "<domain type='test'/>",
    "<domain type='test'><name>a</name></domain>",
    "<domain type='test'><name>a</name><memory>1024</memory></domain>",
    "<domain type='test'><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>a</name>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>0</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory/>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>x</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory unit='x'>1</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory unit='b'>1</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>18446744073709551616</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>9007199254740992</memory>" OS "</domain>",
    "<domain><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='kvm'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='qemu'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='lxc'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type=''><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='nonsense'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test' id='7'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test' id='-1'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test' id='x'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name></name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>a/b</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>.</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>..</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name> a </name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name> </name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>a\nb</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>\n</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>a&lt;b</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>\xc3\xa4</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>\xff</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>a&b</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><name>b</name><memory>1024</memory>" OS "</domain>",
    OS_TYPE("<type>exe</type>"),
    OS_TYPE("<type>linux</type>"),
    OS_TYPE("<type>xen</type>"),
    OS_TYPE("<type>nonsense</type>"),
    OS_TYPE("<type/>"),
    "<domain type='test'><name>a</name><memory>1024</memory><os/></domain>",
    OS_TYPE("<type arch='i686'>hvm</type>"),
    OS_TYPE("<type arch='x86_64'>hvm</type>"),
    OS_TYPE("<type arch='bogus'>hvm</type>"),
    OS_TYPE("<type machine='q'>hvm</type>"),
    "<?xml version='1.0'?>\n"
    "<domain type='test'><name>a</name><memory>1024</memory>" OS "</domain>\n",
    "<!-- c --><domain type='test'><name>a</name><memory>1024</memory>" OS "</domain><!-- d -->",
    "<domain type='test'><name>a</name><memory>1024</memory>" OS "</domain><domain/>",
    "<domain type='test'><name>a</name><memory>1024</memory>" OS "</domain>text",
    "<x:domain xmlns:x='urn:x' type='test'><name>a</name><memory>1024</memory>" OS
    "</x:domain>",
};

/* Content added to a domain that is valid without it. */
static const char *const insides[] = {
    "<uuid>nonsense</uuid>", "<uuid/>", "<uuid>00000000-0000-0000-0000-000000000000</uuid>",
    "<uuid>" UUID_A "</uuid>", "<title>A title</title>", "<title>A\nB</title>", "<title/>",
    "<description>Some\nwords</description>",
    "<vcpu>4</vcpu>", "<vcpu>0</vcpu>", "<vcpu>many</vcpu>", "<vcpu/>",
    "<vcpu current='1'>4</vcpu>", "<vcpu current='5'>4</vcpu>", "<vcpu>33</vcpu>",
    "<vcpu placement='bogus'>1</vcpu>", "<vcpu cpuset='0'>1</vcpu>",
    "<vcpu cpuset='x'>1</vcpu>",
    "<currentMemory>1024</currentMemory>", "<currentMemory unit='MiB'>1</currentMemory>",
    "<currentMemory>2097152</currentMemory>", "<currentMemory>0</currentMemory>",
    "<currentMemory>x</currentMemory>",
    "<memtune><hard_limit>1</hard_limit></memtune>",
    "<memtune><hard_limit>-1</hard_limit></memtune>",
    "<memtune><hard_limit unit='x'>1</hard_limit></memtune>",
    "<memtune><hard_limit>9007199254740992</hard_limit></memtune>",
    "<on_poweroff>restart</on_poweroff>", "<on_poweroff>bogus</on_poweroff>", "<on_poweroff/>",
    "<on_reboot>coredump-destroy</on_reboot>", "<on_crash>coredump-destroy</on_crash>",
    "<on_crash>bogus</on_crash>", "<on_lockfailure>bogus</on_lockfailure>",
    "<on_lockfailure>pause</on_lockfailure>",
    "<test:runstate xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>5</test:runstate>",
    "<test:runstate xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>9</test:runstate>",
    "<test:transient xmlns:test='http://libvirt.org/schemas/domain/test/1.0'/>",
    "<unknown/>", "text", "<clock offset='bogus'/>", "<clock offset='utc'/>",
    "<features><bogus/></features>", "<features><acpi/></features>",
    "<devices><bogus/></devices>", "<devices/>", "<resource><partition>a</partition></resource>",
    "<resource><partition>/a</partition></resource>", "<resource/>",
    "<metadata><a/></metadata>", "<metadata><a xmlns='urn:a'/></metadata>",
    "<genid>x</genid>", "<genid/>", "<iothreads>2</iothreads>", "<iothreads>x</iothreads>",
    "<bootloader>/b</bootloader>",
};

static void describe(virConnectPtr conn, virDomainPtr dom)
{
    virDomainInfo info;

    memset(&info, 0, sizeof(info));
    if (!dom)
        return;
    virDomainGetInfo(dom, &info);
    note("   maxMem %lu memory %lu cpus %d", info.maxMem, info.memory, info.nrVirtCpu);
    life_report(conn, dom);
}

/* Makes one, describes it, and takes it away again. */
static void try_one(virConnectPtr conn, size_t how, const char *xml)
{
    virDomainPtr dom;

    trace_plant();
    dom = trace_ptr(makers[how].name, makers[how].make(conn, xml));
    if (!dom)
        return;
    describe(conn, dom);
    if (virDomainIsPersistent(dom) == 1)
        CHECK_INT(virDomainUndefine(dom), 0);
    else
        CHECK_INT(virDomainDestroy(dom), 0);
    virDomainFree(dom);
}

static void try_all(void)
{
    virConnectPtr conn = test_host_open("", false);
    char xml[1024];

    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        test_host_note(documents[i]);
        for (size_t how = 0; how < COUNT_OF(makers); how++)
            try_one(conn, how, documents[i]);
    }
    for (size_t i = 0; i < COUNT_OF(insides); i++) {
        snprintf(xml, sizeof(xml),
                 "<domain type='test'><name>a</name><memory>1048576</memory>" OS "%s</domain>",
                 insides[i]);
        test_host_note(insides[i]);
        try_one(conn, 0, xml);
        try_one(conn, 1, xml);
    }
    virConnectClose(conn);
}

/* The three domains that a definition may meet. */
static const struct {
    const char *title;
    const char *host;
} hosts[] = {
    {"nothing there", ""},
    {"a is shut off",
     "<domain type='test'><name>a</name><uuid>" UUID_A "</uuid><memory>2048</memory>" OS
     "<test:runstate>5</test:runstate></domain>"},
    {"a runs", NAMED("a", UUID_A, "2048")},
    {"a is paused",
     "<domain type='test'><name>a</name><uuid>" UUID_A "</uuid><memory>2048</memory>" OS
     "<test:runstate>3</test:runstate></domain>"},
    {"a is transient",
     "<domain type='test'><name>a</name><uuid>" UUID_A "</uuid><memory>2048</memory>" OS
     "<test:transient/></domain>"},
    {"a is saved",
     "<domain type='test'><name>a</name><uuid>" UUID_A "</uuid><memory>2048</memory>" OS
     "<test:runstate>5</test:runstate><test:hasmanagedsave/></domain>"},
    {"a and b run", NAMED("a", UUID_A, "2048") NAMED("b", UUID_B, "2048")},
};

static const char *const newcomers[] = {
    NAMED("a", UUID_A, "4096"), NAMED("a", UUID_C, "4096"), NAMED("c", UUID_A, "4096"),
    NAMED("c", UUID_C, "4096"), NAMED("a", UUID_B, "4096"),
    "<domain type='test'><name>a</name><memory>4096</memory>" OS "</domain>",
};

static void meet(size_t host, size_t how, const char *xml)
{
    virConnectPtr conn = test_host_open(hosts[host].host, false);
    virDomainPtr before = virDomainLookupByName(conn, "a");
    virDomainPtr dom;

    note("%s: %s %s", hosts[host].title, makers[how].name, xml);
    trace_plant();
    dom = trace_ptr(makers[how].name, makers[how].make(conn, xml));
    describe(conn, dom);
    describe(conn, before);
    if (dom && virDomainIsActive(dom) == 1) {
        note("destroyed");
        TRACE_INT(virDomainDestroy(dom));
        describe(conn, dom);
        describe(conn, before);
        note("started");
        TRACE_INT(virDomainCreate(dom));
        describe(conn, dom);
        describe(conn, before);
    }
    virDomainFree(before);
    virDomainFree(dom);
    virConnectClose(conn);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    try_all();
    for (size_t host = 0; host < COUNT_OF(hosts); host++) {
        for (size_t i = 0; i < COUNT_OF(newcomers); i++) {
            meet(host, 0, newcomers[i]);
            meet(host, 1, newcomers[i]);
        }
    }
    return harness_end();
}
