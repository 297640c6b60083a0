/* What the kernel tells of the memory of domains, also of one that came later, and of one that ended with its
   group before anybody looked. */
#include "events/poll_loop.h"
#include "events/told.h"
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Keeps all that it reads in memory. */
#define EATS "tail /dev/zero"

static virConnectPtr conn;

static long long param_of(const char *line, const char *field)
{
    const char *at = line ? strstr(line, field) : NULL;

    return at && at[strlen(field)] == '=' ? atoll(at + strlen(field) + 1) : -1;
}

static struct program limited(const char *subject, const char *script, const char *more)
{
    char text[200];

    /* No swap, where there is some. */
    snprintf(text, sizeof(text), "<memtune><hard_limit unit='MiB'>16</hard_limit>%s%s</memtune>",
             harness_has_swap() ? "<swap_hard_limit unit='MiB'>16</swap_hard_limit>" : "", more);
    return program_plan(subject, script, "", text);
}

/* A child of the domain's is killed, the domain goes on. */
static void killed_child(void)
{
    struct program it = limited("events-oom", "echo; " EATS "; echo; exec sleep 100", "");
    const char *line;
    pid_t pid;

    program_start_planned(conn, &it);
    told_await("life %s 2 0", it.name);
    if (harness_cgroup_version() == 2) {
        line = told_await("memory %s %d", it.name, MEMORY_MAX);
        CHECK(param_of(line, "count") > 0 && param_of(line, "total") >= param_of(line, "count"));
    }
    line = told_await("memory %s %d", it.name, MEMORY_OOM);
    CHECK(param_of(line, " count") > 0);
    line = told_await("memory %s %d", it.name, MEMORY_OOM_KILL);
    CHECK_INT(param_of(line, " count"), 1);
    CHECK(param_of(line, " total") > 0);
    pid = (pid_t)param_of(line, " pid");
    note("the kernel's log %s the process", pid > 0 ? "names" : "does not name");
    if (access("/dev/kmsg", R_OK) == 0)
        CHECK(pid > 0 && pid != (pid_t)virDomainGetID(it.dom));
    CHECK_INT(virDomainDestroy(it.dom), 0);
    told_await("life %s 5 1", it.name);
    program_end(&it);
}

/* v2 tells of the soft limit. */
static void throttled(void)
{
    struct program it;
    const char *line;

    if (harness_cgroup_version() == 1)
        return;
    it = limited("events-high", "echo; head -c 8m /dev/zero | tail -c 7m >/dev/null; exec sleep 100", "<soft_limit unit='MiB'>3</soft_limit>");
    program_start_planned(conn, &it);
    line = told_await("memory %s %d", it.name, MEMORY_HIGH);
    CHECK(param_of(line, " count") > 0);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

static void ignore_error(void *unused, virErrorPtr error)
{
    (void)unused, (void)error;
}

/* Looks for domains, as another program may, until that one is gone. */
static void look(void *name)
{
    virConnectPtr other = virConnectOpen(harness_uri());

    virSetErrorFunc(NULL, ignore_error);
    for (int i = 0; i < 3000; i++) {
        virDomainPtr found = virDomainLookupByName(other, name);

        if (!found)
            _exit(0);
        virDomainFree(found);
        usleep(10000);
    }
    _exit(1);
}

/* All of it is killed, and another process has removed the group before this one looks. */
static void ended(void)
{
    struct program it = limited("events-end", "echo; sleep 1; exec " EATS, "");
    const char *line;
    pid_t other;

    program_start_planned(conn, &it);
    told_await("life %s 2 0", it.name);
    other = harness_child(look, it.name);
    CHECK_INT(harness_child_wait(other), 0);
    note("it is gone");
    line = told_await("memory %s %d", it.name, MEMORY_OOM_KILL);
    CHECK(param_of(line, " count") > 0);
    line = told_await("life %s 5", it.name);
    note("%s", line ? line : "");
    program_end(&it);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    poll_loop_register();
    conn = harness_open();
    told_begin(conn, true);
    killed_child();
    throttled();
    ended();
    told_end(conn);
    CHECK_INT(poll_loop_files(), 0);
    CHECK_INT(poll_loop_timeouts(), 0);
    virConnectClose(conn);
    return harness_end();
}
