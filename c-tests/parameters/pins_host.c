/* Which CPUs the host's domains may use: by their group where there is one for that, else by thread. */
#include "support/balloon.h"
#include "support/cgroup.h"
#include "support/host.h"
#include "support/program.h"
#include "support/qemu_process.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static bool is_mask(pid_t tid, const unsigned char *want)
{
    cpu_set_t set;

    CHECK_INT(sched_getaffinity(tid, sizeof(set), &set), 0);
    for (int cpu = 0; cpu <= last; cpu++)
        if ((CPU_ISSET(cpu, &set) != 0) != ((want[cpu / 8] >> (cpu % 8)) & 1))
            return false;
    return true;
}

/* The mask of a thread, as the kernel has it: it may follow the mask of the group a little later. */
static void runs_on(pid_t tid, const unsigned char *want)
{
    for (int tries = 0; tries < 500 && !is_mask(tid, want); tries++)
        usleep(10000);
    CHECK(is_mask(tid, want));
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
    virDomainIOThreadInfoPtr *threads = NULL;
    virVcpuInfo info[2];
    unsigned char maps[MAP];

    CHECK_FAILS(virDomainPinVcpu(dom, 0, only(last), MAP), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainGetVcpus(dom, info, 2, NULL, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainGetVcpuPinInfo(dom, 1, maps, MAP, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainPinIOThread(dom, 1, only(last), MAP, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainGetIOThreadInfo(dom, &threads, 0), VIR_ERR_OPERATION_UNSUPPORTED);
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

/* That of the only I/O thread. */
static void is_io_thread(virDomainPtr dom, const unsigned char *want)
{
    virDomainIOThreadInfoPtr *info = NULL;
    int count = virDomainGetIOThreadInfo(dom, &info, VIR_DOMAIN_AFFECT_LIVE);

    if (CHECK_INT(count, 1)) {
        CHECK_INT(info[0]->iothread_id, 1);
        for (int cpu = 0; cpu <= last; cpu++)
            CHECK_INT((info[0]->cpumap[cpu / 8] >> (cpu % 8)) & 1, (want[cpu / 8] >> (cpu % 8)) & 1);
    }
    for (int i = 0; i < count; i++)
        virDomainIOThreadInfoFree(info[i]);
    free(info);
}

static void io_threads(virDomainPtr dom, const struct qemu *guest)
{
    pid_t thread = qemu_thread(guest, "IO iothread1"), vcpu = qemu_thread(guest, "CPU 0/TCG");
    virDomainIOThreadInfoPtr *info = NULL;

    is_io_thread(dom, every());
    CHECK_INT(virDomainPinIOThread(dom, 1, only(last), MAP, 0), 0);
    runs_on(thread, only(last));
    runs_on(vcpu, every());
    runs_on(guest->pid, every());
    is_io_thread(dom, only(last));
    CHECK_FAILS(virDomainPinIOThread(dom, 2, only(0), MAP, 0), VIR_ERR_INVALID_ARG);
    CHECK(strstr(virGetLastErrorMessage(), "iothread_id is 2") != NULL);
    CHECK_FAILS(virDomainPinIOThread(dom, 1, only(-1), MAP, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainPinIOThread(dom, 1, only(last + 1), MAP, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainPinIOThread(dom, 1, only(0), MAP, VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainGetIOThreadInfo(dom, &info, VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
    runs_on(thread, only(last));
    CHECK_INT(virDomainPinIOThread(dom, 1, every(), MAP, VIR_DOMAIN_AFFECT_LIVE), 0);
    runs_on(thread, every());
}

/* A thread that the kernel does not let run there: none of the others is pinned then. */
static void one_cannot(virDomainPtr dom, const struct qemu *guest)
{
    char *dir, inner[600], tid[16];

    if (last == 0 || !qemu_has_cpuset() || harness_cgroup_version() != 1)
        return;
    dir = cgroup_of_controller(guest->pid, "cpuset");
    snprintf(inner, sizeof(inner), "%s/inner", dir);
    snprintf(tid, sizeof(tid), "%d", qemu_thread(guest, "IO mon_iothread"));
    CHECK_INT(mkdir(inner, 0755), 0);
    cgroup_put(inner, "cpuset.cpus", "0");
    cgroup_put(inner, "cpuset.mems", "0");
    cgroup_put(inner, "tasks", tid);
    CHECK_FAILS(virDomainPinEmulator(dom, only(last), MAP, 0), VIR_ERR_SYSTEM_ERROR);
    CHECK(strstr(virGetLastErrorMessage(), tid) != NULL);
    runs_on(guest->pid, every());
    cgroup_put(dir, "tasks", tid);
    CHECK_INT(rmdir(inner), 0);
    CHECK_INT(virDomainPinEmulator(dom, only(last), MAP, 0), 0);
    runs_on(guest->pid, only(last));
    free(dir);
}

/* What a group of threads may run on; nothing where it has none. */
static void threads_have(const struct qemu *guest, const char *threads, int cpu)
{
    char *dir, *text, want[16];

    if (!qemu_has_cpuset())
        return;
    dir = qemu_dir(guest, "cpuset", threads);
    text = cgroup_text(dir, "cpuset.cpus");
    snprintf(want, sizeof(want), "%d", cpu);
    CHECK_STR(text, want);
    free(text);
    free(dir);
}

/* libvirt's groups of threads are pinned with their threads. */
static void in_groups(void)
{
    struct qemu guest = qemu_start_grouped("pins-groups");
    virDomainPtr dom = virDomainLookupByName(conn, guest.name);

    if (CHECK(dom != NULL)) {
        CHECK_INT(virDomainPinVcpu(dom, 1, only(last), MAP), 0);
        runs_on(qemu_thread(&guest, "CPU 1/TCG"), only(last));
        runs_on(qemu_thread(&guest, "CPU 0/TCG"), every());
        threads_have(&guest, "vcpu1", last);
        CHECK_INT(virDomainPinIOThread(dom, 1, only(0), MAP, 0), 0);
        is_io_thread(dom, only(0));
        threads_have(&guest, "iothread1", 0);
        CHECK_INT(virDomainPinEmulator(dom, only(last), MAP, 0), 0);
        runs_on(guest.pid, only(last));
        runs_on(qemu_thread(&guest, "IO mon_iothread"), only(last));
        threads_have(&guest, "emulator", last);
        CHECK_FAILS(virDomainPinIOThread(dom, 1, only(last), MAP, VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
        is_io_thread(dom, only(0));
        virDomainFree(dom);
    }
    qemu_end(&guest);
}

/* Threads that end meanwhile are no failure, and those that are started run there too. */
static void come_and_go(harness_attach_fn attach)
{
    struct qemu restless = qemu_start_restless("pins-restless");
    virDomainPtr dom = attach(conn, restless.pid, NULL, 0);
    char *name = strdup(restless.name);

    for (int i = 0; CHECK(dom != NULL) && i < 200; i++) {
        unsigned char *map = i % 2 ? only(last) : every();

        if (!CHECK_INT(virDomainPinEmulator(dom, map, MAP, 0), 0))
            break;
        runs_on(restless.pid, map);
        runs_on(qemu_thread(&restless, "CPU 0/TCG"), every());
    }
    virDomainFree(dom);
    qemu_end(&restless);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    free(name);
}

static void machines(harness_attach_fn attach)
{
    struct qemu guest = qemu_start("pins-machine");
    pid_t pid = guest.pid, vcpus[] = {qemu_thread(&guest, "CPU 0/TCG"), qemu_thread(&guest, "CPU 1/TCG")};
    unsigned char maps[3 * MAP];
    virVcpuInfo info[3];
    virDomainPtr dom;
    char *name = strdup(guest.name);

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
    runs_on(qemu_thread(&guest, "IO iothread1"), every());
    /* QEMU's own thread for monitors is none of its I/O threads. */
    runs_on(qemu_thread(&guest, "IO mon_iothread"), only(0));
    CHECK_INT(virDomainPinEmulator(dom, every(), MAP, 0), 0);
    io_threads(dom, &guest);
    one_cannot(dom, &guest);
    virDomainFree(dom);
    qemu_end(&guest);
    /* That scan removes its group. */
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    free(name);
}

/* Without names, and without a monitor that answers, any of a QEMU's threads could be a virtual CPU: none is pinned. */
static void not_told(void)
{
    struct balloon it = balloon_start(&vmm_qemu, "nameless-silent");
    virDomainIOThreadInfoPtr *info = NULL;
    unsigned char map[MAP];
    virVcpuInfo vcpu;

    CHECK_FAILS(virDomainPinEmulator(it.dom, only(last), MAP, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK(balloon_says("cannot be told among its threads"));
    CHECK_FAILS(virDomainGetEmulatorPinInfo(it.dom, map, MAP, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainPinVcpu(it.dom, 0, only(last), MAP), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainGetVcpus(it.dom, &vcpu, 1, NULL, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainPinIOThread(it.dom, 7, only(last), MAP, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainGetIOThreadInfo(it.dom, &info, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    for (pid_t tid = it.pid; tid < it.pid + 4; tid++)
        if (kill(tid, 0) == 0)
            runs_on(tid, every());
    balloon_stop(it);
}

int main(int argc, char **argv)
{
    harness_attach_fn attach;

    qemu_begin(argc, argv);
    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_need_attach();
    conn = harness_open();
    last = host_last_cpu();
    programs();
    defined();
    beyond();
    machines(attach);
    if (geteuid() == 0)
        in_groups();
    balloon_begin("pins-nameless");
    not_told();
    balloon_end();
    come_and_go(attach);
    virConnectClose(conn);
    return harness_end();
}
