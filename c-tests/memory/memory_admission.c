/* A domain whose min_guarantee the host cannot provide is not started, on either cgroup version. */
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static virConnectPtr conn;

static unsigned long long meminfo(const char *name)
{
    unsigned long long kib = 0;
    char line[256];
    FILE *in = fopen("/proc/meminfo", "re");

    while (in && fgets(line, sizeof(line), in)) {
        if (strncmp(line, name, strlen(name)) == 0)
            sscanf(line + strlen(name), ": %llu", &kib);
    }
    if (in)
        fclose(in);
    if (!kib)
        harness_die("no %s", name);
    return kib;
}

static char *document(const char *name, unsigned long long kib)
{
    char more[128];

    snprintf(more, sizeof(more), "<memtune><min_guarantee>%llu</min_guarantee></memtune>", kib);
    return program_xml(name, "sleep 1000", "", more);
}

static void says(unsigned long long asked, const char *what)
{
    const char *message = virGetLastErrorMessage();
    char figure[64];

    snprintf(figure, sizeof(figure), "%llu KiB", asked);
    if (!CHECK(strstr(message, figure) && strstr(message, what)))
        fprintf(stderr, "  '%s' has not '%s' and '%s'\n", message, figure, what);
}

/* Neither by its document nor by its definition. */
static void refused(const char *subject, unsigned long long kib, const char *what)
{
    char *name = program_name(subject);
    char *xml = document(name, kib);
    virDomainPtr dom;

    CHECK_NULL(virDomainCreateXML(conn, xml, 0), VIR_ERR_OPERATION_FAILED);
    says(kib, what);
    CHECK(program_is_gone(name));
    dom = virDomainDefineXML(conn, xml);
    if (CHECK(dom != NULL)) {
        CHECK_FAILS(virDomainCreate(dom), VIR_ERR_OPERATION_FAILED);
        says(kib, what);
        CHECK_INT(virDomainIsActive(dom), 0);
        CHECK_INT(virDomainUndefine(dom), 0);
        CHECK_INT(virDomainFree(dom), 0);
    }
    CHECK(program_is_gone(name));
    free(xml);
    free(name);
}

static virDomainPtr started(const char *subject, unsigned long long kib)
{
    char *name = program_name(subject);
    char *xml = document(name, kib);
    virDomainPtr dom = virDomainCreateXML(conn, xml, 0);

    if (!dom)
        harness_die("cannot start %s", name);
    free(xml);
    free(name);
    return dom;
}

static void stopped(virDomainPtr dom)
{
    program_forget(virDomainGetName(dom));
    CHECK_INT(virDomainDestroy(dom), 0);
    CHECK_INT(virDomainFree(dom), 0);
}

int main(void)
{
    unsigned long long host, half;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    host = meminfo("MemTotal");
    refused("beyond", host + 4, "are guaranteed to running domains");
    refused("not-now", host, "are available");

    half = meminfo("MemAvailable") / 2 / 1024 * 1024;
    dom = started("half", half);
    if (harness_cgroup_version() == 2)
        CHECK_ULL(memory_value(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE), half);
    refused("beside", host - half + 4, "are guaranteed to running domains");
    stopped(dom);
    stopped(started("half", half));
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
