/*
 * Block I/O limits of disks of the test's own: the kernel keeps to them, reading and writing, by bytes and by
 * requests; and a disk is found by each of its paths.
 */
#include "support/cgroup.h"
#include "support/loop.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define READ_BYTES VIR_DOMAIN_BLKIO_DEVICE_READ_BPS

static virConnectPtr conn;
static struct loop loop;

/* How long the domain's dd takes for each of the two, in seconds. */
struct times {
    double reads, writes;
};

/* It reads and writes at the same time, past the page cache. */
static struct times runs(const char *limits, const char *block, int count)
{
    const char *format = "t() { read b _ &lt;/proc/uptime; n=$1; shift; \"$@\" 2>/dev/null || echo failed; "
                         "read e _ &lt;/proc/uptime; echo $n $b $e; }; "
                         "t r dd if=%s of=/dev/null bs=%s count=%d iflag=direct &amp; "
                         "t w dd if=/dev/zero of=%s bs=%s count=%d oflag=direct conv=notrunc seek=1 &amp; wait";
    char script[600], more[400] = "", *output;
    struct times times = {-1, -1};
    struct program it;

    snprintf(script, sizeof(script), format, loop.disk.path, block, count, loop.disk.path, block, count);
    if (limits)
        snprintf(more, sizeof(more), "<blkiotune><device><path>%s</path>%s</device></blkiotune>", loop.disk.path, limits);
    it = program_plan("blkio-runs", script, "", more);
    it.dom = virDomainCreateXML(conn, it.xml, 0);
    CHECK(it.dom != NULL);
    output = program_output(it.name, 2);
    for (const char *line = output; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        double begin, end;
        char which;

        if (!CHECK_INT(sscanf(line, "%c %lf %lf", &which, &begin, &end), 3))
            break;
        *(which == 'r' ? &times.reads : &times.writes) = end - begin;
    }
    CHECK(program_wait_state(it.dom, -1));
    free(output);
    program_end(&it);
    return times;
}

/* Two seconds' worth at the limits, within a fifth; without limits a small part of that. */
static void holds(const char *limits, const char *block, int count)
{
    struct times limited = runs(limits, block, count), free_of_limits = runs(NULL, block, count);

    fprintf(stderr, "%s: reads %.2f s, writes %.2f s; without limits %.2f s, %.2f s\n", limits, limited.reads, limited.writes,
            free_of_limits.reads, free_of_limits.writes);
    CHECK(limited.reads > 1.6 && limited.reads < 2.4);
    CHECK(limited.writes > 1.6 && limited.writes < 2.4);
    CHECK(free_of_limits.reads >= 0 && free_of_limits.reads < 0.7);
    CHECK(free_of_limits.writes >= 0 && free_of_limits.writes < 0.7);
}

static char *text_of(const char *path, unsigned long long value)
{
    static char text[300];

    snprintf(text, sizeof(text), "%s,%llu", path, value);
    return text;
}

static void is_got(virDomainPtr dom, const char *want)
{
    char *got = disk_get(dom, READ_BYTES, 0);

    CHECK_STR(got, want);
    free(got);
}

/* A set by that path limits the disk, and its removal removes that. */
static void limits_disk(virDomainPtr dom, const char *path, const struct disk *disk)
{
    CHECK_INT(disk_set(dom, READ_BYTES, text_of(path, 1048576), 0), 0);
    is_got(dom, disk_text(disk, 1048576));
    CHECK_INT(disk_set(dom, READ_BYTES, text_of(path, 0), 0), 0);
    is_got(dom, "");
}

static void two_names(virDomainPtr dom, const char *other)
{
    char both[400];

    snprintf(both, sizeof(both), "%s,1048576,%s,2097152", loop.disk.path, other);
    CHECK_FAILS(disk_set(dom, READ_BYTES, both, 0), VIR_ERR_INVALID_ARG);
    CHECK(strstr(virGetLastErrorMessage(), other) != NULL);
    is_got(dom, "");
}

static void links(virDomainPtr dom)
{
    const char *first = harness_file("virmemctl-link", ""), *second = harness_file("virmemctl-link-of-link", "");

    unlink(first);
    unlink(second);
    CHECK_INT(symlink(loop.disk.path, first), 0);
    CHECK_INT(symlink(first, second), 0);
    limits_disk(dom, first, &loop.disk);
    limits_disk(dom, second, &loop.disk);
    two_names(dom, second);
    unlink(first);
    CHECK_FAILS(disk_set(dom, READ_BYTES, text_of(second, 1048576), 0), VIR_ERR_INVALID_ARG);
    is_got(dom, "");
}

static void partitions(virDomainPtr dom)
{
    if (loop.partition.path[0] == '\0') {
        harness_skip_part("partitions", "the kernel shows none of a loop device");
        return;
    }
    limits_disk(dom, loop.partition.path, &loop.disk);
    two_names(dom, loop.partition.path);
}

static void mapped(virDomainPtr dom)
{
    struct disk disk;
    char both[400];

    if (!mapped_make(&disk, &loop.partition)) {
        harness_skip_part("device mapper", "the kernel has none");
        return;
    }
    limits_disk(dom, disk.path, &disk);
    /* It is another disk than the one that it is mapped onto. */
    snprintf(both, sizeof(both), "%s,1048576,%s", loop.disk.path, disk_text(&disk, 2097152));
    CHECK_INT(disk_set(dom, READ_BYTES, both, 0), 0);
    snprintf(both, sizeof(both), "%s,0,%s", loop.disk.path, disk_text(&disk, 0));
    CHECK_INT(disk_set(dom, READ_BYTES, both, 0), 0);
    is_got(dom, "");
}

int main(void)
{
    struct program it;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    if (!loop_make(&loop))
        harness_skip("no loop device");
    it = program_start(conn, "blkio-disks", "sleep 100", 0);
    is_got(it.dom, "");
    links(it.dom);
    partitions(it.dom);
    mapped(it.dom);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    holds("<read_bytes_sec>2097152</read_bytes_sec><write_bytes_sec>2097152</write_bytes_sec>", "64k", 64);
    holds("<read_iops_sec>100</read_iops_sec><write_iops_sec>100</write_iops_sec>", "4k", 200);
    loop_end(&loop);
    virConnectClose(conn);
    return harness_end();
}
