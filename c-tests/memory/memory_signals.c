/* A signal does not make a set fail: cgroup v1 interrupts a write of a limit for one. */
#include "support/memory.h"

#include <signal.h>
#include <sys/time.h>
#include <time.h>

static volatile sig_atomic_t signals;

static void count(int number)
{
    (void)number;
    signals++;
}

static void every_microseconds(int microseconds)
{
    struct itimerval timer = {.it_interval.tv_usec = microseconds, .it_value.tv_usec = microseconds};

    CHECK_INT(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

/* How long a set takes here: an emulated kernel is much slower than this machine's. */
static int set_microseconds(virDomainPtr dom)
{
    struct timespec before, after;

    clock_gettime(CLOCK_MONOTONIC, &before);
    for (int round = 0; round < 20; round++)
        CHECK_INT(memory_set_all(dom, (struct limits){MIB(64 + round), MIB(32), MIB(96)}, 0), 0);
    clock_gettime(CLOCK_MONOTONIC, &after);
    return (int)(((after.tv_sec - before.tv_sec) * 1000000 +
                  (after.tv_nsec - before.tv_nsec) / 1000) / 20);
}

int main(void)
{
    /* Without SA_RESTART: what is interrupted says so. */
    struct sigaction action = {.sa_handler = count};
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    dom = harness_domain(conn);
    CHECK_INT(sigaction(SIGALRM, &action, NULL), 0);
    every_microseconds(30 + set_microseconds(dom) / 2);
    for (int round = 0; round < 400; round++) {
        struct limits limits = round % 2 ? (struct limits){MIB(64), MIB(32), MIB(96)}
                                         : (struct limits){MIB(256), MIB(128), MIB(512)};

        if (!CHECK_INT(memory_set_all(dom, limits, 0), 0))
            break;
    }
    every_microseconds(0);
    CHECK(signals > 0);
    signal(SIGALRM, SIG_DFL);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
