/* Where hierarchies are mounted: above the program's cgroup namespace, twice, or covered by later mounts. A
   process of the program takes the place and attaches another; the limit is looked at from outside. */
#include "support/cgroup.h"
#include "support/memory.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define CGROUPS "/sys/fs/cgroup"

/* Another place of the hierarchies; the groups of the namespace. */
static char other[64];
static char outer[64];
static char *inner;

static pid_t target;

/* Tell that a domain is there, and that it was looked at. */
static int made[2];
static int seen[2];

/* The places of the hierarchies below /sys/fs/cgroup that the library writes. */
static const char *const v1_mounts[] = {"/memory", "/cpu", NULL};
static const char *const v2_mounts[] = {"", NULL};

static const char *const *mounts(void)
{
    return harness_cgroup_version() == 1 ? v1_mounts : v2_mounts;
}

static void join(pid_t pid, const char *dir)
{
    char text[32];

    snprintf(text, sizeof(text), "%d", (int)pid);
    cgroup_put(dir, "cgroup.procs", text);
}

static void in_namespace(void)
{
    join(getpid(), inner);
    join(target, inner);
    if (unshare(CLONE_NEWCGROUP) < 0)
        harness_die("unshare: %s", strerror(errno));
}

static void bind_elsewhere(void)
{
    if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
        mount(CGROUPS, other, NULL, MS_BIND | MS_REC, NULL) < 0)
        harness_die("cannot mount in a namespace: %s", strerror(errno));
}

static void first_is_read_only(void)
{
    bind_elsewhere();
    for (const char *const *at = mounts(); *at; at++) {
        char point[64];

        snprintf(point, sizeof(point), CGROUPS "%s", *at);
        if (mount(NULL, point, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) < 0)
            CHECK_INT(errno, EINVAL);
    }
}

static void cover(void)
{
    if (mount("none", "/sys/fs", "tmpfs", 0, NULL) < 0)
        harness_die("cannot mount a tmpfs: %s", strerror(errno));
    CHECK_INT(mkdir(CGROUPS, 0755), 0);
    CHECK_INT(mkdir(CGROUPS "/memory", 0755), 0);
}

static void first_is_covered(void)
{
    bind_elsewhere();
    cover();
}

static void attach_here(void *enter)
{
    harness_attach_fn attach = harness_attach();
    char name[64], byte = 0;
    virConnectPtr conn;
    virDomainPtr dom;

    (*(void (**)(void))enter)();
    conn = harness_open();
    snprintf(name, sizeof(name), "virmemctl-ctest-mounts-%d", (int)target);
    dom = attach(conn, (int)target, name, 0);
    CHECK(dom != NULL);
    if (dom) {
        CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(96), 0), 0);
        CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT), MIB(96));
        CHECK_INT((int)write(made[1], "", 1), 1);
        CHECK_INT((int)read(seen[0], &byte, 1), 1);
        CHECK_INT(virDomainDestroy(dom), 0);
        virDomainFree(dom);
    }
    virConnectClose(conn);
    _exit(harness_failures() ? 1 : 0);
}

static void attaches(void (*enter)(void))
{
    const char *file = harness_cgroup_version() == 1 ? "memory.limit_in_bytes" : "memory.max";
    char *dir, byte = 0;
    pid_t child;

    /* The process that waits holds no end of the pipes. */
    target = harness_child(harness_child_waits, NULL);
    CHECK_INT(pipe(made), 0);
    CHECK_INT(pipe(seen), 0);
    child = harness_child(attach_here, &enter);
    close(made[1]);
    close(seen[0]);
    if (read(made[0], &byte, 1) == 1) {
        dir = cgroup_of(target);
        CHECK(strstr(dir, "virmemctl") != NULL);
        CHECK_ULL(cgroup_kib(dir, file), MIB(96));
        CHECK_INT((int)write(seen[1], "", 1), 1);
        CHECK_INT(harness_child_wait(child), 0);
        CHECK(!cgroup_exists(dir));
        free(dir);
    } else {
        CHECK_INT(harness_child_wait(child), 0);
    }
    harness_child_end(target);
    close(made[0]);
    close(seen[1]);
}

/* What is left when all mounts are covered is no hierarchy. */
static void open_covered(void *unused)
{
    (void)unused;
    if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
        harness_die("unshare: %s", strerror(errno));
    cover();
    CHECK_NULL(virConnectOpen(harness_uri()), VIR_ERR_CONFIG_UNSUPPORTED);
    _exit(harness_failures() ? 1 : 0);
}

static void make_places(void)
{
    snprintf(other, sizeof(other), "/run/virmemctl-ctest-%d", (int)getpid());
    snprintf(outer, sizeof(outer), "/virmemctl-ctest-%d", (int)getpid());
    CHECK_INT(mkdir(other, 0755), 0);
    inner = cgroup_at(outer);
    CHECK_INT(mkdir(inner, 0755), 0);
    free(inner);
    strcat(outer, "/inner");
    inner = cgroup_at(outer);
    CHECK_INT(mkdir(inner, 0755), 0);
}

static void remove_places(void)
{
    CHECK_INT(rmdir(inner), 0);
    *strrchr(inner, '/') = '\0';
    CHECK_INT(rmdir(inner), 0);
    CHECK_INT(rmdir(other), 0);
    free(inner);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    harness_need_attach();
    if (access("/proc/self/ns/cgroup", F_OK) < 0)
        harness_skip("this kernel has no cgroup namespaces");
    make_places();
    attaches(in_namespace);
    attaches(first_is_read_only);
    attaches(first_is_covered);
    CHECK_INT(harness_child_wait(harness_child(open_covered, NULL)), 0);
    remove_places();
    return harness_end();
}
