/* Attaching by command line: a shell that looks like QEMU. */
#include "support/cgroup.h"
#include "support/memory.h"
#include <libvirt/libvirt-lxc.h>
#include <libvirt/libvirt-qemu.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_MEMORY (128 << 10)
#define UUID "d3adb33f-0000-4000-8000-000000000001"

static harness_attach_fn attach;
static virConnectPtr conn, qemu;
static char name[64];

struct program {
    const char *file;
    char *const *arguments;
    int ready;
};

static void becomes(void *data)
{
    struct program *program = data;

    fcntl(program->ready, F_SETFD, FD_CLOEXEC);
    execv(program->file, program->arguments);
    _exit(127);
}

/* A process with this command line, of a shell in this file; a shell takes what follows its
 * script as it is. */
static pid_t process_of(const char *file, char *const arguments[])
{
    int ends[2];
    struct program program = {file, arguments, -1};
    pid_t pid;
    char end;

    if (pipe(ends) < 0)
        harness_die("pipe");
    program.ready = ends[1];
    pid = harness_child(becomes, &program);
    close(ends[1]);
    /* It closes by itself when the process has become the program. */
    if (read(ends[0], &end, 1) != 0)
        harness_die("the process did not start");
    close(ends[0]);
    return pid;
}

static pid_t process(char *const arguments[])
{
    return process_of("/bin/sh", arguments);
}

#define SCRIPT "kill -STOP $$"

static pid_t qemu_of(char *named, char *memory)
{
    char *arguments[] = {"/usr/bin/qemu-system-x86_64", "-c", SCRIPT, "-name", named, "-uuid",
                         UUID, "-m", memory, "-smp", "3", "-accel", "tcg", NULL};

    return process(arguments);
}

static void ended(virDomainPtr dom, pid_t pid)
{
    char *group = cgroup_of(pid);
    char *said = strdup(virDomainGetName(dom));

    virDomainFree(dom);
    harness_child_end(pid);
    CHECK_NULL(virDomainLookupByName(conn, said), VIR_ERR_NO_DOMAIN);
    CHECK(!cgroup_exists(group));
    free(said);
    free(group);
}

static void check_it(virDomainPtr dom, pid_t pid)
{
    char uuid[VIR_UUID_STRING_BUFLEN] = "";
    char *kind = virDomainGetOSType(dom);
    char *xml = virDomainGetXMLDesc(dom, 0);
    virDomainInfo info;

    CHECK_STR(virDomainGetName(dom), name);
    CHECK_INT(virDomainGetID(dom), pid);
    CHECK_INT(virDomainGetUUIDString(dom, uuid), 0);
    CHECK_STR(uuid, UUID);
    CHECK_INT(virDomainGetInfo(dom, &info), 0);
    CHECK_ULL(info.maxMem, 96 << 10);
    CHECK(info.memory < 96 << 10);
    CHECK_INT(info.nrVirtCpu, 3);
    CHECK_INT(info.state, VIR_DOMAIN_RUNNING);
    CHECK_ULL(virDomainGetMaxMemory(dom), 96 << 10);
    CHECK_STR(kind, "hvm");
    if (CHECK(xml != NULL)) {
        CHECK(strstr(xml, "<domain type='qemu' id=") != NULL);
        CHECK(strstr(xml, "<memory unit='KiB'>98304</memory>") != NULL);
        CHECK(strstr(xml, "<vcpu placement='static'>3</vcpu>") != NULL);
        CHECK(strstr(xml, "<type>hvm</type>") != NULL);
    }
    free(kind);
    free(xml);
}

/* Its limits are the kernel's, and leave the guest's memory as it is. */
static void limits(virDomainPtr dom)
{
    virDomainInfo info;
    char *xml;

    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(200), 0), 0);
    CHECK_INT(virDomainGetInfo(dom, &info), 0);
    CHECK_ULL(info.maxMem, 96 << 10);
    xml = virDomainGetXMLDesc(dom, 0);
    CHECK(xml && strstr(xml, "<hard_limit unit='KiB'>204800</hard_limit>") != NULL);
    free(xml);
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(200),
                               VIR_DOMAIN_AFFECT_CONFIG),
                VIR_ERR_OPERATION_INVALID);
}

