/* Which CPUs the host's domains may use: by their group where there is one for that, else by thread. */
#include "support/cgroup.h"
#include "support/host.h"
#include "support/program.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define UUID "d3adb33f-0000-4000-8000-0000000000c1"
#define MAP HOST_CPUMAP

static virConnectPtr conn;
static int last; /* The host's last CPU. */

static unsigned char *only(int cpu)
{
    static unsigned char map[MAP];

    memset(map, 0, sizeof(map));
    if (cpu >= 0)
        map[cpu / 8] = (unsigned char)(1 << (cpu % 8));
    return map;
}

static unsigned char *every(void)
{
    unsigned char *map = only(-1);

    for (int cpu = 0; cpu <= last; cpu++)
        map[cpu / 8] |= (unsigned char)(1 << (cpu % 8));
    return map;
}

/* The mask of a thread, as the kernel has it. */
static void runs_on(pid_t tid, const unsigned char *want)
{
    cpu_set_t set;

    CHECK_INT(sched_getaffinity(tid, sizeof(set), &set), 0);
    for (int cpu = 0; cpu <= last; cpu++)
        CHECK_INT(CPU_ISSET(cpu, &set) != 0, (want[cpu / 8] >> (cpu % 8)) & 1);
}

static void is_emulator(virDomainPtr dom, const unsigned char *want, unsigned int flags)
{
    unsigned char map[MAP] = {0xff};

    CHECK_INT(virDomainGetEmulatorPinInfo(dom, map, MAP, flags), 1);
    CHECK_INT(memcmp(map, want, MAP), 0);
}

static void group_has(pid_t pid, int cpu)
{
    char *dir, *text, want[16];

    if (!cgroup_offers("cpuset"))
        return;
    dir = cgroup_of_controller(pid, "cpuset");
    text = cgroup_text(dir, "cpuset.cpus");
    snprintf(want, sizeof(want), "%d", cpu);
    CHECK_STR(text, want);
    free(text);
    if (harness_cgroup_version() == 1) {
        text = cgroup_text(dir, "cpuset.memory_migrate");
        CHECK_STR(text, "1");
        free(text);
    }
    free(dir);
}

/* Neither the group nor a thread is changed by what is refused. */
static void refused(virDomainPtr dom)
{
    static const unsigned int whats[] = {VIR_DOMAIN_AFFECT_CURRENT, VIR_DOMAIN_AFFECT_LIVE};
    virErrorPtr error;
    char number[16];

    for (size_t i = 0; i < COUNT_OF(whats); i++) {
        CHECK_FAILS(virDomainPinEmulator(dom, only(-1), MAP, whats[i]), VIR_ERR_INVALID_ARG);
        CHECK_FAILS(virDomainPinEmulator(dom, only(last + 1), MAP, whats[i]), VIR_ERR_INVALID_ARG);
    }
    error = virGetLastError();
    snprintf(number, sizeof(number), "is %d", last + 1);
    CHECK(error && strstr(error->message, number) != NULL);
    CHECK_FAILS(virDomainPinEmulator(dom, only(last), 0, 0), VIR_ERR_INVALID_ARG);
    group_has((pid_t)virDomainGetID(dom), last);
    runs_on((pid_t)virDomainGetID(dom), only(last));
    is_emulator(dom, only(last), 0);
}

