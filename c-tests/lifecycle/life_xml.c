/* A domain's XML: which definition it shows, with which flags, on which connection. */
#include "lifecycle/life.h"

#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UUID "<uuid>aaaaaaaa-0000-4000-8000-000000000001</uuid>"
#define DOMAIN(memory, more) \
    "<domain type='test'><name>one</name>" UUID "<memory>" memory "</memory>" \
    "<os><type>hvm</type></os>" more "</domain>"

static const char *const lines[] = {"<domain", "<name", "<uuid", "<memory", "<currentMemory", NULL};

static void show(virDomainPtr dom)
{
    for (unsigned int flags = 0; flags < 16; flags++)
        life_xml(dom, flags, lines);
}

int main(void)
{
    static const char *const short_lines[] = {"<domain", "<memory", NULL};
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    conn = test_host_open(DOMAIN("1024", ""), false);
    dom = virDomainLookupByName(conn, "one");
    note("running");
    show(dom);
    note("with another definition to come");
    virDomainFree(TRACE_PTR(virDomainDefineXML(conn, DOMAIN("2048", ""))));
    life_xml(dom, 0, short_lines);
    life_xml(dom, VIR_DOMAIN_XML_INACTIVE, short_lines);
    note("undefined, still running");
    TRACE_INT(virDomainUndefine(dom));
    life_xml(dom, 0, short_lines);
    life_xml(dom, VIR_DOMAIN_XML_INACTIVE, short_lines);
    note("defined once more");
    virDomainFree(TRACE_PTR(virDomainDefineXML(conn, DOMAIN("4096", ""))));
    life_xml(dom, 0, short_lines);
    life_xml(dom, VIR_DOMAIN_XML_INACTIVE, short_lines);
    note("shut off");
    TRACE_INT(virDomainDestroy(dom));
    show(dom);
    note("created from another document");
    virDomainFree(TRACE_PTR(virDomainCreateXML(conn, DOMAIN("8192", ""), 0)));
    life_xml(dom, 0, short_lines);
    life_xml(dom, VIR_DOMAIN_XML_INACTIVE, short_lines);
    TRACE_INT(virDomainShutdown(dom));
    life_xml(dom, 0, short_lines);
    virDomainFree(dom);
    virConnectClose(conn);

    note("transient");
    conn = test_host_open(DOMAIN("1024", "<test:transient/>"), false);
    dom = virDomainLookupByName(conn, "one");
    life_xml(dom, 0, short_lines);
    life_xml(dom, VIR_DOMAIN_XML_INACTIVE, short_lines);
    virDomainFree(dom);
    virConnectClose(conn);

    note("read-only");
    conn = test_host_open(DOMAIN("1024", ""), true);
    dom = virDomainLookupByName(conn, "one");
    show(dom);
    TRACE_INT(virDomainDestroy(dom));
    virDomainFree(dom);
    virConnectClose(conn);
    return harness_end();
}
