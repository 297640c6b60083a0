#include "faults/operations.h"

#include "faults/leftovers.h"
#include "support/cgroup.h"
#include "support/defined.h"
#include "support/disk.h"
#include "support/host.h"
#include "support/memory.h"
#include "support/program.h"
#include "support/scheduler.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct family operation_family;

/* The domain's name, and its name after a rename. */
static const char *names[2];

void operations_begin(void)
{
    names[0] = defined_name("each-a");
    names[1] = defined_name("each-b");
}

static char *document(const char *title, int mib)
{
    char *inside = NULL, *text;

    if (asprintf(&inside,
                 "<title>%s</title><memtune><hard_limit unit='MiB'>%d</hard_limit>"
                 "<soft_limit unit='MiB'>%d</soft_limit></memtune><description>%s</description>",
                 title, mib, mib - 8, title) < 0)
        abort();
    text = defined_document(names[0], 1, inside);
    free(inside);
    return text;
}

static bool given(virDomainPtr dom)
{
    if (dom)
        virDomainFree(dom);
    return dom != NULL;
}

static bool define_as(virConnectPtr conn, const char *title, int mib)
{
    char *xml = document(title, mib);
    bool defined = given(virDomainDefineXML(conn, xml));

    free(xml);
    return defined;
}

/* The operations. */

static bool define(virConnectPtr conn, virDomainPtr dom)
{
    (void)dom;
    return define_as(conn, "new", 80);
}

static bool undefine(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainUndefine(dom) == 0;
}

static bool rename_it(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainRename(dom, names[1], 0) == 0;
}

static bool set_autostart(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainSetAutostart(dom, 1) == 0;
}

static bool create(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainCreate(dom) == 0;
}

static bool create_paused(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainCreateWithFlags(dom, VIR_DOMAIN_START_PAUSED) == 0;
}

static bool create_xml(virConnectPtr conn, virDomainPtr dom)
{
    char *xml = document("new", 80);
    bool created = given(virDomainCreateXML(conn, xml, 0));

    (void)dom;
    free(xml);
    return created;
}

static bool destroy(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainDestroy(dom) == 0;
}

static bool suspend(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainSuspend(dom) == 0;
}

static bool resume(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return virDomainResume(dom) == 0;
}

static bool attach(virConnectPtr conn, virDomainPtr dom)
{
    (void)dom;
    return given(harness_attach()(conn, operation_family.parent, names[0], 0));
}

static bool set(virDomainPtr dom, int mib, unsigned int flags)
{
    struct limits limits = {MIB(mib), MIB(mib - 8), MIB(mib + 32)};

    return memory_set_all(dom, limits, flags) == 0;
}

static bool raise_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set(dom, 200, VIR_DOMAIN_AFFECT_LIVE);
}

static bool lower_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set(dom, 32, VIR_DOMAIN_AFFECT_LIVE);
}

static bool set_config(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set(dom, 48, VIR_DOMAIN_AFFECT_CONFIG);
}

static bool set_both(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set(dom, 48, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG);
}

/* A definition says nothing of what is unlimited. */
static bool unlimit_both(virConnectPtr conn, virDomainPtr dom)
{
    struct limits none = {UNLIMITED, UNLIMITED, UNLIMITED};

    (void)conn;
    return memory_set_all(dom, none, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG) == 0;
}

static bool guarantee(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return memory_set_one(dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(4), 0) == 0;
}

/* Scheduler parameters. */

static bool shares(virConnectPtr conn, virDomainPtr dom)
{
    virTypedParameter param = param_ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 300);

    (void)conn;
    return virDomainSetSchedulerParameters(dom, &param, 1) == 0;
}

/* Two files on v1. */
static bool bandwidth(virConnectPtr conn, virDomainPtr dom)
{
    virTypedParameter params[] = {param_llong(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 20000),
                                  param_ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, 50000)};

    (void)conn;
    return virDomainSetSchedulerParameters(dom, params, COUNT_OF(params)) == 0;
}