static void no_vcpus(virDomainPtr dom)
{
    virVcpuInfo info[2];
    unsigned char maps[MAP];

    CHECK_FAILS(virDomainPinVcpu(dom, 0, only(last), MAP), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainGetVcpus(dom, info, 2, NULL, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainGetVcpuPinInfo(dom, 1, maps, MAP, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK(virDomainGetVcpusFlags(dom, 0) >= 1);
    CHECK(virDomainGetMaxVcpus(dom) >= 1);
}

static void programs(void)
{
    struct program it = program_start(conn, "pins", "sleep 100", 0);
    pid_t pid = (pid_t)virDomainGetID(it.dom);

    is_emulator(it.dom, every(), 0);
    CHECK_INT(virDomainPinEmulator(it.dom, only(last), MAP, VIR_DOMAIN_AFFECT_LIVE), 0);
    runs_on(pid, only(last));
    group_has(pid, last);
    is_emulator(it.dom, only(last), 0);
    refused(it.dom);
    no_vcpus(it.dom);
    CHECK_INT(virDomainPinEmulator(it.dom, every(), MAP, 0), 0);
    runs_on(pid, every());
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

/* A definition's CPUs are those that the program begins on. */
static void defined(void)
{
    const char *script = "while read w v; do case $w in Cpus_allowed_list:) echo $v;; esac; done &lt;/proc/self/status; sleep 100";
    char more[100], want[16], *output;
    struct program it;
    pid_t pid;

    snprintf(more, sizeof(more), "<cputune><emulatorpin cpuset='%d'/></cputune>", last);
    snprintf(want, sizeof(want), "%d\n", last);
    it = program_plan("pins-defined", script, "", more);
    it.dom = virDomainDefineXML(conn, it.xml);
    CHECK(it.dom != NULL);
    is_emulator(it.dom, only(last), VIR_DOMAIN_AFFECT_CONFIG);
    CHECK_INT(virDomainCreate(it.dom), 0);
    output = program_output(it.name, 1);
    CHECK_STR(output, want);
    free(output);
    pid = (pid_t)virDomainGetID(it.dom);
    runs_on(pid, only(last));
    is_emulator(it.dom, only(last), VIR_DOMAIN_AFFECT_LIVE);
    CHECK_INT(virDomainPinEmulator(it.dom, every(), MAP, VIR_DOMAIN_AFFECT_CONFIG), 0);
    is_emulator(it.dom, only(last), VIR_DOMAIN_AFFECT_LIVE);
    is_emulator(it.dom, every(), VIR_DOMAIN_AFFECT_CONFIG);
    CHECK_INT(virDomainPinEmulator(it.dom, only(0), MAP, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG), 0);
    runs_on(pid, only(0));
    is_emulator(it.dom, only(0), VIR_DOMAIN_AFFECT_LIVE);
    is_emulator(it.dom, only(0), VIR_DOMAIN_AFFECT_CONFIG);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
}

static void beyond(void)
{
    char more[100];
    struct program it;

    snprintf(more, sizeof(more), "<cputune><emulatorpin cpuset='%d'/></cputune>", last + 1);
    it = program_plan("pins-beyond", "sleep 100", "", more);
    CHECK_NULL(virDomainCreateXML(conn, it.xml, 0), VIR_ERR_INVALID_ARG);
    program_end(&it);
}

/* What this program is as a virtual machine: threads that have QEMU's names. */
static void *thread_of(void *name)
{
    prctl(PR_SET_NAME, name);
    for (;;)
        pause();
    return NULL;
}

static int machine(void)
{
    static const char *const names[] = {"CPU 0/TCG", "CPU 1/TCG", "IO iothread1"};
    pthread_t thread;

    for (size_t i = 0; i < COUNT_OF(names); i++)
        pthread_create(&thread, NULL, thread_of, (void *)names[i]);
    thread_of((void *)"qemu-system-x86");
    return 0;
}

static void becomes_machine(void *unused)
{
    char *name = getenv("VIRMEMCTL_TEST_MACHINE");
    char *arguments[] = {"/usr/bin/qemu-system-x86_64", "-name", name, "-uuid", UUID, "-m", "64",
                         "-smp", "2", "-accel", "tcg", NULL};

    (void)unused;
    execv("/proc/self/exe", arguments);
    _exit(127);
}

/* The thread of that name; 0 where there is none yet. */
static pid_t tid_of(pid_t pid, const char *name)
{
    char path[100], text[32];

    for (pid_t tid = pid; tid < pid + 20; tid++) {
        FILE *file;
        bool is_it;

        snprintf(path, sizeof(path), "/proc/%d/task/%d/comm", pid, tid);
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

static bool has_threads(void *data)
{
    return tid_of(*(pid_t *)data, "IO iothread1") != 0;
}

static void machines(harness_attach_fn attach)
{
    char *name = program_name("pins-machine");
    unsigned char maps[3 * MAP];
    virVcpuInfo info[3];
    virDomainPtr dom;
    pid_t pid, vcpus[2];

    setenv("VIRMEMCTL_TEST_MACHINE", name, 1);
    pid = harness_child(becomes_machine, NULL);
    CHECK(program_wait(has_threads, &pid));
    vcpus[0] = tid_of(pid, "CPU 0/TCG");
    vcpus[1] = tid_of(pid, "CPU 1/TCG");
    dom = attach(conn, pid, NULL, 0);
    CHECK(dom != NULL);
    CHECK_INT(virDomainGetMaxVcpus(dom), 2);
    CHECK_INT(virDomainPinVcpu(dom, 1, only(last), MAP), 0);
    runs_on(vcpus[1], only(last));
    runs_on(vcpus[0], every());
    runs_on(pid, every());
    memset(maps, 0, sizeof(maps));
    CHECK_INT(virDomainGetVcpus(dom, info, 3, maps, MAP), 2);
    CHECK(info[0].number == 0 && info[1].number == 1 && info[1].state == VIR_VCPU_RUNNING);
    CHECK(info[0].cpu >= 0 && info[0].cpu <= last);
    CHECK_INT(memcmp(maps, every(), MAP), 0);
    CHECK_INT(memcmp(maps + MAP, only(last), MAP), 0);
    CHECK_INT(virDomainGetVcpuPinInfo(dom, 1, maps, MAP, 0), 1);
    CHECK_FAILS(virDomainPinVcpu(dom, 2, only(last), MAP), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainPinVcpu(dom, 0, only(-1), MAP), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainPinVcpu(dom, 0, only(last + 1), MAP), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainPinEmulator(dom, only(0), MAP, 0), 0);
    is_emulator(dom, only(0), 0);
    runs_on(pid, only(0));
    runs_on(vcpus[0], every());
    runs_on(vcpus[1], only(last));
    runs_on(tid_of(pid, "IO iothread1"), every());
    virDomainFree(dom);
    harness_child_end(pid);
    /* That scan removes its group. */
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    free(name);
}

int main(int argc, char **argv)
{
    harness_attach_fn attach;

    if (argc > 1 && strstr(argv[0], "qemu-system"))
        return machine();
    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_need_attach();
    conn = harness_open();
    last = host_last_cpu();
    programs();
    defined();
    beyond();
    machines(attach);
    virConnectClose(conn);
    return harness_end();
}
