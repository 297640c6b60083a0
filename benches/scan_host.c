/* A host with many domains, made for a benchmark: a tree of plain files behind ?root=, or groups of this
 * machine in namespaces of their own. */
#define _GNU_SOURCE
#include "scan_host.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char root[200];
static char uri[300];
static char boot[64];
static const char *kind;
static int number;
static int real;
static pid_t *processes;

#define MEMORY "sys/fs/cgroup/memory"
#define REAL_GROUP "/sys/fs/cgroup/memory/virmemctl-scan"

void expect(int holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    remove_host();
    exit(1);
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

const char *host_uri(void) { return uri; }
int host_number(void) { return number; }
void host_name(char *name, int index) { sprintf(name, "bench-%05d", index); }

int open_files(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int files = -1;
    while (readdir(dir)) files++;
    closedir(dir);
    return files;
}

static void make_dirs(const char *path)
{
    char part[800];
    snprintf(part, sizeof part, "%s", path);
    for (char *slash = part + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = 0;
        mkdir(part, 0755);
        *slash = '/';
    }
}

__attribute__((format(printf, 2, 3))) static void put(const char *path, const char *format, ...)
{
    char whole[700];
    snprintf(whole, sizeof whole, "%s/%s", root, path);
    FILE *file = fopen(whole, "we");
    if (!file) {
        make_dirs(whole);
        file = fopen(whole, "we");
    }
    expect(file != NULL, whole);
    va_list args;
    va_start(args, format);
    vfprintf(file, format, args);
    va_end(args);
    fclose(file);
}

static void put_in(const char *dir, const char *name, const char *content)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    put(path, "%s", content);
}

/* A group of the made-up host with the control files that a get of the memory parameters reads. */
static void put_group(const char *group, int pid)
{
    char dir[400], line[32];
    snprintf(dir, sizeof dir, MEMORY "/%s", group);
    snprintf(line, sizeof line, "%d\n", pid);
    put_in(dir, "cgroup.procs", line);
    put_in(dir, "memory.limit_in_bytes", "1073741824\n");
    put_in(dir, "memory.soft_limit_in_bytes", "9223372036854771712\n");
    put_in(dir, "memory.memsw.limit_in_bytes", "2147483648\n");
    put_in(dir, "memory.usage_in_bytes", "52428800\n");
}

static void put_process(int pid, const char *group)
{
    char path[64];
    snprintf(path, sizeof path, "proc/%d/stat", pid);
    put(path, "%d (x) S 1 %d %d 0 -1 4194560 1 0 0 0 11 22 0 0 20 0 1 0 %d 1 1\n", pid, pid, pid, pid);
    snprintf(path, sizeof path, "proc/%d/cgroup", pid);
    put(path, "4:memory:/%s\n3:freezer:/\n2:cpuacct:/%s\n1:name=systemd:/%s\n0::/\n", group, group, group);
}

static const char UUID[] = "5f0b7c1e-3d0a-4c55-9a0e-6a1f0c%06d";

static const char DEVICES[] =
    "  <devices>\n    <emulator>/usr/bin/qemu-system-x86_64</emulator>\n"
    "    <disk type='file' device='disk'>\n      <driver name='qemu' type='qcow2'/>\n"
    "      <source file='/var/lib/libvirt/images/a.qcow2'/>\n      <target dev='vda' bus='virtio'/>\n    </disk>\n"
    "    <interface type='network'>\n      <source network='default'/>\n      <model type='virtio'/>\n    </interface>\n"
    "    <serial type='pty'>\n      <target port='0'/>\n    </serial>\n"
    "    <memballoon model='virtio'/>\n  </devices>\n";

