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
