/* Records events for life_events and life_record_end. */
#include "lifecycle/life.h"

#include "support/documents.h"

#include <stdio.h>
#include <string.h>

/* A domain whose end tells that all events before it have come from a daemon. */
#define FENCE "fence"
/* libvirt's client seldom leaves the last event in its queue: then another one follows. */
#define FENCES 20
#define FENCE_SECONDS 1

static const char *const fence =
    "<domain type='test'><name>" FENCE "</name><memory>1024</memory><os><type>hvm</type></os></domain>";

static int numbers[4];
static virConnectPtr recorded;
static bool idle, is_fenced;
static int timer = -1;

static int on_lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *data)
{
    (void)conn;
    (void)data;
    if (strcmp(virDomainGetName(dom), FENCE) == 0) {
        is_fenced = is_fenced || event == VIR_DOMAIN_EVENT_UNDEFINED;
        return 0;
    }
    note("   event: %s id %d lifecycle %d/%d", virDomainGetName(dom), (int)virDomainGetID(dom),
         event, detail);
    return 0;
}

static void on_reboot(virConnectPtr conn, virDomainPtr dom, void *data)
{
    (void)conn;
    (void)data;
    note("   event: %s id %d reboot", virDomainGetName(dom), (int)virDomainGetID(dom));
}

static void on_metadata(virConnectPtr conn, virDomainPtr dom, int type, const char *nsuri,
                        void *data)
{
    (void)conn;
    (void)data;
    note("   event: %s id %d metadata %d %s", virDomainGetName(dom), (int)virDomainGetID(dom), type,
         nsuri ? nsuri : "NULL");
}

static void on_balloon(virConnectPtr conn, virDomainPtr dom, unsigned long long actual, void *data)
{
    (void)conn;
    (void)data;
    note("   event: %s id %d balloon %llu", virDomainGetName(dom), (int)virDomainGetID(dom),
         actual);
}

static void on_idle(int id, void *data)
{
    (void)id;
    (void)data;
    idle = true;
}

void life_record(virConnectPtr conn)
{
    static const struct {
        int id;
        virConnectDomainEventGenericCallback callback;
    } kinds[] = {
        {VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle)},
        {VIR_DOMAIN_EVENT_ID_REBOOT, VIR_DOMAIN_EVENT_CALLBACK(on_reboot)},
        {VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, VIR_DOMAIN_EVENT_CALLBACK(on_metadata)},
        {VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, VIR_DOMAIN_EVENT_CALLBACK(on_balloon)},
    };

    if (timer < 0)
        CHECK_INT(virEventRegisterDefaultImpl(), 0);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        numbers[i] = virConnectDomainEventRegisterAny(conn, NULL, kinds[i].id, kinds[i].callback,
                                                      NULL, NULL);
        CHECK(numbers[i] >= 0);
    }
    if (timer < 0)
        timer = virEventAddTimeout(-1, on_idle, NULL, NULL);
    CHECK(timer >= 0);
    recorded = conn;
}

static void make_fence(void)
{
    virDomainPtr dom = virDomainDefineXML(recorded, fence);

    CHECK(dom != NULL);
    CHECK_INT(virDomainUndefine(dom), 0);
    virDomainFree(dom);
}

/* Waits for what a daemon has to tell. */
static void wait_for_fence(void)
{
    int made = 0;

    is_fenced = false;
    virEventUpdateTimeout(timer, 10);
    for (double start = 0; !is_fenced && made <= FENCES; virEventRunDefaultImpl()) {
        if (seconds() - start < FENCE_SECONDS)
            continue;
        make_fence();
        start = seconds();
        made++;
    }
    CHECK(is_fenced && (made == 1 || !is_ours()));
}

/* Events are queued and delivered by a timer: two iterations deliver all. */
void life_events(void)
{
    if (harness_is_remote() && recorded)
        wait_for_fence();
    for (int round = 0; round < 2; round++) {
        idle = false;
        virEventUpdateTimeout(timer, 0);
        while (!idle && virEventRunDefaultImpl() == 0)
            ;
        virEventUpdateTimeout(timer, -1);
    }
}

void life_record_end(virConnectPtr conn)
{
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, numbers[i]), 0);
    recorded = NULL;
    life_events();
}