static void on_both(virDomainPtr dom)
{
    virConnectPtr containers = virConnectOpen("lxc:///system");
    virDomainPtr same = virDomainLookupByName(qemu, name);

    if (CHECK(same != NULL)) {
        CHECK_INT(virDomainGetID(same), virDomainGetID(dom));
        virDomainFree(same);
    }
    if (CHECK(containers != NULL)) {
        CHECK_NULL(virDomainLookupByName(containers, name), VIR_ERR_NO_DOMAIN);
        virConnectClose(containers);
    }
}

/* By its own name, with each of the functions, on each of the connections. */
static void by_its_own_name(void)
{
    char named[128];
    virDomainPtr dom;
    pid_t pid;

    for (int way = 0; way < 4; way++) {
        virConnectPtr to = way % 2 ? qemu : conn;

        snprintf(name, sizeof(name), "virmemctl-ctest-qemu,%d-%d", (int)getpid(), way);
        snprintf(named, sizeof(named), "guest=virmemctl-ctest-qemu,,%d-%d,debug-threads=on",
                 (int)getpid(), way);
        pid = qemu_of(named, "size=96M,slots=2,maxmem=1G");
        dom = way < 2 ? attach(to, pid, NULL, 0) : virDomainQemuAttach(to, (unsigned int)pid, 0);
        if (!CHECK(dom != NULL)) {
            harness_child_end(pid);
            continue;
        }
        check_it(dom, pid);
        limits(dom);
        on_both(dom);
        CHECK_NULL(virDomainQemuAttach(to, (unsigned int)pid, 0), VIR_ERR_OPERATION_FAILED);
        ended(dom, pid);
    }
}

/* A name that is given counts, a uuid that is taken does not. */
static void by_another_name(void)
{
    char other[64], uuid[VIR_UUID_STRING_BUFLEN] = "";
    virDomainPtr first, second;
    pid_t one, two;

    snprintf(name, sizeof(name), "virmemctl-ctest-one-%d", (int)getpid());
    snprintf(other, sizeof(other), "virmemctl-ctest-two-%d", (int)getpid());
    one = qemu_of("same", "96");
    two = qemu_of("same", "96");
    first = attach(conn, one, name, 0);
    second = attach(conn, two, other, 0);
    if (CHECK(first && second)) {
        check_it(first, one);
        CHECK_STR(virDomainGetName(second), other);
        CHECK_INT(virDomainGetUUIDString(second, uuid), 0);
        CHECK(strcmp(uuid, UUID) != 0);
        ended(second, two);
        ended(first, one);
    }
}

static int suggest(virDomainPtr dom, unsigned long long *kib)
{
    int (*found)(virDomainPtr, unsigned long long *, unsigned int) = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "virMemctlDomainSuggestHardLimit");

    memcpy(&found, &symbol, sizeof(found));
    return found(dom, kib, 0);
}

/* Without a size of memory the kernel's values are shown, and no limit is suggested. */
static void without_a_size(virDomainPtr dom)
{
    unsigned long long kib = 7;
    char *xml = virDomainGetXMLDesc(dom, 0);
    virDomainInfo info;

    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(200), 0), 0);
    CHECK_INT(virDomainGetInfo(dom, &info), 0);
    CHECK_ULL(info.maxMem, MIB(200));
    CHECK(info.memory < MIB(200));
    CHECK_INT(info.nrVirtCpu, 3);
    CHECK_FAILS(suggest(dom, &kib), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_ULL(kib, 7);
    CHECK(xml && strstr(xml, "<memory unit='KiB'>0</memory>") == NULL);
    free(xml);
}

/* Under the name that libvirt makes up for a process which has none. */
static void under_a_made_up_name(pid_t pid, unsigned long long memory)
{
    virDomainPtr dom = virDomainQemuAttach(conn, (unsigned int)pid, 0);

    snprintf(name, sizeof(name), "attach-pid-%d", (int)pid);
    if (CHECK(dom != NULL)) {
        CHECK_STR(virDomainGetName(dom), name);
        CHECK_ULL(virDomainGetMaxMemory(dom), memory);
        if (memory != DEFAULT_MEMORY)
            without_a_size(dom);
        ended(dom, pid);
    }
}

