/* How a domain ended: its events, its state in this and in another process, its log. */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static virConnectPtr conn;
static const char *watched;
static int stopped, detail_seen;

static int on_event(virConnectPtr unused, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)unused;
    (void)opaque;
    if (watched && strcmp(virDomainGetName(dom), watched) == 0 && event == VIR_DOMAIN_EVENT_STOPPED) {
        stopped++;
        detail_seen = detail;
    }
    return 0;
}

/* The detail of the next STOPPED event. */
static int next_stop(void)
{
    int before = stopped;

    for (int round = 0; round < 200 && stopped == before; round++)
        virEventRunDefaultImpl();
    return stopped == before + 1 ? detail_seen : -1;
}

static void reason_elsewhere(void *name)
{
    virConnectPtr own = virConnectOpen(harness_uri());
    virDomainPtr dom = virDomainLookupByName(own, name);
    int reason = -1;

    _exit(dom && program_state(dom, &reason) == VIR_DOMAIN_SHUTOFF ? reason : 99);
}

static bool has_end(const char *name, const char *words)
{
    char *log = program_log(name);
    bool has = log && strstr(log, words);

    if (!has)
        fprintf(stderr, "  '%s' is not in the log: %s\n", words, log ? log : "");
    free(log);
    return has;
}

/* A defined domain, started, and ended by `end`. */
static void ends(const char *subject, const char *script, const char *more,
                 void (*end)(virDomainPtr dom), int detail, int reason, const char *words)
{
    struct program it = program_plan(subject, script, "", more);
    int found = -1;

    it.dom = virDomainDefineXML(conn, it.xml);
    CHECK(it.dom != NULL);
    watched = it.name;
    CHECK_INT(virDomainCreate(it.dom), 0);
    if (end)
        end(it.dom);
    CHECK_INT(next_stop(), detail);
    CHECK_INT(program_state(it.dom, &found), VIR_DOMAIN_SHUTOFF);
    CHECK_INT(found, reason);
    CHECK_INT(harness_child_wait(harness_child(reason_elsewhere, it.name)), reason);
    CHECK(has_end(it.name, words));
    watched = NULL;
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
}

static void kill_it(virDomainPtr dom)
{
    kill((pid_t)virDomainGetID(dom), SIGKILL);
}

static void segv_it(virDomainPtr dom)
{
    kill((pid_t)virDomainGetID(dom), SIGSEGV);
}

static void shut_it_down(virDomainPtr dom)
{
    CHECK_INT(virDomainShutdown(dom), 0);
}

static void destroy_elsewhere(void *name)
{
    virConnectPtr own = virConnectOpen(harness_uri());
    virDomainPtr dom = virDomainLookupByName(own, name);

    _exit(dom && virDomainDestroy(dom) == 0 ? 0 : 1);
}

/* Another process destroys it: this one is told so. */
static void destroy_it(virDomainPtr dom)
{
    CHECK_INT(harness_child_wait(harness_child(destroy_elsewhere, (void *)virDomainGetName(dom))), 0);
}

/* Nobody can tell any more. */
static void kill_its_parent(virDomainPtr dom)
{
    char path[64], line[512], *at;
    int parent = -1, pid = (int)virDomainGetID(dom);
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%d/stat", pid);
    file = fopen(path, "r");
    at = file && fgets(line, sizeof(line), file) ? strrchr(line, ')') : NULL;
    CHECK(at && sscanf(at, ") %*c %d", &parent) == 1 && parent > 1);
    if (file)
        fclose(file);
    snprintf(path, sizeof(path), "/proc/%d/comm", parent);
    file = fopen(path, "r");
    if (CHECK(file && fgets(line, sizeof(line), file) && strcmp(line, "virmemctl-reap\n") == 0))
        kill(parent, SIGKILL);
    if (file)
        fclose(file);
    free(program_output(virDomainGetName(dom), 1));
    CHECK_INT(virDomainIsActive(dom), 1);
    kill(pid, SIGKILL);
}

#define WAITS "while :; do sleep 0.05; done"
#define EATS "exec tail /dev/zero"
#define SMALL "<memtune><hard_limit unit='MiB'>48</hard_limit></memtune>"
#define SMALL_WITH_SWAP                                                                            \
    "<memtune><hard_limit unit='MiB'>48</hard_limit><swap_hard_limit unit='MiB'>48</swap_hard_limit>" \
    "</memtune>"