static void put_defined(int index)
{
    char path[200], name[64], uuid[64];
    host_name(name, index);
    snprintf(uuid, sizeof uuid, UUID, index);
    snprintf(path, sizeof path, "etc/virmemctl/domains/%s.xml", name);
    put(path,
        "<domain type='cgroup'>\n  <name>%s</name>\n  <uuid>%s</uuid>\n  <memory unit='KiB'>1048576</memory>\n"
        "  <currentMemory unit='KiB'>1048576</currentMemory>\n  <memtune>\n"
        "    <hard_limit unit='KiB'>1048576</hard_limit>\n  </memtune>\n  <vcpu placement='static'>1</vcpu>\n"
        "  <os>\n    <type arch='x86_64'>exe</type>\n    <init>/bin/sleep</init>\n    <initarg>1000</initarg>\n"
        "  </os>\n  <clock offset='utc'/>\n  <on_poweroff>destroy</on_poweroff>\n  <on_reboot>restart</on_reboot>\n"
        "  <on_crash>destroy</on_crash>\n</domain>\n",
        name, uuid);
}

/* The start of a process, from its stat. */
static unsigned long long start_of(int pid)
{
    char path[64], text[1024], *at;
    unsigned long long start = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "re");
    expect(file && fgets(text, sizeof text, file), path);
    fclose(file);
    at = strrchr(text, ')');
    expect(at && sscanf(at + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                        &start) == 1, path);
    return start;
}

static void put_record(int index, int pid, unsigned long long start)
{
    char path[500], name[64], uuid[64];
    struct stat group;
    host_name(name, index);
    snprintf(uuid, sizeof uuid, UUID, index);
    snprintf(path, sizeof path, "%s/" MEMORY "/machine/virmemctl-%s", root, name);
    expect(stat(path, &group) == 0, path);
    snprintf(path, sizeof path, "run/virmemctl/%s.xml", name);
    put(path,
        "<running ready='yes' boot='%s'>\n  <name>%s</name>\n  <uuid>%s</uuid>\n"
        "  <process pid='%d' start='%llu' from='/user.slice'/>\n"
        "  <group path='machine/virmemctl-%s' parent='found' inode='%llu'/>\n</running>\n",
        boot, name, uuid, pid, start, name, (unsigned long long)group.st_ino);
}

static void put_attached(int index)
{
    char group[100], name[64];
    int pid = 100000 + index;
    host_name(name, index);
    snprintf(group, sizeof group, "machine/virmemctl-%s", name);
    put_group(group, pid);
    put_process(pid, group);
    put_record(index, pid, (unsigned long long)pid);
}

static void put_guest(int index)
{
    char path[200], group[200], name[64], uuid[64];
    int pid = 100000 + index;
    host_name(name, index);
    snprintf(uuid, sizeof uuid, UUID, index);
    snprintf(group, sizeof group, "machine.slice/machine-qemu\\x2d%d\\x2dbench\\x2d%05d.scope", index + 1, index);
    put_group(group, pid);
    strcat(group, "/libvirt");
    put_group(group, pid);
    put_process(pid, group);
    snprintf(path, sizeof path, "etc/libvirt/qemu/%s.xml", name);
    put(path, "<domain/>\n");
    snprintf(path, sizeof path, "run/libvirt/qemu/%s.xml", name);
    put(path,
        "<domstatus state='running' reason='booted' pid='%d'>\n  <monitor path='/x/monitor.sock' type='unix'/>\n"
        "  <qemuCaps>\n    <flag name='fd'/>\n    <flag name='kvm'/>\n  </qemuCaps>\n"
        "  <domain type='qemu' id='%d'>\n  <name>%s</name>\n  <uuid>%s</uuid>\n"
        "  <memory unit='KiB'>1048576</memory>\n  <currentMemory unit='KiB'>524288</currentMemory>\n"
        "  <vcpu placement='static'>2</vcpu>\n"
        "  <os>\n    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>\n    <boot dev='hd'/>\n  </os>\n"
        "%s  </domain>\n</domstatus>\n",
        pid, index + 1, name, uuid, DEVICES);
}

