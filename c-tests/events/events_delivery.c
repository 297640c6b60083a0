/*
 * Domain events through a program's own event loop: what is delivered when, and to which
 * callback.
 */
#include "harness/harness.h"
#include "events/own_loop.h"

#include <stdio.h>
#include <string.h>

#define GENERIC VIR_DOMAIN_EVENT_CALLBACK(on_event)

/* What a callback does beside telling that it runs, once. */
struct listener {
    const char *name;
    void (*then)(struct listener *self, virConnectPtr conn, virDomainPtr dom);
    int id;
    virDomainPtr kept;
};

static virConnectPtr conn, other;

static void tell(struct listener *self, virConnectPtr from, virDomainPtr dom)
{
    printf("  %s: %s %s id %d on its %s connection", self->name, virDomainGetName(dom),
           virDomainIsPersistent(dom) == 1 ? "persistent" : "not persistent",
           (int)virDomainGetID(dom), from == conn ? "first" : "other");
    CHECK(virDomainGetConnect(dom) == from);
}

static void then(struct listener *self, virConnectPtr from, virDomainPtr dom)
{
    void (*what)(struct listener *, virConnectPtr, virDomainPtr) = self->then;

    self->then = NULL;
    if (what)
        what(self, from, dom);
}

static void on_event(virConnectPtr from, virDomainPtr dom, int event, int detail, void *opaque)
{
    tell(opaque, from, dom);
    printf(" event %d detail %d\n", event, detail);
    then(opaque, from, dom);
}

static int on_old(virConnectPtr from, virDomainPtr dom, int event, int detail, void *opaque)
{
    on_event(from, dom, event, detail, opaque);
    return -1;
}

static void on_metadata(virConnectPtr from, virDomainPtr dom, int type, const char *uri,
                        void *opaque)
{
    tell(opaque, from, dom);
    printf(" metadata %d %s\n", type, uri ? uri : "NULL");
}

static void on_other_kind(virConnectPtr from, virDomainPtr dom, void *opaque)
{
    (void)from, (void)dom, (void)opaque;
    CHECK(!"an event of a kind that never happens");
}

static void on_free(void *opaque)
{
    printf("  %s: freed\n", ((struct listener *)opaque)->name);
}

static const char *xml(const char *name, const char *more)
{
    static char text[1024];

    snprintf(text, sizeof(text),
             "<domain type='test'><name>%s</name><uuid>12345678-1234-1234-1234-1234567890ab</uuid>"
             "<memory>1024</memory><os><type>hvm</type></os>%s</domain>", name, more);
    return text;
}

static void life(void)
{
    struct listener all = {.name = "all"};
    int id = virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, &all, on_free);
    virDomainPtr dom;

    note("each change of a domain's life");
    dom = TRACE_PTR(virDomainDefineXML(conn, xml("life", "")));
    own_loop_turn();
    virDomainFree(TRACE_PTR(virDomainDefineXML(conn, xml("life", ""))));
    own_loop_turn();
    TRACE_INT(virDomainCreate(dom));
    own_loop_turn();
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virDomainSuspend(dom));
    own_loop_turn();
    TRACE_INT(virDomainResume(dom));
    own_loop_turn();
    TRACE_INT(virDomainReboot(dom, 0));
    own_loop_turn();
    TRACE_INT(virDomainShutdown(dom));
    own_loop_turn();
    TRACE_INT(virDomainCreateWithFlags(dom, 0));
    TRACE_INT(virDomainDestroy(dom));
    own_loop_turn();
    TRACE_INT(virDomainRename(dom, "new", 0));
    own_loop_turn();
    TRACE_INT(virDomainUndefine(dom));
    own_loop_turn();
    virDomainFree(dom);
    note("of one that is not persistent");
    dom = TRACE_PTR(virDomainCreateXML(conn, xml("transient", ""), 0));
    own_loop_turn();
    TRACE_INT(virDomainDestroy(dom));
    own_loop_turn();
    virDomainFree(dom);
    dom = TRACE_PTR(virDomainCreateXML(conn, xml("transient", "<on_reboot>destroy</on_reboot>"),
                                       0));
    own_loop_turn();
    TRACE_INT(virDomainReboot(dom, 0));
    own_loop_turn();
    virDomainFree(dom);
    dom = TRACE_PTR(virDomainCreateXML(conn, xml("both", ""), 0));
    virDomainFree(TRACE_PTR(virDomainDefineXML(conn, xml("both", ""))));
    TRACE_INT(virDomainUndefine(dom));
    TRACE_INT(virDomainDestroy(dom));
    own_loop_turn();
    virDomainFree(dom);
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, id));
    own_loop_turn();
}

static void kinds_and_domains(virDomainPtr dom)
{
    struct listener one = {.name = "one"}, metadata = {.name = "metadata"};
    virTypedParameter limit = param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, 1 << 20);
    virDomainPtr second = virDomainDefineXML(conn, xml("second", ""));
    int ids[] = {
        virConnectDomainEventRegisterAny(conn, dom, VIR_DOMAIN_EVENT_ID_LIFECYCLE, GENERIC, &one,
                                         on_free),
        virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
                                         VIR_DOMAIN_EVENT_CALLBACK(on_metadata), &metadata,
                                         on_free),
        virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_REBOOT,
                                         VIR_DOMAIN_EVENT_CALLBACK(on_other_kind), NULL, NULL),
        virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_TUNABLE,
                                         VIR_DOMAIN_EVENT_CALLBACK(on_other_kind), NULL, NULL),
    };

    note("of one domain; of another kind");
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virDomainCreate(second));
    TRACE_INT(virDomainSetMetadata(second, VIR_DOMAIN_METADATA_TITLE, "title", NULL, NULL, 0));
    TRACE_INT(virDomainSetMetadata(second, VIR_DOMAIN_METADATA_DESCRIPTION, NULL, NULL, NULL, 0));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k", "http://x/",
                                   VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG));
    TRACE_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, NULL, "k", "http://x/", 0));
    TRACE_INT(virDomainSetMemoryParameters(dom, &limit, 1, 0));
    TRACE_INT(virDomainResume(dom));
    own_loop_turn();
    own_loop_turn();
    for (size_t i = 0; i < COUNT_OF(ids); i++)
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, ids[i]), 0);
    own_loop_turn();
    virDomainDestroy(second);
    virDomainUndefine(second);
    virDomainFree(second);
}

