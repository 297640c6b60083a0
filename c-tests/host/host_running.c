/* Changes of running domains: live, in the definition, or both. */
#include "support/cgroup.h"
#include "support/defined.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define LIVE VIR_DOMAIN_AFFECT_LIVE
#define CONFIG VIR_DOMAIN_AFFECT_CONFIG
#define TITLE VIR_DOMAIN_METADATA_TITLE
#define ELEMENT VIR_DOMAIN_METADATA_ELEMENT

static void check_title(virDomainPtr dom, unsigned int flags, const char *want)
{
    char *text = virDomainGetMetadata(dom, TITLE, NULL, flags);

    if (want)
        CHECK_STR(text, want);
    else
        CHECK_NULL(text, VIR_ERR_NO_DOMAIN_METADATA);
    free(text);
}

static int set_title(virDomainPtr dom, const char *text, unsigned int flags)
{
    return virDomainSetMetadata(dom, TITLE, text, NULL, NULL, flags);
}

static int set_hard(virDomainPtr dom, unsigned long long kib, unsigned int flags)
{
    virTypedParameter param = param_ull(VIR_DOMAIN_MEMORY_HARD_LIMIT, kib);

    return virDomainSetMemoryParameters(dom, &param, 1, flags);
}

static void check_hard(virDomainPtr dom, unsigned int flags, unsigned long long want)
{
    virTypedParameter params[8];
    unsigned long long value = 0;
    int count = 8;

    CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, flags), 0);
    CHECK_INT(virTypedParamsGetULLong(params, count, VIR_DOMAIN_MEMORY_HARD_LIMIT, &value), 1);
    CHECK_ULL(value, want);
}

/* A transient domain: what can be said of it is live. */
static void transient(virDomainPtr dom)
{
    CHECK_INT(virDomainIsPersistent(dom), 0);
    check_title(dom, 0, NULL);
    CHECK_INT(set_title(dom, "while it runs", 0), 0);
    CHECK_STR(defined_events(), "metadata-1");
    check_title(dom, LIVE, "while it runs");
    CHECK(defined_shows(dom, 0, "while it runs"));
    CHECK_FAILS(set_title(dom, "never", CONFIG), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(set_title(dom, "never", LIVE | CONFIG), VIR_ERR_OPERATION_INVALID);
    check_title(dom, 0, "while it runs");
    CHECK_FAILS(virDomainSetAutostart(dom, 1), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainUndefine(dom), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainRename(dom, defined_name("no"), 0), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(set_hard(dom, 65536, CONFIG), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainSetMemory(dom, 1024), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_FAILS(virDomainSetVcpus(dom, 1), VIR_ERR_OPERATION_UNSUPPORTED);
    CHECK_STR(defined_events(), "");
}

/* The definition for the domain that runs: its name and its uuid. */
static virDomainPtr define_it(virConnectPtr conn, virDomainPtr dom, const char *inside)
{
    char uuid[VIR_UUID_STRING_BUFLEN];
    char *element = NULL;
    char *document;
    virDomainPtr defined;

    CHECK_INT(virDomainGetUUIDString(dom, uuid), 0);
    if (asprintf(&element, "<uuid>%s</uuid>%s", uuid, inside) < 0)
        abort();
    document = defined_document(virDomainGetName(dom), 0, element);
    defined = virDomainDefineXML(conn, document);
    CHECK(defined != NULL);
    free(element);
    free(document);
    return defined;
}

static void live_and_config(virDomainPtr dom)
{
    CHECK_INT(set_title(dom, "both", LIVE | CONFIG), 0);
    CHECK_STR(defined_events(), "metadata-1");
    check_title(dom, LIVE, "both");
    check_title(dom, CONFIG, "both");
    CHECK_INT(set_title(dom, "live", 0), 0);
    CHECK_INT(set_title(dom, "config", CONFIG), 0);
    check_title(dom, 0, "live");
    check_title(dom, CONFIG, "config");
    CHECK(defined_shows(dom, 0, "<title>live"));
    CHECK(defined_shows(dom, VIR_DOMAIN_XML_INACTIVE, "<title>config"));
    CHECK_FAILS(virDomainSetMetadata(dom, ELEMENT, "<a", "k", "urn:k", 3),
                VIR_ERR_XML_DETAIL);
    CHECK_STR(defined_events(), "metadata-1 metadata-1");
}

static void memory_live_and_config(virDomainPtr dom, pid_t pid)
{
    char *group = cgroup_of(pid);
    const char *file =
        harness_cgroup_version() == 1 ? "memory.limit_in_bytes" : "memory.max";

    CHECK_INT(set_hard(dom, 131072, LIVE | CONFIG), 0);
    CHECK_ULL(cgroup_kib(group, file), 131072);
    check_hard(dom, CONFIG, 131072);
    CHECK_INT(set_hard(dom, 98304, LIVE), 0);
    check_hard(dom, CONFIG, 131072);
    CHECK_INT(set_hard(dom, 65536, CONFIG), 0);
    check_hard(dom, LIVE, 98304);
    check_hard(dom, CONFIG, 65536);
    CHECK(defined_shows(dom, 0, ">98304</hard_limit>"));
    CHECK(defined_shows(dom, VIR_DOMAIN_XML_INACTIVE, ">65536</hard_limit>"));
    /* What the definition refuses is not done to the running domain either. */
    CHECK_INT(virDomainSetMetadata(dom, TITLE, NULL, NULL, NULL, LIVE | CONFIG), 0);
    {
        virTypedParameter guarantee = param_ull(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, 61440);

        CHECK_INT(virDomainSetMemoryParameters(dom, &guarantee, 1, CONFIG), 0);
    }
    CHECK_FAILS(set_hard(dom, 40960, LIVE | CONFIG), VIR_ERR_INVALID_ARG);
    CHECK_ULL(cgroup_kib(group, file), 98304);
    check_hard(dom, CONFIG, 65536);
    free(group);
}

/* The definition is too large for what this process may write: neither part changes. */
static void both_or_none(virDomainPtr dom, pid_t pid)
{
    char *group = cgroup_of(pid);
    char *limits = cgroup_limits(group);
    char *large = malloc(20000);
    char *after;
    struct rlimit before, small;

    if (!large)
        abort();
    sprintf(large, "<a>%19000d</a>", 1);
    CHECK_INT(virDomainSetMetadata(dom, ELEMENT, large, "k", "urn:k", CONFIG), 0);
    CHECK_INT(set_title(dom, "of both", LIVE | CONFIG), 0);
    defined_events();
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){.rlim_cur = 8192, .rlim_max = before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &small), 0);
    CHECK_FAILS(set_title(dom, "half", LIVE | CONFIG), VIR_ERR_SYSTEM_ERROR);
    CHECK_FAILS(set_hard(dom, 204800, LIVE | CONFIG), VIR_ERR_SYSTEM_ERROR);
    CHECK_FAILS(virDomainSetAutostart(dom, 1), VIR_ERR_SYSTEM_ERROR);
    CHECK_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_DESCRIPTION, "x", NULL, NULL, LIVE), 0);
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &before), 0);
    CHECK_STR(defined_events(), "metadata-0");
    check_title(dom, LIVE, "of both");
    check_title(dom, CONFIG, "of both");
    after = cgroup_limits(group);
    CHECK_STR(after, limits);
    CHECK_INT(virDomainSetMetadata(dom, ELEMENT, NULL, NULL, "urn:k", CONFIG), 0);
    defined_events();
    free(after);
    free(large);
    free(limits);
    free(group);
}

