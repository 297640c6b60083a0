#include "support/qemu_process.h"

#include "support/cgroup.h"
#include "support/program.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "VIRMEMCTL_TEST_MACHINE"
#define RESTLESS "VIRMEMCTL_TEST_RESTLESS"
#define V1 (harness_cgroup_version() == 1)

/* The threads besides the first, and the group of each. */
static const char *const threads[][2] = {
    {"CPU 0/TCG", "vcpu0"},
    {"CPU 1/TCG", "vcpu1"},
    {"IO iothread1", "iothread1"},
    {"IO mon_iothread", "emulator"},
};

static void *thread_of(void *name)
{
    prctl(PR_SET_NAME, name);
    for (;;)
        pause();
    return NULL;
}

static void *ends_at_once(void *unused)
{
    return unused;
}

static void *starts_others(void *unused)
{
    pthread_t thread;

    for (;;) {
        if (pthread_create(&thread, NULL, ends_at_once, unused) == 0)
            pthread_join(thread, NULL);
    }
    return NULL;
}

void qemu_begin(int argc, char **argv)
{
    pthread_t thread;

    if (argc < 2 || !strstr(argv[0], "qemu-system"))
        return;
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_create(&thread, NULL, thread_of, (void *)threads[i][0]);
    for (int i = 0; getenv(RESTLESS) && i < 3; i++)
        pthread_create(&thread, NULL, starts_others, NULL);
    thread_of((void *)"qemu-system-x86");
}

static void becomes_machine(void *unused)
{
    char *arguments[] = {"/usr/bin/qemu-system-x86_64", "-name", getenv(NAME), "-uuid", QEMU_UUID,
                         "-m", "64", "-smp", "2", "-accel", "tcg", NULL};

    (void)unused;
    execv("/proc/self/exe", arguments);
    _exit(127);
}

pid_t qemu_thread(const struct qemu *guest, const char *name)
{
    char path[100], text[32];

    for (pid_t tid = guest->pid; tid < guest->pid + 20; tid++) {
        FILE *file;
        bool is_it;

        snprintf(path, sizeof(path), "/proc/%d/task/%d/comm", guest->pid, tid);
        file = fopen(path, "r");
        if (!file)
            continue;
        is_it = fgets(text, sizeof(text), file) && strncmp(text, name, strlen(name)) == 0;
        fclose(file);
        if (is_it)
            return tid;
    }
    return 0;
}

/* Each thread names itself, in no certain order. */
static bool has_threads(void *guest)
{
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        if (qemu_thread(guest, threads[i][0]) == 0)
            return false;
    return true;
}

struct qemu qemu_start_restless(const char *subject)
{
    struct qemu started;

    setenv(RESTLESS, "1", 1);
    started = qemu_start(subject);
    unsetenv(RESTLESS);
    return started;
}

struct qemu qemu_start(const char *subject)
{
    struct qemu guest = {program_name(subject), 0, NULL};

    setenv(NAME, guest.name, 1);
    guest.pid = harness_child(becomes_machine, NULL);
    if (!program_wait(has_threads, &guest))
        harness_die("the process has no threads");
    return guest;
}

bool qemu_has_cpuset(void)
{
    return V1 ? access("/sys/fs/cgroup/cpuset/cpuset.cpus", F_OK) == 0
              : access("/sys/fs/cgroup/cpuset.cpus.effective", F_OK) == 0;
}

char *qemu_dir(const struct qemu *guest, const char *controller, const char *of_threads)
{
    char *path = NULL, *dir;

    if (asprintf(&path, "%s%s%s", guest->group, *of_threads ? "/" : "", of_threads) < 0)
        abort();
    dir = cgroup_at_controller(path, controller);
    free(path);
    return dir;
}

static void make(const char *dir)
{
    if (mkdir(dir, 0755) < 0 && errno != EEXIST)
        harness_die("%s: %s", dir, strerror(errno));
}

