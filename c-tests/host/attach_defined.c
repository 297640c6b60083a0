/* Attaching a process under the name of a defined domain: it gets the UUID and the limits. */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SECRET "hush-hush"

static virConnectPtr conn;

static char *uuid_of(virDomainPtr dom)
{
    char text[VIR_UUID_STRING_BUFLEN];

    CHECK_INT(virDomainGetUUIDString(dom, text), 0);
    return strdup(text);
}

static bool file_tells_secret(const char *path)
{
    char text[16384];
    FILE *file = fopen(path, "re");
    size_t length;

    if (!file)
        harness_die("no %s", path);
    length = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[length] = '\0';
    return strstr(text, SECRET) != NULL;
}

/* What anybody may read of a running domain tells no secrets; what tells them is root's alone. */
static void check_private(const char *name)
{
    struct stat record, private;
    char path[512];

    snprintf(path, sizeof(path), "/run/virmemctl/%s.xml", name);
    CHECK(!file_tells_secret(path));
    CHECK_INT(stat(path, &record), 0);
    CHECK_INT(record.st_mode & 0777, 0644);
    snprintf(path, sizeof(path), "/run/virmemctl/private/%s.xml", name);
    CHECK(file_tells_secret(path));
    CHECK_INT(stat(path, &private), 0);
    CHECK_INT(private.st_mode & 0777, 0600);
    CHECK_INT(private.st_uid, 0);
}

static void takes_the_limits(void)
{
    harness_attach_fn attach = harness_attach();
    struct program it = program_plan("attached", "exec sleep 1000",
                                     "<initenv name='PW'>" SECRET "</initenv>",
                                     "<memtune><hard_limit unit='MiB'>96</hard_limit>"
                                     "<soft_limit unit='MiB'>80</soft_limit></memtune>");
    virDomainPtr defined = it.dom = virDomainDefineXML(conn, it.xml), dom;
    pid_t child = harness_child(harness_child_waits, NULL);
    char *before = cgroup_of(child), *dir, *uuid = uuid_of(defined), *same;

    dom = attach(conn, child, it.name, 0);
    CHECK(dom != NULL);
    same = uuid_of(dom);
    CHECK_STR(same, uuid);
    CHECK_INT((int)virDomainGetID(dom), child);
    CHECK_INT(virDomainIsActive(defined), 1);
    CHECK_INT(virDomainIsPersistent(dom), 1);
    CHECK_ULL(memory_limits(dom, VIR_DOMAIN_AFFECT_LIVE).hard, MIB(96));
    CHECK_ULL(memory_limits(dom, VIR_DOMAIN_AFFECT_LIVE).soft, MIB(80));
    dir = cgroup_of(child);
    CHECK(strcmp(before, dir) != 0);
    CHECK_ULL(cgroup_kib(dir, harness_cgroup_version() == 1 ? "memory.limit_in_bytes"
                                                            : "memory.max"),
              MIB(96));
    check_private(it.name);
    CHECK_NULL(attach(conn, child, it.name, 0), VIR_ERR_OPERATION_FAILED);
    CHECK_FAILS(virDomainCreate(defined), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainDestroy(dom), 0);
    CHECK_INT(virDomainIsActive(defined), 0);
    CHECK(!cgroup_exists(dir));
    CHECK_INT(virDomainUndefine(defined), 0);
    virDomainFree(dom);
    program_end(&it);
    free(same);
    free(uuid);
    free(dir);
    free(before);
}

/* What it is guaranteed the host has not: the process stays where it is. */
static void is_not_admitted(void)
{
    harness_attach_fn attach = harness_attach();
    struct program it =
        program_plan("huge", "exec sleep 1000", "",
                     "<memtune><min_guarantee unit='TiB'>64</min_guarantee></memtune>");
    virDomainPtr defined = it.dom = virDomainDefineXML(conn, it.xml);
    pid_t child = harness_child(harness_child_waits, NULL);
    char *before = cgroup_of(child), *after;

    CHECK(defined != NULL);
    CHECK_NULL(attach(conn, child, it.name, 0), VIR_ERR_OPERATION_FAILED);
    CHECK(strstr(virGetLastErrorMessage(), "68719476736 KiB") != NULL);
    CHECK_FAILS(virDomainCreate(defined), VIR_ERR_OPERATION_FAILED);
    after = cgroup_of(child);
    CHECK_STR(after, before);
    CHECK_INT(virDomainIsActive(defined), 0);
    CHECK_INT(virDomainUndefine(defined), 0);
    harness_child_end(child);
    program_end(&it);
    free(after);
    free(before);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    takes_the_limits();
    is_not_admitted();
    virConnectClose(conn);
    return harness_end();
}