static void put_machine(int index)
{
    char path[200], group[200], name[64];
    int pid = 100000 + index;
    host_name(name, index);
    snprintf(group, sizeof group, "machine.slice/machine-%s.scope", name);
    put_group(group, pid);
    strcat(group, "/payload");
    put_group(group, pid);
    put_process(pid, group);
    snprintf(path, sizeof path, "run/systemd/machines/%s", name);
    put(path,
        "# This is private data. Do not parse.\nNAME=%s\nSCOPE=machine-%s.scope\nSERVICE=systemd-nspawn\n"
        "ROOT=/var/lib/machines/x\nID=5f0b7c1e3d0a4c559a0e6a1f0c%06d\nLEADER=%d\nCLASS=container\nREALTIME=1\n"
        "MONOTONIC=1\n",
        name, name, index, pid);
}

static void make_tree(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(root, sizeof root, "%s/virmemctl-scan.XXXXXX", tmp ? tmp : "/tmp");
    expect(mkdtemp(root) != NULL, root);
    snprintf(uri, sizeof uri, "cgroup:///system?root=%s", root);
    strcpy(boot, "00000000-0000-0000-0000-000000000001");
    put("proc/sys/kernel/random/boot_id", "%s\n", boot);
    put("proc/self/mountinfo", "30 25 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
                               "31 25 0:27 / /sys/fs/cgroup/freezer rw - cgroup cgroup rw,freezer\n"
                               "32 25 0:28 / /sys/fs/cgroup/cpuacct rw - cgroup cgroup rw,cpuacct\n");
    put("proc/meminfo", "MemTotal: 16318492 kB\nMemAvailable: 8318492 kB\n");
    put("sys/fs/cgroup/freezer/cgroup.procs", "%s", "");
    put("sys/fs/cgroup/cpuacct/cgroup.procs", "%s", "");
    put_group("", 1);
}

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    expect(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), path);
    close(fd);
}

__attribute__((noreturn)) static int wait_for_end(void *unused)
{
    (void)unused;
    for (;;) pause();
}

/* This machine's own groups and /run, without the domains of others: a namespace of mounts and of groups. */
static void enter_namespaces(void)
{
    char pid[32];
    mkdir(REAL_GROUP, 0755);
    snprintf(pid, sizeof pid, "%d", getpid());
    write_file(REAL_GROUP "/cgroup.procs", pid);
    expect(unshare(CLONE_NEWNS | CLONE_NEWCGROUP) == 0, "unshare");
    expect(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "private mounts");
    expect(umount2("/sys/fs/cgroup/memory", MNT_DETACH) == 0, "umount");
    expect(mount("cgroup", "/sys/fs/cgroup/memory", "cgroup", 0, "memory") == 0, "mount of memory");
    mkdir("/run/virmemctl", 0755);
    mkdir("/run/libvirt", 0755);
    mkdir("/etc/virmemctl", 0755);
    expect(mount("none", "/run", "tmpfs", 0, "mode=755") == 0, "mount of /run");
    expect(mount("none", "/etc/virmemctl", "tmpfs", 0, "mode=755") == 0, "mount of /etc/virmemctl");
    strcpy(uri, "cgroup:///system");
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    expect(file && fscanf(file, "%60s", boot) == 1, "boot id");
    fclose(file);
    put("run/virmemctl/.lock", "%s", "");
    expect(mkdir("/sys/fs/cgroup/memory/machine", 0755) == 0, "mkdir machine");
}

static void put_real(int index)
{
    char path[200], name[64], text[32];
    char *stack = malloc(4096);
    pid_t pid = clone(wait_for_end, stack + 4096, CLONE_VM | CLONE_FILES | CLONE_FS | SIGCHLD, NULL);
    expect(pid > 0, "clone");
    processes[index] = pid;
    host_name(name, index);
    snprintf(path, sizeof path, "/" MEMORY "/machine/virmemctl-%s", name);
    expect(mkdir(path, 0755) == 0, path);
    strcat(path, "/cgroup.procs");
    snprintf(text, sizeof text, "%d", pid);
    write_file(path, text);
    put_record(index, pid, start_of(pid));
}

