/* The control files agree with the API, and the kernel enforces the limits. */
#include "support/cgroup.h"
#include "support/memory.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static virConnectPtr conn;

static void agree(virDomainPtr dom, const char *dir)
{
    struct limits now = memory_limits(dom, 0);

    if (harness_cgroup_version() == 1) {
        CHECK_ULL(cgroup_kib(dir, "memory.limit_in_bytes"), now.hard);
        CHECK_ULL(cgroup_kib(dir, "memory.soft_limit_in_bytes"), now.soft);
        if (cgroup_has(dir, "memory.memsw.limit_in_bytes"))
            CHECK_ULL(cgroup_kib(dir, "memory.memsw.limit_in_bytes"), now.swap);
        return;
    }
    CHECK_ULL(cgroup_kib(dir, "memory.max"), now.hard);
    CHECK_ULL(cgroup_kib(dir, "memory.high"), now.soft);
    CHECK_ULL(cgroup_kib(dir, "memory.min"), memory_value(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE));
    if (cgroup_has(dir, "memory.swap.max")) {
        CHECK_ULL(cgroup_kib(dir, "memory.swap.max"),
                  now.swap == UNLIMITED ? UNLIMITED : now.swap - now.hard);
    }
    if (cgroup_has(dir, "memory.swap.high"))
        CHECK_ULL(cgroup_kib(dir, "memory.swap.high"), memory_value(dom, SWAP_SOFT_LIMIT));
}

static void files_and_calls(void)
{
    static const struct limits steps[] = {
        {UNLIMITED, UNLIMITED, UNLIMITED}, {GIB(1), UNLIMITED, UNLIMITED},
        {GIB(1), MIB(512), GIB(2)},        {GIB(4), GIB(3), GIB(4)},
        {MIB(128), MIB(64), MIB(192)},     {MIB(128), GIB(1), UNLIMITED},
        {UNLIMITED, UNLIMITED, UNLIMITED},
    };
    virDomainPtr dom = harness_domain(conn);
    char *dir = cgroup_of(harness_domain_pid(dom));

    agree(dom, dir);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        CHECK_INT(memory_set_all(dom, steps[i], 0), 0);
        CHECK_LIMITS(dom, steps[i].hard, steps[i].soft, steps[i].swap);
        agree(dom, dir);
    }
    harness_domain_done(dom);
    CHECK(!cgroup_exists(dir));
    free(dir);
}

/* Waits for the word, then takes much more memory than it may have. */
static void grow(void *data)
{
    const size_t much = 128u << 20;
    int in = *(int *)data;
    char word;
    char *memory;

    if (read(in, &word, 1) != 1)
        _exit(2);
    memory = mmap(NULL, much, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        _exit(3);
    for (size_t at = 0; at < much; at += 4096)
        memory[at] = (char)(at >> 12 | 1);
    _exit(0);
}

static int grow_under(unsigned long long hard)
{
    harness_attach_fn attach = harness_need_attach();
    virDomainPtr dom;
    char name[64];
    int ends[2];
    pid_t pid;
    int end;

    if (pipe(ends) < 0)
        harness_die("pipe");
    pid = harness_child(grow, &ends[0]);
    snprintf(name, sizeof(name), "virmemctl-ctest-grow-%d", (int)pid);
    dom = attach(conn, pid, name, 0);
    if (!dom)
        harness_die("cannot attach");
    CHECK_INT(memory_set_all(dom, (struct limits){hard, UNLIMITED, hard}, 0), 0);
    if (write(ends[1], "g", 1) != 1)
        harness_die("write");
    end = harness_child_wait(pid);
    close(ends[0]);
    close(ends[1]);
    CHECK_INT(virDomainFree(dom), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    return end;
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    files_and_calls();
    CHECK_INT(grow_under(MIB(32)), -SIGKILL);
    /* And it was the limit that did it. */
    CHECK_INT(grow_under(GIB(1)), 0);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
