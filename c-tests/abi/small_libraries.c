/* libvirt-qemu and libvirt-lxc: their functions on a host that supports none of them. */
#include "harness/harness.h"
#include <libvirt/libvirt-lxc.h>
#include <libvirt/libvirt-qemu.h>

#include <stdio.h>

static void no_event(virConnectPtr conn, virDomainPtr dom, const char *event, long long seconds,
                     unsigned int micros, const char *details, void *opaque)
{
    (void)conn;
    (void)dom;
    (void)event;
    (void)seconds;
    (void)micros;
    (void)details;
    (void)opaque;
}

static void released(void *opaque)
{
    (void)opaque;
    note("the registration's data was released");
}

static void monitor(virDomainPtr dom)
{
    char *result = (char *)"untouched";

    TRACE_INT(virDomainQemuMonitorCommand(dom, "info status", &result, 0));
    note("result %s", result ? result : "NULL");
    result = NULL;
    if (!harness_is_remote())
        TRACE_INT(virDomainQemuMonitorCommand(dom, NULL, &result, 0));
    TRACE_INT(virDomainQemuMonitorCommand(dom, "", &result, 0));
    TRACE_INT(virDomainQemuMonitorCommand(dom, "info status", NULL, 0));
    TRACE_INT(virDomainQemuMonitorCommand(dom, NULL, NULL, 0));
    TRACE_INT(virDomainQemuMonitorCommand(dom, "info status", &result, ~0U));
}

static void monitor_with_files(virDomainPtr dom)
{
    char *result = NULL;
    int one = 0, *outfiles = NULL;
    unsigned int count = 7;

    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 0, NULL, NULL, NULL, &result, 0));
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 0, NULL, &count, &outfiles, &result, 0));
    note("count %u", count);
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 0, NULL, &count, NULL, &result, 0));
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 0, NULL, NULL, &outfiles, &result, 0));
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 1, &one, NULL, NULL, &result, 0));
    if (!harness_is_remote())
        TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 1, NULL, NULL, NULL, &result, 0));
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 0, &one, NULL, NULL, &result, 0));
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, NULL, 0, NULL, NULL, NULL, &result, 0));
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 0, NULL, NULL, NULL, NULL, 0));
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, NULL, 1, NULL, &count, NULL, NULL, 0));
    TRACE_INT(virDomainQemuMonitorCommandWithFiles(dom, "x", 0, NULL, NULL, NULL, &result, ~0U));
}

static void agent(virDomainPtr dom)
{
    TRACE_STR(virDomainQemuAgentCommand(dom, "{}", -2, 0));
    if (!harness_is_remote())
        TRACE_STR(virDomainQemuAgentCommand(dom, NULL, -2, 0));
    TRACE_STR(virDomainQemuAgentCommand(dom, "{}", -99, 0));
    TRACE_STR(virDomainQemuAgentCommand(dom, "{}", 60, ~0U));
}

static void attach(virConnectPtr conn)
{
    TRACE_PTR(virDomainQemuAttach(conn, 1, 0));
    TRACE_PTR(virDomainQemuAttach(conn, 0, 0));
    TRACE_PTR(virDomainQemuAttach(conn, 0x7fffffff, 0));
    TRACE_PTR(virDomainQemuAttach(conn, 0x80000000, 0));
    TRACE_PTR(virDomainQemuAttach(conn, 0xffffffff, ~0U));
    TRACE_PTR(virDomainQemuAttach(conn, 1, ~0U));
}

static void events(virConnectPtr conn, virDomainPtr dom)
{
    const unsigned int both = 3; /* a pattern, and letters of either case */

    TRACE_INT(virConnectDomainQemuMonitorEventRegister(conn, NULL, NULL, no_event, NULL, NULL, 0));
    TRACE_INT(virConnectDomainQemuMonitorEventRegister(conn, dom, "X", no_event, NULL, released, 0));
    TRACE_INT(virConnectDomainQemuMonitorEventRegister(conn, dom, "X", no_event, NULL, NULL, both));
    TRACE_INT(virConnectDomainQemuMonitorEventRegister(conn, dom, "X", no_event, NULL, NULL, ~0U));
    TRACE_INT(virConnectDomainQemuMonitorEventRegister(conn, dom, "X", NULL, NULL, NULL, 0));
    TRACE_INT(virConnectDomainQemuMonitorEventRegister(conn, dom, NULL, NULL, NULL, NULL, ~0U));
    TRACE_INT(virConnectDomainQemuMonitorEventDeregister(conn, 0));
    TRACE_INT(virConnectDomainQemuMonitorEventDeregister(conn, 1));
    TRACE_INT(virConnectDomainQemuMonitorEventDeregister(conn, -1));
}

static void container(virDomainPtr dom)
{
    int *list = NULL;

    TRACE_INT(virDomainLxcOpenNamespace(dom, &list, 0));
    note("list %s", list ? "set" : "NULL");
    TRACE_INT(virDomainLxcOpenNamespace(dom, NULL, 0));
    TRACE_INT(virDomainLxcOpenNamespace(dom, &list, ~0U));
}

static void label(const char *name)
{
    virSecurityModel model = {.doi = "0"};
    virSecurityLabel wanted = {.label = "nobody"}, old = {.label = "untouched"};

    snprintf(model.model, sizeof(model.model), "%s", name);
    TRACE_INT(virDomainLxcEnterSecurityLabel(&model, &wanted, &old, 0));
    note("model %s, old label %s", name, old.label);
    TRACE_INT(virDomainLxcEnterSecurityLabel(&model, &wanted, NULL, 0));
    TRACE_INT(virDomainLxcEnterSecurityLabel(&model, &wanted, &old, ~0U));
}

static void on_domain(virDomainPtr dom)
{
    monitor(dom);
    monitor_with_files(dom);
    agent(dom);
    container(dom);
    TRACE_INT(virDomainLxcEnterCGroup(dom, 1));
}

static void on_connection(virConnectPtr conn)
{
    attach(conn);
    events(conn, NULL);
}

int main(void)
{
    virConnectPtr conn, readonly;
    virDomainPtr dom, other;

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    readonly = harness_open_read_only();
    dom = harness_domain(conn);
    other = harness_domain(readonly);
    on_domain(dom);
    on_domain(other);
    on_domain(NULL);
    on_domain((virDomainPtr)conn);
    on_connection(conn);
    on_connection(readonly);
    on_connection(NULL);
    on_connection((virConnectPtr)dom);
    events(conn, dom);
    events(conn, other);
    events(readonly, other);
    events(readonly, dom);
    events(NULL, dom);
    events(conn, (virDomainPtr)conn);
    label("");
    label("none");
    label("nonsense");
    harness_domain_done(other);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(readonly), 0);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
