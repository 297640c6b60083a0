/* The effect of on_poweroff and on_reboot on shutdown and reboot, and how they are set. */
#include "lifecycle/life.h"

#include <stdio.h>

static const char *const actions[] = {"destroy", "restart", "rename-restart", "preserve",
                                      "coredump-destroy", "coredump-restart"};

static const char *const lines[] = {"<domain", "<on_", NULL};

static void with_action(const char *when, const char *action, const char *more, bool reboot)
{
    char inside[256];
    virConnectPtr conn;
    virDomainPtr dom;

    note("%s %s %s: %s", when, action, more, reboot ? "reboot" : "shutdown");
    snprintf(inside, sizeof(inside), "<%s>%s</%s>%s", when, action, when, more);
    conn = life_host(inside);
    life_record(conn);
    dom = virDomainLookupByName(conn, "one");
    if (reboot)
        TRACE_INT(virDomainReboot(dom, 0));
    else
        TRACE_INT(virDomainShutdown(dom));
    life_report(conn, dom);
    life_events();
    virDomainFree(dom);
    life_record_end(conn);
    virConnectClose(conn);
}

static void set(virConnectPtr conn, virDomainPtr dom, unsigned int type, unsigned int action,
                unsigned int flags)
{
    char title[64];

    snprintf(title, sizeof(title), "set %u to %u with %u", type, action, flags);
    trace_plant();
    trace_int(title, virDomainSetLifecycleAction(dom, type, action, flags));
    (void)conn;
}

static void show(virDomainPtr dom)
{
    life_xml(dom, 0, lines);
    life_xml(dom, VIR_DOMAIN_XML_INACTIVE, lines);
}

static void setting(const char *inside)
{
    virConnectPtr conn = life_host(inside);
    virDomainPtr dom = virDomainLookupByName(conn, "one");

    note("setting on %s", inside);
    show(dom);
    for (unsigned int type = 0; type < 4; type++) {
        for (unsigned int action = 0; action < 7; action++)
            set(conn, dom, type, action, 0);
        show(dom);
    }
    for (unsigned int flags = 0; flags <= 4; flags++) {
        for (unsigned int type = 0; type < 3; type++)
            set(conn, dom, type, flags % 2, flags);
        show(dom);
    }
    note("and shut down");
    set(conn, dom, VIR_DOMAIN_LIFECYCLE_POWEROFF, VIR_DOMAIN_LIFECYCLE_ACTION_RESTART,
        VIR_DOMAIN_AFFECT_CURRENT);
    TRACE_INT(virDomainShutdown(dom));
    life_report(conn, dom);
    TRACE_INT(virDomainDestroy(dom));
    life_report(conn, dom);
    show(dom);
    virDomainFree(dom);
    virConnectClose(conn);
}

int main(void)
{
    static const char *const more[] = {"", "<test:transient/>", "<test:runstate>3</test:runstate>"};

    harness_begin();
    harness_only(KIND_TEST);
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < COUNT_OF(more); j++) {
            with_action("on_poweroff", actions[i], more[j], false);
            with_action("on_reboot", actions[i], more[j], true);
            with_action("on_poweroff", actions[i], more[j], true);
            with_action("on_reboot", actions[i], more[j], false);
        }
    }
    setting("");
    setting("<test:transient/>");
    setting("<test:runstate>5</test:runstate>");
    setting("<on_poweroff>preserve</on_poweroff><on_reboot>destroy</on_reboot>"
            "<on_crash>coredump-restart</on_crash>");
    return harness_end();
}
