/* Guest agent and hypervisor information. */
#include "statistics/stats.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void file_systems(virDomainPtr dom, unsigned int flags)
{
    virDomainFSInfoPtr *found = NULL;
    int count = TRACE_INT(virDomainGetFSInfo(dom, &found, flags));

    printf("   array %s\n", found ? "set" : "NULL");
    for (int i = 0; i < count; i++) {
        printf("   %s %s %s:", found[i]->mountpoint, found[i]->name, found[i]->fstype);
        for (size_t k = 0; k < found[i]->ndevAlias; k++)
            printf(" %s", found[i]->devAlias[k]);
        putchar('\n');
        virDomainFSInfoFree(found[i]);
    }
    free(found);
}

static void host_names(virDomainPtr dom)
{
    for (unsigned int flags = 0; flags < 5; flags++) {
        note("flags %x", flags);
        free((char *)TRACE_STR(virDomainGetHostname(dom, flags)));
    }
}

static void times(virDomainPtr dom)
{
    long long seconds = -7;
    unsigned int nanoseconds = 7;

    TRACE_INT(virDomainGetTime(dom, &seconds, &nanoseconds, 0));
    printf("   %lld %u\n", seconds, nanoseconds);
    TRACE_INT(virDomainGetTime(dom, &seconds, &nanoseconds, 1));
    TRACE_INT(virDomainSetTime(dom, 1, 2, 0));
    TRACE_INT(virDomainSetTime(dom, 1, 2, 1));
    TRACE_INT(virDomainSetTime(dom, 1, 2, 2));
    TRACE_INT(virDomainSetTime(dom, -1, 1000000000, 0));
    TRACE_INT(virDomainGetTime(dom, &seconds, &nanoseconds, 0));
    printf("   %lld %u\n", seconds, nanoseconds);
}

static void messages(virDomainPtr dom)
{
    static const unsigned int flags[] = {0, 1, 2, 3, 4, UINT_MAX};

    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        char **texts = (char **)1;
        int count;

        note("flags %x", flags[i]);
        count = TRACE_INT(virDomainGetMessages(dom, &texts, flags[i]));
        printf("   array %s\n", texts == (char **)1 ? "kept" : texts ? "set" : "NULL");
        for (int k = 0; k < count; k++) {
            printf("   %s\n", texts[k]);
            free(texts[k]);
        }
        if (count >= 0)
            free(texts);
    }
    TRACE_INT(virDomainGetMessages(dom, NULL, 0));
}

static void labels(virDomainPtr dom)
{
    virSecurityLabelPtr list = NULL;
    virSecurityLabel label;

    memset(&label, 0, sizeof(label));
    TRACE_INT(virDomainGetSecurityLabel(dom, &label));
    printf("   label '%s' enforcing %d\n", label.label, label.enforcing);
    TRACE_INT(virDomainGetSecurityLabel(dom, NULL));
    TRACE_INT(virDomainGetSecurityLabelList(dom, &list));
    TRACE_INT(virDomainGetSecurityLabelList(dom, NULL));
}

static void control(virDomainPtr dom)
{
    virDomainControlInfo info;

    memset(&info, 0xee, sizeof(info));
    if (TRACE_INT(virDomainGetControlInfo(dom, &info, 0)) == 0)
        printf("   state %u details %u time %llu\n", info.state, info.details, info.stateTime);
    TRACE_INT(virDomainGetControlInfo(dom, &info, 1));
    TRACE_INT(virDomainGetControlInfo(dom, NULL, 0));
}

static void guest_info(virDomainPtr dom)
{
    virTypedParameterPtr params = NULL;
    int count = 0;

    TRACE_INT(virDomainGetGuestInfo(dom, 0, &params, &count, 0));
    TRACE_INT(virDomainGetGuestInfo(dom, 1, &params, &count, 1));
    TRACE_INT(virDomainGetGuestInfo(dom, 0, NULL, &count, 0));
    TRACE_INT(virDomainGetGuestInfo(dom, 0, &params, NULL, 0));
}

static void calls(virDomainPtr dom)
{
    file_systems(dom, 0);
    file_systems(dom, 1);
    TRACE_INT(virDomainGetFSInfo(dom, NULL, 0));
    TRACE_VOID(virDomainFSInfoFree(NULL));
    host_names(dom);
    times(dom);
    messages(dom);
    labels(dom);
    control(dom);
    guest_info(dom);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    stats_in_all_states(calls);
    return harness_end();
}
