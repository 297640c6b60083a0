/* The groups of bulk statistics, in libvirt's names: what each tells of a virtual machine, of a process, of a domain of
 * the library's own, and of one that is shut off. */
#include "support/balloon.h"
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NONE ULLONG_MAX

static virConnectPtr conn;

/* A number of any type in the statistics of a domain; NONE where it is not told. */
static unsigned long long told_by(virDomainPtr dom, unsigned int groups, unsigned int flags, const char *field)
{
    virDomainPtr doms[] = {dom, NULL};
    virDomainStatsRecordPtr *records = NULL;
    unsigned long long value = NONE;
    int n = virDomainListGetStats(doms, groups, &records, flags);

    if (!CHECK_INT(n, 1))
        return NONE;
    for (int i = 0; i < records[0]->nparams; i++) {
        const virTypedParameter *param = &records[0]->params[i];

        if (strcmp(param->field, field) != 0)
            continue;
        value = param->type == VIR_TYPED_PARAM_ULLONG ? param->value.ul
                : param->type == VIR_TYPED_PARAM_UINT ? param->value.ui
                                                      : (unsigned long long)param->value.i;
    }
    virDomainStatsRecordListFree(records);
    return value;
}

static unsigned long long told(virDomainPtr dom, unsigned int groups, const char *field)
{
    return told_by(dom, groups, groups ? VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS : 0, field);
}

static void times(virDomainPtr dom)
{
    unsigned long long all = told(dom, VIR_DOMAIN_STATS_CPU_TOTAL, "cpu.time");
    unsigned long long user = told(dom, VIR_DOMAIN_STATS_CPU_TOTAL, "cpu.user");
    unsigned long long kernel = told(dom, VIR_DOMAIN_STATS_CPU_TOTAL, "cpu.system");

    CHECK(all != NONE && user != NONE && kernel != NONE);
    CHECK(user <= told(dom, VIR_DOMAIN_STATS_CPU_TOTAL, "cpu.time") + 1000000000);
    CHECK_ULL(told(dom, VIR_DOMAIN_STATS_STATE, "state.state"), VIR_DOMAIN_RUNNING);
    CHECK(told(dom, VIR_DOMAIN_STATS_STATE, "state.reason") != NONE);
}

static void of_a_machine(void)
{
    struct balloon it = balloon_start(&vmm_qemu, "good");
    unsigned int vcpu = VIR_DOMAIN_STATS_VCPU, io = VIR_DOMAIN_STATS_IOTHREAD;

    times(it.dom);
    CHECK_ULL(told(it.dom, vcpu, "vcpu.current"), 2);
    CHECK_ULL(told(it.dom, vcpu, "vcpu.maximum"), 4);
    CHECK_INT(virDomainGetVcpusFlags(it.dom, VIR_DOMAIN_AFFECT_LIVE), 2);
    CHECK_INT(virDomainGetVcpusFlags(it.dom, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_VCPU_MAXIMUM), 4);
    CHECK_INT(virDomainGetMaxVcpus(it.dom), 4);
    CHECK_ULL(told(it.dom, vcpu, "vcpu.0.state"), VIR_VCPU_RUNNING);
    CHECK_ULL(told(it.dom, vcpu, "vcpu.1.state"), VIR_VCPU_RUNNING);
    CHECK_ULL(told(it.dom, vcpu, "vcpu.2.state"), NONE);
    CHECK(told(it.dom, vcpu, "vcpu.1.time") < 1000000000);
    CHECK_ULL(told(it.dom, io, "iothread.count"), 2);
    CHECK_ULL(told(it.dom, io, "iothread.7.poll-max-ns"), 32768);
    CHECK_ULL(told(it.dom, io, "iothread.7.poll-grow"), 2);
    CHECK_ULL(told(it.dom, io, "iothread.7.poll-shrink"), 0);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_INTERFACE, "net.count"), 0);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_BALLOON, "balloon.current"), MIB(GUEST));
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_BALLOON, "balloon.maximum"), MIB(GUEST));
    CHECK(told(it.dom, VIR_DOMAIN_STATS_BLOCK, "block.count") != NONE);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_MEMORY, "memory.bandwidth.monitor.count"), NONE);
    balloon_stop(it);
}

