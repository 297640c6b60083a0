#include "events/poll_loop.h"

#include "harness/harness.h"

#include <poll.h>
#include <time.h>

#define MOST 16

static struct source {
    bool used;
    int fd, events, milliseconds;
    long long due;
    virEventHandleCallback on_ready;
    virEventTimeoutCallback on_due;
    void *opaque;
    virFreeCallback ff;
} files[MOST], timeouts[MOST];

static long long now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static int add(struct source *sources, struct source new)
{
    for (int i = 0; i < MOST; i++) {
        if (!sources[i].used) {
            sources[i] = new;
            return i;
        }
    }
    return -1;
}

static int end(struct source *sources, int number)
{
    struct source ended;

    if (number < 0 || number >= MOST || !sources[number].used)
        return -1;
    ended = sources[number];
    sources[number].used = false;
    if (ended.ff)
        ended.ff(ended.opaque);
    return 0;
}

static int add_handle(int fd, int events, virEventHandleCallback cb, void *opaque, virFreeCallback ff)
{
    return add(files, (struct source){.used = true, .fd = fd, .events = events, .on_ready = cb,
                                      .opaque = opaque, .ff = ff});
}

static int refuse_handle(int fd, int events, virEventHandleCallback cb, void *opaque, virFreeCallback ff)
{
    (void)fd, (void)events, (void)cb, (void)opaque, (void)ff;
    return -1;
}

static void update_handle(int watch, int events)
{
    files[watch].events = events;
}

static int remove_handle(int watch)
{
    return end(files, watch);
}

static int add_timeout(int milliseconds, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff)
{
    return add(timeouts, (struct source){.used = true, .milliseconds = milliseconds,
                                         .due = now() + milliseconds, .on_due = cb, .opaque = opaque,
                                         .ff = ff});
}

static void update_timeout(int timer, int milliseconds)
{
    timeouts[timer].milliseconds = milliseconds;
    timeouts[timer].due = now() + milliseconds;
}

static int remove_timeout(int timer)
{
    return end(timeouts, timer);
}

void poll_loop_register(void)
{
    virEventRegisterImpl(add_handle, update_handle, remove_handle, add_timeout, update_timeout,
                         remove_timeout);
}

void poll_loop_register_without_files(void)
{
    virEventRegisterImpl(refuse_handle, update_handle, remove_handle, add_timeout, update_timeout,
                         remove_timeout);
}

static int count(const struct source *sources)
{
    int found = 0;

    for (int i = 0; i < MOST; i++)
        found += sources[i].used;
    return found;
}

int poll_loop_files(void)
{
    return count(files);
}

int poll_loop_timeouts(void)
{
    return count(timeouts);
}

int poll_loop_turn(int milliseconds)
{
    struct pollfd polled[MOST];
    long long until = now() + milliseconds;
    int woken = 0;

    for (int i = 0; i < MOST; i++) {
        polled[i] = (struct pollfd){.fd = files[i].used ? files[i].fd : -1, .events = POLLIN};
        if (timeouts[i].used && timeouts[i].milliseconds >= 0 && timeouts[i].due < until)
            until = timeouts[i].due;
    }
    if (poll(polled, MOST, until > now() ? (int)(until - now()) : 0) < 0)
        return 0;
    for (int i = 0; i < MOST; i++) {
        if (polled[i].revents && files[i].used) {
            woken = 1;
            files[i].on_ready(i, files[i].fd, VIR_EVENT_HANDLE_READABLE, files[i].opaque);
        }
    }
    for (int i = 0; i < MOST; i++) {
        if (timeouts[i].used && timeouts[i].milliseconds >= 0 && timeouts[i].due <= now()) {
            woken = 1;
            timeouts[i].due = now() + timeouts[i].milliseconds;
            timeouts[i].on_due(i, timeouts[i].opaque);
        }
    }
    return woken;
}

int poll_loop_run(int milliseconds)
{
    long long until = now() + milliseconds;
    int woken = 0;

    while (now() < until)
        woken += poll_loop_turn((int)(until - now()));
    return woken;
}
