/*
 * Limits the memory of a process through libvirt's API, and shows that the
 * kernel holds the limit.
 *
 *     cc -Iinclude -o memtune demo/memtune.c -Ltarget/release -lvirmemctl
 *     sudo LD_LIBRARY_PATH=target/release ./memtune
 *
 * Where the caller may not set limits it shows the calls on the test driver,
 * which keeps them in memory.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include <errno.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STEP_MIB 8
#define MOST_MIB 128
#define LIMIT_MIB 64
#define PAUSE_MS 100
#define PATIENCE_MS 30000
#define NAME_ROOM 64
#define PATH_ROOM 4096

enum outcome { DONE, FAILED, INTERRUPTED, NOT_HERE };

/* A parameter, and its files in cgroup v1 and v2. */
static const struct knob {
    const char *parameter, *files[2];
} knobs[] = {
    {VIR_DOMAIN_MEMORY_HARD_LIMIT, {"memory.limit_in_bytes", "memory.max"}},
    {VIR_DOMAIN_MEMORY_SOFT_LIMIT, {"memory.soft_limit_in_bytes", "memory.high"}},
    {VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, {"memory.memsw.limit_in_bytes", "memory.swap.max"}},
    {VIR_DOMAIN_MEMORY_MIN_GUARANTEE, {"", "memory.min"}},
    {VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, {"", "memory.swap.high"}},
};

struct demo {
    virConnectPtr conn;
    virDomainPtr dom;
    char name[NAME_ROOM];
    pid_t child;
    int go, steps;
    char group[PATH_ROOM];
    bool is_v2;
};

static volatile sig_atomic_t stop;
static sigset_t unblocked;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

/* Signals wait until wait_for lets them in, so that they cut no other call short. */
static void hold_signals(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = on_signal};
    sigset_t held;

    sigemptyset(&held);
    for (int i = 0; i < 3; i++) {
        sigaddset(&held, ends[i]);
        sigaction(ends[i], &action, NULL);
    }
    sigprocmask(SIG_BLOCK, &held, &unblocked);
    /* A reader that goes away must not keep us from cleaning up. */
    signal(SIGPIPE, SIG_IGN);
}

/* 1: there is something to read; 0: the time is up; -1: somebody wants us to end. */
static int wait_for(int fd, int ms)
{
    struct pollfd wanted = {.fd = fd, .events = POLLIN};
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L};
    int ready = ppoll(&wanted, 1, &time, &unblocked);

    return stop ? -1 : ready > 0;
}

static bool interrupted(void)
{
    return wait_for(-1, 0) < 0;
}

static enum outcome failed(const char *what)
{
    printf("memtune: %s: %s\n", what, virGetLastErrorMessage());
    return FAILED;
}

/* Errors are printed where they are met; without this the library prints them too. */
static void be_quiet(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

/* The child: waits to be told, then takes memory until it has enough or is stopped. */
static void grow(int go, int steps)
{
    struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000L};
    size_t size = (size_t)STEP_MIB << 20;
    char word;

    if (read(go, &word, 1) != 1)
        _exit(0);
    for (int mib = STEP_MIB; mib <= MOST_MIB; mib += STEP_MIB) {
        void *more = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        if (more == MAP_FAILED)
            _exit(1);
        /* The kernel gives a page, and charges it, when it is first written to. */
        memset(more, 1, size);
        if (write(steps, &mib, sizeof(mib)) != sizeof(mib))
            _exit(1);
        nanosleep(&pause, NULL);
    }
    _exit(0);
}

static bool start_child(struct demo *demo)
{
    int go[2] = {-1, -1}, steps[2] = {-1, -1};
    pid_t parent = getpid();

    if (pipe(go) < 0 || pipe(steps) < 0 || fflush(stdout) < 0 || (demo->child = fork()) < 0) {
        printf("memtune: cannot start a child: %s\n", strerror(errno));
        demo->child = 0;
    } else if (demo->child == 0) {
        close(go[1]);
        close(steps[0]);
        /* It never outlives its parent, not even one that has died before this line. */
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
            _exit(1);
        grow(go[0], steps[1]);
    }
    close(go[0]);
    close(steps[1]);
    demo->go = go[1];
    demo->steps = steps[0];
    return demo->child > 0;
}

