/*
 * A domain that has ended, or was made anew under the same name, before a call began is seen by
 * the call, however often it was used before. Another process does it, and says when it is done.
 */
#include "open_files/opened.h"
#include "support/memory.h"

#include <stdlib.h>
#include <unistd.h>

#define NAME "virmemctl-renewed"

struct pipes {
    int go[2];
    int done[2];
};

static void say(int to)
{
    if (write(to, "", 1) != 1)
        _exit(1);
}

static bool hear(int from)
{
    char byte;

    return read(from, &byte, 1) == 1;
}

/* Makes the domain with a limit of its own each time, and ends it again. */
static void make_and_end(void *data)
{
    struct pipes *pipes = data;
    harness_attach_fn attach = harness_need_attach();
    virConnectPtr conn = harness_open();

    close(pipes->go[1]);
    for (unsigned int round = 0; hear(pipes->go[0]); round++) {
        pid_t pid = harness_child(harness_child_waits, NULL);
        virDomainPtr dom = attach(conn, pid, NAME, 0);

        if (!dom || memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(10 + round % 50), 0) < 0)
            _exit(1);
        say(pipes->done[1]);
        if (!hear(pipes->go[0]))
            _exit(1);
        harness_child_end(pid);
        virDomainFree(dom);
        say(pipes->done[1]);
    }
    virConnectClose(conn);
    _exit(0);
}

int main(void)
{
    struct pipes pipes;
    virConnectPtr conn;
    pid_t other;
    int rounds = atoi(harness_env("ROUNDS", "300"));

    harness_begin();
    harness_only(KIND_KERNEL);
    CHECK(pipe(pipes.go) == 0 && pipe(pipes.done) == 0);
    other = harness_child(make_and_end, &pipes);
    close(pipes.go[0]);
    conn = harness_open();
    for (int round = 0; round < rounds && harness_failures() == 0; round++) {
        virDomainPtr dom;

        say(pipes.go[1]);
        CHECK(hear(pipes.done[0]));
        dom = virDomainLookupByName(conn, NAME);
        CHECK(dom != NULL);
        if (!dom)
            break;
        for (int i = 0; i < 4; i++)
            CHECK_ULL(memory_limits(dom, 0).hard, MIB(10 + (unsigned int)round % 50));
        say(pipes.go[1]);
        CHECK(hear(pipes.done[0]));
        CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0),
                    VIR_ERR_NO_DOMAIN);
        CHECK_NULL(virDomainLookupByName(conn, NAME), VIR_ERR_NO_DOMAIN);
        virDomainFree(dom);
    }
    close(pipes.go[1]);
    CHECK_INT(harness_child_wait(other), 0);
    virConnectClose(conn);
    return harness_end();
}
