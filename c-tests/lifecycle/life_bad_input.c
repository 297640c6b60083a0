/* Lifecycle calls without a domain, with missing arguments, and on a read-only connection. */
#include "lifecycle/life.h"

#include <stdlib.h>
#include <string.h>

static const char *const good =
    "<domain type='test'><name>other</name><memory>1024</memory><os><type>hvm</type></os></domain>";

static void release(virDomainPtr dom)
{
    if (dom)
        virDomainFree(dom);
}

static void text(char *answer)
{
    free(answer);
}

/* Calls that take more than a domain and flags, with arguments that are fine or not. */
static void other_calls(virDomainPtr dom)
{
    int number = 7;

    TRACE_INT(virDomainGetAutostart(dom, &number));
    note("   autostart %d", number);
    TRACE_INT(virDomainGetAutostart(dom, NULL));
    TRACE_INT(virDomainSetAutostart(dom, 2));
    TRACE_INT(virDomainRename(dom, NULL, 0));
    TRACE_INT(virDomainRename(dom, "", 0));
    TRACE_INT(virDomainRename(dom, NULL, 1));
    TRACE_INT(virDomainRename(dom, "a/b", 0));
    TRACE_INT(virDomainRename(dom, "three", 0));
    text(TRACE_TEXT(virDomainGetOSType(dom)));
    text(TRACE_SOME(virDomainGetXMLDesc(dom, 0)));
    text(TRACE_SOME(virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_SECURE)));
    text(TRACE_SOME(virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE)));
    text(TRACE_SOME(virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_UPDATE_CPU)));
    text(TRACE_SOME(virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_MIGRATABLE)));
    text(TRACE_SOME(virDomainGetXMLDesc(dom, 1u << 20)));
    text(TRACE_SOME(virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_SECURE | 1u << 20)));
    TRACE_INT(virDomainSetLifecycleAction(dom, 0, VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY, 0));
    TRACE_INT(virDomainSetLifecycleAction(dom, 99, 0, 0));
    TRACE_INT(virDomainSetLifecycleAction(dom, VIR_DOMAIN_LIFECYCLE_CRASH, 99, 0));
    TRACE_INT(virDomainSetLifecycleAction(dom, 0, 0, 1u << 20));
    TRACE_INT(virDomainSetLifecycleAction(dom, 99, 0, 1u << 20));
    TRACE_INT(virDomainSetLifecycleAction(dom, 0, 0,
                                          VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG));
    TRACE_INT(virDomainAttachDeviceFlags(dom, NULL, 0));
    TRACE_INT(virDomainAttachDeviceFlags(dom, "<disk/>", 1));
    TRACE_INT(virDomainDetachDeviceFlags(dom, "<disk/>", 1));
    TRACE_INT(virDomainDetachDeviceFlags(dom, NULL, 1));
    TRACE_INT(virDomainUpdateDeviceFlags(dom, "<disk/>", 1));
    TRACE_INT(virDomainUpdateDeviceFlags(dom, NULL, 1));
}

static void jobs(virDomainPtr dom)
{
    virTypedParameterPtr params = NULL;
    int count = 0;
    int type = 0;

    TRACE_INT(virDomainGetJobStats(dom, &type, &params, &count, 0));
    TRACE_INT(virDomainGetJobStats(dom, NULL, &params, &count, 0));
    TRACE_INT(virDomainAbortJob(dom));
}

