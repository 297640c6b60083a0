/* Domains that do nothing wake nobody, however many they are, and events of one of them come all the same. */
#include "events/poll_loop.h"
#include "events/told.h"
#include "support/memory.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define MOST 1000
/* It takes a while to move so many processes into their groups. */
#define USUAL "100"
#define IDLE_MS 3000

static int domains;
static pid_t pids[MOST];
static virDomainPtr doms[MOST];
static int told_pids[2];

/* Has that many processes, which end with it, and tells their pids. */
static void parent(void *unused)
{
    (void)unused;
    for (int i = 0; i < domains; i++) {
        pid_t pid = fork();

        if (pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (;;)
                pause();
        }
        if (pid < 0 || write(told_pids[1], &pid, sizeof(pid)) != sizeof(pid))
            _exit(1);
    }
    for (;;)
        pause();
}

/* On v1 each domain takes file descriptors, of which programs may have as many as they ask for. */
static void more_files(void)
{
    struct rlimit files;

    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max < 16384 ? files.rlim_max : 16384;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    if (harness_cgroup_version() == 1 && (getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur < 8192))
        harness_skip("a process may not have 8192 files open");
}

static long switches(void)
{
    struct rusage usage;

    CHECK_INT(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_nvcsw;
}

int main(void)
{
    harness_attach_fn attach;
    virConnectPtr conn;
    char name[64];
    pid_t child;
    long before;
    int woken;

    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_need_attach();
    more_files();
    domains = atoi(harness_env("VIRMEMCTL_TEST_DOMAINS", USUAL));
    CHECK(domains > 1 && domains <= MOST);
    poll_loop_register();
    conn = harness_open();
    if (pipe(told_pids))
        harness_die("no pipe");
    child = harness_child(parent, NULL);
    for (int i = 0; i < domains; i++) {
        if (read(told_pids[0], &pids[i], sizeof(pids[i])) != sizeof(pids[i]))
            harness_die("there are %d processes", i);
        snprintf(name, sizeof(name), "virmemctl-idle-%d-%d", (int)getpid(), i);
        doms[i] = attach(conn, pids[i], name, 0);
        if (!doms[i])
            harness_die("%s was not attached", name);
    }
    told_begin(conn, true);
    poll_loop_run(1000);
    before = switches();
    woken = poll_loop_run(IDLE_MS);
    note("%d wake-ups, %ld context switches in %d ms", woken, switches() - before, IDLE_MS);
    CHECK_INT(woken, 0);
    /* One is the wait itself. */
    CHECK(switches() - before <= 2);
    CHECK_INT(memory_set_one(doms[domains / 2], VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0), 0);
    told_await("tunable virmemctl-idle-%d-%d memtune.hard_limit=65536", (int)getpid(), domains / 2);
    CHECK_INT(kill(pids[0], SIGKILL), 0);
    told_await("life virmemctl-idle-%d-0 5", (int)getpid());
    told_end(conn);
    harness_child_end(child);
    for (int i = 0; i < domains; i++)
        virDomainFree(doms[i]);
    /* The groups of what has ended are removed by a scan. */
    for (int i = 0; i < 100 && virConnectNumOfDomains(conn) > 0; i++)
        usleep(50000);
    virConnectClose(conn);
    return harness_end();
}