static void without_a_name(void)
{
    char *arguments[] = {"/usr/libexec/qemu-kvm", "-c", SCRIPT, NULL};

    under_a_made_up_name(process(arguments), DEFAULT_MEMORY);
}

/* A name of the process that tells nothing, but a QEMU's file, as on NixOS. */
static void by_its_file(void)
{
    char *arguments[] = {"vm", "-c", SCRIPT, "-machine", "pc", NULL};
    char dir[] = "/tmp/virmemctl-ctest-XXXXXX", file[64], command[128];

    if (!mkdtemp(dir))
        harness_die("mkdtemp");
    snprintf(file, sizeof(file), "%s/.qemu-system-x86_64-wrapped", dir);
    snprintf(command, sizeof(command), "cp /bin/sh %s", file);
    if (CHECK_INT(system(command), 0))
        under_a_made_up_name(process_of(file, arguments), DEFAULT_MEMORY);
    unlink(file);
    rmdir(dir);
}

/* What a hostile command line may say: no name at all is better than such a one, and no
 * size than one that QEMU does not take. */
static void bad_names(void)
{
    static char *const names[] = {"guest=../up", "a/b", "guest=a\nb", "guest=."};
    virNodeInfo host;

    CHECK_INT(virNodeGetInfo(conn, &host), 0);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        under_a_made_up_name(qemu_of(names[i], "99999999E"), host.memory);
}

static void refused(void)
{
    char *arguments[] = {"sh", "-c", SCRIPT, "-name", "virmemctl-ctest-no", NULL};
    pid_t pid = process(arguments);
    char *home = cgroup_of(pid), *now;
    unsigned int number = (unsigned int)pid;
    virConnectPtr read_only = harness_open_read_only();
    virConnectPtr containers = virConnectOpen("lxc:///system");

    CHECK_NULL(attach(conn, pid, NULL, 0), VIR_ERR_INVALID_ARG);
    CHECK_NULL(attach(qemu, pid, "virmemctl-ctest-no", 0), VIR_ERR_OPERATION_INVALID);
    CHECK_NULL(virDomainQemuAttach(conn, number, 0), VIR_ERR_OPERATION_INVALID);
    CHECK_NULL(virDomainQemuAttach(qemu, number, 0), VIR_ERR_OPERATION_INVALID);
    CHECK_NULL(virDomainQemuAttach(containers, number, 0), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_NULL(virDomainQemuAttach(read_only, number, 0), VIR_ERR_OPERATION_DENIED);
    CHECK_NULL(virDomainQemuAttach(conn, 0, 0), VIR_ERR_INVALID_ARG);
    CHECK_NULL(virDomainQemuAttach(conn, 1, 0), VIR_ERR_INVALID_ARG);
    CHECK_NULL(virDomainQemuAttach(conn, 0x80000000, 0), VIR_ERR_INVALID_ARG);
    CHECK_NULL(virDomainQemuAttach(conn, 0x7fffffff, 0), VIR_ERR_SYSTEM_ERROR);
    CHECK_NULL(virDomainQemuAttach(NULL, number, 0), VIR_ERR_INVALID_CONN);
    for (unsigned int bit = 0; bit < 32; bit++)
        CHECK_NULL(virDomainQemuAttach(conn, number, 1u << bit), VIR_ERR_INVALID_ARG);
    now = cgroup_of(pid);
    CHECK_STR(now, home);
    harness_child_end(pid);
    virConnectClose(read_only);
    virConnectClose(containers);
    free(home);
    free(now);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_need_attach();
    conn = harness_open();
    qemu = virConnectOpen("qemu:///system");
    if (!qemu)
        harness_die("no connection to qemu:///system");
    by_its_own_name();
    by_another_name();
    without_a_name();
    by_its_file();
    bad_names();
    refused();
    CHECK_INT(virConnectClose(qemu), 0);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
