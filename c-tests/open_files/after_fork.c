/* A program forks without exec, and both processes use a connection and domains from before. */
#include "open_files/opened.h"
#include "support/memory.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 10

static struct opened one, two;

/* Both processes set its values at the same time, while the child uses the first one, too. */
static void set_other(void)
{
    for (int i = 0; i < 20; i++) {
        CHECK_INT(memory_set_all(two.dom, (struct limits){MIB(80), MIB(40), MIB(160)}, 0), 0);
        memory_limits(one.dom, 0);
    }
    CHECK_ULL(memory_limits(two.dom, 0).hard, MIB(80));
}

/* The child does not end as the program does: domains and files are its parent's. */
static _Noreturn void use_in_child(void)
{
    bool works = opened_works(one.dom);

    set_other();
    _exit(works && harness_failures() == 0 ? 0 : 1);
}

static void both_use(void)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0)
        use_in_child();
    set_other();
    CHECK_INT(waitpid(child, &status, 0), child);
    CHECK_INT(status, 0);
    CHECK(opened_works(one.dom));
}

/* What the child has seen of the end of a domain is not lost to the parent. */
static void parent_sees_end(virConnectPtr conn)
{
    struct opened ends = opened_start(conn, "virmemctl-fork-3");
    pid_t child;
    int status = 0;

    CHECK(opened_works(ends.dom));
    child = fork();
    if (child == 0) {
        virDomainInfo info;

        kill(ends.pid, SIGKILL);
        while (virDomainGetInfo(ends.dom, &info) == 0)
            usleep(1000);
        _exit(0);
    }
    CHECK_INT(waitpid(child, &status, 0), child);
    CHECK_INT(harness_child_wait(ends.pid), -SIGKILL);
    CHECK_FAILS(memory_set_one(ends.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(64), 0),
                VIR_ERR_NO_DOMAIN);
    virDomainFree(ends.dom);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    one = opened_start(conn, "virmemctl-fork-1");
    two = opened_start(conn, "virmemctl-fork-2");
    CHECK(opened_works(one.dom) && opened_works(two.dom));
    for (int round = 0; round < ROUNDS; round++)
        both_use();
    parent_sees_end(conn);
    opened_end(&one);
    opened_end(&two);
    virConnectClose(conn);
    opened_clear();
    return harness_end();
}