/* A line of /proc/PID/cgroup is NUMBER:CONTROLLERS:PATH; cgroup v2 names no controllers. */
static bool find_path(struct demo *demo, char *path)
{
    char file[NAME_ROOM], line[PATH_ROOM], list[PATH_ROOM], rest[PATH_ROOM];
    bool found = false;
    FILE *in;

    snprintf(file, sizeof(file), "/proc/%d/cgroup", (int)demo->child);
    in = fopen(file, "re");
    while (in && (!found || demo->is_v2) && fgets(line, sizeof(line), in)) {
        bool is_v2 = sscanf(line, "0::%[^\n]", rest) == 1;
        bool is_v1 = sscanf(line, "%*d:%[^:]:%[^\n]", list, rest) == 2 && strstr(list, "memory");

        if (is_v1 || is_v2) {
            found = true;
            demo->is_v2 = is_v2;
            strcpy(path, rest);
        }
    }
    if (in)
        fclose(in);
    return found;
}

/* Where the child's group is: the mount point, then its path below what is mounted there. */
static bool find_group(struct demo *demo)
{
    char path[PATH_ROOM], line[PATH_ROOM], root[PATH_ROOM], point[PATH_ROOM], type[PATH_ROOM],
        options[PATH_ROOM];
    FILE *in = find_path(demo, path) ? fopen("/proc/self/mountinfo", "re") : NULL;
    bool found = false;

    while (in && !found && fgets(line, sizeof(line), in)) {
        char *rest = strstr(line, " - ");
        size_t above;

        if (!rest || sscanf(line, "%*s %*s %*s %s %s", root, point) != 2 ||
            sscanf(rest, " - %s %*s %s", type, options) != 2 ||
            strcmp(type, demo->is_v2 ? "cgroup2" : "cgroup") != 0 ||
            (!demo->is_v2 && !strstr(options, "memory")))
            continue;
        above = strcmp(root, "/") == 0 ? 0 : strlen(root);
        found = strncmp(path, root, above) == 0 &&
                snprintf(demo->group, PATH_ROOM, "%s%s", point, path + above) < PATH_ROOM &&
                access(demo->group, F_OK) == 0;
    }
    if (in)
        fclose(in);
    if (!found)
        printf("memtune: the child's group is nowhere in the file system\n");
    return found;
}

/* A line of a file in the group, the first that begins with `start`. */
static bool read_line(const struct demo *demo, const char *file, const char *start, char *line)
{
    char path[PATH_ROOM + NAME_ROOM];
    bool found = false;
    FILE *in;

    snprintf(path, sizeof(path), "%s/%s", demo->group, file);
    in = fopen(path, "re");
    while (in && !found && fgets(line, NAME_ROOM, in))
        found = strncmp(line, start, strlen(start)) == 0;
    if (in)
        fclose(in);
    line[found ? strcspn(line, "\n") : 0] = '\0';
    return found;
}

static void print_kernels_own(const struct demo *demo, const char *parameter)
{
    char line[NAME_ROOM];

    for (size_t i = 0; i < sizeof(knobs) / sizeof(knobs[0]); i++) {
        const char *file = knobs[i].files[demo->is_v2];

        if (strcmp(knobs[i].parameter, parameter) == 0 && read_line(demo, file, "", line))
            printf(" | %s: %s%s%s", file, line, strcmp(line, "max") == 0 ? "" : " bytes",
                   strstr(file, ".swap.") ? " of swap alone" : "");
    }
}

/* Asks twice, as libvirt's API wants it: how many there are, then for their values. */
static enum outcome print_parameters(virDomainPtr dom, const struct demo *demo)
{
    virTypedParameterPtr params;
    int count = 0;

    if (virDomainGetMemoryParameters(dom, NULL, &count, 0) < 0)
        return failed("cannot count the memory parameters");
    params = calloc((size_t)count, sizeof(*params));
    if (!params || virDomainGetMemoryParameters(dom, params, &count, 0) < 0) {
        free(params);
        return failed("cannot get the memory parameters");
    }
    for (int i = 0; i < count; i++) {
        printf("    %-16s ", params[i].field);
        if (params[i].value.ul == VIR_DOMAIN_MEMORY_PARAM_UNLIMITED)
            printf("%13s", "unlimited");
        else
            printf("%9llu KiB", params[i].value.ul);
        if (demo)
            print_kernels_own(demo, params[i].field);
        putchar('\n');
    }
    virTypedParamsFree(params, count);
    return DONE;
}

