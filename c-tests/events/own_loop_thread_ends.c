/* Threads that end in the functions of a program's own event loop, and in what that calls. */
#include "harness/harness.h"
#include "support/documents.h"

#include <pthread.h>
#include <stdio.h>

/* Under valgrind, where a thread's end is slow, a tenth. */
#define ROUNDS (rounds(100) == 100 ? 100 : 10)

/* The loop's only timer. */
static struct {
    int milliseconds;
    virEventTimeoutCallback cb;
    void *opaque;
    virFreeCallback ff;
} timer;

/* In which function a thread ends, which number of calls before. */
static const char *ends_in = "";
static int after, calls, frees;

static void called(const char *function)
{
    if (ends_in[0] == function[0] && after-- == 0) {
        ends_in = "";
        calls++;
        pthread_exit(NULL);
    }
}

static int add_handle(int fd, int event, virEventHandleCallback cb, void *opaque, virFreeCallback ff)
{
    (void)fd, (void)event, (void)cb, (void)opaque, (void)ff;
    called("handle");
    return 1;
}

static void update_handle(int watch, int event)
{
    (void)watch, (void)event;
    called("handle");
}

static int remove_handle(int watch)
{
    (void)watch;
    called("handle");
    return 0;
}

static int add_timeout(int milliseconds, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff)
{
    called("add");
    timer.milliseconds = milliseconds;
    timer.cb = cb;
    timer.opaque = opaque;
    timer.ff = ff;
    return 1;
}

static void update_timeout(int number, int milliseconds)
{
    (void)number;
    timer.milliseconds = milliseconds;
    called("update");
}

static int remove_timeout(int number)
{
    (void)number;
    timer.milliseconds = -1;
    called("remove");
    return 0;
}

static void turn(void)
{
    if (timer.milliseconds >= 0)
        timer.cb(1, timer.opaque);
}

static void *run_turn(void *unused)
{
    (void)unused;
    turn();
    return NULL;
}

static void in_thread(void *(*body)(void *), void *data)
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, body, data) != 0)
        harness_die("pthread_create");
    pthread_join(thread, NULL);
}

static int told;

static int on_event(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn, (void)dom, (void)event, (void)detail, (void)opaque;
    told++;
    called("event");
    return 0;
}

static void on_free(void *opaque)
{
    (void)opaque;
    frees++;
    called("free");
}

static void on_handle(int watch, int fd, int events, void *opaque)
{
    (void)watch, (void)fd, (void)events, (void)opaque;
}

static int id;

static void *watch(void *conn)
{
    id = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                          VIR_DOMAIN_EVENT_CALLBACK(on_event), NULL, on_free);
    return NULL;
}

static void *unwatch(void *conn)
{
    virConnectDomainEventDeregisterAny(conn, id);
    return NULL;
}

static void *suspend(void *dom)
{
    virDomainSuspend(dom);
    return NULL;
}

static void *use_handle(void *unused)
{
    (void)unused;
    virEventAddHandle(0, 1, on_handle, NULL, NULL);
    virEventUpdateHandle(1, 0);
    virEventRemoveHandle(1);
    return NULL;
}

/* One life of a callback, in which a thread ends at one place. */
static void life(const char *what, const char *function, int number, int want_told, int want_frees)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = harness_domain(conn);

    ends_in = function;
    after = number;
    told = frees = 0;
    id = -1;
    in_thread(watch, conn);
    if (id < 0)
        in_thread(watch, conn);
    CHECK(id >= 0);
    in_thread(suspend, dom);
    CHECK_INT(virDomainResume(dom), 0);
    in_thread(run_turn, NULL);
    in_thread(run_turn, NULL);
    /* What a thread has left undone, the next call does. */
    CHECK_INT(virConnectIsAlive(conn), 1);
    turn();
    turn();
    in_thread(unwatch, conn);
    CHECK_INT(virConnectIsAlive(conn), 1);
    harness_domain_done(dom);
    if (timer.ff && timer.milliseconds < 0)
        timer.ff(timer.opaque);
    timer.ff = NULL;
    if (!CHECK_INT(told, want_told) | !CHECK_INT(frees, want_frees) | !CHECK_STR(ends_in, "") |
        !CHECK_INT(virConnectClose(conn), 0))
        fprintf(stderr, "   in %s\n", what);
    ends_in = "";
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    virEventRegisterImpl(add_handle, update_handle, remove_handle, add_timeout, update_timeout, remove_timeout);
    for (int i = 0; i < 3; i++) {
        ends_in = "handle";
        after = i;
        in_thread(use_handle, NULL);
    }
    note("%d threads have ended in the functions for files", calls);
    /* With libvirt the connection and the loop keep what that thread had. */
    if (!is_ours())
        return harness_end();
    for (int i = 0; i < ROUNDS; i++) {
        life("nothing", "", 0, 2, 1);
        life("addTimeout", "add", 0, 2, 1);
        life("updateTimeout of the event", "update", 0, 2, 1);
        life("updateTimeout of the delivery", "update", 1, 2, 1);
        life("the callback", "event", 0, 2, 1);
        life("the second event", "event", 1, 2, 1);
        life("removeTimeout", "remove", 0, 2, 1);
        life("the free function", "free", 0, 2, 1);
    }
    return harness_end();
}
