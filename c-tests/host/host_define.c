/* Defined domains of the host that are not running. */
#include "support/defined.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define KEPT "<metadata><k:keep xmlns:k='urn:k'>as it was</k:keep></metadata>"

static void define_and_look(virConnectPtr conn)
{
    const char *name = defined_name("one");
    virDomainPtr dom = defined_domain(conn, name, 1, KEPT);
    virDomainPtr same;
    virDomainInfo info;
    int state = -1, autostart = -1;

    CHECK_STR(defined_events(), "defined-added");
    CHECK_INT(virDomainIsActive(dom), 0);
    CHECK_INT(virDomainIsPersistent(dom), 1);
    CHECK_INT(virDomainGetState(dom, &state, NULL, 0), 0);
    CHECK_INT(state, VIR_DOMAIN_SHUTOFF);
    CHECK_INT(virDomainGetAutostart(dom, &autostart), 0);
    CHECK_INT(autostart, 0);
    CHECK_INT(virDomainGetInfo(dom, &info), 0);
    CHECK_ULL(info.maxMem, 65536);
    CHECK_INT(info.nrVirtCpu, 2);
    CHECK(defined_shows(dom, 0, "as it was"));
    same = defined_domain(conn, name, 1, "<title>Another</title>" KEPT);
    CHECK_STR(defined_events(), "defined-updated");
    CHECK(defined_shows(dom, VIR_DOMAIN_XML_INACTIVE, "Another"));
    virDomainFree(same);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_STR(defined_events(), "undefined-removed");
    CHECK_FAILS(virDomainUndefine(dom), VIR_ERR_NO_DOMAIN);
    CHECK_FAILS(virDomainGetAutostart(dom, &autostart), VIR_ERR_NO_DOMAIN);
    CHECK_FAILS(virDomainRename(dom, defined_name("two"), 0), VIR_ERR_NO_DOMAIN);
    virDomainFree(dom);
}

static void file_of_its_owner(virConnectPtr conn)
{
    const char *name = defined_name("file");
    virDomainPtr dom = defined_domain(conn, name, 1, KEPT);
    char *path = defined_file(name);
    struct stat stat;

    if (CHECK_INT(lstat(path, &stat), 0))
        CHECK_INT(stat.st_mode & 07777, 0600);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK(lstat(path, &stat) < 0);
    free(path);
    virDomainFree(dom);
}

static void refuse(virConnectPtr conn, const char *document, int code)
{
    virDomainPtr dom = virDomainDefineXML(conn, document);

    if (!CHECK_NULL(dom, code))
        fprintf(stderr, "  the document is %s\n", document);
    if (dom) {
        virDomainUndefine(dom);
        virDomainFree(dom);
    }
}

#define BODY "<memory>1024</memory><os><type>exe</type><init>/bin/true</init></os></domain>"

static void bad_documents(virConnectPtr conn)
{
    char *good = defined_document(defined_name("good"), 0, "");

    refuse(conn, "<domain type='cgroup'><memory>1024</memory></domain>", VIR_ERR_NO_NAME);
    refuse(conn, "<domain type='cgroup'><name>..</name>" BODY, VIR_ERR_XML_ERROR);
    refuse(conn, "<domain type='cgroup'><name>a/b</name>" BODY, VIR_ERR_XML_ERROR);
    refuse(conn, "<domain type='cgroup'><name>a\nb</name>" BODY, VIR_ERR_XML_ERROR);
    refuse(conn, "<domain type='kvm'><name>virmemctl-x</name>" BODY, VIR_ERR_CONFIG_UNSUPPORTED);
    refuse(conn, "<domain type='nonsense'><name>virmemctl-x</name>" BODY,
           VIR_ERR_CONFIG_UNSUPPORTED);
    refuse(conn,
           "<domain type='cgroup'><name>virmemctl-x</name><memory>1024</memory>"
           "<os><type>hvm</type></os></domain>",
           VIR_ERR_CONFIG_UNSUPPORTED);
    refuse(conn,
           "<domain type='cgroup'><name>virmemctl-x</name><memory>1024</memory>"
           "<os><type>exe</type><init>bin/true</init></os></domain>",
           VIR_ERR_XML_ERROR);
    refuse(conn,
           "<domain type='cgroup'><name>virmemctl-x</name><memory>1024</memory>"
           "<os><type>exe</type></os></domain>",
           VIR_ERR_XML_ERROR);
    refuse(conn, "<domain type='cgroup'", VIR_ERR_XML_DETAIL);
    CHECK_NULL(virDomainDefineXMLFlags(conn, good, 1U << 5), VIR_ERR_INVALID_ARG);
    CHECK_NULL(virDomainDefineXML(conn, NULL), VIR_ERR_INVALID_ARG);
    CHECK_STR(defined_events(), "");
    free(good);
}

