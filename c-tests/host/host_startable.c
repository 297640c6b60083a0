/* Definitions that could never be started, which are refused when they are made; disks and nodes may come later. */
#include "support/defined.h"
#include "support/disk.h"
#include "support/host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEVICE(path) "<device><path>" path "</path><read_bytes_sec>4096</read_bytes_sec></device>"
#define READ_BPS VIR_DOMAIN_BLKIO_DEVICE_READ_BPS

static virConnectPtr conn;

/* Neither defined nor created; the message has these words. */
static void refused(const char *inside, int code, const char *words)
{
    char *document = defined_document(defined_name("refused"), 0, inside);

    CHECK_NULL(virDomainDefineXML(conn, document), code);
    CHECK(strstr(virGetLastErrorMessage(), words) != NULL);
    CHECK_NULL(virDomainCreateXML(conn, document, 0), code);
    CHECK(strstr(virGetLastErrorMessage(), words) != NULL);
    free(document);
}

/* A group is limited and pinned as a whole. */
static void of_threads(void)
{
    static const char *const elements[][2] = {
        {"<cputune><emulator_quota>5000</emulator_quota></cputune>", "<emulator_quota>"},
        {"<cputune><iothread_period>5000</iothread_period></cputune>", "<iothread_period>"},
        {"<cputune><vcpupin vcpu='0' cpuset='0'/></cputune>", "<vcpupin>"},
        {"<cputune><vcpusched vcpus='0' scheduler='fifo' priority='1'/></cputune>", "<vcpusched>"},
        {"<cputune><emulatorsched scheduler='idle'/></cputune>", "<emulatorsched>"},
        {"<cputune><cachetune vcpus='0'><cache id='0' level='3' type='both' size='3' unit='MiB'/></cachetune></cputune>",
         "<cachetune>"},
        {"<cputune><memorytune vcpus='0'><node id='0' bandwidth='60'/></memorytune></cputune>", "<memorytune>"},
        {"<numatune><memory mode='strict' placement='auto'/></numatune>", "<memory>"},
    };

    for (size_t i = 0; i < COUNT_OF(elements); i++)
        refused(elements[i][0], VIR_ERR_CONFIG_UNSUPPORTED, elements[i][1]);
}

static void of_esx(void)
{
    refused("<memtune><memory_shares>high</memory_shares></memtune>", VIR_ERR_CONFIG_UNSUPPORTED, "<memory_shares>");
    refused("<cputune><reservation unit='MHz'>500</reservation></cputune>", VIR_ERR_CONFIG_UNSUPPORTED,
            "expected <shares>");
    refused("<cputune><limit>2000</limit></cputune>", VIR_ERR_CONFIG_UNSUPPORTED, "expected <global_quota>");
}

static void of_the_host(void)
{
    char pin[100], words[16];

    refused("<numatune><memory mode='interleave' nodeset='0'/></numatune>", VIR_ERR_CONFIG_UNSUPPORTED, "interleave");
    snprintf(pin, sizeof(pin), "<cputune><emulatorpin cpuset='%d'/></cputune>", host_last_cpu() + 1);
    snprintf(words, sizeof(words), "is %d", host_last_cpu() + 1);
    refused(pin, VIR_ERR_INVALID_ARG, words);
    refused("<blkiotune>" DEVICE("/etc/passwd") "</blkiotune>", VIR_ERR_INVALID_ARG, "/etc/passwd");
    refused("<blkiotune>" DEVICE("/dev/null") "</blkiotune>", VIR_ERR_INVALID_ARG, "/dev/null");
}

static int set_nodes(virDomainPtr dom, int mode)
{
    virTypedParameter nodes[2] = {disk_param(VIR_DOMAIN_NUMA_NODESET, "0"),
                                  {.field = VIR_DOMAIN_NUMA_MODE, .type = VIR_TYPED_PARAM_INT}};

    nodes[1].value.i = mode;
    return virDomainSetNumaParameters(dom, nodes, 2, VIR_DOMAIN_AFFECT_CONFIG);
}

static int set_disks(virDomainPtr dom, const char *text)
{
    return disk_set(dom, READ_BPS, text, VIR_DOMAIN_AFFECT_CONFIG);
}

/* The same of a definition that is changed. What the host lacks is set. */
static void changed(void)
{
    virDomainPtr dom = defined_domain(conn, defined_name("changed"), 0, "");

    CHECK_FAILS(set_disks(dom, "/etc/passwd,300"), VIR_ERR_INVALID_ARG);
    CHECK(strstr(virGetLastErrorMessage(), "/etc/passwd") != NULL);
    CHECK(!defined_shows(dom, VIR_DOMAIN_XML_INACTIVE, "/etc/passwd"));
    CHECK_INT(set_disks(dom, "/dev/virmemctl-none,300"), 0);
    CHECK(defined_shows(dom, VIR_DOMAIN_XML_INACTIVE, "virmemctl-none"));
    CHECK_FAILS(set_nodes(dom, VIR_DOMAIN_NUMATUNE_MEM_PREFERRED), VIR_ERR_CONFIG_UNSUPPORTED);
    CHECK_INT(set_nodes(dom, VIR_DOMAIN_NUMATUNE_MEM_STRICT), 0);
    CHECK_INT(virDomainUndefine(dom), 0);
    virDomainFree(dom);
}

/* One device under two paths, in one call and in two. */
static void twice(void)
{
    virDomainPtr dom = defined_domain(conn, defined_name("twice"), 0, "");
    char link[] = "/tmp/virmemctl-ctest-disk", other[64], both[200];
    struct disk disk;

    if (disk_find(&disk)) {
        unlink(link);
        CHECK_INT(symlink(disk.path, link), 0);
        snprintf(other, sizeof(other), "%s,8192", link);
        snprintf(both, sizeof(both), "%s,%s", disk_text(&disk, 4096), other);
        CHECK_FAILS(set_disks(dom, both), VIR_ERR_INVALID_ARG);
        CHECK_INT(set_disks(dom, disk_text(&disk, 4096)), 0);
        CHECK_FAILS(set_disks(dom, other), VIR_ERR_INVALID_ARG);
        CHECK(strstr(virGetLastErrorMessage(), "twice") != NULL);
        CHECK(!defined_shows(dom, VIR_DOMAIN_XML_INACTIVE, link));
        unlink(link);
    } else {
        harness_skip_part("one device twice", "no block device");
    }
    CHECK_INT(virDomainUndefine(dom), 0);
    virDomainFree(dom);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    of_threads();
    of_esx();
    of_the_host();
    changed();
    twice();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
