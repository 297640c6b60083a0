#include "faults/operations.h"
#include "support/cgroup.h"
#include "support/defined.h"
#include "support/disk.h"
#include "support/memory.h"
#include "support/program.h"
#include "support/scheduler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void report_definition(FILE *out, virDomainPtr dom)
{
    char *xml = NULL;
    int autostart = -1;

    if (virDomainIsPersistent(dom) == 1) {
        virDomainGetAutostart(dom, &autostart);
        xml = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE);
    }
    fprintf(out, "'%s': autostart %d, %s\n", virDomainGetName(dom), autostart, xml ? xml : "none");
    free(xml);
}

static void report_disk(FILE *out, virDomainPtr dom)
{
    static const char *const names[] = {VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS};

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char *text = disk_get(dom, names[i], VIR_DOMAIN_AFFECT_LIVE);

        fprintf(out, "%s %s\n", names[i], text ? text : "none");
        free(text);
    }
}

/* What else of a group, which is freed. */
static void report_other(FILE *out, char *group)
{
    char *limits = cgroup_limits(group);

    fprintf(out, "%s", limits);
    free(limits);
    free(group);
}

static char *cpuset_of(const char *name)
{
    char *path = NULL, *group;

    if (asprintf(&path, "/virmemctl-%s", name) < 0)
        abort();
    group = cgroup_at_controller(path, "cpuset");
    free(path);
    return group;
}

static void report_running(FILE *out, virDomainPtr dom)
{
    char *path = NULL, *group, *parent, *limits;
    char *title =
        virDomainGetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, NULL, VIR_DOMAIN_AFFECT_LIVE);
    virTypedParameter known[MOST_PARAMS] = {0};
    int count = COUNT_OF(known);

    if (asprintf(&path, "/machine/virmemctl-%s", virDomainGetName(dom)) < 0)
        abort();
    group = cgroup_at(path);
    parent = cgroup_at("/machine");
    limits = cgroup_limits(group);
    fprintf(out, "'%s': state %d, title %s\n%s", virDomainGetName(dom), program_state(dom, NULL),
            title ? title : "none", limits);
    if (harness_cgroup_version() == 1) {
        report_other(out, scheduler_group(virDomainGetName(dom)));
        if (cgroup_offers("cpuset"))
            report_other(out, cpuset_of(virDomainGetName(dom)));
    }
    /* It may have ended by now. */
    if (virDomainGetMemoryParameters(dom, known, &count, VIR_DOMAIN_AFFECT_LIVE) == 0) {
        for (int i = 0; i < count; i++)
            fprintf(out, "%s %llu\n", known[i].field, known[i].value.ul);
    }
    report_disk(out, dom);
    if (cgroup_has(parent, "memory.min"))
        fprintf(out, "above: memory.min %llu\n", cgroup_kib(parent, "memory.min"));
    free(limits);
    free(parent);
    free(group);
    free(path);
    free(title);
}

/* The group of a process created by operation_prepare, or that it has exited. */
static void report_process(FILE *out, pid_t pid)
{
    char path[64], text[1024], *group = NULL;
    FILE *in;

    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    in = pid > 0 ? fopen(path, "re") : NULL;
    if (in) {
        if (fgets(text, sizeof(text), in) && !strstr(text, ") Z ") && !strstr(text, ") X "))
            group = cgroup_of(pid);
        fclose(in);
    }
    fprintf(out, "process in %s\n", group ? group : "none");
    free(group);
}

struct state state_read(virConnectPtr conn)
{
    virDomainPtr *all = NULL;
    int count = virConnectListAllDomains(conn, &all, 0);
    struct state state;
    size_t sizes[2];
    FILE *live = open_memstream(&state.live, &sizes[0]);
    FILE *config = open_memstream(&state.config, &sizes[1]);

    for (int i = 0; i < count; i++) {
        if (defined_is_own(virDomainGetName(all[i]))) {
            report_definition(config, all[i]);
            if (virDomainIsActive(all[i]) == 1)
                report_running(live, all[i]);
        }
        virDomainFree(all[i]);
    }
    free(all);
    report_process(live, operation_family.parent);
    report_process(live, operation_family.child);
    fclose(live);
    fclose(config);
    return state;
}

void state_free(struct state *state)
{
    free(state->live);
    free(state->config);
}
