/* What callbacks may do: remove themselves, set a limit, take their time, close the connection. */
#include "events/poll_loop.h"
#include "events/told.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static virConnectPtr conn;
static struct memory_events memory;

/* How often each was called and freed, and what it does. */
struct callback {
    int id, called, freed;
    void (*then)(struct callback *self, virConnectPtr conn, virDomainPtr dom);
};

static void on_free(void *opaque)
{
    ((struct callback *)opaque)->freed++;
}

static void on_memory(virConnectPtr from, virDomainPtr dom, int event, virTypedParameterPtr params, int nparams,
                      void *opaque)
{
    struct callback *self = opaque;

    CHECK(event >= MEMORY_HIGH && event <= MEMORY_PRESSURE && params && nparams > 0);
    self->called++;
    if (self->then)
        self->then(self, from, dom);
}

static void on_tunable(virConnectPtr from, virDomainPtr dom, virTypedParameterPtr params, int nparams,
                       void *opaque)
{
    struct callback *self = opaque;

    CHECK(params && nparams > 0);
    self->called++;
    if (self->then)
        self->then(self, from, dom);
}

static void removes_itself(struct callback *self, virConnectPtr from, virDomainPtr dom)
{
    (void)dom;
    CHECK_INT(memory.remove(from, self->id), 0);
    CHECK_INT(self->freed, 0);
}

static void takes_time(struct callback *self, virConnectPtr from, virDomainPtr dom)
{
    (void)from, (void)dom;
    if (self->called == 1)
        sleep(10);
}

static void sets_a_limit(struct callback *self, virConnectPtr from, virDomainPtr dom)
{
    (void)from;
    if (self->called == 1)
        CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(33), 0), 0);
}

static void closes(struct callback *self, virConnectPtr from, virDomainPtr dom)
{
    (void)dom;
    CHECK_INT(virConnectDomainEventDeregisterAny(from, self->id), 0);
    CHECK(virConnectClose(from) >= 0);
}

static void turns(const int *number, int expected)
{
    for (int i = 0; i < 300 && *number < expected; i++)
        poll_loop_turn(100);
    CHECK_INT(*number, expected);
}

static struct program running(const char *subject, const char *script)
{
    struct program it = program_plan(subject, script, "", "<memtune><hard_limit unit='MiB'>16</hard_limit></memtune>");

    program_start_planned(conn, &it);
    return it;
}

static void of_memory(void)
{
    struct program it = running("callbacks-memory", "echo; sleep 1; tail /dev/zero; tail /dev/zero; exec sleep 100");
    struct callback once = {.then = removes_itself}, slow = {.then = takes_time};

    once.id = memory.add(conn, NULL, on_memory, &once, on_free);
    slow.id = memory.add(conn, it.dom, on_memory, &slow, on_free);
    CHECK(once.id >= 0 && slow.id >= 0);
    CHECK_FAILS(memory.add(conn, NULL, on_memory, &once, on_free), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(memory.add(conn, NULL, NULL, NULL, NULL), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(memory.add(NULL, NULL, on_memory, NULL, NULL), VIR_ERR_INVALID_CONN);
    CHECK_FAILS(virConnectDomainEventDeregisterAny(conn, once.id), VIR_ERR_INVALID_ARG);
    while (slow.called < 2)
        poll_loop_turn(100);
    CHECK_INT(once.called, 1);
    turns(&once.freed, 1);
    CHECK_FAILS(memory.remove(conn, once.id), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(memory.remove(conn, 4711), VIR_ERR_INVALID_ARG);
    CHECK_INT(memory.remove(conn, slow.id), 0);
    CHECK_INT(slow.freed, 1);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

static void of_sets(void)
{
    struct program it = running("callbacks-sets", "echo; exec sleep 100");
    virConnectPtr other = harness_open();
    struct callback sets = {.then = sets_a_limit}, closing = {.then = closes};

    sets.id = virConnectDomainEventRegisterAny(conn, it.dom, VIR_DOMAIN_EVENT_ID_TUNABLE,
                                               VIR_DOMAIN_EVENT_CALLBACK(on_tunable), &sets, on_free);
    closing.id = virConnectDomainEventRegisterAny(other, NULL, VIR_DOMAIN_EVENT_ID_TUNABLE,
                                                  VIR_DOMAIN_EVENT_CALLBACK(on_tunable), &closing, on_free);
    CHECK_INT(memory_set_one(it.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(32), 0), 0);
    turns(&sets.called, 2);
    CHECK_ULL(memory_value(it.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT), MIB(33));
    turns(&closing.freed, 1);
    CHECK_INT(closing.called, 1);
    CHECK_INT(poll_loop_run(200), 0);
    CHECK_INT(virConnectDomainEventDeregisterAny(conn, sets.id), 0);
    CHECK_INT(poll_loop_files(), 0);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    memory = memory_events();
    poll_loop_register();
    conn = harness_open();
    of_memory();
    of_sets();
    CHECK_INT(poll_loop_files(), 0);
    CHECK_INT(poll_loop_timeouts(), 0);
    virConnectClose(conn);
    return harness_end();
}
