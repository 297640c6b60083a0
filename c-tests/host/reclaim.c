/* Reclaim on demand: on cgroup v2 caches are taken back, by as much as is told, and no limit changes; where the
 * kernel cannot, that is said. */
#include "support/cgroup.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CACHED_MIB 48

static virConnectPtr conn;
static harness_reclaim_fn reclaim;

static unsigned long long in_use(const char *dir)
{
    return cgroup_kib(dir, harness_cgroup_version() == 1 ? "memory.usage_in_bytes" : "memory.current");
}

static void bad_arguments(virDomainPtr dom)
{
    unsigned long long came = 77;
    virConnectPtr other = virConnectOpenReadOnly(harness_uri());
    virDomainPtr same;

    CHECK_FAILS(reclaim(NULL, 4, &came, 0), VIR_ERR_INVALID_DOMAIN);
    CHECK_FAILS(reclaim(dom, 4, NULL, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(reclaim(dom, 0, &came, 0), VIR_ERR_INVALID_ARG);
    CHECK_FAILS(reclaim(dom, 4, &came, 1), VIR_ERR_INVALID_ARG);
    CHECK(other != NULL);
    same = virDomainLookupByName(other, virDomainGetName(dom));
    CHECK(same != NULL);
    CHECK_FAILS(reclaim(same, 4, &came, 0), VIR_ERR_OPERATION_DENIED);
    CHECK_ULL(came, 77);
    virDomainFree(same);
    virConnectClose(other);
}

/* Written pages of a file on a disk or, where there is none, nothing that can be taken. */
static virDomainPtr with_caches(struct program *it, const char *file)
{
    char script[800];

    snprintf(script, sizeof(script),
             "dd if=/dev/zero of=%s bs=1024k count=%d 2>/dev/null; sync; cat %s >/dev/null; echo ready; exec sleep 100",
             file, CACHED_MIB, file);
    *it = program_plan("reclaim", script, "", "");
    program_start_planned(conn, it);
    return it->dom;
}

static void on_v2(virDomainPtr dom, const char *dir)
{
    unsigned long long before = in_use(dir), came = 0, more = 77, after;
    char *limits = cgroup_limits(dir), *same;
    unsigned long long wanted = before / 4;

    /* A part of a page is a page. */
    CHECK_INT(reclaim(dom, 1, &came, 0), 0);
    CHECK_ULL(came, (unsigned long long)sysconf(_SC_PAGESIZE) / 1024);
    CHECK_INT(reclaim(dom, wanted, &came, 0), 0);
    after = in_use(dir);
    fprintf(stderr, "of %llu KiB %llu were asked for, %llu are told, %llu are left\n", before, wanted, came, after);
    CHECK(came < wanted + (unsigned long long)sysconf(_SC_PAGESIZE) / 1024);
    CHECK(after + came <= before + MIB(2));
    /* More than there is: as much as can be had, and no error. */
    CHECK_INT(reclaim(dom, MIB(4096), &more, 0), 0);
    CHECK(more <= after);
    CHECK(in_use(dir) <= after + MIB(2));
    same = cgroup_limits(dir);
    CHECK_STR(same, limits);
    free(same);
    free(limits);
    CHECK_INT(program_state(dom, NULL), VIR_DOMAIN_RUNNING);
}

int main(void)
{
    unsigned long long came = 77;
    struct program it;
    char *dir, file[300];

    harness_begin();
    harness_only(KIND_KERNEL);
    reclaim = harness_reclaim();
    if (!reclaim)
        harness_skip("this library has no virMemctlDomainReclaim");
    conn = harness_open();
    snprintf(file, sizeof(file), "%s", harness_file("virmemctl-reclaim", ""));
    with_caches(&it, file);
    dir = cgroup_of((pid_t)virDomainGetID(it.dom));
    bad_arguments(it.dom);
    if (cgroup_has(dir, "memory.reclaim")) {
        on_v2(it.dom, dir);
    } else {
        CHECK_FAILS(reclaim(it.dom, 4096, &came, 0), VIR_ERR_OPERATION_UNSUPPORTED);
        CHECK_ULL(came, 77);
    }
    CHECK_INT(virDomainDestroy(it.dom), 0);
    CHECK_FAILS(reclaim(it.dom, 4096, &came, 0), VIR_ERR_NO_DOMAIN);
    program_end(&it);
    free(dir);
    virConnectClose(conn);
    return harness_end();
}