/*
 * The soft limit is no lower than the hard one on purpose: cgroup v2 slows a
 * group that is above its memory.high down, so that the child would crawl
 * towards the hard limit for minutes. The swap limit counts memory plus swap:
 * the same number means no swap, else the child could escape into it.
 */
static int set_limits(virDomainPtr dom, bool with_swap)
{
    const unsigned long long kib = LIMIT_MIB * 1024;
    virTypedParameterPtr params = NULL;
    int count = 0, room = 0, result = -1;

    if (virTypedParamsAddULLong(&params, &count, &room, VIR_DOMAIN_MEMORY_HARD_LIMIT, kib) == 0 &&
        virTypedParamsAddULLong(&params, &count, &room, VIR_DOMAIN_MEMORY_SOFT_LIMIT, kib) == 0 &&
        (!with_swap || virTypedParamsAddULLong(&params, &count, &room,
                                               VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, kib) == 0))
        result = virDomainSetMemoryParameters(dom, params, count, 0);
    virTypedParamsFree(params, count);
    return result;
}

static enum outcome limit(virDomainPtr dom, const struct demo *demo)
{
    printf("Its memory parameters, as the API gives them:\n");
    if (print_parameters(dom, NULL) != DONE)
        return FAILED;
    printf("Setting hard_limit, soft_limit and swap_hard_limit to %d MiB in one call.\n",
           LIMIT_MIB);
    if (set_limits(dom, true) < 0) {
        if (virGetLastErrorCode() != VIR_ERR_OPERATION_UNSUPPORTED)
            return failed("cannot set the limits");
        printf("This kernel does not count swap (%s): setting the other two.\n",
               virGetLastErrorMessage());
        if (set_limits(dom, false) < 0)
            return failed("cannot set the limits");
    }
    printf("The same parameters now%s:\n", demo ? ", API | the kernel's own file" : "");
    return print_parameters(dom, demo);
}

static enum outcome tell_end(struct demo *demo, int reached)
{
    char line[NAME_ROOM];
    int status = 0;

    waitpid(demo->child, &status, 0);
    demo->child = 0;
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) {
        printf("memtune: the kernel did not stop the child: wait status 0x%x at %d MiB\n", status,
               reached);
        return FAILED;
    }
    printf("The kernel stopped it with signal %d (%s) between %d and %d MiB.\n", SIGKILL,
           strsignal(SIGKILL), reached, reached + STEP_MIB);
    if (read_line(demo, demo->is_v2 ? "memory.events" : "memory.oom_control", "oom_kill ", line))
        printf("The group's own count of such stops: %s.\n", line);
    return DONE;
}

static enum outcome let_it_grow(struct demo *demo)
{
    const char *usage = demo->is_v2 ? "memory.current" : "memory.usage_in_bytes";
    char line[NAME_ROOM];
    int ready, mib, reached = 0;

    printf("Letting it grow to %d MiB, %d MiB at a time.\n", MOST_MIB, STEP_MIB);
    if (write(demo->go, "!", 1) != 1)
        return FAILED;
    while ((ready = wait_for(demo->steps, PATIENCE_MS)) > 0) {
        if (read(demo->steps, &mib, sizeof(mib)) != sizeof(mib))
            return tell_end(demo, reached);
        reached = mib;
        read_line(demo, usage, "", line);
        printf("    it has %3d MiB resident; the kernel charges its group %llu KiB\n", mib,
               strtoull(line, NULL, 10) / 1024);
    }
    if (ready < 0)
        return INTERRUPTED;
    printf("memtune: the child neither grew nor was stopped for %d s\n", PATIENCE_MS / 1000);
    return FAILED;
}

/* Too few rights, or nothing here to attach with. */
static bool is_no_kernel_here(void)
{
    virErrorPtr error = virGetLastError();

    return error && (error->code == VIR_ERR_CONFIG_UNSUPPORTED ||
                     error->code == VIR_ERR_OPERATION_UNSUPPORTED ||
                     (error->code == VIR_ERR_SYSTEM_ERROR &&
                      (error->int1 == EACCES || error->int1 == EPERM || error->int1 == EROFS)));
}

