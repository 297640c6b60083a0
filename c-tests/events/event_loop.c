/* The default event loop: what runs when, in which order, and when it is freed. */
#include "harness/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a callback does beside telling that it runs. */
struct watcher {
    const char *name;
    void (*then)(struct watcher *self, int id);
    int other;
    int runs;
};

static void on_handle(int watch, int fd, int events, void *opaque)
{
    struct watcher *self = opaque;

    (void)fd;
    self->runs++;
    printf("  %s: watch %d events %d\n", self->name, watch, events);
    if (self->then)
        self->then(self, watch);
}

static void on_timeout(int timer, void *opaque)
{
    struct watcher *self = opaque;

    self->runs++;
    printf("  %s: timer %d\n", self->name, timer);
    if (self->then)
        self->then(self, timer);
}

static void on_free(void *opaque)
{
    printf("  %s: freed\n", ((struct watcher *)opaque)->name);
}

static void turn(const char *what)
{
    printf("turn: %s\n", what);
    TRACE_INT(virEventRunDefaultImpl());
}

/* A turn that does not wait: a timeout of 0 is always ready. */
static void on_nothing(int timer, void *opaque)
{
    (void)timer, (void)opaque;
}

static void quick_turn(const char *what)
{
    int timer = virEventAddTimeout(0, on_nothing, NULL, NULL);

    turn(what);
    virEventRemoveTimeout(timer);
}

static void remove_handle(struct watcher *self, int id)
{
    (void)self;
    TRACE_INT(virEventRemoveHandle(id));
    TRACE_INT(virEventRemoveHandle(id));
}

static void remove_other_handle(struct watcher *self, int id)
{
    (void)id;
    TRACE_INT(virEventRemoveHandle(self->other));
}

static void remove_timeout(struct watcher *self, int id)
{
    (void)self;
    TRACE_INT(virEventRemoveTimeout(id));
    TRACE_INT(virEventRemoveTimeout(id));
}

static void timeout_off(struct watcher *self, int id)
{
    (void)self;
    virEventUpdateTimeout(id, -1);
}

static void numbers_and_unknown_ids(void)
{
    struct watcher a = {.name = "a"};
    int first = TRACE_INT(virEventAddHandle(0, 0, on_handle, &a, NULL));
    int second = TRACE_INT(virEventAddHandle(0, 0, on_handle, &a, NULL));
    int timer = TRACE_INT(virEventAddTimeout(-1, on_timeout, &a, NULL));
    int later = TRACE_INT(virEventAddTimeout(-7, on_timeout, &a, NULL));

    TRACE_INT(virEventRemoveHandle(0));
    TRACE_INT(virEventRemoveHandle(-1));
    TRACE_INT(virEventRemoveHandle(99));
    TRACE_VOID((virEventUpdateHandle(99, 1), 0));
    TRACE_INT(virEventRemoveTimeout(0));
    TRACE_INT(virEventRemoveTimeout(-1));
    TRACE_INT(virEventRemoveTimeout(99));
    TRACE_VOID((virEventUpdateTimeout(99, 1), 0));
    TRACE_VOID((virEventUpdateTimeout(timer, -1), 0));
    TRACE_INT(virEventRemoveHandle(first));
    TRACE_INT(virEventRemoveHandle(first));
    TRACE_INT(virEventRemoveHandle(second));
    TRACE_INT(virEventRemoveTimeout(timer));
    TRACE_INT(virEventRemoveTimeout(timer));
    TRACE_INT(virEventRemoveTimeout(later));
    note("numbers are not used again");
    first = TRACE_INT(virEventAddHandle(0, 0, on_handle, &a, NULL));
    timer = TRACE_INT(virEventAddTimeout(-1, on_timeout, &a, NULL));
    TRACE_INT(virEventRemoveHandle(first));
    TRACE_INT(virEventRemoveTimeout(timer));
    turn("what was removed without a free callback");
    note("no function, no file");
    first = TRACE_INT(virEventAddHandle(0, 0, NULL, NULL, NULL));
    second = TRACE_INT(virEventAddHandle(-1, 15, on_handle, &a, NULL));
    timer = TRACE_INT(virEventAddTimeout(-1, NULL, NULL, NULL));
    quick_turn("none of them is ready");
    TRACE_INT(virEventRemoveHandle(first));
    TRACE_INT(virEventRemoveHandle(second));
    TRACE_INT(virEventRemoveTimeout(timer));
    turn("the last free callbacks");
}

static void handles(void)
{
    struct watcher reader = {.name = "reader"}, writer = {.name = "writer"};
    int ends[2], in, out;

    if (pipe(ends) < 0)
        harness_die("pipe");
    in = virEventAddHandle(ends[0], VIR_EVENT_HANDLE_READABLE, on_handle, &reader, on_free);
    quick_turn("nothing to read");
    out = virEventAddHandle(ends[1], VIR_EVENT_HANDLE_WRITABLE, on_handle, &writer, on_free);
    turn("room to write");
    CHECK_INT(write(ends[1], "x", 1), 1);
    turn("both are ready, the older one first");
    virEventUpdateHandle(in, 0);
    turn("the reader is off");
    virEventUpdateHandle(in, VIR_EVENT_HANDLE_READABLE | VIR_EVENT_HANDLE_HANGUP);
    turn("an updated one comes last");
    virEventUpdateHandle(out, VIR_EVENT_HANDLE_WRITABLE);
    turn("an update that changes nothing leaves the order");
    virEventUpdateHandle(out, VIR_EVENT_HANDLE_WRITABLE | 64);
    turn("nor does an unknown bit");
    virEventUpdateHandle(out, 64);
    turn("an unknown bit alone asks for nothing");
    TRACE_INT(virEventRemoveHandle(out));
    close(ends[1]);
    turn("what is freed of a file comes first, and alone");
    turn("hung up, with something left to read");
    virEventUpdateHandle(in, VIR_EVENT_HANDLE_HANGUP | VIR_EVENT_HANDLE_ERROR);
    turn("only hang-ups asked for");
    virEventUpdateHandle(in, VIR_EVENT_HANDLE_ERROR);
    turn("hang-ups are told without being asked for");
    virEventUpdateHandle(in, 64);
    turn("with an unknown bit alone, too");
    virEventUpdateHandle(in, 0);
    quick_turn("but not of what is off");
    close(ends[0]);
    virEventUpdateHandle(in, 15);
    turn("a closed file has no events, and ends the turn");
    turn("each turn");
    TRACE_INT(virEventRemoveHandle(in));
    turn("its free callback");
}

