/* Domains of the host that run a program: create, start, destroy, exit. */
#include "support/cgroup.h"
#include "support/program.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SLEEPS "echo up; exec sleep 1000"

static virConnectPtr conn;

static bool is_listed(const char *name, unsigned int flags)
{
    virDomainPtr *doms = NULL;
    int n = virConnectListAllDomains(conn, &doms, flags);
    bool found = false;

    for (int i = 0; i < n; i++) {
        found |= strcmp(virDomainGetName(doms[i]), name) == 0;
        virDomainFree(doms[i]);
    }
    free(doms);
    return found;
}

/* What all say of a running domain. */
static void check_running(virDomainPtr dom, const char *name)
{
    int reason = -1, pid = (int)virDomainGetID(dom);
    virDomainPtr same = virDomainLookupByID(conn, pid);
    char *dir = cgroup_of(pid);

    CHECK_INT(program_state(dom, &reason), VIR_DOMAIN_RUNNING);
    CHECK_INT(reason, VIR_DOMAIN_RUNNING_BOOTED);
    CHECK_INT(virDomainIsActive(dom), 1);
    CHECK(pid > 1 && cgroup_holds(dir, pid));
    CHECK(strstr(dir, name) != NULL);
    CHECK(same != NULL && strcmp(virDomainGetName(same), name) == 0);
    CHECK(is_listed(name, VIR_CONNECT_LIST_DOMAINS_ACTIVE));
    CHECK(!is_listed(name, VIR_CONNECT_LIST_DOMAINS_INACTIVE));
    if (same)
        virDomainFree(same);
    free(dir);
}