static bool schedule_both(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return scheduler_set(dom, (struct scheduling){200, 80000, 160000},
                         VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG) == 0;
}

/* Block I/O parameters: two files on v1, two items of one line on v2. */

static bool limit_disk(virDomainPtr dom, unsigned int flags)
{
    struct disk disk;
    virTypedParameter params[2];

    if (!disk_find(&disk))
        return false;
    params[0] = disk_param(VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, disk_text(&disk, 3145728));
    params[1] = disk_param(VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, disk_text(&disk, 300));
    return virDomainSetBlkioParameters(dom, params, 2, flags) == 0;
}

static bool disk_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return limit_disk(dom, VIR_DOMAIN_AFFECT_LIVE);
}

static bool disk_both(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return limit_disk(dom, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG);
}

/* The CPUs and the memory nodes of the cpuset controller. */

static bool pin(virDomainPtr dom, unsigned int flags)
{
    unsigned char map[HOST_CPUMAP] = {0};
    int cpu = host_last_cpu();

    map[cpu / 8] = (unsigned char)(1 << (cpu % 8));
    return virDomainPinEmulator(dom, map, sizeof(map), flags) == 0;
}

static bool pin_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return pin(dom, VIR_DOMAIN_AFFECT_LIVE);
}

static bool pin_both(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return pin(dom, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG);
}

static bool set_nodes(virDomainPtr dom, unsigned int flags)
{
    virTypedParameter param = {.field = VIR_DOMAIN_NUMA_NODESET, .type = VIR_TYPED_PARAM_STRING};
    char last[16];

    snprintf(last, sizeof(last), "%d", host_last_node());
    param.value.s = last;
    return virDomainSetNumaParameters(dom, &param, 1, flags) == 0;
}

static bool nodes_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set_nodes(dom, VIR_DOMAIN_AFFECT_LIVE);
}

static bool nodes_both(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set_nodes(dom, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG);
}

static bool set_title(virDomainPtr dom, unsigned int flags)
{
    return virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, "new", NULL, NULL, flags) == 0;
}

static bool title_live(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set_title(dom, VIR_DOMAIN_AFFECT_LIVE);
}

static bool title_both(virConnectPtr conn, virDomainPtr dom)
{
    (void)conn;
    return set_title(dom, VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG);
}

const struct operation operations[] = {
    {"define", define, 0, false, 0, 0, NULL},
    {"define over", define, DEFINED, false, 0, 0, NULL},
    {"define over a running one", define, DEFINED | RUNNING, false, 1, 0, NULL},
    {"undefine", undefine, DEFINED, false, 0, 0, NULL},
    {"undefine a running one", undefine, DEFINED | RUNNING, false, 1, 0, NULL},
    {"rename", rename_it, DEFINED, false, 0, 0, NULL},
    {"autostart", set_autostart, DEFINED, false, 0, 0, NULL},
    {"create", create, DEFINED, false, 0, 0, NULL},
    {"create paused", create_paused, DEFINED, false, 1, 0, NULL},
    {"create of a document", create_xml, 0, false, 1, 0, NULL},
    {"destroy", destroy, DEFINED | RUNNING, false, 0, 0, NULL},
    {"destroy an attached one", destroy, FAMILY | ATTACHED, false, 0, 0, NULL},
    {"destroy a paused one", destroy, RUNNING | PAUSED, false, 1, 0, NULL},
    {"attach", attach, FAMILY, false, 1, 0, NULL},
    {"attach to a defined name", attach, FAMILY | DEFINED, false, 0, 0, NULL},
    {"suspend", suspend, FAMILY | ATTACHED, false, 0, 0, NULL},
    {"resume", resume, FAMILY | ATTACHED | PAUSED, false, 0, 0, NULL},
    {"raise", raise_live, FAMILY | ATTACHED, false, 0, 0, "swap"},
    {"lower", lower_live, RUNNING, false, 0, 0, "swap"},
    {"guarantee", guarantee, RUNNING, false, 2, 0, "swap"},
    {"set a definition", set_config, DEFINED, false, 0, 0, NULL},
    {"set both", set_both, DEFINED | RUNNING, false, 0, 0, "swap"},
    {"unlimit both", unlimit_both, DEFINED | RUNNING, false, 0, 0, "swap"},
    {"shares", shares, FAMILY | ATTACHED, false, 0, 0, NULL},
    {"bandwidth", bandwidth, RUNNING, false, 0, 0, NULL},
    {"scheduler of both", schedule_both, DEFINED | RUNNING, false, 0, 0, NULL},
    {"block I/O", disk_live, FAMILY | ATTACHED, false, 0, DISK, NULL},
    {"block I/O of both", disk_both, DEFINED | RUNNING, false, 0, DISK, NULL},
    {"title", title_live, RUNNING, false, 1, 0, NULL},
    {"title of both", title_both, DEFINED | RUNNING, true, 0, 0, NULL},
    {"emulator pin", pin_live, FAMILY | ATTACHED, false, 0, CPUS, "cpuset"},
    {"emulator pin of both", pin_both, DEFINED | RUNNING, false, 0, CPUS, "cpuset"},
    {"NUMA", nodes_live, FAMILY | ATTACHED, false, 0, NODES, "cpuset"},
    {"NUMA of both", nodes_both, DEFINED | RUNNING, false, 0, NODES, "cpuset"},
    {NULL, NULL, 0, false, 0, 0, NULL},
};

