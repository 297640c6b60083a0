/* Documents that are validated before they are accepted. */
#include "lifecycle/life.h"

#include "support/test_host.h"

#include <stdio.h>

#define INSIDE "<name>v</name><memory>1024</memory><os><type>hvm</type></os>"
#define START "<domain type='test'>" INSIDE

static const char *const documents[] = {
    START "</domain>",
    START "<title>A title</title></domain>",
    START "<vcpu>2</vcpu><on_crash>preserve</on_crash></domain>",
    START "<metadata><a xmlns='urn:a'/></metadata></domain>",
    START "<unknown/></domain>",
    START "text</domain>",
    START "<vcpu>many</vcpu></domain>",
    START "<memory>5</memory></domain>",
    START "<name>w</name></domain>",
    START "<on_poweroff>bogus</on_poweroff></domain>",
    START "<uuid>nonsense</uuid></domain>",
    START "<memtune><hard_limit>x</hard_limit></memtune></domain>",
    "<domain type='kvm'>" INSIDE "</domain>",
    "<domain type='test' id='7'>" INSIDE "</domain>",
    "<domain type='test' id='x'>" INSIDE "</domain>",
    "<domain type='test' bogus='1'>" INSIDE "</domain>",
    "<domain type='nonsense'>" INSIDE "</domain>",
    "<domain type='test'><memory>1024</memory><os><type>hvm</type></os></domain>",
    "<domain/>", "<node/>", "<",
    "<domain type='test'><name>v</name><os><type>hvm</type></os></domain>",
    "<domain type='test'><name>v</name><memory>1024</memory></domain>",
    "<domain type='test'><name>v</name></domain>",
    "<domain type='test'><name>v</name><memory>1024</memory><os/></domain>",
    "<domain type='test'><name>v</name><memory>18446744073709551615</memory><os><type>hvm</type></os></domain>",
    "<domain type='test'><name>v</name><memory unit='TiB'>99999999999</memory><os><type>hvm</type></os></domain>",
    "<domain type='test'><name>v</name><memory>1024</memory><os><type>nonsense</type></os></domain>",
    "<domain type='test'><name>v</name><memory>1024</memory><os><type arch='nonsense'>hvm</type></os></domain>",
    START "<memtune><hard_limit unit='TiB'>99999999999</hard_limit></memtune></domain>",
    START "<memtune><hard_limit unit='x'>9</hard_limit></memtune></domain>",
    START "<currentMemory>x</currentMemory></domain>",
    START "<vcpu>0</vcpu></domain>",
    START "<devices><disk type='file' device='disk'><source file='/a'/></disk></devices></domain>",
    START "<devices><disk type='file'><target dev='a'/></disk><disk type='file'><target dev='a'/></disk></devices></domain>",
    START "<devices><interface type='network'/></devices></domain>",
    START "<devices><controller type='x'/></devices></domain>",
    START "<devices><interface type='user'><mac address='x'/></interface></devices></domain>",
    START "<devices><graphics type='vnc' port='x'/></devices></domain>",
    START "<cputune><shares>x</shares></cputune></domain>",
    START "<cputune><vcpupin vcpu='9' cpuset='0'/></cputune></domain>",
    START "<cputune><period>5</period></cputune></domain>",
    START "<features><pae/><apic/></features><clock offset='x'/></domain>",
    START "<iothreads>x</iothreads></domain>",
    START "<uuid>00000000-0000-0000-0000-000000000000</uuid></domain>",
};

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    conn = test_host_open("", false);
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        virDomainPtr dom;

        test_host_note(documents[i]);
        dom = TRACE_PTR(virDomainDefineXMLFlags(conn, documents[i], VIR_DOMAIN_DEFINE_VALIDATE));
        if (dom)
            CHECK_INT(virDomainUndefine(dom), 0);
        virDomainFree(dom);
        dom = TRACE_PTR(virDomainCreateXML(conn, documents[i], VIR_DOMAIN_START_VALIDATE));
        if (dom)
            CHECK_INT(virDomainDestroy(dom), 0);
        virDomainFree(dom);
    }
    virConnectClose(conn);
    return harness_end();
}
