/* min_guarantee below foreign groups: several levels of them, and one that is read-only. */
#include "memory/guarantee.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MACHINES "/run/systemd/machines"
#define NOBODY 65534

static virConnectPtr conn;
static char *top; /* where the hierarchy is mounted */

static char *below(const char *dir, const char *name)
{
    char *path = NULL;

    if (asprintf(&path, "%s/%s", dir, name) < 0)
        abort();
    return path;
}

static char *make_group(const char *dir, const char *name, bool hands_down)
{
    char *path = below(dir, name);

    if (mkdir(path, 0755) < 0)
        harness_die("cannot make %s: %s", path, strerror(errno));
    if (hands_down)
        cgroup_put(path, "cgroup.subtree_control", "+memory");
    return path;
}

/* A group's last process may still be on its way out. */
static void remove_group(char *path)
{
    int tries = 0;

    while (rmdir(path) < 0 && errno == EBUSY && tries++ < 1000)
        usleep(1000);
    CHECK(!cgroup_exists(path));
    free(path);
}

static void move(const char *dir, pid_t pid)
{
    char text[32];

    snprintf(text, sizeof(text), "%d", (int)pid);
    cgroup_put(dir, "cgroup.procs", text);
}

/* A machine as systemd would register it, in a group of that name. */
static struct guest machine(const char *dir, const char *name)
{
    struct guest guest = {.pid = harness_child(harness_child_waits, NULL)};
    char text[256], file[128];

    guest.dir = make_group(dir, name, false);
    move(guest.dir, guest.pid);
    snprintf(file, sizeof(file), "virmemctl-ctest-%s", name);
    snprintf(text, sizeof(text), "NAME=%s\nLEADER=%d\nUNIT=%s\n", file, (int)guest.pid, name);
    cgroup_put(MACHINES, file, text);
    guest.dom = virDomainLookupByName(conn, file);
    if (!guest.dom)
        harness_die("no domain %s", file);
    return guest;
}

static void machine_end(struct guest *guest)
{
    char *file = below(MACHINES, virDomainGetName(guest->dom));

    harness_child_end(guest->pid);
    remove_group(guest->dir);
    unlink(file);
    free(file);
    look(conn);
    CHECK_INT(virDomainFree(guest->dom), 0);
}

#define CHECK_MINS(in, out) (CHECK_ULL(group_min(inner), (in)), CHECK_ULL(group_min(outer), (out)))

static void machines(void)
{
    char *outer = make_group(top, "virmemctl-ctest-outer", true);
    char *inner = make_group(outer, "inner", true);
    struct guest x = machine(inner, "x.scope"), y = machine(inner, "y.scope");

    CHECK_INT(guest_guarantee(&x, MIB(32)), 0);
    CHECK_MINS(MIB(32), MIB(32));
    cgroup_put(outer, "memory.min", "41943040");
    CHECK_INT(guest_guarantee(&y, MIB(16)), 0);
    CHECK_MINS(MIB(48), MIB(48));
    machine_end(&x);
    CHECK_MINS(MIB(16), MIB(40));
    cgroup_put(outer, "memory.min", "0");
    CHECK_INT(guest_guarantee(&y, MIB(24)), 0);
    CHECK_MINS(MIB(24), MIB(24));
    machine_end(&y);
    CHECK_MINS(0, 0);

    /* Another group of the same name was never raised. */
    x = machine(inner, "x.scope");
    CHECK_INT(guest_guarantee(&x, MIB(8)), 0);
    harness_child_end(x.pid);
    remove_group(strdup(x.dir));
    remove_group(inner);
    inner = make_group(outer, "inner", true);
    cgroup_put(inner, "memory.min", "8388608");
    CHECK_INT(mkdir(x.dir, 0755), 0);
    machine_end(&x);
    CHECK_MINS(MIB(8), MIB(8));
    cgroup_put(inner, "memory.min", "0");
    look(conn);
    CHECK_MINS(0, 0);
    remove_group(inner);
    remove_group(outer);
}

