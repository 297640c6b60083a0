/* Memory size of a domain, current and maximum. */
#include "parameters/tuning.h"

#include <limits.h>

static void show(virDomainPtr dom)
{
    virDomainInfo info = {0};
    unsigned long most = TRACE_INT((long long)virDomainGetMaxMemory(dom));

    (void)most;
    if (TRACE_INT(virDomainGetInfo(dom, &info)) == 0)
        note("   of %lu, %lu", info.maxMem, info.memory);
    tuning_xml(dom, "memory", 0);
    tuning_xml(dom, "currentMemory", 0);
    tuning_xml(dom, "memory", VIR_DOMAIN_XML_INACTIVE);
    tuning_xml(dom, "currentMemory", VIR_DOMAIN_XML_INACTIVE);
}

static void simple(virDomainPtr dom)
{
    static const unsigned long sizes[] = {
        0, 1, 1024, 2097152, 4194304, 4194305, 8388608, 9007199254740991UL,
        9007199254740992UL, ULONG_MAX / 1024, ULONG_MAX / 1024 + 1, ULONG_MAX,
    };

    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        note("%lu", sizes[i]);
        TRACE_INT(virDomainSetMemory(dom, sizes[i]));
        show(dom);
        TRACE_INT(virDomainSetMaxMemory(dom, sizes[i]));
        show(dom);
    }
    TRACE_INT(virDomainSetMaxMemory(dom, 4194304));
    TRACE_INT(virDomainSetMemory(dom, 2097152));
}

static void with_flags(virDomainPtr dom)
{
    static const unsigned long sizes[] = {0, 3145728, 6291456};

    for (unsigned int flags = 0; flags < 16; flags++) {
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            note("%lu, flags %u", sizes[i], flags);
            TRACE_INT(virDomainSetMemoryFlags(dom, sizes[i], flags));
            show(dom);
        }
    }
    TRACE_INT(virDomainSetMemoryFlags(dom, 1024, 1u << 31));
}

static void period(virDomainPtr dom)
{
    static const int periods[] = {0, 1, 5, -1, INT_MAX, INT_MIN, 0};

    for (size_t i = 0; i < COUNT_OF(periods); i++) {
        for (unsigned int flags = 0; flags < 5; flags++) {
            note("period %d, flags %u", periods[i], flags);
            TRACE_INT(virDomainSetMemoryStatsPeriod(dom, periods[i], flags));
            tuning_xml(dom, "memballoon", 0);
            tuning_xml(dom, "memballoon", VIR_DOMAIN_XML_INACTIVE);
        }
    }
}

/* What is refused first. */
static void refused(virDomainPtr dom)
{
    TRACE_INT((long long)virDomainGetMaxMemory(dom));
    TRACE_INT(virDomainSetMemory(dom, 0));
    TRACE_INT(virDomainSetMemory(dom, 1024));
    TRACE_INT(virDomainSetMemory(dom, ULONG_MAX));
    TRACE_INT(virDomainSetMaxMemory(dom, 0));
    TRACE_INT(virDomainSetMaxMemory(dom, 1024));
    TRACE_INT(virDomainSetMaxMemory(dom, ULONG_MAX));
    TRACE_INT(virDomainSetMemoryFlags(dom, 0, 0));
    TRACE_INT(virDomainSetMemoryFlags(dom, 0, 1u << 20));
    TRACE_INT(virDomainSetMemoryFlags(dom, 1024, 0));
    TRACE_INT(virDomainSetMemoryFlags(dom, 1024, 3));
    TRACE_INT(virDomainSetMemoryFlags(dom, 1024, 1));
    TRACE_INT(virDomainSetMemoryFlags(dom, ULONG_MAX, 1u << 20));
    TRACE_INT(virDomainSetMemoryFlags(dom, 1024, 1u << 20));
    TRACE_INT(virDomainSetMemoryFlags(dom, 1024, 1u << 20 | 3));
    TRACE_INT(virDomainSetMemoryStatsPeriod(dom, 1, 0));
    TRACE_INT(virDomainSetMemoryStatsPeriod(dom, -1, 0));
    TRACE_INT(virDomainSetMemoryStatsPeriod(dom, -1, 1u << 20));
    TRACE_INT(virDomainSetMemoryStatsPeriod(dom, -1, 3));
    TRACE_INT(virDomainSetMemoryStatsPeriod(dom, 1, 3));
}

static void on_each(virDomainPtr dom)
{
    show(dom);
    period(dom);
    simple(dom);
    with_flags(dom);
    refused(dom);
}

int main(void)
{
    static const char *const names[] = {TUNING_STATES, "bare", NULL};

    harness_begin();
    harness_only(KIND_TEST);
    tuning_domains(names, on_each, refused);
    return harness_end();
}
