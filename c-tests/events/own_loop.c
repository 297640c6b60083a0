#include "events/own_loop.h"

#include "harness/harness.h"

#include <pthread.h>
#include <stdio.h>

#define MAX_TIMERS 64

static struct timer {
    bool used, removed;
    int milliseconds;
    virEventTimeoutCallback cb;
    void *opaque;
    virFreeCallback ff;
} timers[MAX_TIMERS];

static int last_timer;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

bool own_loop_fails;
bool own_loop_frees_at_once;

static int add_handle(int fd, int event, virEventHandleCallback cb, void *opaque,
                      virFreeCallback ff)
{
    (void)fd;
    printf("  loop: addHandle for %d, callback %d opaque %d free %d\n", event, cb != NULL,
           opaque != NULL, ff != NULL);
    return 7;
}

static void update_handle(int watch, int event)
{
    printf("  loop: updateHandle %d to %d\n", watch, event);
}

static int remove_handle(int watch)
{
    printf("  loop: removeHandle %d\n", watch);
    return watch == 7 ? 0 : -5;
}

static int add_timeout(int milliseconds, virEventTimeoutCallback cb, void *opaque,
                       virFreeCallback ff)
{
    int timer;

    pthread_mutex_lock(&lock);
    timer = own_loop_fails || last_timer + 1 == MAX_TIMERS ? -1 : ++last_timer;
    if (timer > 0) {
        timers[timer] = (struct timer){.used = true, .milliseconds = milliseconds, .cb = cb,
                                       .opaque = opaque, .ff = ff};
    }
    pthread_mutex_unlock(&lock);
    printf("  loop: addTimeout of %d is %d\n", milliseconds, timer);
    return timer;
}

static void update_timeout(int timer, int milliseconds)
{
    printf("  loop: updateTimeout %d to %d\n", timer, milliseconds);
    pthread_mutex_lock(&lock);
    if (timer > 0 && timer <= last_timer)
        timers[timer].milliseconds = milliseconds;
    pthread_mutex_unlock(&lock);
}

static void free_timer(struct timer *timer)
{
    virFreeCallback ff = timer->ff;

    timer->used = false;
    printf("  loop: frees\n");
    if (ff)
        ff(timer->opaque);
}

static int remove_timeout(int timer)
{
    bool there;

    printf("  loop: removeTimeout %d\n", timer);
    pthread_mutex_lock(&lock);
    there = timer > 0 && timer <= last_timer && timers[timer].used && !timers[timer].removed;
    if (there)
        timers[timer].removed = true;
    pthread_mutex_unlock(&lock);
    if (there && own_loop_frees_at_once)
        free_timer(&timers[timer]);
    return there ? 0 : -3;
}

void own_loop_register(void)
{
    virEventRegisterImpl(add_handle, update_handle, remove_handle, add_timeout, update_timeout,
                         remove_timeout);
}

void own_loop_turn(void)
{
    printf("turn\n");
    for (int i = 1; i <= last_timer; i++) {
        struct timer *timer = &timers[i];

        if (timer->used && !timer->removed && timer->milliseconds >= 0)
            timer->cb(i, timer->opaque);
    }
    for (int i = 1; i <= last_timer; i++) {
        if (timers[i].used && timers[i].removed)
            free_timer(&timers[i]);
    }
}
