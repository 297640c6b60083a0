/* Domains that start and end outside of the library: the next scan sends their events. */
#include "harness/harness.h"

#include <stdio.h>
#include <string.h>

#define NAME "virmemctl-events"

static int seen[16];
static int last_id;

static int on_event(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn;
    (void)opaque;
    if (strcmp(virDomainGetName(dom), NAME) == 0) {
        CHECK_INT(detail, 0);
        seen[event]++;
        last_id = (int)virDomainGetID(dom);
    }
    return 0;
}

static void wake(int timer, void *opaque)
{
    (void)opaque;
    virEventUpdateTimeout(timer, -1);
}

static int count(virConnectPtr conn)
{
    int found = virConnectListAllDomains(conn, NULL, 0);

    for (int turn = 0; turn < 3; turn++) {
        int timer = virEventAddTimeout(0, wake, NULL, NULL);

        CHECK_INT(virEventRunDefaultImpl(), 0);
        virEventRemoveTimeout(timer);
    }
    return found;
}

static void comes_and_goes(virConnectPtr conn, harness_attach_fn attach)
{
    int before = count(conn);
    pid_t child = harness_child(harness_child_waits, NULL);
    virDomainPtr dom = attach(conn, child, NAME, 0);

    CHECK(dom != NULL);
    CHECK_INT(count(conn), before + 1);
    CHECK_INT(seen[VIR_DOMAIN_EVENT_STARTED], 1);
    CHECK_INT(last_id, (int)virDomainGetID(dom));
    CHECK_INT(count(conn), before + 1);
    harness_child_end(child);
    CHECK_INT(count(conn), before);
    CHECK_INT(seen[VIR_DOMAIN_EVENT_STARTED], 1);
    CHECK_INT(seen[VIR_DOMAIN_EVENT_STOPPED], 1);
    CHECK_INT(last_id, -1);
    virDomainFree(dom);
}

int main(void)
{
    harness_attach_fn attach;
    virConnectPtr conn;
    int callback;

    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_attach();
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    conn = harness_open();
    callback = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                VIR_DOMAIN_EVENT_CALLBACK(on_event), NULL, NULL);
    CHECK(callback >= 0);
    comes_and_goes(conn, attach);
    CHECK_INT(virConnectDomainEventDeregisterAny(conn, callback), 0);
    virConnectClose(conn);
    return harness_end();
}