static void metadata(virDomainPtr dom)
{
    text(TRACE_SOME(virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, NULL, 0)));
    text(TRACE_SOME(virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, "urn:x", 0)));
    text(TRACE_SOME(virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_DESCRIPTION, "urn:x", 0)));
    text(TRACE_SOME(virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, NULL, 0)));
    text(TRACE_SOME(virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "", 0)));
    text(TRACE_SOME(virDomainGetMetadata(dom, 99, NULL, 0)));
    text(TRACE_SOME(virDomainGetMetadata(dom, -1, NULL, 0)));
    text(TRACE_SOME(virDomainGetMetadata(dom, 0, NULL, 3)));
    text(TRACE_SOME(virDomainGetMetadata(dom, 0, NULL, 1u << 20)));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, "a\nb", NULL, NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, "a", "k", NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, "a", NULL, "urn:u", 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_DESCRIPTION, "a\nb", "k", "u", 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", NULL, "urn:u", 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k", NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, NULL, NULL, "urn:u", 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, NULL, NULL, NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a", "k", "urn:u", 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "", "k", "urn:u", 0));
    TRACE_INT(virDomainSetMetadata(dom, 99, "a", NULL, NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, -1, "a", NULL, NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, 99, "a", NULL, NULL, 1u << 20));
    TRACE_INT(virDomainSetMetadata(dom, 0, "a", NULL, NULL, 1u << 20));
    TRACE_INT(virDomainSetMetadata(dom, 0, "a", NULL, NULL, 3));
    TRACE_INT(virDomainSetMetadata(dom, 0, "a", NULL, NULL, VIR_DOMAIN_AFFECT_CONFIG));
}

static void all_calls(virDomainPtr dom)
{
    for (const struct life_action *action = life_actions; action->name; action++)
        life_run(action, dom);
    other_calls(dom);
    jobs(dom);
    metadata(dom);
}

static void makers(virConnectPtr conn)
{
    release(TRACE_PTR(virDomainDefineXML(conn, NULL)));
    release(TRACE_PTR(virDomainDefineXML(conn, good)));
    release(TRACE_PTR(virDomainDefineXMLFlags(conn, NULL, 0)));
    release(TRACE_PTR(virDomainDefineXMLFlags(conn, NULL, 1u << 20)));
    release(TRACE_PTR(virDomainDefineXMLFlags(conn, good, 1u << 20)));
    release(TRACE_PTR(virDomainDefineXMLFlags(conn, "<bad", 1u << 20)));
    release(TRACE_PTR(virDomainDefineXMLFlags(conn, good, 0)));
    release(TRACE_PTR(virDomainCreateXML(conn, NULL, 0)));
    release(TRACE_PTR(virDomainCreateXML(conn, NULL, 1u << 20)));
    release(TRACE_PTR(virDomainCreateXML(conn, good, 1u << 20)));
    release(TRACE_PTR(virDomainCreateXML(conn, "<bad", 1u << 20)));
    release(TRACE_PTR(virDomainCreateXML(conn, good, 0)));
    release(TRACE_PTR(virDomainCreateLinux(conn, NULL, 0)));
    release(TRACE_PTR(virDomainCreateLinux(conn, good, 0)));
    release(TRACE_PTR(virDomainCreateLinux(conn, good, 1)));
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;
    virDomainPtr gone;

    harness_begin();
    harness_only(KIND_TEST);
    note("no domain");
    all_calls(NULL);
    note("no connection");
    makers(NULL);

    note("read-only");
    conn = virConnectOpenReadOnly("test:///default");
    dom = virDomainLookupByName(conn, "test");
    all_calls(dom);
    makers(conn);
    virDomainFree(dom);
    virConnectClose(conn);

    note("a running domain");
    conn = life_host("");
    makers(conn);
    dom = virDomainLookupByName(conn, "one");
    other_calls(dom);
    jobs(dom);
    metadata(dom);
    note("shut off");
    TRACE_INT(virDomainDestroy(dom));
    other_calls(dom);
    jobs(dom);
    metadata(dom);
    TRACE_INT(virDomainUndefine(dom));
    virDomainFree(dom);

    note("a transient domain");
    gone = virDomainLookupByName(conn, "other");
    TRACE_INT(virDomainCreate(gone));
    TRACE_INT(virDomainUndefine(gone));
    metadata(gone);
    other_calls(gone);
    note("gone");
    TRACE_INT(virDomainDestroy(gone));
    all_calls(gone);
    virDomainFree(gone);
    virConnectClose(conn);
    return harness_end();
}
