/* Renaming a domain, and autostart. */
#include "lifecycle/life.h"

#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OS "<memory>1024</memory><os><type>hvm</type></os>"

static const char *const host =
    "<domain type='test'><name>one</name>" OS "<test:runstate>5</test:runstate></domain>"
    "<domain type='test'><name>running</name>" OS "</domain>"
    "<domain type='test'><name>stopped</name>" OS "<test:runstate>5</test:runstate></domain>"
    "<domain type='test'><name>passing</name>" OS "<test:transient/></domain>"
    "<domain type='test'><name>saved</name>" OS "<test:runstate>5</test:runstate>"
    "<test:hasmanagedsave/></domain>";

static const char *const names[] = {"one", "two", "running", "stopped", "passing", "a/b", "/",
                                    "a\nb", "\n", " ", " a ", ".", "..", "\xc3\xa4", "<&>", "one "};

static void names_of_all(virConnectPtr conn)
{
    virDomainPtr *all = NULL;
    int count = virConnectListAllDomains(conn, &all, 0);

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        virDomainPtr dom = virDomainLookupByName(conn, names[i]);

        if (dom)
            note("   there is \"%s\"", names[i]);
        virDomainFree(dom);
    }
    note("   %d in all", count);
    for (int i = 0; i < count; i++)
        virDomainFree(all[i]);
    free(all);
}

static void rename_to(const char *from, const char *to)
{
    static const char *const lines[] = {"<name", NULL};
    virConnectPtr conn = test_host_open(host, false);
    virDomainPtr dom = virDomainLookupByName(conn, from);

    test_host_note(to);
    TRACE_INT(virDomainRename(dom, to, 0));
    /* libvirt's remote driver gives the handle its new name. */
    if (!harness_is_remote())
        note("the handle says %s", virDomainGetName(dom));
    life_xml(dom, 0, lines);
    names_of_all(conn);
    virDomainFree(dom);
    virConnectClose(conn);
}

static void automatic_start(void)
{
    static const char *const all[] = {"one", "running", "passing"};
    virConnectPtr conn = test_host_open(host, false);

    for (size_t i = 0; i < COUNT_OF(all); i++) {
        virDomainPtr dom = virDomainLookupByName(conn, all[i]);
        int on = 7;

        note("automatic start of %s", all[i]);
        TRACE_INT(virDomainGetAutostart(dom, &on));
        note("   %d", on);
        for (int value = -1; value <= 2; value++) {
            TRACE_INT(virDomainSetAutostart(dom, value));
            TRACE_INT(virDomainGetAutostart(dom, &on));
            note("   %d after %d", on, value);
            TRACE_INT(virConnectListAllDomains(conn, NULL, VIR_CONNECT_LIST_DOMAINS_AUTOSTART));
        }
        virDomainFree(dom);
    }
    virConnectClose(conn);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        rename_to("one", names[i]);
    note("others");
    rename_to("running", "two");
    rename_to("running", "running");
    rename_to("running", "one");
    rename_to("passing", "two");
    rename_to("saved", "two");
    automatic_start();
    return harness_end();
}