static enum outcome show_on_kernel(struct demo *demo)
{
    enum outcome outcome;

    if (!start_child(demo))
        return FAILED;
    snprintf(demo->name, sizeof(demo->name), "memtune-demo-%d", (int)demo->child);
    demo->dom = virMemctlDomainAttach(demo->conn, demo->child, demo->name, 0);
    if (!demo->dom)
        return is_no_kernel_here() ? NOT_HERE : failed("cannot attach the child");
    if (!find_group(demo))
        return FAILED;
    printf("Attached process %d as domain '%s'; its group is\n    %s\n", (int)demo->child,
           demo->name, demo->group);
    outcome = limit(demo->dom, demo);
    if (outcome == DONE)
        outcome = interrupted() ? INTERRUPTED : let_it_grow(demo);
    return outcome;
}

static bool is_left(const struct demo *demo)
{
    return demo->group[0] && access(demo->group, F_OK) == 0;
}

static bool is_unknown(const struct demo *demo)
{
    virDomainPtr dom = virDomainLookupByName(demo->conn, demo->name);

    if (dom)
        virDomainFree(dom);
    return !dom && virGetLastErrorCode() == VIR_ERR_NO_DOMAIN;
}

/* The group of a domain that has ended is removed by the next lookup. */
static bool is_gone(const struct demo *demo)
{
    bool gone = is_unknown(demo);

    printf("Looking '%s' up once more: %s\n", demo->name,
           gone ? virGetLastErrorMessage() : "it is still there");
    if (!gone || is_left(demo)) {
        printf("memtune: domain '%s' or its group is still there\n", demo->name);
        return false;
    }
    printf("The process has ended, and its group is removed.\n");
    return true;
}

static bool clean_up(struct demo *demo)
{
    if (demo->child > 0) {
        kill(demo->child, SIGKILL);
        waitpid(demo->child, NULL, 0);
    }
    close(demo->go);
    close(demo->steps);
    if (!demo->dom)
        return true;
    virDomainFree(demo->dom);
    return is_gone(demo);
}

static enum outcome on_kernel(virConnectPtr conn)
{
    struct demo demo = {.conn = conn, .go = -1, .steps = -1};
    enum outcome outcome = show_on_kernel(&demo);

    return clean_up(&demo) ? outcome : FAILED;
}

static enum outcome on_test_driver(virConnectPtr conn)
{
    virDomainPtr dom = virDomainLookupByName(conn, "test");
    enum outcome outcome;

    if (!dom)
        return failed("cannot find domain 'test'");
    printf("Domain 'test' lives in this program's memory: no kernel is involved.\n");
    outcome = limit(dom, NULL);
    virDomainFree(dom);
    return outcome;
}

static enum outcome show(virConnectPtr conn)
{
    bool is_test = strcmp(virConnectGetType(conn), "TEST") == 0;
    char *uri = virConnectGetURI(conn);
    enum outcome outcome;

    printf("Connected to %s.\n", uri ? uri : "an unknown host");
    free(uri);
    outcome = is_test ? on_test_driver(conn) : on_kernel(conn);
    if (outcome == DONE && interrupted())
        outcome = INTERRUPTED;
    if (outcome == DONE)
        printf("memtune: %s\n", is_test ? "the test driver kept the values; no kernel was involved."
                                        : "the kernel held the limit; everything is cleaned up.");
    return outcome;
}

int main(void)
{
    virConnectPtr conn;
    enum outcome outcome;

    setvbuf(stdout, NULL, _IOLBF, 0);
    hold_signals();
    virSetErrorFunc(NULL, be_quiet);
    conn = virConnectOpen(NULL);
    outcome = conn ? show(conn) : NOT_HERE;
    if (outcome == NOT_HERE) {
        printf("No limits can be set here, going on with the test driver: %s\n",
               virGetLastErrorMessage());
        if (conn)
            virConnectClose(conn);
        conn = virConnectOpen("test:///default");
        outcome = conn ? show(conn) : failed("cannot connect");
    }
    if (conn)
        virConnectClose(conn);
    if (outcome == INTERRUPTED)
        printf("memtune: interrupted; everything is cleaned up.\n");
    return outcome == DONE ? 0 : outcome == INTERRUPTED ? 130 : 1;
}
