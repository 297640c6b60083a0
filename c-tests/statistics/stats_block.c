/* A domain's disks: statistics, sizes, errors, peeking. */
#include "statistics/stats.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const disks[] = {
    "vda", "vdb", "hdc", "sda", "/one", "/two", "/dev/three", "/guest/diskimage1", "nonsense", "",
    "vd", "VDA",
};

static void one_stats(virDomainPtr dom, const char *disk, size_t size)
{
    struct {
        virDomainBlockStatsStruct stats;
        long long behind;
    } place;

    memset(&place, 0xee, sizeof(place));
    if (TRACE_INT(virDomainBlockStats(dom, disk, &place.stats, size)) == 0 && size > 0) {
        stats_masked("read requests", place.stats.rd_req);
        if (size == sizeof(place.stats)) {
            printf("   of the microseconds: %d %d %d\n",
                   place.stats.rd_bytes == place.stats.rd_req / 2,
                   place.stats.wr_req == place.stats.rd_req / 3,
                   place.stats.wr_bytes == place.stats.rd_req / 4);
            printf("   of the seconds: %d\n",
                   place.stats.errs == place.stats.rd_req / 200000);
        }
    }
    CHECK(place.behind == (long long)0xeeeeeeeeeeeeeeeeULL);
}

static void sizes(virDomainPtr dom, const char *disk, unsigned int flags)
{
    virDomainBlockInfo info;

    memset(&info, 0xee, sizeof(info));
    if (TRACE_INT(virDomainGetBlockInfo(dom, disk, &info, flags)) == 0)
        printf("   capacity %llu allocation %llu physical %llu\n", info.capacity, info.allocation,
               info.physical);
}

static void flags_stats(virDomainPtr dom)
{
    virTypedParameter params[4];
    int count = 0;

    TRACE_INT(virDomainBlockStatsFlags(dom, "vda", NULL, &count, 0));
    count = 4;
    TRACE_INT(virDomainBlockStatsFlags(dom, "vda", params, &count, 0));
    TRACE_INT(virDomainBlockStatsFlags(dom, "vda", params, &count, 1));
    TRACE_INT(virDomainBlockStatsFlags(dom, NULL, params, &count, 0));
    TRACE_INT(virDomainBlockStatsFlags(dom, "vda", params, NULL, 0));
    TRACE_INT(virDomainBlockStatsFlags(dom, "vda", NULL, &count, 0));
    count = -1;
    TRACE_INT(virDomainBlockStatsFlags(dom, "vda", params, &count, 0));
}

static void errors(virDomainPtr dom, unsigned int room, unsigned int flags)
{
    virDomainDiskError found[8];
    int count;

    memset(found, 0, sizeof(found));
    note("room %u flags %x", room, flags);
    count = TRACE_INT(virDomainGetDiskErrors(dom, room ? found : NULL, room, flags));
    for (int i = 0; room && i < count; i++) {
        printf("   %s: %d\n", found[i].disk, found[i].error);
        free(found[i].disk);
    }
}

static void all_errors(virDomainPtr dom)
{
    static const unsigned int rooms[] = {0, 1, 2, 3, 8};
    virDomainDiskError found;

    for (size_t i = 0; i < COUNT_OF(rooms); i++)
        errors(dom, rooms[i], 0);
    errors(dom, 8, 1);
    TRACE_INT(virDomainGetDiskErrors(dom, NULL, 1, 0));
    TRACE_INT(virDomainGetDiskErrors(dom, &found, 0, 0));
}

static void peeks(virDomainPtr dom)
{
    char buffer[8];

    TRACE_INT(virDomainBlockPeek(dom, "vda", 0, 8, buffer, 0));
    TRACE_INT(virDomainBlockPeek(dom, "vda", 0, 8, buffer, 1));
    TRACE_INT(virDomainBlockPeek(dom, NULL, 0, 8, buffer, 0));
    TRACE_INT(virDomainBlockPeek(dom, "", 0, 8, buffer, 0));
    TRACE_INT(virDomainBlockPeek(dom, "vda", 0, 8, NULL, 0));
    TRACE_INT(virDomainBlockPeek(dom, "vda", 0, 0, NULL, 0));
}

static void calls(virDomainPtr dom)
{
    virDomainBlockStatsStruct stats;
    virDomainBlockInfo info;

    for (size_t i = 0; i < COUNT_OF(disks); i++) {
        note("disk %s", disks[i]);
        one_stats(dom, disks[i], sizeof(stats));
        sizes(dom, disks[i], 0);
    }
    one_stats(dom, "vda", 8);
    one_stats(dom, "vda", 0);
    one_stats(dom, "vda", sizeof(stats) + 1);
    TRACE_INT(virDomainBlockStats(dom, NULL, &stats, sizeof(stats)));
    TRACE_INT(virDomainBlockStats(dom, "vda", NULL, sizeof(stats)));
    TRACE_INT(virDomainBlockStats(dom, "vda", NULL, 0));
    sizes(dom, "vda", 1);
    TRACE_INT(virDomainGetBlockInfo(dom, NULL, &info, 0));
    TRACE_INT(virDomainGetBlockInfo(dom, "vda", NULL, 0));
    flags_stats(dom);
    all_errors(dom);
    peeks(dom);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    stats_in_all_states(calls);
    return harness_end();
}
