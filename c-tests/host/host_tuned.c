/* A domain whose definition has limits of every kind: all of them are in force when its program begins, all of them
 * or none. */
#include "support/cgroup.h"
#include "support/disk.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOM 1000

static virConnectPtr conn;
static struct disk disk;
static bool has_disk, has_cpu, has_cpuset, is_v1;

/* Appends to a script: prints the values of a file of the program's own group. */
static void print_file(char *script, const char *controller, const char *file)
{
    char *root = cgroup_at_controller("/", controller);
    size_t end = strlen(script);

    snprintf(script + end, ROOM - end, "grep -E '%s' /proc/self/cgroup | { IFS=: read -r _ _ p; cat %s$p/%s; }; ",
             is_v1 ? controller : "^0:", root, file);
    free(root);
}

static char *script(void)
{
    char *text = calloc(1, ROOM);

    print_file(text, "memory", is_v1 ? "memory.limit_in_bytes" : "memory.max");
    if (has_cpu)
        print_file(text, "cpu", is_v1 ? "cpu.shares" : "cpu.weight");
    if (has_disk)
        print_file(text, "blkio", is_v1 ? "blkio.throttle.read_bps_device" : "io.max");
    if (has_cpuset)
        print_file(text, "cpuset", "cpuset.mems");
    strcat(text, "echo end; sleep 100");
    return text;
}

/* `path` is the device of the block I/O limit. */
static char *limits(const char *path)
{
    char *text = calloc(1, ROOM);

    snprintf(text, ROOM, "<memtune><hard_limit unit='MiB'>128</hard_limit></memtune>%s<blkiotune>%s%s%s</blkiotune>%s",
             has_cpu ? "<cputune><shares>512</shares></cputune>" : "", path ? "<device><path>" : "", path ? path : "",
             path ? "</path><read_bytes_sec>4194304</read_bytes_sec></device>" : "",
             has_cpuset ? "<numatune><memory mode='strict' nodeset='0'/></numatune>" : "");
    return text;
}

static char *expected(void)
{
    char *text = calloc(1, ROOM);

    snprintf(text, ROOM, "%d\n%s%s%s%s%send\n", 128 << 20, has_cpu ? "512\n" : "", has_disk ? disk.number : "",
             !has_disk ? "" : is_v1 ? " 4194304\n" : " rbps=4194304 wbps=max riops=max wiops=max\n",
             has_cpuset ? "0\n" : "", "");
    return text;
}

static struct program planned(const char *subject, const char *path)
{
    char *text = script(), *more = limits(path);
    struct program it = program_plan(subject, text, "", more);

    free(text);
    free(more);
    return it;
}

static void all_are_in_force(void)
{
    struct program it = planned("tuned", has_disk ? disk.path : NULL);
    char *want = expected(), *output, *xml;

    it.dom = virDomainDefineXML(conn, it.xml);
    CHECK(it.dom != NULL);
    CHECK_INT(virDomainCreate(it.dom), 0);
    output = program_output(it.name, 2 + has_cpu + has_disk + has_cpuset);
    CHECK_STR(output, want);
    xml = virDomainGetXMLDesc(it.dom, VIR_DOMAIN_XML_INACTIVE);
    CHECK(xml && strstr(xml, "<hard_limit unit='KiB'>131072</hard_limit>") != NULL);
    CHECK(xml && (!has_cpu || strstr(xml, "<shares>512</shares>") != NULL));
    CHECK(xml && (!has_disk || strstr(xml, "<read_bytes_sec>4194304</read_bytes_sec>") != NULL));
    CHECK(xml && (!has_cpuset || strstr(xml, "nodeset='0'") != NULL));
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    free(xml);
    free(output);
    free(want);
    program_end(&it);
}

/* One limit that cannot be had: the program does not begin, and no group is left. */
static void or_none(void)
{
    struct program it = planned("untuned", "/dev/no-such-disk");

    CHECK_NULL(virDomainCreateXML(conn, it.xml, 0), VIR_ERR_INVALID_ARG);
    CHECK(program_is_gone(it.name));
    program_end(&it);
}

int main(void)
{
    char *root;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    is_v1 = harness_cgroup_version() == 1;
    root = cgroup_at(is_v1 ? "/" : "");
    has_cpu = is_v1 ? access("/sys/fs/cgroup/cpu/cpu.shares", F_OK) == 0
                    : strstr(cgroup_text(root, "cgroup.controllers"), "cpu ") != NULL;
    has_disk = disk_find(&disk) && (!is_v1 || access("/sys/fs/cgroup/blkio/blkio.throttle.read_bps_device", F_OK) == 0);
    has_cpuset = is_v1 ? access("/sys/fs/cgroup/cpuset/cpuset.mems", F_OK) == 0
                       : strstr(cgroup_text(root, "cgroup.controllers"), "cpuset") != NULL;
    note("cpu %d, disk %d, cpuset %d", has_cpu, has_disk, has_cpuset);
    all_are_in_force();
    or_none();
    free(root);
    virConnectClose(conn);
    return harness_end();
}
