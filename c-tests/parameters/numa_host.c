/* The memory nodes of the host's domains. */
#include "support/cgroup.h"
#include "support/host.h"
#include "support/program.h"
#include "support/qemu_process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NODESET VIR_DOMAIN_NUMA_NODESET
#define MODE VIR_DOMAIN_NUMA_MODE
#define NUMATUNE "<numatune><memory mode='%s' nodeset='%s'/></numatune>"

/* What a domain holds that is seen to migrate: 8 MiB in a variable of its shell. */
#define HOLDS "x=$(head -c 8388608 /dev/zero | tr '\\0' x); echo; while :; do sleep 100; done"
#define HELD_PAGES (8388608L / 4096)

static virConnectPtr conn;
static bool has_cpuset;
static int last; /* The host's last node. */

static virTypedParameter nodes(const char *text)
{
    virTypedParameter param = {.field = NODESET, .type = VIR_TYPED_PARAM_STRING};

    param.value.s = (char *)text;
    return param;
}

static virTypedParameter mode(int number)
{
    virTypedParameter param = {.field = MODE, .type = VIR_TYPED_PARAM_INT};

    param.value.i = number;
    return param;
}

static int set(virDomainPtr dom, virTypedParameter param, unsigned int flags)
{
    return virDomainSetNumaParameters(dom, &param, 1, flags);
}

static void is_got(virDomainPtr dom, const char *want, unsigned int flags)
{
    virTypedParameter params[2];
    int count = 2, number = -1;
    const char *text = NULL;

    memset(params, 0, sizeof(params));
    if (!CHECK_INT(virDomainGetNumaParameters(dom, params, &count, flags), 0))
        return;
    CHECK_INT(count, 2);
    CHECK_INT(virTypedParamsGetInt(params, count, MODE, &number), 1);
    CHECK_INT(number, VIR_DOMAIN_NUMATUNE_MEM_STRICT);
    CHECK_INT(virTypedParamsGetString(params, count, NODESET, &text), 1);
    CHECK_STR(text, want);
    virTypedParamsClear(params, count);
}

static void names(const char *words)
{
    virErrorPtr error = virGetLastError();

    CHECK(error && strstr(error->message, words) != NULL);
}

/* What the kernel's file has, and a get on a host with that file. */
static void group_has(virDomainPtr dom, const char *want)
{
    char *dir, *text;

    if (!has_cpuset)
        return;
    dir = cgroup_of_controller((pid_t)virDomainGetID(dom), "cpuset");
    text = cgroup_text(dir, "cpuset.mems");
    CHECK_STR(text, want);
    is_got(dom, want, 0);
    free(text);
    free(dir);
}

