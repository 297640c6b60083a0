/*
 * The disks that a QEMU's monitor tells of: those of a definition by their sources, all of them where there is none. A
 * stand-in, and a real QEMU whose BIOS reads the boot sector of an image, where there is one.
 */
#include "support/balloon.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define QEMU "/usr/bin/qemu-system-x86_64"
#define FIELDS 8
#define NONE (-7)
#define CHECK_LL(got, want) CHECK_ULL((unsigned long long)(got), (unsigned long long)(want))

static virConnectPtr conn;

/* A parameter of virDomainBlockStatsFlags; NONE where it is not told. */
static long long flag_of(virDomainPtr dom, const char *disk, const char *field)
{
    virTypedParameter params[FIELDS];
    long long value = NONE;
    int n = FIELDS;

    if (CHECK_INT(virDomainBlockStatsFlags(dom, disk, params, &n, 0), 0))
        virTypedParamsGetLLong(params, n, field, &value);
    return value;
}

/* One of the group `block`. */
static long long bulk_of(virDomainPtr dom, const char *field, unsigned int flags)
{
    virDomainPtr doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;
    unsigned long long value = 0;
    unsigned int count;
    long long found = NONE;

    if (CHECK_INT(virDomainListGetStats(doms, VIR_DOMAIN_STATS_BLOCK, &records, flags), 1)) {
        if (virTypedParamsGetUInt(records[0]->params, records[0]->nparams, "block.count", &count) == 1 &&
            strcmp(field, "block.count") == 0)
            found = count;
        else if (virTypedParamsGetULLong(records[0]->params, records[0]->nparams, field, &value) == 1)
            found = (long long)value;
        virDomainStatsRecordListFree(records);
    }
    return found;
}

static const struct {
    const char *field, *bulk;
    long long value;
} told[FIELDS] = {
    {VIR_DOMAIN_BLOCK_STATS_READ_REQ, "rd.reqs", 11},
    {VIR_DOMAIN_BLOCK_STATS_READ_BYTES, "rd.bytes", 5632},
    {VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, "rd.times", 13},
    {VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, "wr.reqs", 14},
    {VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, "wr.bytes", 7168},
    {VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, "wr.times", 16},
    {VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, "fl.reqs", 17},
    {VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, "fl.times", 18},
};

static void a_stand_in(void)
{
    struct balloon it = balloon_start(&vmm_qemu, "good");
    virDomainBlockStatsStruct stats;
    virDomainBlockInfo info;
    char name[40];

    for (int i = 0; i < FIELDS; i++) {
        snprintf(name, sizeof(name), "block.0.%s", told[i].bulk);
        CHECK_LL(flag_of(it.dom, "virtio-disk0", told[i].field), told[i].value);
        CHECK_LL(bulk_of(it.dom, name, 0), told[i].value);
        CHECK_LL(bulk_of(it.dom, name, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT), NONE);
    }
    CHECK_LL(bulk_of(it.dom, "block.count", 0), 2);
    CHECK_LL(bulk_of(it.dom, "block.1.rd.reqs", 0), 0);
    CHECK_LL(bulk_of(it.dom, "block.1.wr.reqs", 0), NONE);
    CHECK_INT(virDomainBlockStats(it.dom, VMM_IMAGE, &stats, sizeof(stats)), 0);
    CHECK(stats.rd_req == 11 && stats.rd_bytes == 5632 && stats.wr_req == 14 && stats.wr_bytes == 7168);
    CHECK_INT(virDomainBlockStats(it.dom, "ide0-cd0", &stats, sizeof(stats)), 0);
    CHECK(stats.rd_req == 0 && stats.wr_req == -1);
    CHECK_FAILS(virDomainBlockStats(it.dom, "vdz", &stats, sizeof(stats)), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainGetBlockInfo(it.dom, "virtio-disk0", &info, 0), VIR_ERR_SYSTEM_ERROR);
    CHECK(balloon_says(VMM_IMAGE));
    CHECK_FAILS(virDomainGetBlockInfo(it.dom, "ide0-cd0", &info, 0), VIR_ERR_INVALID_ARG);
    CHECK(balloon_says("no image"));
    CHECK_FAILS(virDomainGetBlockInfo(it.dom, "vdz", &info, 0), VIR_ERR_INVALID_ARG);
    balloon_stop(it);
}

