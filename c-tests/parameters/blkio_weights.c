/*
 * Weights of block I/O of a domain and of its single disks, which BFQ schedules: the kernel takes away those of
 * disks with each write of the domain's, so they are written again, also when a set fails or is rolled back.
 */
#include "support/cgroup.h"
#include "support/loop.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEIGHT VIR_DOMAIN_BLKIO_WEIGHT
#define OF_DISK VIR_DOMAIN_BLKIO_DEVICE_WEIGHT
#define ROOM 8

static virConnectPtr conn;
static struct loop first, second, other;
static char group[300], *dir;

static bool schedule(const struct disk *disk)
{
    char path[200];
    FILE *out;

    snprintf(path, sizeof(path), "/sys/block/%s/queue/scheduler", disk->path + strlen("/dev/"));
    out = fopen(path, "we");
    if (!out)
        return false;
    fputs("bfq", out);
    return fclose(out) == 0;
}

static virTypedParameter weight(unsigned int number)
{
    virTypedParameter param = {.field = WEIGHT, .type = VIR_TYPED_PARAM_UINT};

    param.value.ui = number;
    return param;
}

static int kernel_weight(const struct disk *disk)
{
    const char *file = harness_cgroup_version() == 1 ? "blkio.bfq.weight_device" : "io.bfq.weight";

    return (int)disk_value(dir, file, disk, NULL);
}

static void are(virDomainPtr dom, unsigned int whole, int of_first, int of_second)
{
    virTypedParameter params[ROOM];
    int count = ROOM;
    unsigned int now = 0;

    memset(params, 0, sizeof(params));
    CHECK_INT(virDomainGetBlkioParameters(dom, params, &count, 0), 0);
    CHECK_INT(virTypedParamsGetUInt(params, count, WEIGHT, &now), 1);
    virTypedParamsClear(params, count);
    CHECK_ULL(now, whole);
    CHECK_INT(kernel_weight(&first.disk), of_first);
    CHECK_INT(kernel_weight(&second.disk), of_second);
}

static int set_both(virDomainPtr dom, unsigned int whole, const char *of_disks)
{
    virTypedParameter params[] = {weight(whole), disk_param(OF_DISK, of_disks)};

    return virDomainSetBlkioParameters(dom, params, 2, 0);
}

static char *both(int of_first, int of_second)
{
    static char text[300];

    snprintf(text, sizeof(text), "%s,%d,%s,%d", first.disk.path, of_first, second.disk.path, of_second);
    return text;
}

static void stay(virDomainPtr dom)
{
    virTypedParameter param;

    CHECK_INT(set_both(dom, 400, both(300, 500)), 0);
    are(dom, 400, 300, 500);
    param = weight(222);
    CHECK_INT(virDomainSetBlkioParameters(dom, &param, 1, 0), 0);
    are(dom, 222, 300, 500);
    CHECK_INT(set_both(dom, 600, disk_text(&second.disk, 501)), 0);
    are(dom, 600, 300, 501);
    CHECK_INT(set_both(dom, 100, both(301, 501)), 0);
    are(dom, 100, 301, 501);
}

static void refused(virDomainPtr dom)
{
    char elsewhere[200];

    CHECK_FAILS(set_both(dom, 111, both(300, 20000)), VIR_ERR_INVALID_ARG);
    CHECK(strstr(virGetLastErrorMessage(), second.disk.path) != NULL);
    CHECK_FAILS(set_both(dom, 5000, both(300, 500)), VIR_ERR_INVALID_ARG);
    CHECK(strstr(virGetLastErrorMessage(), "5000") && strstr(virGetLastErrorMessage(), "1000"));
    are(dom, 100, 301, 501);
    /* A disk that BFQ does not schedule: the kernel refuses it after the domain's weight was written. */
    snprintf(elsewhere, sizeof(elsewhere), "%s,%d,%s", first.disk.path, 444, disk_text(&other.disk, 200));
    CHECK_FAILS(set_both(dom, 111, elsewhere), VIR_ERR_SYSTEM_ERROR);
    CHECK(strstr(virGetLastErrorMessage(), "rolled back") == NULL);
    are(dom, 100, 301, 501);
}

static void removed(virDomainPtr dom)
{
    CHECK_INT(disk_set(dom, OF_DISK, disk_text(&first.disk, 0), 0), 0);
    are(dom, 100, 0, 501);
    CHECK_INT(set_both(dom, 300, both(0, 0)), 0);
    are(dom, 300, 0, 0);
}

int main(void)
{
    struct program it;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    if (!loop_make(&first) || !loop_make(&second) || !loop_make(&other))
        harness_skip("no loop devices");
    if (!schedule(&first.disk) || !schedule(&second.disk))
        harness_skip("no BFQ");
    it = program_start(conn, "blkio-weights", "sleep 100", 0);
    snprintf(group, sizeof(group), harness_cgroup_version() == 1 ? "/virmemctl-%s" : "/machine/virmemctl-%s", it.name);
    dir = cgroup_at_controller(group, "blkio");
    stay(it.dom);
    refused(it.dom);
    removed(it.dom);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
    free(dir);
    loop_end(&first);
    loop_end(&second);
    loop_end(&other);
    virConnectClose(conn);
    return harness_end();
}