static void of_programs(void)
{
    ends("exit-0", "exit 0", "", NULL, VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN,
         VIR_DOMAIN_SHUTOFF_SHUTDOWN, " exited with status 0\n");
    ends("exit-3", "exit 3", "", NULL, VIR_DOMAIN_EVENT_STOPPED_FAILED, VIR_DOMAIN_SHUTOFF_FAILED,
         " exited with status 3\n");
    ends("killed", WAITS, "", kill_it, VIR_DOMAIN_EVENT_STOPPED_CRASHED, VIR_DOMAIN_SHUTOFF_CRASHED,
         " was killed by signal 9\n");
    ends("segv", "ulimit -c 0; " WAITS, "", segv_it, VIR_DOMAIN_EVENT_STOPPED_CRASHED,
         VIR_DOMAIN_SHUTOFF_CRASHED, " was killed by signal 11\n");
    ends("eats", EATS, harness_has_swap() ? SMALL_WITH_SWAP : SMALL, NULL, VIR_DOMAIN_EVENT_STOPPED_CRASHED, VIR_DOMAIN_SHUTOFF_CRASHED,
         " was killed by signal 9; killed for want of memory: 1 of the domain's processes\n");
    ends("asked", WAITS, "", shut_it_down, VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN,
         VIR_DOMAIN_SHUTOFF_SHUTDOWN, " was killed by signal 15\n");
    ends("destroyed", WAITS, "", destroy_it, VIR_DOMAIN_EVENT_STOPPED_DESTROYED,
         VIR_DOMAIN_SHUTOFF_DESTROYED, " was killed by signal 9\n");
    ends("unknown", "echo up; " WAITS, "", kill_its_parent, VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN,
         VIR_DOMAIN_SHUTOFF_UNKNOWN, "up\n");
}

/* One that was started paused, and cannot be executed when it goes on. */
static void could_not_run(void)
{
    struct program it = {.name = program_name("cannot")};
    int reason = -1;

    it.xml = program_xml_of(it.name, "/no/such/program", "", "");
    it.dom = virDomainDefineXML(conn, it.xml);
    CHECK(it.dom != NULL);
    watched = it.name;
    CHECK_INT(virDomainCreateWithFlags(it.dom, VIR_DOMAIN_START_PAUSED), 0);
    virDomainResume(it.dom);
    CHECK_INT(next_stop(), VIR_DOMAIN_EVENT_STOPPED_FAILED);
    CHECK_INT(program_state(it.dom, &reason), VIR_DOMAIN_SHUTOFF);
    CHECK_INT(reason, VIR_DOMAIN_SHUTOFF_FAILED);
    CHECK(has_end(it.name, " could not execute its program: errno 2\n"));
    watched = NULL;
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
}

/* It grows in its domain, and is the only process there. */
static void eat(void *unused)
{
    (void)unused;
    pause();
}

static volatile sig_atomic_t grows;

static void on_usr1(int number)
{
    (void)number;
    grows = 1;
}

static void waits_and_eats(void *unused)
{
    char *memory;

    while (!grows)
        usleep(1000);
    for (int i = 0; i < 4096; i++) {
        memory = malloc(1 << 20);
        if (memory)
            memset(memory, 1, 1 << 20);
    }
    eat(unused);
}

/* Of an attached process the kernel's count of those that it killed for want of memory is known, its
   exit status is its parent's. */
static void attached(harness_attach_fn attach)
{
    char *name = program_name("attached");
    virDomainPtr dom;
    pid_t child;

    signal(SIGUSR1, on_usr1);
    child = harness_child(waits_and_eats, NULL);
    signal(SIGUSR1, SIG_DFL);
    dom = attach(conn, child, name, 0);

    CHECK(dom != NULL);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(48), 0), 0);
    if (harness_has_swap())
        CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, MIB(48), 0), 0);
    watched = name;
    kill(child, SIGUSR1);
    CHECK_INT(harness_child_wait(child), -SIGKILL);
    CHECK_INT(next_stop(), VIR_DOMAIN_EVENT_STOPPED_CRASHED);
    virDomainFree(dom);
    child = harness_child(harness_child_waits, NULL);
    dom = attach(conn, child, name, 0);
    CHECK(dom != NULL);
    CHECK(virConnectNumOfDomains(conn) > 0);
    kill(child, SIGKILL);
    CHECK_INT(harness_child_wait(child), -SIGKILL);
    CHECK_INT(next_stop(), VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN);
    watched = NULL;
    CHECK(program_is_gone(name));
    virDomainFree(dom);
    free(name);
}

int main(void)
{
    harness_attach_fn attach;
    int callback;

    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_attach();
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    conn = harness_open();
    callback = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                VIR_DOMAIN_EVENT_CALLBACK(on_event), NULL, NULL);
    CHECK(callback >= 0);
    of_programs();
    could_not_run();
    attached(attach);
    CHECK_INT(virConnectDomainEventDeregisterAny(conn, callback), 0);
    virConnectClose(conn);
    return harness_end();
}
