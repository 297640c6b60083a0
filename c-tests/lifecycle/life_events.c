/* The events of each lifecycle call, in order. */
#include "lifecycle/life.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *title;
    const char *inside;
} starts[] = {
    {"running", "<test:runstate>1</test:runstate>"},
    {"paused", "<test:runstate>3</test:runstate>"},
    {"shut off", "<test:runstate>5</test:runstate>"},
    {"running and transient", "<test:transient/>"},
    {"shut off and saved", "<test:hasmanagedsave/><test:runstate>5</test:runstate>"},
};

static const char *const definition =
    "<domain type='test'><name>%s</name><uuid>11111111-2222-3333-4444-%012d</uuid>"
    "<memory>1024</memory><os><type>hvm</type></os></domain>";

static void each_call(void)
{
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        for (const struct life_action *action = life_actions; action->name; action++) {
            virConnectPtr conn;
            virDomainPtr dom;

            note("%s: %s", starts[i].title, action->name);
            conn = life_host(starts[i].inside);
            life_record(conn);
            dom = virDomainLookupByName(conn, "one");
            life_run(action, dom);
            life_events();
            CHECK_INT(virDomainFree(dom), 0);
            life_record_end(conn);
            virConnectClose(conn);
        }
    }
}

static virDomainPtr defined(virConnectPtr conn, const char *name, int number)
{
    char xml[512];

    snprintf(xml, sizeof(xml), definition, name, number);
    return TRACE_PTR(virDomainDefineXML(conn, xml));
}

static virDomainPtr created(virConnectPtr conn, const char *name, int number, unsigned int flags)
{
    char xml[512];

    snprintf(xml, sizeof(xml), definition, name, number);
    return TRACE_PTR(virDomainCreateXML(conn, xml, flags));
}

static void a_life(void)
{
    virConnectPtr conn = life_host("");
    virDomainPtr dom;
    virDomainPtr again;
    char *title;

    life_record(conn);
    note("a new definition");
    dom = defined(conn, "new", 7);
    life_events();
    note("the same once more");
    again = defined(conn, "new", 7);
    life_events();
    virDomainFree(again);
    note("started and defined once more");
    TRACE_INT(virDomainCreate(dom));
    life_events();
    again = defined(conn, "new", 7);
    life_events();
    virDomainFree(again);
    note("created while it runs");
    again = created(conn, "new", 7, 0);
    life_events();
    note("stopped, created while it is defined");
    TRACE_INT(virDomainDestroy(dom));
    again = created(conn, "new", 7, 0);
    life_events();
    virDomainFree(again);
    note("stopped, started, undefined, stopped");
    TRACE_INT(virDomainDestroy(dom));
    TRACE_INT(virDomainCreate(dom));
    TRACE_INT(virDomainUndefine(dom));
    life_events();
    TRACE_INT(virDomainDestroy(dom));
    life_events();
    virDomainFree(dom);
    note("created with flags");
    for (unsigned int flag = 0; flag <= 32; flag = flag ? flag * 2 : 1) {
        note("flag %u", flag);
        dom = created(conn, "passing", 8, flag);
        life_events();
        if (dom) {
            TRACE_INT(virDomainDestroy(dom));
            virDomainFree(dom);
        }
        life_events();
    }
    note("renamed");
    dom = defined(conn, "new", 9);
    TRACE_INT(virDomainRename(dom, "newer", 0));
    life_events();
    note("metadata");
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, "A title", NULL, NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_DESCRIPTION, NULL, NULL, NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k", "urn:k", 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, NULL, NULL, "urn:none", 0));
    life_events();
    title = virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, NULL, 0);
    CHECK_STR(title, "A title");
    free(title);
    virDomainFree(dom);
    life_record_end(conn);
    virConnectClose(conn);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    each_call();
    a_life();
    return harness_end();
}