/* Which threads are virtual CPUs only the monitor tells; it is not asked where that may take time. */
static void of_nameless_threads(void)
{
    struct balloon it = balloon_start(&vmm_qemu, "nameless");

    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_VCPU, "vcpu.1.state"), VIR_VCPU_RUNNING);
    CHECK_ULL(told_by(it.dom, VIR_DOMAIN_STATS_VCPU, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT, "vcpu.1.state"), NONE);
    CHECK_ULL(told_by(it.dom, VIR_DOMAIN_STATS_VCPU, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT, "vcpu.current"), 2);
    balloon_stop(it);
}

static void of_a_process(void)
{
    struct balloon it = {.pid = harness_child(harness_child_waits, NULL)};

    it.dom = balloon_attach(it.pid);
    times(it.dom);
    CHECK(told(it.dom, VIR_DOMAIN_STATS_VCPU, "vcpu.current") >= 1);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_VCPU, "vcpu.0.state"), NONE);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_IOTHREAD, "iothread.count"), NONE);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_INTERFACE, "net.count"), 0);
    CHECK(told(it.dom, 0, "balloon.current") != NONE && told(it.dom, 0, "net.count") != NONE);
    balloon_stop(it);
}

#define MORE                                                                                            \
    "<vcpu current='2'>3</vcpu><devices><disk type='file' device='disk'><source file='%s'/>"             \
    "<target dev='vda'/></disk><disk type='file' device='cdrom'><target dev='hdc'/></disk></devices>"

/* The same of its definition, whether it runs or not. */
static void as_defined(virDomainPtr dom, const char *image)
{
    CHECK_ULL(told(dom, VIR_DOMAIN_STATS_VCPU, "vcpu.current"), 2);
    CHECK_ULL(told(dom, VIR_DOMAIN_STATS_VCPU, "vcpu.maximum"), 3);
    CHECK_ULL(told(dom, VIR_DOMAIN_STATS_BLOCK, "block.count"), 2);
    CHECK_ULL(told(dom, VIR_DOMAIN_STATS_BLOCK, "block.0.capacity"), *image == '/' ? 10 : NONE);
    CHECK_ULL(told(dom, VIR_DOMAIN_STATS_BLOCK, "block.0.physical"), *image == '/' ? 10 : NONE);
    CHECK(told(dom, VIR_DOMAIN_STATS_BLOCK, "block.0.allocation") != NONE || *image != '/');
    CHECK_ULL(told(dom, VIR_DOMAIN_STATS_BLOCK, "block.1.capacity"), NONE);
    CHECK_ULL(told(dom, VIR_DOMAIN_STATS_BALLOON, "balloon.maximum"), MIB(64));
}

static void of_an_own_one(void)
{
    const char *image = harness_file("virmemctl-image", "0123456789");
    char *more = vmm_text(MORE, image);
    struct program it = program_plan("groups", "echo; sleep 100", "", more);

    it.dom = virDomainDefineXML(conn, it.xml);
    if (!it.dom)
        harness_die("%s was not defined", it.name);
    as_defined(it.dom, image);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_INTERFACE, "net.count"), NONE);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_STATE, "state.state"), VIR_DOMAIN_SHUTOFF);
    CHECK_INT(virDomainCreate(it.dom), 0);
    free(program_output(it.name, 1));
    as_defined(it.dom, image);
    times(it.dom);
    CHECK_ULL(told(it.dom, VIR_DOMAIN_STATS_INTERFACE, "net.count"), 0);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
    free(more);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    balloon_begin("groups");
    of_a_machine();
    of_nameless_threads();
    of_a_process();
    of_an_own_one();
    balloon_end();
    virConnectClose(conn);
    return harness_end();
}