static bool is_there(int needs)
{
    struct disk disk;

    switch (needs) {
    case DISK:
        return disk_find(&disk);
    case CPUS:
        return cgroup_offers("cpuset") && host_last_cpu() > 0;
    case NODES:
        return cgroup_offers("cpuset") && host_last_node() > 0;
    default:
        return true;
    }
}

/* Where another kernel of this version does all of it: what this one makes a difference to. */
bool operation_applies(const struct operation *operation)
{
    const char *fewer = getenv("VIRMEMCTL_TEST_FEWER");

    if (operation->version && operation->version != harness_cgroup_version())
        return false;
    if (fewer && (!operation->differs || strcmp(operation->differs, fewer) != 0))
        return false;
    return is_there(operation->needs);
}

static void must(bool succeeded, const char *what)
{
    if (!succeeded)
        harness_die("cannot %s before", what);
}

void operation_prepare(virConnectPtr conn, const struct operation *operation)
{
    int before = operation->before;
    virDomainPtr dom = NULL;

    if (before & FAMILY)
        operation_family = family_start();
    if (before & DEFINED)
        must(define_as(conn, "old", 64), "define");
    if (before & ATTACHED)
        must(attach(conn, NULL), "attach");
    if (before & RUNNING && !(before & DEFINED)) {
        char *xml = document("old", 64);

        must(given(virDomainCreateXML(conn, xml, 0)), "create");
        free(xml);
    }
    if (before & (DEFINED | RUNNING | ATTACHED))
        dom = virDomainLookupByName(conn, names[0]);
    if (before & RUNNING && before & DEFINED)
        must(virDomainCreate(dom) == 0, "create");
    if (before & (RUNNING | ATTACHED))
        must(set(dom, 64, 0), "set");
    if (before & PAUSED)
        must(virDomainSuspend(dom) == 0, "suspend");
    if (dom)
        virDomainFree(dom);
}

void operations_clear(virConnectPtr conn)
{
    /* A family that is frozen ends with the domain alone. */
    for (int i = 0; i < 2; i++) {
        virDomainPtr dom = virDomainLookupByName(conn, names[i]);

        if (!dom)
            continue;
        if (virDomainIsActive(dom) == 1)
            virDomainDestroy(dom);
        virDomainUndefine(dom);
        virDomainFree(dom);
        program_forget(names[i]);
    }
    family_end(&operation_family);
    leftovers_check(conn);
}

bool operation_run(const struct operation *operation)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = virDomainLookupByName(conn, names[0]);

    return operation->act(conn, dom);
}
