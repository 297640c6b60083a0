/* The memory nodes of the host's domains. */
#include "support/cgroup.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NODESET VIR_DOMAIN_NUMA_NODESET
#define MODE VIR_DOMAIN_NUMA_MODE
#define NUMATUNE "<numatune><memory mode='%s' nodeset='%s'/></numatune>"

static virConnectPtr conn;
static bool has_cpuset;

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
        char *text = cgroup_text(dir, "cpuset.mems");

        is_got(it.dom, text, 0);
        CHECK_INT(virDomainSetNumaParameters(it.dom, both, 2, VIR_DOMAIN_AFFECT_LIVE), 0);
        is_got(it.dom, "0", 0);
        free(text);
        text = cgroup_text(dir, "cpuset.mems");
        CHECK_STR(text, "0");
        free(text);
        free(dir);
    }
    CHECK_FAILS(set(it.dom, nodes("0,77"), 0), VIR_ERR_INVALID_ARG);
    names("77");
    CHECK_FAILS(set(it.dom, nodes(""), 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(it.dom, nodes("0-"), 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(it.dom, mode(9), 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set(it.dom, mode(VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE), 0), VIR_ERR_OPERATION_INVALID);
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

static void not_started(const char *how, const char *where, int code)
{
    struct program it = planned("numa-not", how, where);

    CHECK_NULL(virDomainCreateXML(conn, it.xml, 0), code);
    program_end(&it);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    has_cpuset = access("/sys/fs/cgroup/cpuset/cpuset.mems", F_OK) == 0;
    running();
    defined();
    not_started("strict", "77", VIR_ERR_INVALID_ARG);
    not_started("interleave", "0", VIR_ERR_CONFIG_UNSUPPORTED);
    virConnectClose(conn);
    return harness_end();
}
