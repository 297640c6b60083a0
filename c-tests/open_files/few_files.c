/* A program that may have no more than 32 files open, and 200 domains. */
#include "open_files/opened.h"
#include "support/memory.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#define DOMAINS 200
#define FEW 32

static struct opened domains[DOMAINS];

static void each_works(void)
{
    for (int i = 0; i < DOMAINS; i++) {
        struct limits want = {MIB(100 + (unsigned int)i), MIB(50), MIB(900)};

        CHECK_INT(memory_set_all(domains[i].dom, want, 0), 0);
    }
    for (int i = 0; i < DOMAINS; i++)
        CHECK_ULL(memory_limits(domains[i].dom, 0).hard, MIB(100 + (unsigned int)i));
    CHECK(opened_files() <= FEW);
}

/* Their groups are removed by the next call, which waits for none of them for long. */
static void all_end(virConnectPtr conn)
{
    time_t begin;

    for (int i = 0; i < DOMAINS; i++)
        opened_end(&domains[i]);
    begin = time(NULL);
    CHECK(virConnectNumOfDomains(conn) >= 0);
    CHECK(time(NULL) - begin < DOMAINS / 5);
}

int main(void)
{
    struct rlimit few = {FEW, FEW}, before;
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    for (int i = 0; i < DOMAINS; i++) {
        char name[64];

        snprintf(name, sizeof(name), "virmemctl-few-%d", i);
        domains[i] = opened_start(conn, name);
    }
    virConnectClose(conn);
    getrlimit(RLIMIT_NOFILE, &before);
    few.rlim_max = before.rlim_max;
    CHECK_INT(setrlimit(RLIMIT_NOFILE, &few), 0);
    /* Their connection was opened when more was allowed. */
    each_works();
    conn = harness_open();
    for (int i = 0; i < DOMAINS; i++) {
        virDomainPtr dom = virDomainLookupByName(conn, virDomainGetName(domains[i].dom));

        CHECK(dom != NULL);
        if (dom) {
            virDomainFree(domains[i].dom);
            domains[i].dom = dom;
        }
    }
    each_works();
    setrlimit(RLIMIT_NOFILE, &before);
    all_end(conn);
    virConnectClose(conn);
    return harness_end();
}
