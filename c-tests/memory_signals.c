/* A signal, such as a profiler's, does not make a set fail: cgroup v1 gives a limit write up for one. */
#include "memory.h"

#include <signal.h>
#include <sys/time.h>

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
    every_microseconds(50);
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
