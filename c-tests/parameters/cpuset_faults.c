/*
 * A failing write at any point of a set of a domain's CPUs or memory nodes, live and in the definition:
 * afterwards both are in force, or neither, also where the group's file was empty before, which the kernel
 * does not let be written back.
 */
#include "faults/syscall_faults.h"
#include "support/cgroup.h"
#include "support/host.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOTH (VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG)

static const int errors[] = {EINVAL, EACCES, ENOSPC};
static virConnectPtr conn;
static int sets, faults;

/* What is set: a file of the group, how, and the last number of which one is taken. */
struct subject {
    const char *file;
    int (*set)(virDomainPtr dom, int number);
    const char *element;
    int last;
};

static int set_cpu(virDomainPtr dom, int number)
{
    unsigned char map[HOST_CPUMAP] = {0};

    map[number / 8] = (unsigned char)(1 << (number % 8));
    return virDomainPinEmulator(dom, map, sizeof(map), BOTH);
}

static int set_node(virDomainPtr dom, int number)
{
    virTypedParameter param = {.field = VIR_DOMAIN_NUMA_NODESET, .type = VIR_TYPED_PARAM_STRING};
    char text[16];

    snprintf(text, sizeof(text), "%d", number);
    param.value.s = text;
    return virDomainSetNumaParameters(dom, &param, 1, BOTH);
}

/* What the domain may use: the group's file on v1, what comes of it and of the groups above on v2. */
static char *in_force(virDomainPtr dom, const struct subject *subject)
{
    char *dir = cgroup_of_controller((pid_t)virDomainGetID(dom), "cpuset"), file[64], *text;

    snprintf(file, sizeof(file), "%s%s", subject->file, harness_cgroup_version() == 1 ? "" : ".effective");
    text = cgroup_text(dir, file);
    free(dir);
    return text;
}

static bool is_defined(virDomainPtr dom, const struct subject *subject)
{
    char *xml = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE);
    bool found = xml && strstr(xml, subject->element) != NULL;

    free(xml);
    return found;
}

/* A set in which call `number` on files of that prefix fails; false where it has not so many. */
static bool fails_at(const struct subject *subject, const char *prefix, int number, int error)
{
    struct program it = program_define(conn, "cpuset-faults", "exec sleep 100");
    char *before, *after, wanted[16];
    const char *file;
    int result;

    CHECK_INT(virDomainCreate(it.dom), 0);
    before = in_force(it.dom, subject);
    snprintf(wanted, sizeof(wanted), "%d", subject->last);
    faults_files(prefix);
    faults_arm(number, error, false);
    result = subject->set(it.dom, subject->last);
    file = faults_hit();
    sets++;
    faults += file != NULL;
    if (result < 0) {
        CHECK(file != NULL);
        CHECK_INT(virGetLastErrorCode(), VIR_ERR_SYSTEM_ERROR);
        CHECK(!strstr(virGetLastErrorMessage(), "could not be rolled back"));
    } else {
        CHECK(!file || faults_may_go_on(error));
    }
    after = in_force(it.dom, subject);
    CHECK_STR(after, result < 0 ? before : wanted);
    CHECK_INT(is_defined(it.dom, subject), result == 0);
    free(before);
    free(after);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
    return file != NULL;
}

static void with_faults(const struct subject *subject)
{
    /* A definition is written to a temporary file first. */
    const char *const prefixes[] = {"cpuset.", "."};

    for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
        for (size_t k = 0; k < COUNT_OF(errors); k++) {
            int number = 1;

            while (fails_at(subject, prefixes[i], number, errors[k]))
                number++;
            CHECK(number > 1);
        }
    }
}

static void quiet(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

int main(void)
{
    const struct subject subjects[] = {
        {"cpuset.cpus", set_cpu, "<emulatorpin", host_last_cpu()},
        {"cpuset.mems", set_node, "<numatune>", host_last_node()},
    };

    harness_begin();
    harness_only(KIND_KERNEL);
    if (!cgroup_offers("cpuset"))
        harness_skip("no cpuset controller in this kernel");
    virSetErrorFunc(NULL, quiet);
    conn = harness_open();
    faults_begin("cpuset.");
    for (size_t i = 0; i < COUNT_OF(subjects); i++) {
        if (subjects[i].last > 0)
            with_faults(&subjects[i]);
    }
    note("%d sets, %d of them with a fault", sets, faults);
    virConnectClose(conn);
    return harness_end();
}
