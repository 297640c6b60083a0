#include "shapes.h"

#include <stdlib.h>
#include <string.h>

void walk_virDomainBlockStats(void)
{
    virDomainPtr dom = any_domain();
    const char *disk = any_disk();
    virDomainBlockStatsStruct stats = {0};
    size_t size = chance(85) ? sizeof(stats) : below(64);

    call("virDomainBlockStats", "%s, %s, %zu", show(dom), quoted(disk), size);
    got_int(virDomainBlockStats(dom, disk, &stats, size));
}

void walk_virDomainBlockStatsFlags(void)
{
    virDomainPtr dom = any_domain();
    const char *disk = any_disk();
    virTypedParameter list[16];
    int count = chance(70) ? 16 : (int)below(4);
    unsigned int flags = any_flags(4);

    memset(list, 0, sizeof(list));
    call("virDomainBlockStatsFlags", "%s, %s, %d, %#x", show(dom), quoted(disk), count, flags);
    got_int(virDomainBlockStatsFlags(dom, disk, list, &count, flags));
    out("count %d", count);
}

void walk_virDomainInterfaceStats(void)
{
    virDomainPtr dom = any_domain();
    const char *device = any_interface();
    virDomainInterfaceStatsStruct stats = {0};
    size_t size = chance(85) ? sizeof(stats) : below(72);

    call("virDomainInterfaceStats", "%s, %s, %zu", show(dom), quoted(device), size);
    got_int(virDomainInterfaceStats(dom, device, &stats, size));
}

void walk_virDomainGetBlockInfo(void)
{
    virDomainPtr dom = any_domain();
    const char *disk = any_disk();
    virDomainBlockInfo info = {0};
    bool place = !chance(5);
    unsigned int flags = any_flags(0);

    call("virDomainGetBlockInfo", "%s, %s, %d, %#x", show(dom), quoted(disk), place, flags);
    got_int(virDomainGetBlockInfo(dom, disk, place ? &info : NULL, flags));
    out("%llu %llu %llu", info.capacity, info.allocation, info.physical);
}

void walk_virDomainBlockPeek(void)
{
    virDomainPtr dom = any_domain();
    const char *disk = any_disk();
    char buffer[16] = "";
    bool place = !chance(10);
    unsigned int flags = any_flags(0);

    call("virDomainBlockPeek", "%s, %s, %d, %#x", show(dom), quoted(disk), place, flags);
    got_int(virDomainBlockPeek(dom, disk, 0, sizeof(buffer), place ? buffer : NULL, flags));
}

void walk_virDomainMemoryPeek(void)
{
    virDomainPtr dom = any_domain();
    char buffer[16] = "";
    bool place = !chance(10);
    unsigned int flags = any_flags(3);

    call("virDomainMemoryPeek", "%s, %d, %#x", show(dom), place, flags);
    got_int(virDomainMemoryPeek(dom, 0, sizeof(buffer), place ? buffer : NULL, flags));
}

/* The times that are read go on by themselves: which parameters come is shown. */
void walk_virDomainGetCPUStats(void)
{
    virDomainPtr dom = any_domain();
    virTypedParameter list[16 * 8];
    unsigned int room = chance(70) ? 8 : below(4);
    int start = (int)below(6) - 2;
    unsigned int cpus = start == -1 && chance(90) ? 1 : below(6);
    bool place = room && cpus ? !chance(5) : false;
    unsigned int flags = any_flags(4);

    memset(list, 0, sizeof(list));
    call("virDomainGetCPUStats", "%s, %d, %u, %d, %u, %#x", show(dom), place, room, start, cpus, flags);
    got_int(virDomainGetCPUStats(dom, place ? list : NULL, room, start, cpus, flags));
    for (unsigned int i = 0; i < 16 * 8; i++) {
        if (list[i].field[0])
            out("%u:%s:%d", i, list[i].field, list[i].type);
    }
}

void walk_virDomainGetControlInfo(void)
{
    virDomainPtr dom = any_domain();
    virDomainControlInfo info = {0};
    bool place = !chance(5);
    unsigned int flags = any_flags(0);

    call("virDomainGetControlInfo", "%s, %d, %#x", show(dom), place, flags);
    got_int(virDomainGetControlInfo(dom, place ? &info : NULL, flags));
    out("%u %u %llu", info.state, info.details, info.stateTime);
}

void walk_virDomainGetDiskErrors(void)
{
    virDomainPtr dom = any_domain();
    virDomainDiskError errors[8] = {0};
    unsigned int room = below(9);
    bool place = room ? !chance(5) : chance(50);
    unsigned int flags = any_flags(0);
    long long got;

    call("virDomainGetDiskErrors", "%s, %d, %u, %#x", show(dom), place, room, flags);
    got = got_int(virDomainGetDiskErrors(dom, place ? errors : NULL, room, flags));
    for (int i = 0; place && i < got && i < 8; i++) {
        out("%s=%d", quoted(errors[i].disk), errors[i].error);
        free(errors[i].disk);
    }
}