void make_host(const char *of_kind, int of_number)
{
    static const struct {
        const char *name;
        void (*put)(int);
    } KINDS[] = {{"defined", put_defined}, {"attached", put_attached}, {"guests", put_guest},
                 {"machines", put_machine}, {"real", put_real}};
    void (*add)(int) = NULL;
    kind = of_kind;
    number = of_number;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (!strcmp(kind, KINDS[i].name)) add = KINDS[i].put;
    expect(add != NULL, kind);
    real = add == put_real;
    processes = calloc((size_t)number, sizeof *processes);
    if (real) enter_namespaces();
    else make_tree();
    for (int i = 0; i < number; i++) add(i);
    struct timespec pause = {0, 50000000};
    nanosleep(&pause, NULL);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info, (void)type, (void)at;
    return remove(path);
}

void remove_host(void)
{
    if (!real) {
        if (*root) nftw(root, remove_entry, 32, FTW_DEPTH | FTW_PHYS);
        return;
    }
    char path[200], name[64];
    for (int i = 0; i < number && processes[i] > 0; i++) {
        kill(processes[i], SIGKILL);
        waitpid(processes[i], NULL, 0);
        host_name(name, i);
        snprintf(path, sizeof path, "/" MEMORY "/machine/virmemctl-%s", name);
        rmdir(path);
    }
    rmdir("/" MEMORY "/machine");
    /* The caller removes the group that this process is in. */
}

static void read_file(int dir, const char *name)
{
    static char buffer[65536];
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    expect(fd >= 0 && read(fd, buffer, sizeof buffer) > 0, name);
    close(fd);
}

void walk_files(void)
{
    char path[400];
    const char *where = !strcmp(kind, "defined")    ? "etc/virmemctl/domains"
                        : !strcmp(kind, "guests")   ? MEMORY "/machine.slice"
                        : !strcmp(kind, "machines") ? "run/systemd/machines"
                                                    : MEMORY "/machine";
    snprintf(path, sizeof path, "%s/%s", root, where);
    DIR *dir = opendir(path);
    expect(dir != NULL, path);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!strstr(entry->d_name, "bench")) continue;
        snprintf(path, sizeof path, entry->d_type == DT_DIR ? "%s/memory.usage_in_bytes" : "%s", entry->d_name);
        read_file(dirfd(dir), path);
    }
    closedir(dir);
}

/* A domain's group, below the hierarchy with memory. */
static void group_of(char *group, int index)
{
    char name[64];
    host_name(name, index);
    if (!strcmp(kind, "guests"))
        sprintf(group, "machine.slice/machine-qemu\\x2d%d\\x2dbench\\x2d%05d.scope/libvirt", index + 1, index);
    else if (!strcmp(kind, "machines"))
        sprintf(group, "machine.slice/machine-%s.scope", name);
    else
        sprintf(group, "machine/virmemctl-%s", name);
}

int has_groups(void) { return strcmp(kind, "defined") != 0; }

void walk_limits(int count)
{
    static const char *const FILES[] = {"memory.limit_in_bytes", "memory.soft_limit_in_bytes",
                                        "memory.memsw.limit_in_bytes", "memory.usage_in_bytes"};
    char path[400], group[200];
    snprintf(path, sizeof path, "%s/" MEMORY, root);
    int top = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    expect(top >= 0, path);
    for (int i = 0; i < count; i++) {
        group_of(group, i);
        int dir = openat(top, group, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        expect(dir >= 0, group);
        for (size_t file = 0; file < sizeof FILES / sizeof *FILES; file++)
            read_file(dir, FILES[file]);
        close(dir);
    }
    close(top);
}