static void refuse_other(virConnectPtr conn, const char *name, int uuid)
{
    char *document = defined_document(name, uuid, "");

    refuse(conn, document, VIR_ERR_OPERATION_FAILED);
    free(document);
}

static void names_and_uuids_are_taken(virConnectPtr conn)
{
    const char *name = defined_name("taken");
    virDomainPtr dom = defined_domain(conn, name, 1, "");
    virDomainPtr other = defined_domain(conn, defined_name("other"), 2, "");

    refuse_other(conn, name, 3);
    refuse_other(conn, name, 0);
    refuse_other(conn, defined_name("new"), 1);
    refuse_other(conn, defined_name("other"), 1);
    CHECK_FAILS(virDomainRename(dom, defined_name("other"), 0), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainRename(dom, name, 0), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainRename(dom, "a/b", 0), VIR_ERR_XML_ERROR);
    CHECK_FAILS(virDomainRename(dom, "..", 0), VIR_ERR_XML_ERROR);
    CHECK_FAILS(virDomainRename(dom, defined_name("new"), 1), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_INT(virDomainUndefine(other), 0);
    defined_events();
    virDomainFree(dom);
    virDomainFree(other);
}

static void renamed_with_all_it_has(virConnectPtr conn)
{
    const char *old = defined_name("old"), *new = defined_name("new");
    virDomainPtr dom = defined_domain(conn, old, 1, "<title>Its title</title>" KEPT);
    virDomainPtr again;
    char *path = defined_file(old);
    struct stat stat;
    int autostart = 0;

    CHECK_INT(virDomainSetAutostart(dom, 1), 0);
    defined_events();
    CHECK_INT(virDomainRename(dom, new, 0), 0);
    CHECK_STR(defined_events(), "undefined-renamed defined-renamed");
    CHECK(lstat(path, &stat) < 0);
    CHECK_NULL(virDomainLookupByName(conn, old), VIR_ERR_NO_DOMAIN);
    again = virDomainLookupByName(conn, new);
    if (CHECK(again != NULL)) {
        CHECK_INT(virDomainGetAutostart(again, &autostart), 0);
        CHECK_INT(autostart, 1);
        CHECK(defined_shows(again, 0, "Its title") && defined_shows(again, 0, "as it was"));
        CHECK(defined_shows(again, 0, new) && !defined_shows(again, 0, old));
        CHECK(!defined_shows(again, 0, "autostart"));
        virDomainFree(again);
    }
    again = defined_domain(conn, new, 1, "");
    CHECK_INT(virDomainGetAutostart(dom, &autostart), 0);
    CHECK_INT(autostart, 1);
    CHECK_INT(virDomainSetAutostart(dom, 0), 0);
    CHECK_INT(virDomainGetAutostart(again, &autostart), 0);
    CHECK_INT(autostart, 0);
    CHECK_INT(virDomainUndefine(again), 0);
    defined_events();
    virDomainFree(again);
    virDomainFree(dom);
    free(path);
}

static void check_text(virDomainPtr dom, int type, const char *uri, const char *want)
{
    char *text = virDomainGetMetadata(dom, type, uri, 0);

    CHECK_STR(text, want);
    free(text);
}

static void texts(virConnectPtr conn)
{
    virDomainPtr dom = defined_domain(conn, defined_name("texts"), 1, "");
    const int title = VIR_DOMAIN_METADATA_TITLE, element = VIR_DOMAIN_METADATA_ELEMENT;

    defined_events();
    CHECK_NULL(virDomainGetMetadata(dom, title, NULL, 0), VIR_ERR_NO_DOMAIN_METADATA);
    CHECK_INT(virDomainSetMetadata(dom, title, "A title", NULL, NULL, 0), 0);
    check_text(dom, title, NULL, "A title");
    CHECK_INT(virDomainSetMetadata(dom, element, "<a>b</a>", "k", "urn:k",
                                   VIR_DOMAIN_AFFECT_CONFIG), 0);
    check_text(dom, element, "urn:k", "<a>b</a>");
    CHECK_INT(virDomainSetMetadata(dom, title, NULL, NULL, NULL, 0), 0);
    CHECK_NULL(virDomainGetMetadata(dom, title, NULL, 0), VIR_ERR_NO_DOMAIN_METADATA);
    CHECK_STR(defined_events(), "metadata-1 metadata-2 metadata-1");
    CHECK_FAILS(virDomainSetMetadata(dom, title, "x", NULL, NULL, VIR_DOMAIN_AFFECT_LIVE),
                VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainSetMetadata(dom, element, "<a", "k", "urn:k", 0), VIR_ERR_XML_DETAIL);
    CHECK_FAILS(virDomainSetMetadata(dom, title, "x", NULL, NULL, 8), VIR_ERR_INVALID_ARG);
    CHECK_STR(defined_events(), "");
    check_text(dom, element, "urn:k", "<a>b</a>");
    CHECK_INT(virDomainUndefine(dom), 0);
    defined_events();
    virDomainFree(dom);
}

static int set_two(virDomainPtr dom, const char *one, unsigned long long a, const char *other,
                   unsigned long long b, unsigned int flags)
{
    virTypedParameter params[2] = {param_ull(one, a), param_ull(other, b)};

    return virDomainSetMemoryParameters(dom, params, 2, flags);
}

static unsigned long long held(virDomainPtr dom, const char *field, unsigned int flags)
{
    virTypedParameter params[8];
    unsigned long long value = 0;
    int count = 8;

    CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, flags), 0);
    CHECK_INT(virTypedParamsGetULLong(params, count, field, &value), 1);
    return value;
}

