/* A domain's log: a large one is put aside at a start, and an undefine removes all when asked. */
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* libvirt's header does not have it. */
#define UNDEFINE_LOG (1U << 30)

static virConnectPtr conn;

static long size_of(const char *name, const char *suffix)
{
    char path[512];
    struct stat about;

    snprintf(path, sizeof(path), "/var/log/virmemctl/%s.log%s", name, suffix);
    return stat(path, &about) == 0 ? (long)about.st_size : -1;
}

int main(void)
{
    struct program it;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    it = program_define(conn, "log", "head -c 1100000 /dev/zero");
    for (int run = 1; run <= 5; run++) {
        CHECK_INT(virDomainCreate(it.dom), 0);
        CHECK(program_wait_state(it.dom, VIR_DOMAIN_SHUTOFF));
        CHECK(size_of(it.name, "") > 1100000 && size_of(it.name, "") < 1200000);
        CHECK((size_of(it.name, ".1") > 1100000) == (run > 1));
        CHECK((size_of(it.name, ".2") > 1100000) == (run > 2));
        CHECK_INT(size_of(it.name, ".3"), -1);
    }
    CHECK_INT(virDomainUndefineFlags(it.dom, UNDEFINE_LOG), 0);
    CHECK_INT(size_of(it.name, ""), -1);
    CHECK_INT(size_of(it.name, ".1"), -1);
    CHECK_INT(size_of(it.name, ".2"), -1);
    program_end(&it);
    it = program_define(conn, "log-of-running", "exec sleep 100");
    CHECK_INT(virDomainCreate(it.dom), 0);
    CHECK_FAILS(virDomainUndefineFlags(it.dom, UNDEFINE_LOG), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainIsPersistent(it.dom), 1);
    CHECK(size_of(it.name, "") >= 0);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_INT(virDomainUndefineFlags(it.dom, UNDEFINE_LOG), 0);
    CHECK_INT(size_of(it.name, ""), -1);
    program_end(&it);
    virConnectClose(conn);
    return harness_end();
}
