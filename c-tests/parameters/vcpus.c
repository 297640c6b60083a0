/* Number of virtual CPUs, current and maximum. */
#include "parameters/tuning.h"

#include <limits.h>
#include <string.h>

static void show(virDomainPtr dom)
{
    virDomainInfo info;

    memset(&info, 0, sizeof(info));
    TRACE_INT(virDomainGetMaxVcpus(dom));
    for (unsigned int flags = 0; flags < 8; flags++) {
        note("flags %u", flags);
        TRACE_INT(virDomainGetVcpusFlags(dom, flags));
    }
    if (TRACE_INT(virDomainGetInfo(dom, &info)) == 0)
        note("   info %u", info.nrVirtCpu);
    tuning_xml(dom, "vcpu", 0);
    tuning_xml(dom, "vcpu", VIR_DOMAIN_XML_INACTIVE);
    tuning_xml(dom, "vcpus", 0);
}

static void get_flags(virDomainPtr dom)
{
    for (unsigned int bit = 0; bit < 32; bit++) {
        note("bit %u", bit);
        TRACE_INT(virDomainGetVcpusFlags(dom, 1u << bit));
        TRACE_INT(virDomainGetVcpusFlags(dom, 1u << bit | 3));
        TRACE_INT(virDomainGetVcpusFlags(dom, 1u << bit | VIR_DOMAIN_VCPU_GUEST));
        TRACE_INT(virDomainGetVcpusFlags(dom, 1u << bit | VIR_DOMAIN_VCPU_MAXIMUM));
    }
}

static void sets(virDomainPtr dom)
{
    static const unsigned int counts[] = {0, 1, 2, 3, 4, 5, 32, 33, 65535, 65536, UINT_MAX};

    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        note("%u", counts[i]);
        TRACE_INT(virDomainSetVcpus(dom, counts[i]));
        for (unsigned int flags = 0; flags < 8; flags++) {
            note("%u, flags %u", counts[i], flags);
            TRACE_INT(virDomainSetVcpusFlags(dom, counts[i], flags));
            TRACE_INT(virDomainGetVcpusFlags(dom, 0));
            TRACE_INT(virDomainGetVcpusFlags(dom, VIR_DOMAIN_VCPU_CONFIG));
            TRACE_INT(virDomainGetVcpusFlags(dom, VIR_DOMAIN_VCPU_CONFIG |
                                             VIR_DOMAIN_VCPU_MAXIMUM));
            tuning_xml(dom, "vcpu", 0);
            tuning_xml(dom, "vcpu", VIR_DOMAIN_XML_INACTIVE);
        }
    }
    for (unsigned int bit = 0; bit < 32; bit++) {
        note("bit %u", bit);
        TRACE_INT(virDomainSetVcpusFlags(dom, 2, 1u << bit));
        TRACE_INT(virDomainSetVcpusFlags(dom, 0, 1u << bit));
        TRACE_INT(virDomainSetVcpusFlags(dom, 2, 1u << bit | VIR_DOMAIN_VCPU_GUEST));
        TRACE_INT(virDomainSetVcpusFlags(dom, 2, 1u << bit | VIR_DOMAIN_VCPU_MAXIMUM));
        TRACE_INT(virDomainSetVcpusFlags(dom, 2, 1u << bit | VIR_DOMAIN_VCPU_HOTPLUGGABLE));
    }
}

static void host_maximum(void)
{
    static const char *const types[] = {"test", "qemu", "kvm", "KVM", "xen", "", "nonsense", "lxc"};
    virConnectPtr conn = tuning_host();
    virConnectPtr standard = harness_open();

    note("the host's maximum");
    TRACE_INT(virConnectGetMaxVcpus(conn, NULL));
    TRACE_INT(virConnectGetMaxVcpus(standard, NULL));
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        note("type \"%s\"", types[i]);
        TRACE_INT(virConnectGetMaxVcpus(conn, types[i]));
    }
    TRACE_INT(virConnectGetMaxVcpus(NULL, NULL));
    TRACE_INT(virConnectGetMaxVcpus(NULL, "test"));
    CHECK_INT(virConnectClose(standard), 0);
    CHECK_INT(virConnectClose(conn), 0);
}

static void refused(virDomainPtr dom)
{
    TRACE_INT(virDomainGetMaxVcpus(dom));
    TRACE_INT(virDomainGetVcpusFlags(dom, 0));
    TRACE_INT(virDomainGetVcpusFlags(dom, 3));
    TRACE_INT(virDomainGetVcpusFlags(dom, 1u << 20));
    TRACE_INT(virDomainGetVcpusFlags(dom, VIR_DOMAIN_VCPU_MAXIMUM));
    TRACE_INT(virDomainGetVcpusFlags(dom, VIR_DOMAIN_VCPU_MAXIMUM | VIR_DOMAIN_VCPU_CONFIG));
    TRACE_INT(virDomainSetVcpus(dom, 0));
    TRACE_INT(virDomainSetVcpus(dom, 1));
    TRACE_INT(virDomainSetVcpus(dom, 1000));
    TRACE_INT(virDomainSetVcpusFlags(dom, 0, 1u << 20));
    TRACE_INT(virDomainSetVcpusFlags(dom, 1, 1u << 20));
    TRACE_INT(virDomainSetVcpusFlags(dom, 1, 0));
    TRACE_INT(virDomainSetVcpusFlags(dom, 1, 3));
    TRACE_INT(virDomainSetVcpusFlags(dom, 1000, 0));
    TRACE_INT(virDomainSetVcpusFlags(dom, UINT_MAX, 1u << 20));
}

static void on_each(virDomainPtr dom)
{
    show(dom);
    get_flags(dom);
    sets(dom);
    show(dom);
    refused(dom);
}

int main(void)
{
    static const char *const names[] = {TUNING_STATES, NULL};

    harness_begin();
    harness_only(KIND_TEST);
    host_maximum();
    tuning_domains(names, on_each, refused);
    return harness_end();
}