#define HARD VIR_DOMAIN_MEMORY_HARD_LIMIT
#define SOFT VIR_DOMAIN_MEMORY_SOFT_LIMIT
#define SWAP VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT
#define GUARANTEE VIR_DOMAIN_MEMORY_MIN_GUARANTEE

static void memory_of_a_definition(virConnectPtr conn)
{
    virDomainPtr dom = defined_domain(conn, defined_name("memory"), 1, "");
    const unsigned int config = VIR_DOMAIN_AFFECT_CONFIG;

    CHECK_ULL(held(dom, HARD, 0), VIR_DOMAIN_MEMORY_PARAM_UNLIMITED);
    CHECK_INT(set_two(dom, HARD, 102400, SWAP, 204800, config), 0);
    CHECK_INT(set_two(dom, SOFT, 51200, SOFT "x", 0, config), -1);
    CHECK_ULL(held(dom, HARD, 0), 102400);
    CHECK_ULL(held(dom, SWAP, config), 204800);
    CHECK_ULL(held(dom, SOFT, 0), VIR_DOMAIN_MEMORY_PARAM_UNLIMITED);
    CHECK_FAILS(set_two(dom, HARD, 204801, SOFT, 1024, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set_two(dom, SWAP, 102399, SOFT, 1024, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set_two(dom, GUARANTEE, 102401, SOFT, 1024, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set_two(dom, HARD, 0, SOFT, 1024, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(set_two(dom, HARD, 102400, SOFT, 1024, VIR_DOMAIN_AFFECT_LIVE),
                VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(set_two(dom, HARD, 102400, SOFT, 1024, 3), VIR_ERR_OPERATION_INVALID);
    CHECK_ULL(held(dom, SOFT, 0), VIR_DOMAIN_MEMORY_PARAM_UNLIMITED);
    CHECK_INT(set_two(dom, GUARANTEE, 1024, SOFT, 4096, 0), 0);
    CHECK(defined_shows(dom, 0, "<min_guarantee unit='KiB'>1024"));
    CHECK_INT(virDomainUndefine(dom), 0);
    virDomainFree(dom);
}

static void sizes_of_a_definition(virConnectPtr conn)
{
    virDomainPtr dom = defined_domain(conn, defined_name("sizes"), 1, "");
    const unsigned int config = VIR_DOMAIN_AFFECT_CONFIG;

    CHECK_INT(virDomainSetMaxMemory(dom, 131072), 0);
    CHECK_ULL(virDomainGetMaxMemory(dom), 131072);
    CHECK_INT(virDomainSetMemoryFlags(dom, 98304, config), 0);
    CHECK(defined_shows(dom, 0, ">98304</currentMemory>"));
    CHECK_FAILS(virDomainSetMemoryFlags(dom, 131073, config), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainSetMemory(dom, 1024), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainSetVcpusFlags(dom, 1, config), 0);
    CHECK_FAILS(virDomainSetVcpusFlags(dom, 3, config), VIR_ERR_INVALID_ARG);
    CHECK_INT(virDomainSetVcpusFlags(dom, 4, config | VIR_DOMAIN_VCPU_MAXIMUM), 0);
    CHECK_INT(virDomainGetVcpusFlags(dom, config | VIR_DOMAIN_VCPU_MAXIMUM), 4);
    CHECK_INT(virDomainGetVcpusFlags(dom, config), 1);
    CHECK_INT(virDomainUndefine(dom), 0);
    virDomainFree(dom);
}

static void flags_of_undefine(virConnectPtr conn)
{
    virDomainPtr dom = defined_domain(conn, defined_name("flags"), 1, "");
    const unsigned int both = VIR_DOMAIN_UNDEFINE_NVRAM | VIR_DOMAIN_UNDEFINE_KEEP_NVRAM;

    CHECK_FAILS(virDomainUndefineFlags(dom, 1U << 20), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(virDomainUndefineFlags(dom, both), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainUndefineFlags(dom, VIR_DOMAIN_UNDEFINE_MANAGED_SAVE |
                                              VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA |
                                              VIR_DOMAIN_UNDEFINE_NVRAM), 0);
    virDomainFree(dom);
}

static void seen_by_others(virConnectPtr conn)
{
    virConnectPtr other = harness_open(), reader = harness_open_read_only();
    const char *name = defined_name("seen");
    virDomainPtr dom = defined_domain(conn, name, 1, "");
    virDomainPtr theirs = virDomainLookupByName(other, name);
    virDomainPtr read = virDomainLookupByName(reader, name);
    virDomainPtr same;

    CHECK(theirs != NULL && read != NULL);
    CHECK_FAILS(virDomainUndefine(read), VIR_ERR_OPERATION_DENIED);
    CHECK_FAILS(virDomainSetAutostart(read, 1), VIR_ERR_OPERATION_DENIED);
    for (int turn = 0; turn < 5; turn++) {
        char title[64];

        snprintf(title, sizeof(title), "<title>Number %d</title>", turn);
        same = defined_domain(conn, name, 1, title);
        CHECK(defined_shows(theirs, 0, title));
        virDomainFree(same);
    }
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_FAILS(virDomainIsPersistent(theirs), VIR_ERR_NO_DOMAIN);
    virDomainFree(dom);
    virDomainFree(theirs);
    virDomainFree(read);
    virConnectClose(other);
    virConnectClose(reader);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_not(KIND_TEST);
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    conn = harness_open();
    defined_listen(conn);
    define_and_look(conn);
    file_of_its_owner(conn);
    defined_events();
    bad_documents(conn);
    names_and_uuids_are_taken(conn);
    renamed_with_all_it_has(conn);
    texts(conn);
    memory_of_a_definition(conn);
    sizes_of_a_definition(conn);
    flags_of_undefine(conn);
    seen_by_others(conn);
    defined_listen_end(conn);
    virConnectClose(conn);
    return harness_end();
}