static void transient(void)
{
    struct program it = program_start(conn, "transient", SLEEPS, 0);

    check_running(it.dom, it.name);
    CHECK_INT(virDomainIsPersistent(it.dom), 0);
    CHECK_NULL(virDomainCreateXML(conn, it.xml, 0), VIR_ERR_OPERATION_FAILED);
    CHECK_FAILS(virDomainCreate(it.dom), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT((int)virDomainGetID(it.dom), -1);
    CHECK_FAILS(virDomainIsActive(it.dom), VIR_ERR_NO_DOMAIN);
    CHECK_FAILS(virDomainDestroy(it.dom), VIR_ERR_NO_DOMAIN);
    CHECK(!is_listed(it.name, 0));
    program_end(&it);
}

static void ends_by_itself(void)
{
    struct program it = program_start(conn, "ends", "echo done", 0);
    char *output = program_output(it.name, 1);

    CHECK_STR(output, "done\n");
    CHECK(program_wait_state(it.dom, -1));
    program_end(&it);
    free(output);
}

static void check_shut_off(virDomainPtr dom, const char *name, int want)
{
    int reason = -1;
    virDomainPtr same = virDomainLookupByName(conn, name);

    CHECK_INT(program_state(dom, &reason), VIR_DOMAIN_SHUTOFF);
    CHECK_INT(reason, want);
    CHECK_INT(virDomainIsActive(dom), 0);
    CHECK_INT(same ? (int)virDomainGetID(same) : 0, -1);
    if (same)
        virDomainFree(same);
    CHECK(is_listed(name, VIR_CONNECT_LIST_DOMAINS_INACTIVE));
    CHECK(!is_listed(name, VIR_CONNECT_LIST_DOMAINS_ACTIVE));
    CHECK_FAILS(virDomainDestroy(dom), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainShutdown(dom), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainSuspend(dom), VIR_ERR_OPERATION_INVALID);
}

static void persistent(void)
{
    struct program it =
        program_define(conn, "persistent", "trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done");

    check_shut_off(it.dom, it.name, VIR_DOMAIN_SHUTOFF_UNKNOWN);
    CHECK_INT(virDomainCreate(it.dom), 0);
    check_running(it.dom, it.name);
    CHECK_INT(virDomainIsPersistent(it.dom), 1);
    free(program_output(it.name, 1));
    CHECK_FAILS(virDomainCreate(it.dom), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    check_shut_off(it.dom, it.name, VIR_DOMAIN_SHUTOFF_DESTROYED);
    CHECK_INT(virDomainCreate(it.dom), 0);
    check_running(it.dom, it.name);
    free(program_output(it.name, 2));
    CHECK_INT(virDomainShutdown(it.dom), 0);
    CHECK(program_wait_state(it.dom, VIR_DOMAIN_SHUTOFF));
    check_shut_off(it.dom, it.name, VIR_DOMAIN_SHUTOFF_SHUTDOWN);
    CHECK_INT(virDomainCreate(it.dom), 0);
    free(program_output(it.name, 3));
    CHECK_FAILS(virDomainShutdownFlags(it.dom, VIR_DOMAIN_SHUTDOWN_GUEST_AGENT), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainDestroyFlags(it.dom, VIR_DOMAIN_DESTROY_GRACEFUL), 0);
    check_shut_off(it.dom, it.name, VIR_DOMAIN_SHUTOFF_DESTROYED);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    CHECK(!is_listed(it.name, 0));
    program_end(&it);
}

static int processes_of(const char *dir)
{
    char path[PATH_MAX], line[32];
    int count = 0;
    FILE *file;

    snprintf(path, sizeof(path), "%s/cgroup.procs", dir);
    file = fopen(path, "r");
    while (file && fgets(line, sizeof(line), file))
        count++;
    if (file)
        fclose(file);
    return count;
}

static bool are_many(void *dir)
{
    return processes_of(dir) > 50;
}

/* Processes each of which starts others all the time, and waits for them, so that the machine's
   first process need not. They come to an end, should the test fail to end them. */
static void fork_bomb(void)
{
    struct program it = program_start(conn, "bomb",
                                      "f() { n=0; while [ $n -ne 2000 ]; do (:); n=$((n+1)); done; }; "
                                      "i=0; while [ $i -ne 80 ]; do f &amp; i=$((i+1)); done; "
                                      "trap '' TERM; sleep 100",
                                      0);
    char *dir = cgroup_of((int)virDomainGetID(it.dom));

    CHECK(program_wait(are_many, dir));
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(processes_of(dir), 0);
    program_end(&it);
    free(dir);
}

static void graceful_and_stubborn(void)
{
    struct program it =
        program_start(conn, "stubborn", "trap '' TERM; echo up; while :; do sleep 0.1; done", 0);

    free(program_output(it.name, 1));
    CHECK_FAILS(virDomainDestroyFlags(it.dom, VIR_DOMAIN_DESTROY_GRACEFUL), VIR_ERR_OPERATION_FAILED);
    CHECK_INT(program_state(it.dom, NULL), VIR_DOMAIN_RUNNING);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

static volatile sig_atomic_t children_told;

/* Whatever has become of the library's own files, the processes are ended. */
static void without_records(void)
{
    struct program program = program_start(conn, "unmarked", "while sleep 1; do :; done", 0);
    char *dir = cgroup_of((pid_t)virDomainGetID(program.dom));

    CHECK_INT(chmod("/run/virmemctl", 0777), 0);
    CHECK_INT(virDomainDestroy(program.dom), 0);
    CHECK_INT(processes_of(dir), 0);
    free(dir);
    CHECK_INT(chmod("/run/virmemctl", 0755), 0);
    CHECK_NULL(virDomainLookupByName(conn, program.name), VIR_ERR_NO_DOMAIN);
    program_end(&program);
}

static void on_child(int number)
{
    (void)number;
    children_told++;
}

/* The caller has no child by it, and outlives none. */
static void no_child(void)
{
    struct program it;

    signal(SIGCHLD, on_child);
    it = program_start(conn, "child", "exit 3", 0);
    CHECK(program_wait_state(it.dom, -1));
    CHECK_INT(children_told, 0);
    CHECK_INT(waitpid(-1, NULL, WNOHANG), -1);
    signal(SIGCHLD, SIG_DFL);
    program_end(&it);
}

static void create_and_exit(void *xml)
{
    virConnectPtr own = virConnectOpen(harness_uri());

    _exit(virDomainCreateXML(own, xml, 0) ? 0 : 1);
}

/* Another process's domain is found by its record; that it has ended does not end the domain. */
static void outlives_its_maker(void)
{
    struct program it = program_plan("outlives", SLEEPS, "", "");

    CHECK_INT(harness_child_wait(harness_child(create_and_exit, it.xml)), 0);
    it.dom = virDomainLookupByName(conn, it.name);
    if (CHECK(it.dom != NULL)) {
        check_running(it.dom, it.name);
        CHECK_INT(virDomainDestroy(it.dom), 0);
    }
    program_end(&it);
}

/* An attached process is stopped, paused and asked to end as any. */
static void attached(harness_attach_fn attach)
{
    char *name = program_name("attached");
    pid_t child = harness_child(harness_child_waits, NULL);
    virDomainPtr dom = attach(conn, child, name, 0);

    CHECK(dom != NULL);
    CHECK_FAILS(virDomainCreate(dom), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainDestroy(dom), 0);
    CHECK_INT(harness_child_wait(child), -SIGKILL);
    CHECK(program_is_gone(name));
    virDomainFree(dom);
    child = harness_child(harness_child_waits, NULL);
    dom = attach(conn, child, name, 0);
    CHECK(dom != NULL);
    CHECK_INT(virDomainShutdownFlags(dom, VIR_DOMAIN_SHUTDOWN_SIGNAL), 0);
    CHECK_INT(harness_child_wait(child), -SIGTERM);
    CHECK(program_wait_state(dom, -1));
    CHECK(program_is_gone(name));
    virDomainFree(dom);
    free(name);
}

int main(void)
{
    harness_attach_fn attach;

    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_attach();
    conn = harness_open();
    transient();
    ends_by_itself();
    persistent();
    fork_bomb();
    graceful_and_stubborn();
    without_records();
    no_child();
    outlives_its_maker();
    attached(attach);
    virConnectClose(conn);
    return harness_end();
}
