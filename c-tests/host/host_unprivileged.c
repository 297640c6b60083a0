/* What an unprivileged user sees of root's domains, and cannot change. */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <dirent.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECRET "virmemctl-ctest-secret"
#define NOBODY 65534

static char *name;

static bool holds_secret(const char *path)
{
    char text[65536];
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(text, 1, sizeof(text) - 1, file) : 0;

    if (file)
        fclose(file);
    text[length] = '\0';
    return strstr(text, SECRET) != NULL;
}

/* In all that may be read below a directory. */
static bool tells_secret(const char *path)
{
    DIR *dir = opendir(path);
    bool found = false;

    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        char *below;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (asprintf(&below, "%s/%s", path, entry->d_name) < 0)
            harness_die("no memory");
        found |= entry->d_type == DT_DIR ? tells_secret(below) : holds_secret(below);
        free(below);
    }
    if (dir)
        closedir(dir);
    return found;
}

static void looks(void)
{
    virConnectPtr conn = harness_open_read_only();
    virDomainPtr dom = virDomainLookupByName(conn, name);
    char *xml = virDomainGetXMLDesc(dom, 0);
    virDomainInfo info;

    CHECK(dom != NULL && virDomainGetID(dom) > 0);
    CHECK_INT(virDomainIsActive(dom), 1);
    CHECK_ULL(memory_limits(dom, 0).hard, MIB(96));
    CHECK_INT(virDomainGetInfo(dom, &info), 0);
    CHECK(xml != NULL && strstr(xml, name) != NULL && strstr(xml, SECRET) == NULL);
    CHECK_FAILS(virDomainDestroy(dom), VIR_ERR_OPERATION_DENIED);
    free(xml);
    virDomainFree(dom);
    virConnectClose(conn);
}

static void cannot_act(void)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = virDomainLookupByName(conn, name);
    char *xml = program_xml("virmemctl-ctest-nobodys", "exec sleep 1000", "", "");

    CHECK_FAILS(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(8), 0), VIR_ERR_SYSTEM_ERROR);
    CHECK_FAILS(virDomainDestroy(dom), VIR_ERR_SYSTEM_ERROR);
    CHECK_FAILS(virDomainShutdown(dom), VIR_ERR_SYSTEM_ERROR);
    CHECK_FAILS(virDomainSuspend(dom), VIR_ERR_SYSTEM_ERROR);
    CHECK_NULL(virDomainDefineXML(conn, xml), VIR_ERR_SYSTEM_ERROR);
    CHECK_NULL(virDomainCreateXML(conn, xml, 0), VIR_ERR_SYSTEM_ERROR);
    CHECK_NULL(harness_attach()(conn, getpid(), "virmemctl-ctest-nobodys", 0), VIR_ERR_SYSTEM_ERROR);
    CHECK_INT(virDomainIsActive(dom), 1);
    CHECK_ULL(memory_limits(dom, 0).hard, MIB(96));
    free(xml);
    virDomainFree(dom);
    virConnectClose(conn);
}

static void nobody(void *unused)
{
    (void)unused;
    if (setgroups(0, NULL) < 0 || setgid(NOBODY) < 0 || setuid(NOBODY) < 0)
        harness_die("cannot become nobody");
    looks();
    cannot_act();
    CHECK(!tells_secret("/run/virmemctl"));
    CHECK(!tells_secret("/etc/virmemctl"));
    _exit(harness_end());
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;
    char *xml;

    harness_begin();
    harness_only(KIND_KERNEL);
    if (geteuid() != 0)
        harness_skip("needs root, to be somebody else");
    conn = harness_open();
    name = program_name("seen");
    xml = program_xml(name, "exec sleep 1000", "<initenv name='TOKEN'>" SECRET "</initenv>",
                      "<memtune><hard_limit unit='MiB'>96</hard_limit></memtune>");
    dom = virDomainCreateXML(conn, xml, 0);
    CHECK(dom != NULL);
    CHECK(tells_secret("/run/virmemctl"));
    CHECK_INT(harness_child_wait(harness_child(nobody, NULL)), 0);
    CHECK_INT(virDomainDestroy(dom), 0);
    CHECK(!tells_secret("/run/virmemctl"));
    CHECK(program_is_gone(name));
    program_forget(name);
    virDomainFree(dom);
    virConnectClose(conn);
    free(xml);
    free(name);
    return harness_end();
}