static void remove_self(struct listener *self, virConnectPtr from, virDomainPtr dom)
{
    (void)dom;
    TRACE_INT(virConnectDomainEventDeregisterAny(from, self->id));
    TRACE_INT(virConnectDomainEventDeregisterAny(from, self->id));
}

static void remove_old(struct listener *self, virConnectPtr from, virDomainPtr dom)
{
    (void)dom;
    TRACE_INT(virConnectDomainEventDeregister(from, on_old));
    TRACE_INT(virConnectDomainEventDeregister(from, on_old));
    note("asked for again while the first is not yet freed");
    TRACE_INT(virConnectDomainEventRegister(from, on_old, self, on_free));
}

static struct listener late = {.name = "late"};

static void add_one(struct listener *self, virConnectPtr from, virDomainPtr dom)
{
    (void)self, (void)dom;
    late.id = TRACE_INT(
        virConnectDomainEventRegisterAny(from, dom, 0, VIR_DOMAIN_EVENT_CALLBACK(on_old), &late,
                                         on_free));
}

static void change_and_keep(struct listener *self, virConnectPtr from, virDomainPtr dom)
{
    (void)from;
    TRACE_INT(virDomainRef(dom));
    self->kept = dom;
    TRACE_INT(virDomainSuspend(dom));
}

static void from_inside(virDomainPtr dom)
{
    struct listener a = {.name = "a"}, b = {.name = "b"}, c = {.name = "c"};

    note("callbacks that remove themselves, add others, change the domain");
    a.id = virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, &a, on_free);
    b.id = virConnectDomainEventRegister(conn, on_old, &b, on_free);
    c.id = virConnectDomainEventRegisterAny(other, NULL, 0, GENERIC, &c, on_free);
    a.then = remove_self;
    b.then = add_one;
    c.then = change_and_keep;
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virDomainResume(dom));
    own_loop_turn();
    own_loop_turn();
    CHECK_STR(virDomainGetName(c.kept), "test");
    TRACE_INT(virDomainResume(c.kept));
    TRACE_INT(virDomainFree(c.kept));
    note("the last one removes itself: the timeout goes with it");
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, late.id));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_old));
    c.then = remove_self;
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virDomainResume(dom));
    own_loop_turn();
    own_loop_turn();
    CHECK_INT(virConnectDomainEventDeregisterAny(other, c.id), -1);
}

static void close_connection(struct listener *self, virConnectPtr from, virDomainPtr dom)
{
    (void)dom;
    TRACE_INT(virConnectClose(from));
    TRACE_INT(virConnectDomainEventDeregisterAny(from, self->id));
}

static void closing(virDomainPtr dom)
{
    struct listener closer = {.name = "closer", .then = close_connection};
    virConnectPtr third = harness_open();

    note("a callback that closes its connection, which it holds itself");
    closer.id = virConnectDomainEventRegisterAny(third, NULL, 0, GENERIC, &closer, on_free);
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virDomainResume(dom));
    own_loop_turn();
    own_loop_turn();
}

static void old_from_inside(virDomainPtr dom)
{
    struct listener old = {.name = "old", .then = remove_old};

    note("an old callback that removes itself and comes again");
    TRACE_INT(virConnectDomainEventRegister(conn, on_old, &old, on_free));
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virDomainResume(dom));
    own_loop_turn();
    TRACE_INT(virConnectDomainEventDeregister(conn, on_old));
    own_loop_turn();
}

static void lost_events(virDomainPtr dom)
{
    struct listener a = {.name = "a"};

    note("what happened before, or while nobody listened, is not told");
    TRACE_INT(virDomainSuspend(dom));
    TRACE_INT(virConnectDomainEventRegister(conn, on_old, &a, on_free));
    own_loop_turn();
    TRACE_INT(virDomainResume(dom));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_old));
    TRACE_INT(virConnectDomainEventRegister(conn, on_old, &a, on_free));
    own_loop_turn();
    note("but what happened before one more came is");
    TRACE_INT(virDomainSuspend(dom));
    a.id = virConnectDomainEventRegisterAny(conn, NULL, 0, GENERIC, &a, on_free);
    own_loop_turn();
    TRACE_INT(virDomainResume(dom));
    TRACE_INT(virConnectDomainEventDeregister(conn, on_old));
    own_loop_turn();
    TRACE_INT(virConnectDomainEventDeregisterAny(conn, a.id));
    own_loop_turn();
}

int main(void)
{
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    own_loop_register();
    conn = harness_open();
    other = harness_open();
    dom = harness_domain(conn);
    life();
    kinds_and_domains(dom);
    from_inside(dom);
    own_loop_frees_at_once = true;
    from_inside(dom);
    closing(dom);
    old_from_inside(dom);
    lost_events(dom);
    TRACE_INT(virDomainFree(dom));
    TRACE_INT(virConnectClose(other));
    TRACE_INT(virConnectClose(conn));
    return harness_end();
}
