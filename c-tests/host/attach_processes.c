/* Attached processes: children, name, end. */
#include "support/cgroup.h"
#include "support/memory.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define YOUNG 3

static harness_attach_fn attach;
static virConnectPtr conn;

static void name_of(char *out, size_t room, const char *what, pid_t pid)
{
    snprintf(out, room, "virmemctl-ctest%s%d", what, (int)pid);
}

/* A family of three generations; the pids of all but the first go into the pipe. */
static void family(void *data)
{
    int out = *(int *)data;

    for (int i = 0; i < YOUNG; i++) {
        pid_t pid = fork();

        if (pid < 0)
            _exit(1);
        if (pid == 0) {
            pid_t self = getpid();

            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (write(out, &self, sizeof(self)) != sizeof(self))
                _exit(1);
            /* The second has a child of its own, which is told of by the same code. */
            if (i == 1 && fork() == 0) {
                self = getpid();
                prctl(PR_SET_PDEATHSIG, SIGKILL);
                if (write(out, &self, sizeof(self)) != sizeof(self))
                    _exit(1);
            }
            harness_child_waits(NULL);
        }
    }
    harness_child_waits(NULL);
}

static void reap_orphans(void)
{
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
        continue;
}

static void children_move_too(void)
{
    pid_t young[YOUNG + 1];
    int ends[2];
    char name[64];
    char *here = cgroup_of(getpid());
    char *group;
    pid_t parent;
    virDomainPtr dom;

    if (pipe(ends) < 0)
        harness_die("pipe");
    parent = harness_child(family, &ends[1]);
    for (size_t i = 0; i < COUNT_OF(young); i++) {
        if (read(ends[0], &young[i], sizeof(young[i])) != sizeof(young[i]))
            harness_die("the family did not report");
    }
    close(ends[0]);
    close(ends[1]);
    name_of(name, sizeof(name), "-family-", parent);
    dom = attach(conn, parent, name, 0);
    if (!dom)
        harness_die("cannot attach the family");
    group = cgroup_of(parent);
    CHECK(strcmp(group, here) != 0);
    CHECK(cgroup_holds(group, parent));
    for (size_t i = 0; i < COUNT_OF(young); i++) {
        char *theirs = cgroup_of(young[i]);

        CHECK_STR(theirs, group);
        free(theirs);
        /* Each of them belongs to a domain already. */
        CHECK(attach(conn, young[i], "virmemctl-ctest-young", 0) == NULL);
    }
    CHECK(!cgroup_holds(group, getpid()));
    CHECK_INT(virDomainFree(dom), 0);
    harness_child_end(parent);
    reap_orphans();
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK(!cgroup_exists(group));
    free(group);
    free(here);
}

static void the_end_of_a_process(void)
{
    virTypedParameter params[MOST_PARAMS];
    int count = COUNT_OF(params);
    pid_t pid = harness_child(harness_child_waits, NULL);
    char name[64];
    char *group;
    virDomainPtr dom;
    virDomainInfo info;

    name_of(name, sizeof(name), "-end-", pid);
    dom = attach(conn, pid, name, 0);
    if (!dom)
        harness_die("cannot attach");
    group = cgroup_of(pid);
    memset(params, 0, sizeof(params));
    CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, 0), 0);
    CHECK_INT(virDomainIsActive(dom), 1);
    harness_child_end(pid);
    count = COUNT_OF(params);
    CHECK_FAILS(virDomainGetMemoryParameters(dom, params, &count, 0), VIR_ERR_NO_DOMAIN);
    CHECK(!cgroup_exists(group));
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(64), 0), VIR_ERR_NO_DOMAIN);
    CHECK_FAILS(virDomainGetInfo(dom, &info), VIR_ERR_NO_DOMAIN);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK_STR(virDomainGetName(dom), name);
    CHECK_INT(virDomainFree(dom), 0);
    free(group);
}

static void a_name_once_more(void)
{
    pid_t first = harness_child(harness_child_waits, NULL);
    pid_t second = harness_child(harness_child_waits, NULL);
    char name[64];
    virDomainPtr dom;

    name_of(name, sizeof(name), "-again-", first);
    dom = attach(conn, first, name, 0);
    CHECK(dom != NULL);
    virDomainFree(dom);
    harness_child_end(first);
    dom = attach(conn, second, name, 0);
    if (CHECK(dom != NULL))
        virDomainFree(dom);
    harness_child_end(second);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
}

static void names(void)
{
    static const char *const kinds[] = {" with two blanks ", "-percent%s-", "-\\x2d-", "-.dot-",
                                        "-\xc3\xa9-", "-'\"$(x)*?[a]-", "-a:b=c,d-"};

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        pid_t pid = harness_child(harness_child_waits, NULL);
        char name[64];
        char uuids[3][VIR_UUID_STRING_BUFLEN] = {"", "", ""};
        virDomainPtr dom;
        virDomainPtr same;

        name_of(name, sizeof(name), kinds[i], pid);
        dom = attach(conn, pid, name, 0);
        if (CHECK(dom != NULL)) {
            CHECK_STR(virDomainGetName(dom), name);
            CHECK_INT(virDomainGetUUIDString(dom, uuids[0]), 0);
            for (int again = 1; again < 3; again++) {
                same = virDomainLookupByName(conn, name);
                if (!CHECK(same != NULL))
                    continue;
                CHECK_INT(virDomainGetUUIDString(same, uuids[again]), 0);
                CHECK_STR(uuids[again], uuids[0]);
                CHECK_INT(virDomainGetID(same), virDomainGetID(dom));
                virDomainFree(same);
            }
            same = virDomainLookupByUUIDString(conn, uuids[0]);
            if (CHECK(same != NULL)) {
                CHECK_STR(virDomainGetName(same), name);
                virDomainFree(same);
            }
            same = virDomainLookupByID(conn, (int)virDomainGetID(dom));
            if (CHECK(same != NULL)) {
                CHECK_STR(virDomainGetName(same), name);
                virDomainFree(same);
            }
            virDomainFree(dom);
        }
        harness_child_end(pid);
        CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    }
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_need_attach();
    /* So that the family's orphans come here, and their end can be waited for. */
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    conn = harness_open();
    children_move_too();
    the_end_of_a_process();
    a_name_once_more();
    names();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
