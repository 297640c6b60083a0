/* A program's own event loop: which of its functions are called, with what. */
#include "harness/harness.h"
#include "events/own_loop.h"

static void on_handle(int watch, int fd, int events, void *opaque)
{
    (void)watch, (void)fd, (void)events, (void)opaque;
}

static void on_timeout(int timer, void *opaque)
{
    note("timer %d opaque %s", timer, (char *)opaque);
}

static void on_free(void *opaque)
{
    note("free %s", (char *)opaque);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    own_loop_register();
    note("functions are passed on as they are, and so is what they return");
    TRACE_INT(virEventAddHandle(0, 15, on_handle, "x", on_free));
    TRACE_INT(virEventAddHandle(-1, -1, NULL, NULL, NULL));
    TRACE_VOID((virEventUpdateHandle(-9, 99), 0));
    TRACE_INT(virEventRemoveHandle(7));
    TRACE_INT(virEventRemoveHandle(8));
    TRACE_INT(virEventAddTimeout(5, on_timeout, "a", on_free));
    TRACE_INT(virEventAddTimeout(-5, on_timeout, "b", NULL));
    own_loop_turn();
    TRACE_VOID((virEventUpdateTimeout(2, 0), 0));
    TRACE_VOID((virEventUpdateTimeout(99, 0), 0));
    own_loop_turn();
    TRACE_INT(virEventRemoveTimeout(1));
    TRACE_INT(virEventRemoveTimeout(1));
    TRACE_INT(virEventRemoveTimeout(2));
    own_loop_turn();
    own_loop_fails = true;
    TRACE_INT(virEventAddTimeout(5, on_timeout, "c", on_free));
    note("the first loop stays");
    TRACE_INT(virEventRegisterDefaultImpl());
    TRACE_VOID((virEventRegisterImpl(NULL, NULL, NULL, NULL, NULL, NULL), 0));
    TRACE_INT(virEventRemoveHandle(7));
    return harness_end();
}