static void persistent(virConnectPtr conn, virDomainPtr dom, pid_t pid)
{
    virDomainPtr defined = define_it(conn, dom, "<title>of the definition</title>");
    int autostart = 0;

    CHECK_STR(defined_events(), "defined-added");
    CHECK_INT(virDomainIsPersistent(dom), 1);
    CHECK_INT(virDomainIsActive(dom), 1);
    check_title(dom, LIVE, "while it runs");
    check_title(dom, CONFIG, "of the definition");
    live_and_config(dom);
    memory_live_and_config(dom, pid);
    both_or_none(dom, pid);
    CHECK_FAILS(virDomainRename(dom, defined_name("no"), 0), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainSetMaxMemory(dom, 131072), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainSetMemoryFlags(dom, 32768, CONFIG), 0);
    CHECK_INT(virDomainSetAutostart(dom, 1), 0);
    CHECK_INT(virDomainGetAutostart(dom, &autostart), 0);
    CHECK_INT(autostart, 1);
    defined_events();
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_STR(defined_events(), "undefined-removed");
    CHECK_INT(virDomainIsPersistent(dom), 0);
    CHECK_INT(virDomainIsActive(dom), 1);
    check_title(dom, 0, "of both");
    virDomainFree(defined);
}

/* A definition that was made while it ran is there when it has ended. */
static void outlives(virConnectPtr conn, virDomainPtr dom, pid_t pid)
{
    virDomainPtr defined = define_it(conn, dom, "");

    harness_child_end(pid);
    CHECK_INT(virConnectNumOfDomains(conn) >= 0, 1);
    CHECK_INT(virDomainIsActive(dom), 0);
    CHECK_INT(virDomainIsPersistent(dom), 1);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_FAILS(virDomainIsPersistent(dom), VIR_ERR_NO_DOMAIN);
    virDomainFree(defined);
}

int main(void)
{
    harness_attach_fn attach;
    virConnectPtr conn;
    virDomainPtr dom;
    pid_t pid;

    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_attach();
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    conn = harness_open();
    defined_listen(conn);
    pid = harness_child(harness_child_waits, NULL);
    dom = attach(conn, pid, defined_name("running"), 0);
    if (!dom)
        harness_die("no domain");
    virConnectNumOfDomains(conn);
    defined_events();
    transient(dom);
    persistent(conn, dom, pid);
    outlives(conn, dom, pid);
    defined_listen_end(conn);
    virDomainFree(dom);
    virConnectClose(conn);
    return harness_end();
}