static void put_number(const char *dir, const char *file, pid_t number)
{
    char text[16];

    snprintf(text, sizeof(text), "%d", number);
    cgroup_put(dir, file, text);
}

/* The partition that the group is in. */
static char *above(const char *dir)
{
    char *parent = strdup(dir);

    *strrchr(parent, '/') = '\0';
    return parent;
}

/* On v1 a new group of CPUs has none. */
static void copy_cpus(const char *dir)
{
    static const char *const files[] = {"cpuset.cpus", "cpuset.mems"};
    char *parent = above(dir);

    for (size_t i = 0; i < COUNT_OF(files) && V1; i++) {
        char *text = cgroup_text(parent, files[i]);

        cgroup_put(dir, files[i], text);
        free(text);
    }
    free(parent);
}

static void make_for(const struct qemu *guest, const char *controller)
{
    bool is_cpuset = strcmp(controller, "cpuset") == 0;
    char *dir = qemu_dir(guest, controller, ""), *parent = above(dir);

    make(parent);
    if (!V1)
        cgroup_put(parent, "cgroup.subtree_control", qemu_has_cpuset() ? "+memory +cpu +cpuset" : "+memory +cpu");
    else if (is_cpuset)
        copy_cpus(parent);
    make(dir);
    if (V1 && is_cpuset)
        copy_cpus(dir);
    put_number(dir, "cgroup.procs", guest->pid);
    free(parent);
    free(dir);
}

static void make_threads(const struct qemu *guest, const char *controller)
{
    bool is_cpuset = strcmp(controller, "cpuset") == 0;
    char *top = qemu_dir(guest, controller, "");

    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        char *dir = qemu_dir(guest, controller, threads[i][1]);

        make(dir);
        if (!V1)
            cgroup_put(dir, "cgroup.type", "threaded");
        else if (is_cpuset)
            copy_cpus(dir);
        free(dir);
    }
    if (!V1)
        cgroup_put(top, "cgroup.subtree_control", qemu_has_cpuset() ? "+cpu +cpuset" : "+cpu");
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        char *dir = qemu_dir(guest, controller, threads[i][1]);

        put_number(dir, V1 ? "tasks" : "cgroup.threads", qemu_thread(guest, threads[i][0]));
        if (strcmp(threads[i][1], "emulator") == 0)
            put_number(dir, V1 ? "tasks" : "cgroup.threads", guest->pid);
        free(dir);
    }
    free(top);
}

struct qemu qemu_start_grouped(const char *subject)
{
    struct qemu guest = qemu_start(subject);

    if (asprintf(&guest.group, "/%s.partition/qemu-7-%s.libvirt-qemu", guest.name, guest.name) < 0)
        abort();
    make_for(&guest, "memory");
    if (V1)
        make_for(&guest, "cpu");
    make_threads(&guest, "cpu");
    if (V1 && qemu_has_cpuset()) {
        make_for(&guest, "cpuset");
        make_threads(&guest, "cpuset");
    }
    return guest;
}

/* It is busy until its last process is gone. */
static bool remove_dir(const char *dir)
{
    for (int tries = 0; tries < 10000; tries++) {
        if (rmdir(dir) == 0 || errno == ENOENT)
            return true;
        usleep(1000);
    }
    return false;
}

static void remove_in(const struct qemu *guest, const char *controller)
{
    char *dir = qemu_dir(guest, controller, ""), *parent = above(dir);

    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        char *below = qemu_dir(guest, controller, threads[i][1]);

        CHECK(remove_dir(below));
        free(below);
    }
    CHECK(remove_dir(dir) && remove_dir(parent));
    free(parent);
    free(dir);
}

void qemu_end(struct qemu *guest)
{
    harness_child_end(guest->pid);
    if (guest->group) {
        remove_in(guest, "memory");
        if (V1)
            remove_in(guest, "cpu");
        if (V1 && qemu_has_cpuset())
            remove_in(guest, "cpuset");
    }
    free(guest->group);
    free(guest->name);
}
