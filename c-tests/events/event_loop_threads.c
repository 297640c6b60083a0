/* The default event loop with several threads and with signals. */
#include "harness/harness.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#define THREADS 4
#define ROUNDS 200

static atomic_bool stop;
static atomic_int inside, timeouts, handles, frees, signals;

static void on_timeout(int timer, void *opaque)
{
    (void)opaque;
    CHECK_INT(atomic_fetch_add(&inside, 1), 0);
    atomic_fetch_add(&timeouts, 1);
    CHECK_INT(virEventRemoveTimeout(timer), 0);
    atomic_fetch_sub(&inside, 1);
}

static void on_handle(int watch, int fd, int events, void *opaque)
{
    char byte;

    (void)opaque;
    CHECK_INT(atomic_fetch_add(&inside, 1), 0);
    CHECK(events & VIR_EVENT_HANDLE_READABLE);
    CHECK_INT(read(fd, &byte, 1), 1);
    atomic_fetch_add(&handles, 1);
    CHECK_INT(virEventRemoveHandle(watch), 0);
    close(fd);
    atomic_fetch_sub(&inside, 1);
}

static void on_free(void *opaque)
{
    (void)opaque;
    atomic_fetch_add(&frees, 1);
}

static void on_stop(int timer, void *opaque)
{
    (void)timer, (void)opaque;
    atomic_store(&stop, true);
}

static void on_signal(int number)
{
    (void)number;
    atomic_fetch_add(&signals, 1);
}

static void *run_loop(void *unused)
{
    (void)unused;
    while (!atomic_load(&stop))
        CHECK_INT(virEventRunDefaultImpl(), 0);
    return NULL;
}

static void *add_many(void *unused)
{
    int ends[2];

    (void)unused;
    for (int i = 0; i < ROUNDS; i++) {
        CHECK(virEventAddTimeout(i % 3, on_timeout, NULL, on_free) > 0);
        if (pipe(ends) < 0)
            harness_die("pipe");
        CHECK(virEventAddHandle(ends[0], VIR_EVENT_HANDLE_READABLE, on_handle, NULL, on_free) > 0);
        CHECK_INT(write(ends[1], "x", 1), 1);
        while (atomic_load(&handles) + 8 * THREADS < i)
            usleep(100);
        close(ends[1]);
    }
    return NULL;
}

/* A thread that waits with nothing to wait for sees what another one adds. */
static void a_waiting_thread_is_woken(void)
{
    pthread_t runner;
    int timer;

    pthread_create(&runner, NULL, run_loop, NULL);
    usleep(20000);
    timer = virEventAddTimeout(0, on_stop, NULL, NULL);
    pthread_join(runner, NULL);
    atomic_store(&stop, false);
    note("a waiting thread was woken by a new timeout");
    virEventUpdateTimeout(timer, -1);

    pthread_create(&runner, NULL, run_loop, NULL);
    usleep(20000);
    virEventUpdateTimeout(timer, 1);
    pthread_join(runner, NULL);
    atomic_store(&stop, false);
    note("and by one that was started");
    CHECK_INT(virEventRemoveTimeout(timer), 0);
}

static void many_threads(void)
{
    pthread_t adders[THREADS], runners[2];
    int stopper;

    for (int i = 0; i < 2; i++)
        pthread_create(&runners[i], NULL, run_loop, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&adders[i], NULL, add_many, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(adders[i], NULL);
    while (atomic_load(&frees) < 2 * THREADS * ROUNDS)
        usleep(1000);
    stopper = virEventAddTimeout(0, on_stop, NULL, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(runners[i], NULL);
    virEventRemoveTimeout(stopper);
    atomic_store(&stop, false);
    note("timeouts %d handles %d frees %d", atomic_load(&timeouts), atomic_load(&handles),
         atomic_load(&frees));
}

/* Until the turn is over: the first signals may come before it has begun. */
static void *send_signals(void *thread)
{
    while (!atomic_load(&stop)) {
        usleep(20000);
        pthread_kill(*(pthread_t *)thread, SIGUSR1);
    }
    return NULL;
}

static void a_signal_ends_a_turn(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    pthread_t self = pthread_self(), sender;

    sigaction(SIGUSR1, &action, NULL);
    /* Whatever is left from before has its turns first, with the one that is waited for. */
    for (int i = 0; i < 2; i++) {
        int timer = virEventAddTimeout(1, on_stop, NULL, NULL);

        run_loop(NULL);
        atomic_store(&stop, false);
        virEventRemoveTimeout(timer);
        virEventRunDefaultImpl();
    }
    pthread_create(&sender, NULL, send_signals, &self);
    TRACE_INT(virEventRunDefaultImpl());
    atomic_store(&stop, true);
    pthread_join(sender, NULL);
    CHECK(atomic_load(&signals) > 0);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    a_waiting_thread_is_woken();
    many_threads();
    a_signal_ends_a_turn();
    return harness_end();
}