void walk_virDomainGetFSInfo(void)
{
    virDomainPtr dom = any_domain();
    virDomainFSInfoPtr *infos = NULL;
    unsigned int flags = any_flags(0);
    long long got;

    call("virDomainGetFSInfo", "%s, %#x", show(dom), flags);
    got = got_int(virDomainGetFSInfo(dom, &infos, flags));
    for (int i = 0; i < got; i++) {
        out("%s %s %s %zu %s", infos[i]->mountpoint, infos[i]->name, infos[i]->fstype, infos[i]->ndevAlias,
            infos[i]->ndevAlias ? infos[i]->devAlias[0] : "");
        virDomainFSInfoFree(infos[i]);
    }
    free(infos);
}

void walk_virDomainGetGuestInfo(void)
{
    virDomainPtr dom = any_domain();
    virTypedParameterPtr list = NULL;
    int count = 0;
    unsigned int types = any_flags(0x3f);
    unsigned int flags = any_flags(0);

    call("virDomainGetGuestInfo", "%s, %#x, %#x", show(dom), types, flags);
    got_int(virDomainGetGuestInfo(dom, types, &list, &count, flags));
    out_parameters(list, count);
    virTypedParamsFree(list, count);
}

void walk_virDomainGetMessages(void)
{
    virDomainPtr dom = any_domain();
    char **messages = NULL;
    unsigned int flags = any_flags(3);
    long long got;

    call("virDomainGetMessages", "%s, %#x", show(dom), flags);
    got = got_int(virDomainGetMessages(dom, &messages, flags));
    for (int i = 0; i < got; i++) {
        out("%s", quoted(messages[i]));
        free(messages[i]);
    }
    free(messages);
}

void walk_virDomainGetSecurityLabel(void)
{
    virDomainPtr dom = any_domain();
    virSecurityLabel label;
    bool place = !chance(5);

    memset(&label, 0, sizeof(label));
    call("virDomainGetSecurityLabel", "%s, %d", show(dom), place);
    got_int(virDomainGetSecurityLabel(dom, place ? &label : NULL));
    out("%s %d", quoted(label.label), label.enforcing);
}

DOMAIN_CALL(virDomainAbortJob)

/* How long a job has run is no fact about the library. */
static void mask_times(virTypedParameterPtr list, int count)
{
    for (int i = 0; i < count; i++) {
        if (strstr(list[i].field, "time"))
            list[i].value.ul = 0;
    }
}

void walk_virDomainGetJobStats(void)
{
    virDomainPtr dom = any_domain();
    virTypedParameterPtr list = NULL;
    int type = -7;
    int count = 0;
    bool place = !chance(5);
    unsigned int flags = any_flags(3);

    call("virDomainGetJobStats", "%s, %d, %#x", show(dom), place, flags);
    got_int(virDomainGetJobStats(dom, place ? &type : NULL, &list, &count, flags));
    out("%d", type);
    mask_times(list, count);
    out_parameters(list, count);
    virTypedParamsFree(list, count);
}

void walk_virDomainGetJobInfo(void)
{
    virDomainPtr dom = any_domain();
    virDomainJobInfo info;
    bool place = !chance(5);

    memset(&info, 0, sizeof(info));
    call("virDomainGetJobInfo", "%s, %d", show(dom), place);
    got_int(virDomainGetJobInfo(dom, place ? &info : NULL));
    out("%d", info.type);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(virDomainGetName((*(const virDomainStatsRecordPtr *)left)->dom),
                  virDomainGetName((*(const virDomainStatsRecordPtr *)right)->dom));
}

static void show_records(virDomainStatsRecordPtr *records, int count)
{
    if (!records)
        return;
    qsort(records, (size_t)count, sizeof(*records), by_name);
    for (int i = 0; i < count; i++) {
        mask_times(records[i]->params, records[i]->nparams);
        out("%s:%d", quoted(virDomainGetName(records[i]->dom)), (int)virDomainGetID(records[i]->dom));
        out_parameters(records[i]->params, records[i]->nparams);
    }
    virDomainStatsRecordListFree(records);
}

static unsigned int any_stats(void)
{
    return chance(40) ? 0 : any_flags(0x7ff);
}

static unsigned int any_stats_flags(void)
{
    unsigned int flags = any_flags(0xff);

    return chance(30) ? flags | 1U << (29 + below(3)) : flags;
}

void walk_virConnectGetAllDomainStats(void)
{
    virConnectPtr conn = any_connection();
    virDomainStatsRecordPtr *records = NULL;
    unsigned int stats = any_stats();
    unsigned int flags = any_stats_flags();
    long long got;

    call("virConnectGetAllDomainStats", "%s, %#x, %#x", show_connection(conn), stats, flags);
    got = got_int(virConnectGetAllDomainStats(conn, stats, &records, flags));
    show_records(records, (int)got);
}

void walk_virDomainListGetStats(void)
{
    virDomainPtr domains[4] = {any_domain(), any_domain(), any_domain(), NULL};
    virDomainStatsRecordPtr *records = NULL;
    unsigned int stats = any_stats();
    unsigned int flags = any_stats_flags();
    unsigned int first = below(4);
    bool place = !chance(5);
    long long got;

    call("virDomainListGetStats", "%d, %s %s %s, %#x, %#x", place, first < 3 ? show(domains[first]) : "",
         first < 2 ? show(domains[first + 1]) : "", first < 1 ? show(domains[2]) : "", stats, flags);
    got = got_int(virDomainListGetStats(place ? domains + first : NULL, stats, &records, flags));
    show_records(records, (int)got);
}