/* What a user of a delegated group does; each step waits for its word. */
struct user {
    char *delegated;
    char home[64];
    int words[2];
    int answers[2];
};

static char wait_for(int end)
{
    char word = 0;

    return read(end, &word, 1) == 1 ? word : 0;
}

static void tell(int end)
{
    CHECK(write(end, "w", 1) == 1);
}

static void refused(struct guest *guest, const char *group, unsigned long long kib)
{
    unsigned long long held = group_min(guest->dir);
    virErrorPtr error;

    CHECK_FAILS(guest_guarantee(guest, kib), VIR_ERR_SYSTEM_ERROR);
    error = virGetLastError();
    CHECK_INT(error ? error->int1 : 0, EACCES);
    CHECK(error && strstr(error->message, group) && strstr(error->message, "memory.min"));
    CHECK_ULL(group_min(guest->dir), held);
}

static void use(void *data)
{
    struct user *user = data;
    virConnectPtr own;
    struct guest guest;

    wait_for(user->words[0]);
    if (setgid(NOBODY) < 0 || setuid(NOBODY) < 0)
        _exit(100);
    setenv("XDG_RUNTIME_DIR", user->home, 1);
    setenv("HOME", user->home, 1);
    own = virConnectOpen("cgroup:///session");
    if (!own)
        _exit(101);
    guest = guest_begin(own, "user", harness_child_waits, NULL);
    refused(&guest, "virmemctl-ctest-user", MIB(32));
    tell(user->answers[1]);
    wait_for(user->words[0]);
    CHECK_INT(guest_guarantee(&guest, MIB(32)), 0);
    CHECK_ULL(group_min(guest.dir), MIB(32));
    refused(&guest, "virmemctl-ctest-user", MIB(65));
    guest_end(own, &guest);
    CHECK_INT(virConnectClose(own), 0);
    _exit(harness_end());
}

static void give(const char *dir, const char *file)
{
    char *path = below(dir, file);

    if (chown(path, NOBODY, NOBODY) < 0)
        harness_die("chown %s", path);
    free(path);
}

static void session(void)
{
    static const char *const files[] = {".", "cgroup.procs", "cgroup.subtree_control",
                                        "cgroup.threads"};
    struct user user = {.home = "/dev/shm/virmemctl-ctest-XXXXXX"};
    char *remove = NULL;
    pid_t pid;

    if (!mkdtemp(user.home) || pipe(user.words) < 0 || pipe(user.answers) < 0)
        harness_die("mkdtemp, pipe");
    give(user.home, ".");
    user.delegated = make_group(top, "virmemctl-ctest-user", false);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        give(user.delegated, files[i]);
    pid = harness_child(use, &user);
    move(user.delegated, pid);
    tell(user.words[1]);
    CHECK(wait_for(user.answers[0]));
    /* What was missing is what root gives. */
    cgroup_put(user.delegated, "memory.min", "67108864");
    tell(user.words[1]);
    CHECK_INT(harness_child_wait(pid), 0);
    CHECK_ULL(group_min(user.delegated), MIB(64));
    if (asprintf(&remove, "rm -r '%s'; find '%s' -mindepth 1 -depth -type d -exec rmdir {} +",
                 user.home, user.delegated) < 0)
        abort();
    CHECK_INT(system(remove), 0);
    free(remove);
    remove_group(user.delegated);
}

int main(void)
{
    struct guest keeper;
    char *above;

    harness_begin();
    guarantee_only();
    conn = harness_open();
    keeper = guest_begin(conn, "keeper", harness_child_waits, NULL);
    above = group_above(keeper.dir);
    top = group_above(above);
    /* Where systemd registers machines, it is not this program's to do. */
    if (access("/run/systemd", F_OK) < 0) {
        CHECK_INT(mkdir("/run/systemd", 0755), 0);
        CHECK_INT(mkdir(MACHINES, 0755), 0);
        machines();
        CHECK_INT(rmdir(MACHINES), 0);
        CHECK_INT(rmdir("/run/systemd"), 0);
    }
    session();
    guest_end(conn, &keeper);
    free(above);
    free(top);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
