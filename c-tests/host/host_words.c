/* Messages that a new user meets: each says what is wrong, and what to do. */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define NOBODY 65534

static virConnectPtr conn;

static bool says(const char *words)
{
    const char *message = virGetLastErrorMessage();
    bool does = strstr(message, words) != NULL;

    if (!does)
        fprintf(stderr, "  '%s' does not say '%s'\n", message, words);
    return does;
}

/* A misspelt limit is refused, and nothing is started without it. */
static void misspelt(const char *tuning, const char *words)
{
    struct program it = program_plan("misspelt", "sleep 100", "", tuning);

    CHECK_NULL(virDomainDefineXML(conn, it.xml), VIR_ERR_CONFIG_UNSUPPORTED);
    CHECK(says(words));
    CHECK_NULL(virDomainCreateXML(conn, it.xml, 0), VIR_ERR_CONFIG_UNSUPPORTED);
    CHECK(says(words));
    program_end(&it);
}

static void misspelt_limits(void)
{
    misspelt("<memtune><hardlimit unit='MiB'>64</hardlimit></memtune>",
             "<memtune> has <hardlimit>, which is not known; the nearest known one is <hard_limit>");
    misspelt("<cputune><share>10</share></cputune>", "the nearest known one is <shares>");
    misspelt("<blkiotune><weigth>500</weigth></blkiotune>", "the nearest known one is <weight>");
    misspelt("<numatune><memnodes/></numatune>", "the nearest known one is <memnode>");
}

struct warning {
    const char *uri, *xml, *file;
};

/* Defines a domain in a process whose warnings go to a file. */
static void define_with_warnings(void *data)
{
    struct warning *warning = data;
    virConnectPtr own;
    virDomainPtr dom;

    setenv("LIBVIRT_DEBUG", "3", 1);
    if (!freopen(warning->file, "w", stderr))
        _exit(1);
    own = virConnectOpen(warning->uri);
    dom = virDomainDefineXML(own, warning->xml);
    _exit(dom && virDomainUndefine(dom) == 0 ? 0 : 1);
}

static bool warns(const char *uri, const char *xml, const char *words)
{
    struct warning warning = {uri, xml, harness_file("virmemctl-warnings", "")};
    char text[4096] = "";
    FILE *file;

    CHECK_INT(harness_child_wait(harness_child(define_with_warnings, &warning)), 0);
    file = fopen(warning.file, "r");
    text[file ? fread(text, 1, sizeof(text) - 1, file) : 0] = '\0';
    if (file)
        fclose(file);
    return strstr(text, words) != NULL;
}

static void warnings(void)
{
    struct program it = program_plan(
        "warns", "true", "", "<memtune><min_guarantee unit='MiB'>1</min_guarantee></memtune>");

    CHECK(warns(harness_uri(), it.xml,
                "min_guarantee is only checked before a start; to be held it needs cgroup v2 (memory.min)") ==
          (harness_cgroup_version() == 1));
    program_end(&it);
    CHECK(warns("test:///default",
                "<domain type='test'><name>misspelt</name><memory>65536</memory><os><type>hvm</type></os>"
                "<memtune><hardlimit>1</hardlimit></memtune></domain>",
                "domain 'misspelt': <memtune> has <hardlimit>, which is not known"));
}

static void what_v1_lacks(void)
{
    struct program it = program_start(conn, "lacks", "sleep 100", 0);

    if (harness_cgroup_version() == 1) {
        CHECK_FAILS(memory_set_one(it.dom, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, MIB(1), 0),
                    VIR_ERR_OPERATION_UNSUPPORTED);
        CHECK(says("min_guarantee cannot be set: needs cgroup v2 (memory.min)"));
        CHECK_FAILS(memory_set_one(it.dom, SWAP_SOFT_LIMIT, MIB(1), 0),
                    VIR_ERR_OPERATION_UNSUPPORTED);
        CHECK(says("needs cgroup v2 (memory.swap.high)"));
    }
    CHECK_INT(virDomainDestroy(it.dom), 0);
    program_end(&it);
}

/* Waits to be told, and then holds memory, which no swap can take. */
static void holds_memory(void *data)
{
    int *ends = data;
    size_t size = 96 << 20;
    char byte, *memory;

    if (read(ends[0], &byte, 1) != 1)
        _exit(1);
    memory = malloc(size);
    memset(memory, 1, size);
    if (mlock(memory, size) != 0 || write(ends[3], memory, 1) != 1)
        _exit(1);
    for (;;)
        pause();
}

