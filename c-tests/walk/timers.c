#include "walk.h"

#define TIMERS 6

/*
 * Timers of the event loop that are due at once or never. In which order those that are due run is
 * the loop's own business, and so is the number that a timer gets.
 */
static struct timer {
    bool there;
    int id;
    int fired;
} timers[TIMERS];

static const int frequencies[] = {-1, 0, 3600000};

static void fire(int id, void *opaque)
{
    struct timer *timer = opaque;

    timer->fired += id == timer->id ? 1 : 100;
}

static void removed(void *opaque)
{
    out("{free timer %d}", (int)((struct timer *)opaque - timers));
}

void walk_virEventAddTimeout(void)
{
    struct timer *timer = &ANY(timers);
    int frequency = ANY(frequencies);

    if (timer->there)
        timer = &ANY(timers);
    call("virEventAddTimeout", "%d%s", frequency, timer->there ? ", not taken" : "");
    if (timer->there)
        return;
    timer->fired = 0;
    timer->id = virEventAddTimeout(frequency, fire, timer, removed);
    timer->there = got_int(timer->id > 0 ? 1 : timer->id) == 1;
}

void walk_virEventUpdateTimeout(void)
{
    struct timer *timer = &ANY(timers);
    int frequency = ANY(frequencies);

    call("virEventUpdateTimeout", "%d, %d", timer->there, frequency);
    virEventUpdateTimeout(timer->there ? timer->id : 1000000, frequency);
    got_nothing();
}

void walk_virEventRemoveTimeout(void)
{
    struct timer *timer = &ANY(timers);

    call("virEventRemoveTimeout", "%d", timer->there);
    got_int(virEventRemoveTimeout(timer->there ? timer->id : 1000000));
    timer->there = false;
}

void timers_show(void)
{
    for (int i = 0; i < TIMERS; i++) {
        if (timers[i].fired)
            out("{timer %d x%d}", i, timers[i].fired);
        timers[i].fired = 0;
    }
}