/* The kernel's counters do not stand for those of a monitor that does not answer. */
static void no_answer(void)
{
    struct balloon it = balloon_start(&vmm_qemu, "silent");
    virTypedParameter params[FIELDS];
    virDomainBlockStatsStruct stats;
    virDomainBlockInfo info;
    int n = FIELDS;

    CHECK_FAILS(virDomainBlockStats(it.dom, "", &stats, sizeof(stats)), VIR_ERR_OPERATION_FAILED);
    CHECK(balloon_says("did not answer"));
    CHECK_FAILS(virDomainBlockStatsFlags(it.dom, "", params, &n, 0), VIR_ERR_OPERATION_FAILED);
    CHECK_FAILS(virDomainGetBlockInfo(it.dom, "virtio-disk0", &info, 0), VIR_ERR_OPERATION_FAILED);
    CHECK_LL(bulk_of(it.dom, "block.count", 0), NONE);
    CHECK_LL(bulk_of(it.dom, "block.0.rd.reqs", 0), NONE);
    balloon_stop(it);
}

/* Images of a definition: one behind a symbolic link, none, a directory, nothing, and an empty drive. */
static void images(void)
{
    static const char *const drives[][3] = {
        {"vda", "/tmp/virmemctl-ctest-link", NULL},
        {"vdb", "/tmp/virmemctl-ctest-no-image", "No such file"},
        {"vdc", "/tmp", "Is a directory"},
        {"vdd", "/dev/null", "Invalid argument"},
    };
    char devices[2000] = "<devices><disk type='file' device='cdrom'><target dev='hdc'/></disk>";
    struct program it;
    virDomainBlockInfo info;
    char *image = vmm_text("%s", harness_file("virmemctl-image", "0123456789"));

    unlink(drives[0][1]);
    CHECK_INT(symlink(image, drives[0][1]), 0);
    for (size_t i = 0; i < COUNT_OF(drives); i++) {
        char *more = vmm_text("<disk type='file' device='disk'><source file='%s'/><target dev='%s'/></disk>%s",
                              drives[i][1], drives[i][0], i + 1 == COUNT_OF(drives) ? "</devices>" : "");

        strcat(devices, more);
        free(more);
    }
    it = program_plan("images", "sleep 100", "", devices);
    it.dom = virDomainDefineXML(conn, it.xml);
    if (!it.dom)
        harness_die("%s was not defined", it.name);
    CHECK_INT(virDomainGetBlockInfo(it.dom, "vda", &info, 0), 0);
    CHECK_ULL(info.capacity, 10);
    for (size_t i = 1; i < COUNT_OF(drives); i++) {
        CHECK_FAILS(virDomainGetBlockInfo(it.dom, drives[i][0], &info, 0), VIR_ERR_SYSTEM_ERROR);
        CHECK(balloon_says(drives[i][2]));
    }
    CHECK_FAILS(virDomainGetBlockInfo(it.dom, "hdc", &info, 0), VIR_ERR_INVALID_ARG);
    CHECK_LL(bulk_of(it.dom, "block.3.capacity", 0), NONE);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
    unlink(drives[0][1]);
    free(image);
}