static void errors(void)
{
    struct watcher writer = {.name = "writer"};
    int ends[2], out;

    if (pipe(ends) < 0)
        harness_die("pipe");
    close(ends[0]);
    out = virEventAddHandle(ends[1], 15, on_handle, &writer, on_free);
    turn("no reader");
    virEventUpdateHandle(out, VIR_EVENT_HANDLE_WRITABLE);
    turn("no reader, errors are told without being asked for");
    virEventRemoveHandle(out);
    close(ends[1]);
    turn("freed");
}

static void two_on_one_file(void)
{
    struct watcher a = {.name = "a"}, b = {.name = "b"};
    int ends[2], first, second;

    if (pipe(ends) < 0)
        harness_die("pipe");
    CHECK_INT(write(ends[1], "x", 1), 1);
    first = virEventAddHandle(ends[0], VIR_EVENT_HANDLE_READABLE, on_handle, &a, on_free);
    second = virEventAddHandle(ends[0], 15, on_handle, &b, on_free);
    turn("both");
    virEventUpdateHandle(first, 15);
    turn("the first is the last now");
    b.then = remove_other_handle;
    b.other = first;
    turn("the second removes the first before its turn");
    b.then = remove_handle;
    turn("the first is freed");
    turn("a callback that removes itself, twice");
    turn("freed");
    close(ends[0]);
    close(ends[1]);
    (void)second;
}

static void timeouts(void)
{
    struct watcher slow = {.name = "slow"}, fast = {.name = "fast"}, now = {.name = "now"};
    int a = virEventAddTimeout(5000, on_timeout, &slow, on_free);
    int b = virEventAddTimeout(5, on_timeout, &fast, on_free);
    int c;

    fast.then = timeout_off;
    turn("a wait that may end too early for the fast one");
    turn("the slow one is not ready yet");
    virEventUpdateTimeout(a, -1);
    virEventUpdateTimeout(b, 0);
    c = virEventAddTimeout(0, on_timeout, &now, on_free);
    fast.then = NULL;
    turn("0 is ready in each turn, in the order of making");
    turn("and again");
    virEventUpdateTimeout(b, 0);
    turn("an update moves it to the end");
    now.then = remove_timeout;
    turn("one removes itself, twice");
    turn("what is freed of a timeout waits for a turn in which nothing is ready");
    virEventUpdateTimeout(b, -1);
    turn("now it runs");
    TRACE_INT(virEventRemoveTimeout(b));
    virEventUpdateTimeout(b, 0);
    TRACE_INT(virEventRemoveTimeout(a));
    turn("both are freed at once");
    (void)c;
}

static int added_timer;

static void add_timeout(struct watcher *self, int id)
{
    static struct watcher added = {.name = "added"};

    added_timer = TRACE_INT(virEventAddTimeout(0, on_timeout, &added, on_free));
    virEventRemoveTimeout(id);
    self->then = NULL;
}

static void run_inside(struct watcher *self, int id)
{
    self->then = NULL;
    (void)id;
    turn("from inside a callback: the others that are ready run there");
}

static void from_inside(void)
{
    struct watcher adder = {.name = "adder", .then = add_timeout};
    struct watcher outer = {.name = "outer", .then = run_inside};
    struct watcher later = {.name = "later"};
    int a, b;

    virEventAddTimeout(0, on_timeout, &adder, on_free);
    turn("a callback adds one, which waits for the next turn");
    turn("the added one");
    virEventRemoveTimeout(added_timer);
    turn("freed");
    a = virEventAddTimeout(0, on_timeout, &outer, on_free);
    b = virEventAddTimeout(0, on_timeout, &later, on_free);
    turn("a turn in a turn");
    virEventRemoveTimeout(a);
    virEventRemoveTimeout(b);
    turn("freed");
}

static void add_in_free(void *opaque)
{
    struct watcher *self = opaque;

    printf("  %s: freed\n", self->name);
    self->other = TRACE_INT(virEventAddTimeout(0, on_timeout, self, on_free));
}

static void from_free(void)
{
    struct watcher freed = {.name = "freed"};
    int timer = virEventAddTimeout(-1, on_timeout, &freed, add_in_free);

    virEventRemoveTimeout(timer);
    turn("a free callback may use the loop");
    turn("what it added");
    virEventRemoveTimeout(freed.other);
    turn("freed");
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    TRACE_INT(virEventRegisterDefaultImpl());
    TRACE_INT(virEventRegisterDefaultImpl());
    numbers_and_unknown_ids();
    handles();
    errors();
    two_on_one_file();
    timeouts();
    from_inside();
    from_free();
    return harness_end();
}
