/*
 * The balloon of a QEMU that is the program of a domain of type cgroup: as that of one that was attached, whatever the
 * document says of the group's memory. A stand-in, and a real QEMU without a guest where there is one.
 */
#include "support/balloon.h"
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define QEMU "/usr/bin/qemu-system-x86_64"

static virConnectPtr conn;

static char *words(char *const *arguments)
{
    char *all = vmm_text("%s", "");

    for (; *arguments; arguments++) {
        char *longer = vmm_text("%s<initarg>%s</initarg>", all, *arguments);

        free(all);
        all = longer;
    }
    return all;
}

static bool listens(void *unused)
{
    (void)unused;
    return access(balloon_path, F_OK) == 0;
}

static struct program created(const char *subject, const char *path, char *const *arguments)
{
    struct program it = {.name = program_name(subject)};
    char *os = words(arguments);

    it.xml = program_xml_of(it.name, path, os, "");
    free(os);
    it.dom = virDomainCreateXML(conn, it.xml, 0);
    if (!it.dom)
        harness_die("%s was not started", it.name);
    if (!program_wait(listens, NULL))
        harness_die("no socket at %s", balloon_path);
    return it;
}

static void ended(struct program *it)
{
    CHECK_INT(virDomainDestroy(it->dom), 0);
    program_end(it);
    unlink(balloon_path);
}

static unsigned long long actual(virDomainPtr dom)
{
    return balloon_stat(dom, VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON);
}

/* The document says 64 MiB, the command line 96. */
static void beside_the_hard_limit(virDomainPtr dom)
{
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(900), 0), 0);
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(GUEST - 1), 0), VIR_ERR_INVALID_ARG);
    CHECK(balloon_says("98304 KiB") && balloon_says("QEMU uses"));
    CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT), MIB(900));
}

/* Virtual CPUs and I/O threads are those of the QEMU, whatever the document says; its emulator is its group. */
static void threads(virDomainPtr dom)
{
    unsigned char map[512] = {1}, got[512];
    virDomainIOThreadInfoPtr *info = NULL;
    virVcpuInfo vcpus[4];
    int count;

    CHECK_INT(virDomainGetVcpusFlags(dom, 0), 2);
    CHECK_INT(virDomainGetMaxVcpus(dom), 4);
    CHECK_INT(virDomainGetVcpus(dom, vcpus, 4, NULL, 0), 2);
    CHECK_INT(virDomainPinVcpu(dom, 1, map, sizeof(map)), 0);
    CHECK_FAILS(virDomainPinVcpu(dom, 2, map, sizeof(map)), VIR_ERR_INVALID_ARG);
    count = virDomainGetIOThreadInfo(dom, &info, 0);
    if (CHECK_INT(count, 1))
        CHECK_INT(info[0]->iothread_id, 7);
    for (int i = 0; i < count; i++)
        virDomainIOThreadInfoFree(info[i]);
    free(info);
    CHECK_INT(virDomainPinIOThread(dom, 7, map, sizeof(map), 0), 0);
    CHECK_INT(virDomainPinEmulator(dom, map, sizeof(map), 0), 0);
    CHECK_INT(virDomainGetEmulatorPinInfo(dom, got, sizeof(got), 0), 1);
    CHECK_INT(memcmp(got, map, sizeof(map)), 0);
}

static void a_stand_in(void)
{
    char *link = vmm_text("%s.d-qemu-system-x86_64", balloon_path);
    char *environment = vmm_text("<initenv name='VIRMEMCTL_TEST_VMM'>QEMU</initenv>"
                                 "<initenv name='VIRMEMCTL_TEST_VMM_BEHAVIOUR'>good</initenv>"
                                 "<initenv name='VIRMEMCTL_TEST_VMM_MIB'>%d</initenv>"
                                 "<initenv name='VIRMEMCTL_TEST_VMM_PATH'>%s</initenv>", GUEST, balloon_path);
    char *arguments[VMM_ARGUMENTS] = {NULL}, self[300];
    ssize_t size = readlink("/proc/self/exe", self, sizeof(self) - 1);
    struct program it = {.name = program_name("created")};
    char *given, *os;

    self[size > 0 ? size : 0] = '\0';
    CHECK_INT(symlink(self, link), 0);
    vmm_qemu.command(arguments, it.name, balloon_path, GUEST);
    given = words(arguments + 1);
    os = vmm_text("%s%s", given, environment);
    it.xml = program_xml_of(it.name, link, os, "");
    it.dom = virDomainCreateXML(conn, it.xml, 0);
    if (!it.dom || !program_wait(listens, NULL))
        harness_die("the stand-in was not started");
    CHECK_ULL(actual(it.dom), MIB(GUEST));
    CHECK_INT(virDomainSetMemory(it.dom, MIB(64)), 0);
    CHECK_ULL(actual(it.dom), MIB(64));
    CHECK_FAILS(virDomainSetMemory(it.dom, MIB(GUEST) + 1), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainSetMemoryStatsPeriod(it.dom, 5, 0), 0);
    CHECK_ULL(balloon_stat(it.dom, VIR_DOMAIN_MEMORY_STAT_UNUSED), MIB(30));
    CHECK_INT(virDomainSetMemory(it.dom, MIB(GUEST)), 0);
    beside_the_hard_limit(it.dom);
    threads(it.dom);
    ended(&it);
    unlink(link);
    free(link);
    free(environment);
    free(given);
    free(os);
}

/* A slow machine's QEMU listens before it answers in time. */
static bool answers(void *dom)
{
    return actual(dom) == MIB(GUEST);
}

/* Without a guest it takes orders, and nothing happens. */
static void a_real_one(void)
{
    char *socket = vmm_text("unix:%s,server=on,wait=off", balloon_path);
    char *arguments[] = {"-S", "-display", "none", "-nodefaults", "-accel", "tcg", "-m", "96", "-device",
                         "virtio-balloon-pci", "-qmp", socket, NULL};
    struct program it;

    if (access(QEMU, X_OK) != 0) {
        fprintf(stderr, "  no QEMU here: only a stand-in is looked at\n");
        free(socket);
        return;
    }
    it = created("real", QEMU, arguments);
    CHECK(program_wait(answers, it.dom));
    CHECK_INT(virDomainSetMemory(it.dom, MIB(64)), 0);
    CHECK(program_wait(answers, it.dom));
    CHECK_FAILS(virDomainSetMemory(it.dom, MIB(GUEST) + 1), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainSetMemoryStatsPeriod(it.dom, 5, 0), 0);
    CHECK_ULL(balloon_stat(it.dom, VIR_DOMAIN_MEMORY_STAT_UNUSED), ULLONG_MAX);
    beside_the_hard_limit(it.dom);
    ended(&it);
    free(socket);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    balloon_begin("created");
    a_stand_in();
    a_real_one();
    balloon_end();
    virConnectClose(conn);
    return harness_end();
}