/* What QEMU itself says at its monitor: the first number behind that word. */
static long long asked(const char *word)
{
    static const char commands[] = "{\"execute\": \"qmp_capabilities\"}\n{\"execute\": \"query-blockstats\"}\n";
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char line[1 << 16];
    long long found = NONE;
    FILE *lines;

    snprintf(address.sun_path, sizeof(address.sun_path), "%s", balloon_path);
    if (connect(client, (struct sockaddr *)&address, sizeof(address)) < 0 || !vmm_say(client, commands))
        harness_die("no monitor at %s", balloon_path);
    lines = fdopen(client, "r");
    while (found == NONE && lines && fgets(line, sizeof(line), lines)) {
        const char *stats = strstr(line, "\"stats\": {\"unmap_operations\"");
        const char *last = stats;

        /* The first are those of the file below. */
        while (last && (last = strstr(last + 1, "\"stats\": {\"unmap_operations\"")))
            stats = last;
        if (stats)
            found = (long long)vmm_number_in(stats, word);
    }
    if (lines)
        fclose(lines);
    return found;
}

static bool has_read(void *dom)
{
    virDomainBlockStatsStruct stats;

    return virDomainBlockStats(dom, "vda", &stats, sizeof(stats)) == 0 && stats.rd_req > 0;
}

static void real_figures(virDomainPtr dom, const char *image)
{
    virDomainBlockStatsStruct stats;
    virDomainBlockInfo info;
    long long before, after;

    CHECK(program_wait(has_read, dom));
    before = asked("\"rd_operations\": ");
    CHECK_INT(virDomainBlockStats(dom, image, &stats, sizeof(stats)), 0);
    after = asked("\"rd_operations\": ");
    CHECK(before > 0 && before <= stats.rd_req && stats.rd_req <= after);
    CHECK(stats.rd_bytes >= 512 && stats.wr_req == 0);
    CHECK(bulk_of(dom, "block.0.rd.reqs", 0) >= stats.rd_req);
    CHECK(bulk_of(dom, "block.0.rd.times", 0) > 0);
    CHECK_LL(bulk_of(dom, "block.0.fl.reqs", 0), 0);
    CHECK_LL(bulk_of(dom, "block.0.rd.reqs", VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT), NONE);
    CHECK_LL(bulk_of(dom, "block.0.capacity", VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT), 1 << 20);
    CHECK_INT(virDomainGetBlockInfo(dom, "vda", &info, 0), 0);
    CHECK_ULL(info.capacity, 1 << 20);
}

/* A domain of type cgroup that runs a QEMU with one image. */
static void a_real_one(void)
{
    char *image = vmm_text("%s.img", balloon_path);
    char *os = vmm_text("<initarg>-display</initarg><initarg>none</initarg><initarg>-nodefaults</initarg>"
                        "<initarg>-accel</initarg><initarg>tcg</initarg><initarg>-m</initarg><initarg>96</initarg>"
                        "<initarg>-drive</initarg><initarg>file=%s,format=raw,if=virtio</initarg>"
                        "<initarg>-qmp</initarg><initarg>unix:%s,server=on,wait=off</initarg>", image, balloon_path);
    char *disk = vmm_text("<devices><disk type='file' device='disk'><source file='%s'/><target dev='vda'/></disk>"
                          "</devices>", image);
    struct program it = {.name = program_name("disks")};
    FILE *file = fopen(image, "w");

    if (!file || ftruncate(fileno(file), 1 << 20) < 0)
        harness_die("no image");
    fclose(file);
    it.xml = program_xml_of(it.name, QEMU, os, disk);
    it.dom = virDomainCreateXML(conn, it.xml, 0);
    if (!it.dom)
        harness_die("%s was not started", it.name);
    real_figures(it.dom, image);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    unlink(balloon_path);
    unlink(image);
    free(image);
    free(disk);
    free(os);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    balloon_begin("disks");
    a_stand_in();
    no_answer();
    images();
    if (access(QEMU, X_OK) == 0)
        a_real_one();
    else
        fprintf(stderr, "  no QEMU here: only a stand-in is looked at\n");
    balloon_end();
    virConnectClose(conn);
    return harness_end();
}