static void limit_below_usage(harness_attach_fn attach)
{
    char *name = program_name("uses"), byte;
    int ends[4], used = 0;
    const char *at;
    pid_t child;
    virDomainPtr dom;

    CHECK_INT(pipe(ends), 0);
    CHECK_INT(pipe(ends + 2), 0);
    child = harness_child(holds_memory, ends);
    dom = attach(conn, child, name, 0);
    CHECK(dom != NULL);
    CHECK_INT((int)write(ends[1], "x", 1), 1);
    CHECK_INT((int)read(ends[2], &byte, 1), 1);
    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(32), 0), VIR_ERR_SYSTEM_ERROR);
    CHECK_INT(virGetLastError() ? virGetLastError()->int1 : 0, EBUSY);
    CHECK(says("32768 KiB"));
    CHECK(says("hard_limit"));
    CHECK(says("free memory in the domain"));
    at = strstr(virGetLastErrorMessage(), "that is below the ");
    CHECK(at && sscanf(at, "that is below the %d KiB in use", &used) == 1 && used >= 96 * 1024);
    CHECK_INT(virDomainDestroy(dom), 0);
    harness_child_wait(child);
    virDomainFree(dom);
    for (int i = 0; i < 4; i++)
        close(ends[i]);
    free(name);
}

static void nobody(void *unused)
{
    char *xml = program_xml("virmemctl-ctest-nobodys", "sleep 100", "", "");
    virConnectPtr own;

    (void)unused;
    if (setgroups(0, NULL) < 0 || setgid(NOBODY) < 0 || setuid(NOBODY) < 0)
        harness_die("cannot become nobody");
    own = virConnectOpen("cgroup:///system");
    CHECK_NULL(harness_attach()(own, getpid(), "virmemctl-ctest-nobodys", 0), VIR_ERR_SYSTEM_ERROR);
    CHECK(says("cgroup:///system needs root to attach, create"));
    CHECK(says("cgroup:///session is for users"));
    CHECK_NULL(virDomainCreateXML(own, xml, 0), VIR_ERR_SYSTEM_ERROR);
    CHECK(says("cgroup:///system needs root to attach, create"));
    CHECK_NULL(virDomainDefineXML(own, xml), VIR_ERR_SYSTEM_ERROR);
    CHECK(says("cgroup:///system needs root to attach, create"));
    virConnectClose(own);
    /* Without a URI there is something to read. */
    unsetenv("LIBVIRT_DEFAULT_URI");
    own = virConnectOpen(NULL);
    CHECK(own != NULL);
    CHECK(virConnectNumOfDomains(own) >= 0);
    virConnectClose(own);
    free(xml);
    _exit(harness_end());
}

/* To define a running domain that has no definition takes its uuid. */
static void define_what_is_attached(harness_attach_fn attach)
{
    struct program it = program_plan("attached", "sleep 100", "", "");
    pid_t child = harness_child(harness_child_waits, NULL);
    char uuid[VIR_UUID_STRING_BUFLEN], words[128], *xml, *at;
    virDomainPtr dom = attach(conn, child, it.name, 0), defined;

    CHECK(dom != NULL);
    CHECK_INT(virDomainGetUUIDString(dom, uuid), 0);
    CHECK_NULL(virDomainDefineXML(conn, it.xml), VIR_ERR_OPERATION_FAILED);
    snprintf(words, sizeof(words), "give the document <uuid>%s</uuid>, or define it before", uuid);
    CHECK(says(words));
    /* What it says works. */
    at = strstr(it.xml, "<memory");
    if (asprintf(&xml, "%.*s<uuid>%s</uuid>%s", (int)(at - it.xml), it.xml, uuid, at) < 0)
        harness_die("no memory");
    defined = virDomainDefineXML(conn, xml);
    CHECK(defined != NULL);
    CHECK_INT(virDomainIsPersistent(dom), 1);
    CHECK_INT(virDomainUndefine(defined), 0);
    CHECK_INT(virDomainDestroy(dom), 0);
    harness_child_wait(child);
    virDomainFree(defined);
    virDomainFree(dom);
    free(xml);
    program_end(&it);
}

int main(void)
{
    harness_attach_fn attach;

    harness_begin();
    harness_only(KIND_KERNEL);
    attach = harness_attach();
    conn = harness_open();
    misspelt_limits();
    warnings();
    what_v1_lacks();
    limit_below_usage(attach);
    define_what_is_attached(attach);
    if (geteuid() == 0)
        CHECK_INT(harness_child_wait(harness_child(nobody, NULL)), 0);
    virConnectClose(conn);
    return harness_end();
}