static void refused(virDomainPtr dom, const char *held)
{
    virTypedParameter both[2] = {mode(VIR_DOMAIN_NUMATUNE_MEM_STRICT), nodes("0,77")};
    char beyond[16];

    snprintf(beyond, sizeof(beyond), "0-%d", last + 1);
    CHECK_FAILS(set(dom, nodes("0,77"), 0), VIR_ERR_INVALID_ARG);
    names("77");
    CHECK_FAILS(set(dom, nodes(beyond), 0), VIR_ERR_INVALID_ARG);
    names(beyond);
    CHECK_FAILS(virDomainSetNumaParameters(dom, both, 2, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(dom, nodes(""), 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(dom, nodes("0-"), 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(dom, nodes("0,^0"), 0), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(set(dom, nodes("99999"), 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(dom, mode(9), 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(dom, mode(VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE), 0), VIR_ERR_OPERATION_INVALID);
    group_has(dom, held);
}

static void running(void)
{
    struct program it = program_start(conn, "numa", "sleep 100", 0);
    virTypedParameter both[2] = {mode(VIR_DOMAIN_NUMATUNE_MEM_STRICT), nodes("0")};
    virTypedParameter params[2];
    int count = 2;

    if (!has_cpuset) {
        CHECK_FAILS(virDomainGetNumaParameters(it.dom, params, &count, 0), VIR_ERR_OPERATION_INVALID);
        CHECK_FAILS(set(it.dom, nodes("0"), 0), VIR_ERR_OPERATION_INVALID);
    } else {
        char *dir = cgroup_of_controller((pid_t)virDomainGetID(it.dom), "cpuset");
        /* What an empty list means on v2: that of the group above. */
        char *text = cgroup_text(dir, harness_cgroup_version() == 1 ? "cpuset.mems" : "cpuset.mems.effective");

        CHECK(*text != '\0');
        is_got(it.dom, text, 0);
        CHECK_INT(virDomainSetNumaParameters(it.dom, both, 2, VIR_DOMAIN_AFFECT_LIVE), 0);
        group_has(it.dom, "0");
        free(text);
        free(dir);
    }
    refused(it.dom, "0");
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

static struct program planned(const char *subject, const char *how, const char *where)
{
    char more[200];

    snprintf(more, sizeof(more), NUMATUNE, how, where);
    return program_plan(subject, "sleep 100", "", more);
}

static void defined(void)
{
    struct program it = planned("numa-defined", "strict", "0");
    char *xml;

    it.dom = virDomainDefineXML(conn, it.xml);
    CHECK(it.dom != NULL);
    is_got(it.dom, "0", VIR_DOMAIN_AFFECT_CONFIG);
    if (has_cpuset) {
        CHECK_INT(virDomainCreate(it.dom), 0);
        is_got(it.dom, "0", VIR_DOMAIN_AFFECT_LIVE);
        CHECK_INT(set(it.dom, nodes("0"), VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG), 0);
        CHECK_INT(virDomainDestroy(it.dom), 0);
    } else {
        CHECK_FAILS(virDomainCreate(it.dom), VIR_ERR_OPERATION_INVALID);
    }
    CHECK_INT(set(it.dom, nodes("0"), VIR_DOMAIN_AFFECT_CONFIG), 0);
    CHECK_FAILS(set(it.dom, nodes("0,^0"), VIR_DOMAIN_AFFECT_CONFIG), VIR_ERR_OPERATION_INVALID);
    xml = virDomainGetXMLDesc(it.dom, VIR_DOMAIN_XML_INACTIVE);
    CHECK(xml && strstr(xml, "nodeset='0'") != NULL);
    free(xml);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
}

/* The pages of a process on a node that are no file's. */
static long pages_on(pid_t pid, int node)
{
    char path[64], line[2000], word[16];
    long pages = 0;
    FILE *in;

    snprintf(path, sizeof(path), "/proc/%d/numa_maps", pid);
    snprintf(word, sizeof(word), " N%d=", node);
    in = fopen(path, "re");
    if (!in)
        harness_die("open %s", path);
    while (fgets(line, sizeof(line), in)) {
        const char *at = strstr(line, word);

        if (at && !strstr(line, " file="))
            pages += strtol(at + strlen(word), NULL, 10);
    }
    fclose(in);
    return pages;
}

/* All that a domain holds is on the node, and nothing on the other one. */
static void is_on(virDomainPtr dom, int node)
{
    pid_t pid = (pid_t)virDomainGetID(dom);
    int other = node ? 0 : last;

    fprintf(stderr, "%ld pages on node %d, %ld on node %d\n", pages_on(pid, node), node, pages_on(pid, other), other);
    CHECK(pages_on(pid, node) >= HELD_PAGES);
    CHECK_INT(pages_on(pid, other), 0);
}

static virTypedParameter node(int number)
{
    static char text[8];

    snprintf(text, sizeof(text), "%d", number);
    return nodes(text);
}

/* Where a domain's memory is follows its nodes: from its start on, and when they change. */
static void migrates(void)
{
    char more[200], all[16];
    struct program it;

    snprintf(more, sizeof(more), "<numatune><memory mode='strict' nodeset='%d'/></numatune>", last);
    snprintf(all, sizeof(all), "0-%d", last);
    it = program_plan("numa-moves", HOLDS, "", more);
    program_start_planned(conn, &it);
    is_on(it.dom, last);
    CHECK_INT(set(it.dom, nodes(all), 0), 0);
    is_on(it.dom, last);
    CHECK_INT(set(it.dom, node(0), 0), 0);
    is_on(it.dom, 0);
    CHECK_FAILS(set(it.dom, node(last + 1), 0), VIR_ERR_INVALID_ARG);
    group_has(it.dom, "0");
    is_on(it.dom, 0);
    CHECK_INT(set(it.dom, node(last), 0), 0);
    is_on(it.dom, last);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

static char *mems_of(const struct qemu *guest, const char *threads)
{
    char *dir = qemu_dir(guest, "cpuset", threads), *text = cgroup_text(dir, "cpuset.mems");

    free(dir);
    return text;
}

static void threads_have(const struct qemu *guest, const char *want)
{
    static const char *const groups[] = {"vcpu0", "vcpu1", "emulator", "iothread1"};

    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        char *text = mems_of(guest, groups[i]);

        CHECK_STR(text, want);
        free(text);
    }
}

/* libvirt's groups of a guest's threads have the nodes, and the guest's own group stays as it is. */
static void in_groups(void)
{
    struct qemu guest = qemu_start_grouped("numa-groups");
    virDomainPtr dom = virDomainLookupByName(conn, guest.name);
    char *own = mems_of(&guest, ""), *after, want[16], beyond[16];

    snprintf(want, sizeof(want), "%d", last);
    snprintf(beyond, sizeof(beyond), "%d", last + 1);
    if (CHECK(dom != NULL)) {
        CHECK_INT(set(dom, nodes("0"), 0), 0);
        threads_have(&guest, "0");
        is_got(dom, "0", 0);
        CHECK_INT(set(dom, node(last), VIR_DOMAIN_AFFECT_LIVE), 0);
        threads_have(&guest, want);
        is_got(dom, want, 0);
        CHECK_FAILS(set(dom, nodes(beyond), 0), VIR_ERR_INVALID_ARG);
        names(beyond);
        threads_have(&guest, want);
        after = mems_of(&guest, "");
        CHECK_STR(after, own);
        free(after);
        virDomainFree(dom);
    }
    free(own);
    qemu_end(&guest);
}

static void not_started(const char *how, const char *where, int code)
{
    struct program it = planned("numa-not", how, where);

    CHECK_NULL(virDomainCreateXML(conn, it.xml, 0), code);
    program_end(&it);
}

int main(int argc, char **argv)
{
    qemu_begin(argc, argv);
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    has_cpuset = cgroup_offers("cpuset");
    last = host_last_node();
    running();
    defined();
    not_started("strict", "77", VIR_ERR_INVALID_ARG);
    not_started("interleave", "0", VIR_ERR_CONFIG_UNSUPPORTED);
    if (has_cpuset && geteuid() == 0)
        in_groups();
    if (has_cpuset && last > 0)
        migrates();
    else
        harness_skip_part("migration", "one memory node, or no cpuset controller");
    virConnectClose(conn);
    return harness_end();
}
