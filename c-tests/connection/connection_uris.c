/* URIs that can be opened, and those that cannot. */
#include "harness/harness.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const uris[] = {
    "test:///default", "test:/default", "test:default",
    "test:///default/", "test:///default?a=b", "test:///default#part",
    "test:///Default", "test:///defaultx",
    "test:///", "test://", "test:/", "test:", "test", "test:////nonexistent.xml",
    "test:///nonexistent.xml", "bogus", ":", "://", "/", "///", "a b", "%", "test:///%41",
    "test:///default?", "test:///default?%", "test:///def%61ult",
};

/* libvirt looks for a daemon here, so that the error depends on the host. */
static const char *const elsewhere[] = {"TEST:///default", "nosuch:///", "bogus:"};

static void default_uri(const char *value)
{
    virConnectPtr conn;

    note("LIBVIRT_DEFAULT_URI=%s", value);
    setenv("LIBVIRT_DEFAULT_URI", value, 1);
    conn = TRACE_PTR(virConnectOpen(NULL));
    if (conn)
        TRACE_INT(virConnectClose(conn));
    conn = TRACE_PTR(virConnectOpen(""));
    if (conn)
        TRACE_INT(virConnectClose(conn));
    conn = TRACE_PTR(virConnectOpenReadOnly(NULL));
    if (conn)
        TRACE_INT(virConnectClose(conn));
    conn = TRACE_PTR(virConnectOpenAuth(NULL, NULL, 0));
    if (conn)
        TRACE_INT(virConnectClose(conn));
    unsetenv("LIBVIRT_DEFAULT_URI");
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    default_uri("test:///default");
    default_uri("test:///");
    default_uri("bogus");
    for (size_t i = 0; i < COUNT_OF(elsewhere); i++) {
        CHECK(virConnectOpen(elsewhere[i]) == NULL);
        CHECK(virGetLastError() != NULL);
    }
    for (size_t i = 0; i < COUNT_OF(uris); i++) {
        virConnectPtr conn;
        char *text;

        note("\"%s\"", uris[i]);
        conn = TRACE_PTR(virConnectOpen(uris[i]));
        if (!conn)
            continue;
        text = virConnectGetURI(conn);
        note("opened as %s", text);
        free(text);
        TRACE_INT(virConnectNumOfDomains(conn));
        TRACE_INT(virConnectClose(conn));
    }
    return harness_end();
}
